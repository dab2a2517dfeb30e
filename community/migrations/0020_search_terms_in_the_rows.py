from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A search reads the rows of all that matches, so these must be short. Terms are long: they are moved out of the row where
# PostgreSQL looks for room at all (in a row of 2 kB or more), and uncompressed, because nobody ever reads them there.
INTO_THE_ROWS = (
    "ALTER TABLE community_searchentry ADD COLUMN title_terms tsvector, ADD COLUMN terms tsvector",
    "ALTER TABLE community_searchentry ALTER COLUMN title_terms SET STORAGE EXTERNAL, ALTER COLUMN terms SET STORAGE EXTERNAL",
    "ALTER TABLE community_searchentry SET (toast_tuple_target = 192)",
    """
    UPDATE community_searchentry entry SET title_terms = kept.title, terms = kept.body
        FROM community_searchtext kept WHERE kept.entry_id = entry.id
    """,
    "DROP TABLE community_searchtext",
    # What waits to be put into an index is read through by each search: half a megabyte at most, an eighth of what is usual.
    """
    CREATE INDEX community_searchentry_title_terms ON community_searchentry
        USING gin (title_terms) WITH (gin_pending_list_limit = 512)
    """,
    "CREATE INDEX community_searchentry_terms ON community_searchentry USING gin (terms) WITH (gin_pending_list_limit = 512)",
)
APART_AGAIN = (
    "CREATE TABLE community_searchtext (entry_id bigint PRIMARY KEY, title tsvector NOT NULL, body tsvector NOT NULL)",
    "INSERT INTO community_searchtext SELECT id, title_terms, terms FROM community_searchentry WHERE terms IS NOT NULL",
    "CREATE INDEX community_searchtext_title ON community_searchtext USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX community_searchtext_body ON community_searchtext USING gin (body) WITH (fastupdate = off)",
    "ALTER TABLE community_searchentry DROP COLUMN title_terms, DROP COLUMN terms",
    "ALTER TABLE community_searchentry RESET (toast_tuple_target)",
)


def put_terms_into_the_rows(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the terms on PostgreSQL in the rows of the entries, so that what they find need not be joined."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in INTO_THE_ROWS:
            schema_editor.execute(statement)


def take_them_out(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep them in a table of their own again."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in APART_AGAIN:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0019_search_words_apart"),
    ]

    operations = [
        migrations.RunPython(put_terms_into_the_rows, take_them_out),
    ]
