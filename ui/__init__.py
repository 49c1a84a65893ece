"""The window: what is on the screen. Thin: what a portfolio is and does lives in ``kpkportfolio``."""
