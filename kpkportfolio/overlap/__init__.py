"""What is the same, overlapping or reusable in a portfolio, and why. Takes plain rows; knows no store and no window."""
