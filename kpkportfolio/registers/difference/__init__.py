"""The difference between what a register says and what is in the portfolio, and what is known of a register."""
