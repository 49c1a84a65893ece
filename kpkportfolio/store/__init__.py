"""Where the portfolio is kept. The door is :class:`kpkportfolio.store.portfolio.Portfolio`; operations that touch
several rows are built by :mod:`kpkportfolio.store.edits`."""
