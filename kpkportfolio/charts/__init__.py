"""Pictures of the portfolio: ``bars``, ``bubbles`` and ``labels`` say what to draw, the figures draw it."""
