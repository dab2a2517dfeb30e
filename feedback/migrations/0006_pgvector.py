"""On PostgreSQL with pgvector the database compares vectors; elsewhere this does nothing and Python compares."""

from typing import Any

from django.db import DatabaseError, migrations, transaction


def add_column(_apps: Any, schema_editor: Any) -> None:
    """Add the column where the extension is there or may be made; a role without the right leaves it out."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
        if cursor.fetchone() is None:
            return
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
        except DatabaseError:
            return
        cursor.execute("ALTER TABLE feedback_suggestionvector ADD COLUMN embedding vector(512)")


def drop_column(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("ALTER TABLE feedback_suggestionvector DROP COLUMN IF EXISTS embedding")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0005_points_photos_supports")]
    operations = [migrations.RunPython(add_column, drop_column)]
