"""How the portfolio goes out: Excel snapshot, CSV and the lossless bundle. Imported only when something is exported."""
