"""Checks that this machine has the system libraries Qt needs, and installs them where the user may.

    python3 .ci/qt_libraries.py             what the tests need (Qt's offscreen platform)
    python3 .ci/qt_libraries.py --display   what a window needs, and that there is a screen to show it on
    python3 .ci/qt_libraries.py --xvfb      a window, a virtual screen and the tools that photograph it

Linux only: on macOS and Windows the wheels bring everything. Missing packages are installed when the user is
root or may use sudo without a password; otherwise the exact command is printed. It never asks anything.
Standard library only and Python 3.9 syntax, because it runs before the environment exists.
"""

import argparse
import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What has to be there -> its package for apt, dnf, pacman. A name with ".so" is a shared library, "font" any
# font at all, anything else a program.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libz.so.1": ("zlib1g", "zlib", "zlib"),
    "font": ("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    "Xvfb": ("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    "openbox": ("openbox", "openbox", "openbox"),
    "import": ("imagemagick", "ImageMagick", "imagemagick"),
    "xdotool": ("xdotool", "xdotool", "xdotool"),
}
MANAGERS = (
    ("apt-get", ["apt-get", "install", "-y", "-q", "--no-install-recommends"]),
    ("dnf", ["dnf", "install", "-y", "-q"]),
    ("pacman", ["pacman", "-S", "--noconfirm", "--needed"]),
)

# Looked for by name only while Qt itself is not installed yet; afterwards Qt's own files tell what they need.
OFFSCREEN = (
    "libEGL.so.1",
    "libGL.so.1",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
    "libglib-2.0.so.0",
    "libxkbcommon.so.0",
)
XCB = (
    "libX11-xcb.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1",
    "libxcb-randr.so.0", "libxcb-render-util.so.0", "libxcb-shape.so.0", "libxcb-sync.so.1", "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1", "libxkbcommon-x11.so.0",
)  # fmt: skip
PROGRAMS = ("Xvfb", "openbox", "import", "xdotool")
WAYLAND = ("libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1")

NO_SCREEN = """\
There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.
Everything is ready, and the same work can be done on the command line:
    .venv/bin/kpkportfolio --help
    .venv/bin/kpkportfolio demo && .venv/bin/kpkportfolio list
To see the window, run this in a graphical session (or over ssh -X)."""


def qt_folder() -> "Path | None":
    """PySide6 in the project's own environment, or None while that is not made."""
    return next(iter(sorted(ROOT.glob(".venv/lib*/python*/site-packages/PySide6"))), None)


def qt_files(qt: Path, platform: str) -> "list[Path]":
    """The platform plugin and the Qt modules that the window imports."""
    modules = {"QtCore", "QtGui", "QtWidgets"}
    for source in (ROOT / "ui").rglob("*.py"):
        modules.update(re.findall(r"^\s*from PySide6\.(\w+) import", source.read_text("utf-8"), re.MULTILINE))
    found = [qt / "Qt/plugins/platforms" / f"libq{platform}.so"]
    for module in sorted(modules):
        found += [*qt.glob(f"{module}.*.so"), qt / "Qt/lib" / f"lib{module.replace('Qt', 'Qt6')}.so.6"]
    return [file for file in found if file.exists()]


def unresolved(files: "list[Path]") -> "set[str]":
    """The shared libraries that these files need and the loader does not find."""
    run = subprocess.run(
        ["ldd", *map(str, files)],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    return set(re.findall(r"^\s*(\S+) => not found", run.stdout, re.MULTILINE))


def unloadable(names: "tuple[str, ...]") -> "set[str]":
    """Those of the named shared libraries that cannot be loaded."""
    missing = set()
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.add(name)
    return missing


def has_font() -> bool:
    """Whether there is any font: without one Qt warns and every text has no width."""
    home = Path.home()
    folders = (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        home / ".local/share/fonts",
    )
    return any(
        file.suffix.lower() in {".ttf", ".otf", ".ttc"}
        for folder in folders
        if folder.is_dir()
        for file in folder.rglob("*")
    )


def missing(platform: str, programs: "tuple[str, ...]") -> "list[str]":
    """Everything that is not there, in the terms of :data:`PACKAGES`."""
    qt = qt_folder()
    if qt and shutil.which("ldd"):
        lacking = unresolved(qt_files(qt, platform))
    else:
        lacking = unloadable(OFFSCREEN + {"xcb": XCB, "wayland": WAYLAND}.get(platform, ()))
    lacking.update(program for program in programs if not shutil.which(program))
    if not has_font():
        lacking.add("font")
    return sorted(lacking)


def packages(lacking: "list[str]", manager: str) -> "list[str]":
    """The manager's packages for what is lacking; what we know no package for is left out."""
    column = [name for name, _ in MANAGERS].index(manager)
    return sorted({PACKAGES[name][column] for name in lacking if name in PACKAGES})


def administrator() -> "list[str] | None":
    """How to run a command as administrator without being asked: ``[]`` for root, None when it cannot be done."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return ["sudo", "-n"]
    return None


def run_quietly(command: "list[str]") -> bool:
    """Runs a command that cannot ask anything; shows its output only when it fails."""
    # without a time limit a package manager waiting for another one's lock would wait for ever
    try:
        run = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=900,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"It did not finish in 15 minutes: {' '.join(command)}", file=sys.stderr)
        return False
    if run.returncode:
        print(run.stdout, file=sys.stderr)
    return not run.returncode


def install(manager: str, command: "list[str]", become: "list[str]") -> bool:
    """Installs, after renewing apt's package lists (which a bare machine does not have)."""
    if manager == "apt-get":
        become = [*become, "env", "DEBIAN_FRONTEND=noninteractive"]
        run_quietly([*become, "apt-get", "update", "-q"])
    return run_quietly([*become, *command])


def main() -> int:
    """0 when everything is there (now), 1 when the user has to do something first."""
    parser = argparse.ArgumentParser(description="Checks and installs the system libraries that Qt needs.")
    parser.add_argument("--display", action="store_true", help="for a window on this screen")
    parser.add_argument("--xvfb", action="store_true", help="for a window on a virtual screen, and its photographs")
    wanted = parser.parse_args()
    if not sys.platform.startswith("linux"):
        return 0
    if wanted.display and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print(NO_SCREEN, file=sys.stderr)
        return 1

    platform = "offscreen"
    if wanted.display or wanted.xvfb:
        platform = "xcb" if wanted.xvfb or os.environ.get("DISPLAY") else "wayland"
    programs = PROGRAMS if wanted.xvfb else ()
    lacking = missing(platform, programs)
    if not lacking:
        return 0

    names = ", ".join(lacking)
    manager, command = next(((name, command) for name, command in MANAGERS if shutil.which(name)), ("", []))
    wanted_packages = packages(lacking, manager) if manager else []
    if not wanted_packages:
        print(
            f"Qt needs what this machine does not have: {names}. Install it with the system's package manager.",
            file=sys.stderr,
        )
        return 1
    command = [*command, *wanted_packages]
    become = administrator()
    if become is None:
        print(f"Qt needs what this machine does not have: {names}.", file=sys.stderr)
        print(f"Install it and try again:\n    sudo {' '.join(command)}", file=sys.stderr)
        return 1

    print(
        f"Qt needs what this machine does not have: {names}. Installing {' '.join(wanted_packages)} …",
        file=sys.stderr,
    )
    if install(manager, command, become):
        lacking = missing(platform, programs)
        if not lacking:
            return 0
        print(f"Still missing: {', '.join(lacking)}.", file=sys.stderr)
    else:
        print(f"The installation failed. Try it by hand:\n    {' '.join([*become, *command])}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
