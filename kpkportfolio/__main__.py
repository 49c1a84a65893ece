"""``python -m kpkportfolio``."""

import sys

from kpkportfolio.cli import main

if __name__ == "__main__":
    sys.exit(main())
