"""The parts of the portfolio page."""
