"""The parts of the overlaps page and of the idea page: what two texts share, why, how surely, and the verdict on it."""
