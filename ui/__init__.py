"""What is on the screen: PySide6, thin. The portfolio itself is `kpkportfolio` and knows nothing of this."""
