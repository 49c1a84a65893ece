"""Charts as matplotlib figures, built from plain rows; no pyplot, no Qt. Colours: ``palette``."""
