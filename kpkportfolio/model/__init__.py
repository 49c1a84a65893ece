"""What a portfolio is. One file a noun; enums in ``vocabulary``, rules in ``rules``, the Change in ``change``."""
