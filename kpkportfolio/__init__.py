"""KPK Portfolio: one true portfolio of everything the public sector is building.

This package is the portfolio itself. It knows no Qt; the window lives in the package ``ui``.
"""

__version__ = "0.1.0"
