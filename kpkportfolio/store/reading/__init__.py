"""Flat reads: one query each, whatever the portfolio's size, into the NamedTuples of ``model.rows``."""
