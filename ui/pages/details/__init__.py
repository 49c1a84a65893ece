"""The parts of the details panel."""
