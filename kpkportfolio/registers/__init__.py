"""How other organisations' registers come in: reading, repairing, recognising, reconciling."""
