"""The parts of the meeting page."""
