"""The parts of the import dialog: reading and comparing (no Qt), carrying out, and what is shown of it."""
