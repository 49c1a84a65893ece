"""Where the application finds its own files and where it keeps the user's."""

import sys
from pathlib import Path

APPLICATION = "kpkportfolio"


def bundled(*parts: str) -> Path:
    """A file or folder that ships with the application, such as ``bundled("resources", "icons")``.

    Found the same way from a checkout, an installed wheel and a frozen application, because the
    top-level folders stand side by side in all three.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base.joinpath(*parts)


def user_data() -> Path:
    """The user's own data folder, made if missing."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False, ensure_exists=True)


def default_database() -> Path:
    """The SQLite file used when neither ``--db`` nor ``KPKPORTFOLIO_DB`` names another."""
    return user_data() / "salkku.sqlite"
