"""The window: what is on the screen. Thin: what a portfolio is and does lives in ``kpkportfolio``."""

from ui.none_guard import protect_none

protect_none()
