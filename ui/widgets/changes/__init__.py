"""Snapshots in a table, and what changed between two of them as a list that can be unfolded.

| module | gives |
| --- | --- |
| ``snapshot_table`` | ``SnapshotTable``, newest first |
| ``model`` | ``DifferenceModel``: initiatives, under each its fields |
| ``tree`` | ``DifferenceTree``, the view over it |
"""
