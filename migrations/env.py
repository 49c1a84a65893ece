"""Alembic's environment: always runs on the connection that the store hands over, inside its transaction."""

from alembic import context

from kpkportfolio.model.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,
)
context.run_migrations()
