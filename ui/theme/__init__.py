"""The look of the window.

| module | gives |
| --- | --- |
| ``tokens`` | ``SIZES``, ``GANTT``, ``BUBBLES``, ``ZOOMS``, ``FontRole`` |
| ``theme`` | ``install(app)`` -> ``Theme`` with ``set_scheme`` and ``changed``; ``font``, ``row_pixels`` |
| ``state`` | ``current()`` the Palette, ``colour("muted")`` a QColor |
| ``icons`` | ``icon("export")`` a QIcon that follows theme and scale; ``pixmap``, ``paint`` |
| ``glyphs`` | ``status``, ``health``, ``overlap``, ``programme``, ``milestone`` paint; ``*_pixmap`` are cached |
| ``stylesheet`` | which properties choose a variant: ``button.setProperty("kind", "primary")`` |

Colours are those of ``kpkportfolio.charts.palette``; nothing else in the window names a colour.
"""
