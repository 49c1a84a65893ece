"""What is handed out is whole: a wheel brings migrations, translations and pictures, and starts without heavy parts."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import kpkportfolio

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("kpkportfolio", "ui", "migrations", "resources")
HEAVY = {
    *("pandas", "matplotlib", "scipy", "numpy", "python_calamine", "xlsxwriter", "babel", "alembic", "sqlalchemy"),
    *("onnxruntime", "sentencepiece"),
}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from a copy because setuptools leaves a build folder behind where it works."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel is unpacked; nothing of the checkout is in it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def in_wheel(installed: Path, code: str, folder: Path) -> str:
    """What the code prints when the application comes from the wheel alone."""
    # the editable install would find the checkout: sys.path gets the wheel first and loses the checkout
    start = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        f"sys.path[:] = [entry for entry in sys.path if entry not in ('', {str(ROOT)!r})]\n"
        "sys.meta_path[:] = [finder for finder in sys.meta_path if 'editable' not in repr(finder).lower()]\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", start + code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ""},
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def files(*folders: str) -> set[str]:
    """The checkout's files in these folders, without caches."""
    return {
        file.relative_to(ROOT).as_posix()
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_a_wheel_brings_every_file_of_the_application(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert files(*FOLDERS) - packed == set()


def test_a_wheel_brings_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(FOLDERS)


def test_migrations_pictures_and_translations_are_found_in_a_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "from kpkportfolio import paths, text\n"
        "print(paths.bundled('migrations'))\n"
        "assert list(paths.bundled('migrations', 'versions').glob('0001*.py'))\n"
        "assert list(paths.bundled('resources', 'icons').glob('*.svg'))\n"
        "assert len({text.set_language(code) or text._('Undo: {what}') for code in text.LANGUAGES}) == 3\n"
    )
    assert Path(in_wheel(installed, code, tmp_path)).resolve() == (installed / "migrations").resolve()


def test_a_new_database_is_made_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "from kpkportfolio.cli import main\n"
        "import kpkportfolio\n"
        f"assert kpkportfolio.__file__.startswith({str(installed)!r}), kpkportfolio.__file__\n"
        "sys.argv = ['kpkportfolio', '--db', 'salkku.sqlite', 'demo']\n"
        "sys.exit(main())\n"
    )
    in_wheel(installed, code, tmp_path)
    assert (tmp_path / "salkku.sqlite").read_bytes()[:15] == b"SQLite format 3"


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh Python has loaded after the statement."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize("statement", ["import kpkportfolio.model.rows", "from kpkportfolio.cli import main"])
def test_starting_loads_nothing_heavy(statement: str) -> None:
    assert loaded_by(statement) & HEAVY == set()


def test_the_command_line_knows_no_qt() -> None:
    assert loaded_by("from kpkportfolio.cli import main") & {"PySide6", "shiboken6", "ui"} == set()


def test_the_version_is_the_same_wherever_it_is_said() -> None:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        version = tomllib.load(stream)["project"]["version"]
    assert kpkportfolio.__version__ == version
    assert f"\n## [{version}] - " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_requirements_are_locked_by_hash_and_hold_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")], name
        pinned = [number for number, line in enumerate(lines) if line[:1].isalnum()]
        assert len(pinned) > 20
        for number in pinned:
            assert "==" in lines[number], lines[number]
            assert "--hash=sha256:" in lines[number + 1], lines[number]


def test_every_dependency_is_locked_in_both_lists() -> None:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        wanted = tomllib.load(stream)["project"]["dependencies"]
    names = {entry.split(">")[0].split("[")[0] for entry in wanted}
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        assert names - {line.split("==")[0].split("[")[0] for line in lines if "==" in line} == set(), name


def test_development_runs_on_the_very_versions_users_get() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and line[:1].isalnum()}

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()
