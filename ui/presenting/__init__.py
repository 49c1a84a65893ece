"""Presenting a meeting: full screen, large, by keyboard."""
