"""Fuzzing of every reader, and what it found."""

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
"""A folder for each target, with seeds and findings."""
