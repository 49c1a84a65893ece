"""The parts of the registers page."""
