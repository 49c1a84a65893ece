"""The rows of a table as initiatives, and what was set aside of them."""
