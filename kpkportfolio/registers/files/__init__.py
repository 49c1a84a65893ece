"""A register's file as grids of cells: opened as data, within limits, its texts repaired and kept as they stood."""
