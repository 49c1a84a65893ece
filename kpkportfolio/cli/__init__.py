"""The command line: one door for people, scripts and checks. Human tables by default, ``--json`` for machines."""

from kpkportfolio.cli.main import main

__all__ = ["main"]
