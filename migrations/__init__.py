"""The database's schema, version by version (Alembic). Found the same way from a checkout, a wheel and a frozen app."""
