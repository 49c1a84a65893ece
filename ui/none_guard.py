"""Keeps ``None`` alive under PySide6 6.12 on Python 3.11.

The 6.12 wheels return ``None`` without taking a reference, which is right from Python 3.12 on, where
``None`` never dies, and fatal before it: each call of a Qt function without a result costs one reference,
and after some thousands the interpreter stops with "deallocating None". Giving ``None`` more references
than a session could ever use up makes 3.11 behave as 3.12 does. Remove with Python 3.11 or PySide6 6.12.
"""

import ctypes
import sys


def protect_none() -> None:
    """Makes ``None`` immortal for this process; does nothing from Python 3.12 on, or the second time."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    plenty = sys.maxsize // 4
    if sys.getrefcount(None) < plenty:
        # the reference count is the first word of every object
        ctypes.c_ssize_t.from_address(id(None)).value += plenty * 2
