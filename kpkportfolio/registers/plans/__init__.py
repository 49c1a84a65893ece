"""Files of project planning programs as registers."""
