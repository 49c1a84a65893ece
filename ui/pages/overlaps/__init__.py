"""The parts of the overlaps page."""
