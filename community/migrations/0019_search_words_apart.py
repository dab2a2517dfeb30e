import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INDEXES = ("community_searchtext_title", "community_searchtext_body")
APART = """
    INSERT INTO community_searchwording (entry_id, titles, summaries, texts)
    SELECT id, titles, summaries, texts FROM community_searchentry
"""
TOGETHER = """
    UPDATE community_searchentry SET titles = said.titles, summaries = said.summaries, texts = said.texts
    FROM community_searchwording said WHERE said.entry_id = community_searchentry.id
"""


def leave_nothing_pending(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let each item be put into the index at once: a list of what is to be put there later is read through by each search."""
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{index}')")


def let_pend(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let items wait again."""
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} RESET (fastupdate)")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0018_drafts_enclosures_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWording",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="wording",
                        serialize=False,
                        to="community.searchentry",
                    ),
                ),
                ("titles", models.JSONField(default=dict)),
                ("summaries", models.JSONField(default=dict)),
                ("texts", models.JSONField(default=dict)),
            ],
        ),
        migrations.RunPython(leave_nothing_pending, let_pend),
        migrations.RunSQL(APART, TOGETHER),
        migrations.RemoveField(model_name="searchentry", name="titles"),
        migrations.RemoveField(model_name="searchentry", name="summaries"),
        migrations.RemoveField(model_name="searchentry", name="texts"),
    ]
