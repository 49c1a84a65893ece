"""Setting up on a bare machine: what is missing is named, installed where that is allowed, and nothing ever asks."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / ".ci/qt_libraries.py"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux needs system libraries for Qt")


@pytest.fixture
def libraries() -> ModuleType:
    """The check itself, fresh, because tests replace parts of it."""
    spec = importlib.util.spec_from_file_location("ci_qt_libraries", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """A machine with one package manager, where something is missing until it is installed; returns what was run."""

    def make(manager: str, lacking: list[str], become: list[str] | None, works: bool = True) -> list[list[str]]:
        ran: list[list[str]] = []
        gone = list(lacking)

        def run_quietly(command: list[str]) -> bool:
            ran.append(command)
            if works and not {"update"} & set(command):
                gone.clear()
            return works

        monkeypatch.setattr(libraries, "missing", lambda platform, programs: list(gone))
        monkeypatch.setattr(libraries, "administrator", lambda: become)
        monkeypatch.setattr(libraries, "run_quietly", run_quietly)
        monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name == manager else None)
        monkeypatch.setattr(sys, "argv", ["qt_libraries.py"])
        return ran

    return make


def test_nothing_is_done_when_nothing_is_missing(
    libraries: ModuleType, machine: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = machine("apt-get", [], [])
    assert libraries.main() == 0
    assert ran == []
    assert capsys.readouterr() == ("", "")


def test_root_gets_it_installed_and_is_told(
    libraries: ModuleType, machine: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = machine("apt-get", ["libEGL.so.1", "libxcb-cursor.so.0"], [])
    assert libraries.main() == 0
    assert ran[0][-3:] == ["apt-get", "update", "-q"]
    assert ran[1][-2:] == ["libegl1", "libxcb-cursor0"]
    assert "Installing libegl1 libxcb-cursor0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install -y -q --no-install-recommends libxcb-icccm4"),
        ("dnf", "sudo dnf install -y -q xcb-util-wm"),
        ("pacman", "sudo pacman -S --noconfirm --needed xcb-util-wm"),
    ],
)
def test_others_are_told_the_exact_command(
    libraries: ModuleType,
    machine: Callable[..., list[list[str]]],
    capsys: pytest.CaptureFixture[str],
    manager: str,
    command: str,
) -> None:
    ran = machine(manager, ["libxcb-icccm.so.4"], None)
    assert libraries.main() == 1
    assert ran == []
    assert command in capsys.readouterr().err.splitlines()[-1]


def test_a_failed_installation_ends_with_the_command_to_try(
    libraries: ModuleType, machine: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine("dnf", ["libEGL.so.1"], ["sudo", "-n"], works=False)
    assert libraries.main() == 1
    assert "sudo -n dnf install -y -q libglvnd-egl" in capsys.readouterr().err


def test_a_system_without_a_known_manager_gets_the_names(
    libraries: ModuleType, machine: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine("none", ["libEGL.so.1"], [])
    assert libraries.main() == 1
    assert "libEGL.so.1" in capsys.readouterr().err


def test_without_a_screen_the_command_line_is_named() -> None:
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--display"], capture_output=True, text=True, env=bare, check=False, timeout=60
    )
    assert run.returncode == 1
    assert "no screen" in run.stderr
    assert ".venv/bin/kpkportfolio --help" in run.stderr


def test_what_the_loader_does_not_find_is_noticed(libraries: ModuleType) -> None:
    assert libraries.unloadable(("libc.so.6", "libdoes-not-exist.so.9")) == {"libdoes-not-exist.so.9"}


def test_everything_looked_for_has_a_package(libraries: ModuleType) -> None:
    wanted = {*libraries.OFFSCREEN, *libraries.XCB, *libraries.WAYLAND, *libraries.PROGRAMS, "font"}
    assert wanted - set(libraries.PACKAGES) == set()


@pytest.fixture
def pythons(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs ``make venv`` in a copy of the Makefile, with a Python that does as the given shell script says."""

    def make(script: str) -> subprocess.CompletedProcess[str]:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        python.chmod(0o755)
        for name in ("Makefile", "requirements.txt", "pyproject.toml"):
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
        command = ["make", "venv", f"PYTHON={python}"]
        # these tests may themselves be run by make, whose flags would be inherited
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60, env=clean)

    return make


def test_a_python_without_venv_is_told_what_to_install(
    pythons: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    run = pythons('case "$*" in *ensurepip*) exit 1;; esac')
    assert run.returncode != 0
    assert "sudo apt install python3-venv" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_half_made_environment_is_removed(
    pythons: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    run = pythons('case "$*" in *"-m venv"*) mkdir -p .venv/bin; touch .venv/bin/python; exit 1;; esac')
    assert run.returncode != 0
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_refused_with_words(pythons: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    run = pythons('case "$*" in *version_info*) echo "Python 3.11 or newer is needed" >&2; exit 1;; esac')
    assert run.returncode != 0
    assert "Python 3.11 or newer is needed" in run.stderr
