"""Where the portfolio is kept. The door is :class:`kpkportfolio.store.portfolio.Portfolio`; nothing else need be imported."""
