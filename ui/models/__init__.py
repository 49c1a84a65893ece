"""Item models over plain rows. What a cell is told by, see ``roles``."""
