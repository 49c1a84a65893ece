"""Pictures of the real window, taken on a virtual screen: the README's, or of every page to look through.

    .venv/bin/python .ci/screenshots.py                      the README's pictures, into docs/images/
    .venv/bin/python .ci/screenshots.py --all FOLDER         every page in three languages, light and dark
    .venv/bin/python .ci/screenshots.py --all FOLDER --pages gantt,bubbles --languages fi --schemes dark
    … --db FILE --size 1366x768 --scale 1.5                  another portfolio, screen or magnification

Linux only: Xvfb is the screen, openbox its window manager, xdotool the hand, ImageMagick the camera
(.ci/qt_libraries.py --xvfb). The person's own settings and portfolio are not touched.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
APPLICATION = ROOT / ".venv/bin/kpkportfolio"
AUTHOR = "Maija Mallikas"
PAGES = ("portfolio", "idea", "overlaps", "gantt", "bubbles", "meeting", "snapshots", "registers")
LANGUAGES = ("fi", "sv", "en")
SCHEMES = ("light", "dark")

# seconds; a page is photographed when nothing but a text cursor has moved for a while
CALM, PATIENCE = 3.0, 60.0
CURSOR_PIXELS = 120


@dataclass(frozen=True)
class Picture:
    """One photograph to take: a page, how it speaks and looks, whose details are open, what is typed first."""

    file: Path
    page: str
    language: str = "en"
    scheme: str = "light"
    selected: str = ""
    typed: str = ""


README = (
    Picture(ROOT / "docs/images/portfolio.png", "portfolio", selected="Verkkolaskujen käsittelyn automatisointi"),
    Picture(ROOT / "docs/images/overlaps.png", "overlaps", language="fi", scheme="dark"),
    Picture(ROOT / "docs/images/gantt.png", "gantt", language="fi"),
    Picture(ROOT / "docs/images/bubbles.png", "bubbles"),
    Picture(ROOT / "docs/images/idea.png", "idea", language="sv", typed="Sähköinen asianhallinta kunnille"),
)

# the window covers the whole screen, without a frame; its dialogs stand on it as everywhere
WINDOWS = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application type="normal"><decor>no</decor><maximized>true</maximized></application>
</applications></openbox_config>"""


class Failure(Exception):
    """No picture could be taken, and why."""


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs for the time of the block; what it says goes into the log."""
    with log.open("ab") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def screen(width: int, height: int, home: Path) -> Iterator[dict[str, str]]:
    """A virtual screen with a window manager, as the environment for what is to be shown on it."""
    reading, writing = os.pipe()
    log = home / "screen.log"
    with log.open("ab") as stream:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stdout=stream,
            stderr=stream,
        )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failure(f"Xvfb did not start: {log.read_text('utf-8')}")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND", "KPK"))},
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "TZ": "Europe/Helsinki",
        }
        rules = home / "openbox.xml"
        rules.write_text(WINDOWS, "utf-8")
        with running(["openbox", "--sm-disable", "--config-file", str(rules)], environment, log):
            yield environment
    finally:
        server.terminate()
        server.wait()


def hand(environment: dict[str, str], *arguments: str) -> str:
    """What xdotool answers; empty when it finds nothing."""
    run = subprocess.run(["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False)
    return run.stdout.strip()


def photograph(environment: dict[str, str]) -> Image.Image:
    """The screen as it is now."""
    run = subprocess.run(["import", "-window", "root", "png:-"], env=environment, capture_output=True, check=True)
    return Image.open(io.BytesIO(run.stdout)).convert("RGB")


def moved(before: Image.Image, after: Image.Image) -> int:
    """How many pixels differ."""
    if before.size != after.size:
        return before.width * before.height
    same = ImageChops.difference(before, after).convert("L").histogram()[0]
    return before.width * before.height - int(same)


def calm(environment: dict[str, str], what: str) -> Image.Image:
    """The screen once it has come to rest; after a long wait as it is, and that is said."""
    image = photograph(environment)
    started = rested = time.monotonic()
    while time.monotonic() - rested < CALM:
        time.sleep(0.3)
        later = photograph(environment)
        if moved(image, later) > CURSOR_PIXELS:
            rested = time.monotonic()
        image = later
        if time.monotonic() - started > PATIENCE:
            print(f"{what}: still moving after {PATIENCE:.0f} s", file=sys.stderr)
            break
    return image


def await_window(environment: dict[str, str], process: subprocess.Popen[bytes], log: Path) -> str:
    """The id of the application's window, as soon as it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Failure(f"the window closed by itself: {log.read_text('utf-8', 'replace')}")
        found = hand(environment, "search", "--onlyvisible", "--pid", str(process.pid)).split()
        if found:
            return found[-1]
        time.sleep(0.2)
    raise Failure("no window appeared")


def listed(database: Path, environment: dict[str, str]) -> list[dict[str, str]]:
    """The portfolio's initiatives."""
    command = [str(APPLICATION), "--db", str(database), "list", "--json"]
    rows: list[dict[str, str]] = json.loads(
        subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    )
    return rows


def complaints(home: Path) -> str:
    """What the application wrote about faults of its own."""
    files = [home / "application.log", *(home / "data").rglob("*.log")]
    said = [file.read_text("utf-8", "replace") for file in files if file.exists()]
    return "\n".join(text for text in said if "Traceback" in text)


def take(picture: Picture, environment: dict[str, str], home: Path, database: Path) -> None:
    """Opens the window on the picture's page and photographs it."""
    settings = home / "config/kpkportfolio/window.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    remembered = {
        # a page is remembered of the database that was open last
        "database": str(database),
        "page": picture.page,
        # a draft somebody began to write is there again, as after any restart
        "pages": {"idea": {"title": picture.typed}} if picture.typed else {},
        "scheme": picture.scheme,
        "language": picture.language,
        "selection": [row["id"] for row in listed(database, environment) if picture.selected in row["title"]][:1]
        if picture.selected
        else [],
    }
    # the value is JSON inside an ini file, whose quotation marks are escaped
    lines = [f"{name}={json.dumps(json.dumps(value))}" for name, value in remembered.items()]
    settings.write_text("[window]\n" + "\n".join(lines) + "\n", "utf-8")
    log = home / "application.log"
    command = [str(APPLICATION), "--db", str(database), "--lang", picture.language, "--by", AUTHOR]
    with running(command, environment, log) as process:
        await_window(environment, process, log)
        # out of the way, so that nothing is hovered over
        hand(environment, "mousemove", "9999", "9999")
        image = calm(environment, picture.file.name)
    picture.file.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(256, dither=Image.Dither.NONE).save(picture.file, optimize=True)
    print(f"{picture.file.name}: {image.width} × {image.height}, {picture.file.stat().st_size // 1024} kB")


def wanted_pictures(wanted: argparse.Namespace) -> list[Picture]:
    """The README's pictures, or every combination asked for."""
    if not wanted.all:
        return list(README)
    return [
        Picture(wanted.all / f"{page}-{language}-{scheme}.png", page, language, scheme)
        for page in wanted.pages.split(",")
        for language in wanted.languages.split(",")
        for scheme in wanted.schemes.split(",")
    ]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Photographs the window on a virtual screen.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page instead of the README's pictures")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--schemes", default=",".join(SCHEMES))
    parser.add_argument("--db", type=Path, metavar="FILE", help="instead of the sample portfolio")
    parser.add_argument("--size", default="1440x900", metavar="WxH", help="the screen and the window on it")
    parser.add_argument("--scale", default="1", metavar="FACTOR", help="Qt's magnification, such as 1.5")
    wanted = parser.parse_args()
    width, height = map(int, wanted.size.split("x"))
    try:
        with tempfile.TemporaryDirectory(prefix="kpkportfolio-screen-") as folder:
            home = Path(folder)
            with screen(width, height, home) as environment:
                environment["QT_SCALE_FACTOR"] = wanted.scale
                database = wanted.db
                if database is None:
                    database = home / "salkku.sqlite"
                    demo = [str(APPLICATION), "--db", str(database), "demo"]
                    subprocess.run(demo, env=environment, check=True, stdout=subprocess.DEVNULL)
                for picture in wanted_pictures(wanted):
                    take(picture, environment, home, database.resolve())
                if complaints(home):
                    raise Failure(f"a page failed while it was photographed:\n{complaints(home)}")
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
