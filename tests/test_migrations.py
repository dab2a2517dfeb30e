"""The migrations lead to the tables that the models describe: the suite makes its tables from the models."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
OURS = ("community_", "events_", "feedback_")
PGVECTOR = ("feedback_suggestionvector", "embedding")  # added where the extension is, and in no model
SHAPE = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity,
            is_generated FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "indexes": "SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ', 'INDEX ') FROM pg_indexes WHERE schemaname = 'public'",
}


def shape(kind: str) -> set[str]:
    """Return columns, constraints or indexes of our tables in words that do not depend on generated names."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE[kind])
        rows = [row for row in cursor.fetchall() if row[0].startswith(OURS) and row[:2] != PGVECTOR]
        words = {re.sub(r"\s+", " ", repr(row)) for row in rows}
    # An index built anew from its own description, as seed_city does, has its casts and brackets in other places.
    return {re.sub(r"::(character varying|text)\b(\[\])?|[()]", "", each) for each in words} if kind == "indexes" else words


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_migrating_makes_the_tables_that_the_models_describe() -> None:
    of_models = {kind: shape(kind) for kind in SHAPE}
    own = str(connection.settings_dict["NAME"])
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path="/migrated_anew")
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS migrated_anew")
        cursor.execute("CREATE DATABASE migrated_anew")
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
    environment = {**os.environ, "DATABASE_URL": urlunsplit(address), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    connection.close()
    connection.settings_dict["NAME"] = "migrated_anew"
    try:
        assert {kind: shape(kind) ^ found for kind, found in of_models.items()} == {kind: set() for kind in SHAPE}
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
