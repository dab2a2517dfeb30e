"""Texts of notices were Markdown; from here on they are HTML of a few kinds of elements, clean as it is stored."""

from typing import Any

from django.db import migrations

from community import prose

TEXTS = ("text", "text_en", "text_zh_hans")


def as_html(apps: Any, _schema_editor: Any) -> None:
    _rewrite(apps, prose.from_markdown)


def as_markdown(apps: Any, _schema_editor: Any) -> None:
    _rewrite(apps, prose.to_markdown)


def _rewrite(apps: Any, write: Any) -> None:
    rows = apps.get_model("community", "Edition").objects.only("pk", *TEXTS)
    for row in rows.iterator():
        changed = [name for name in TEXTS if getattr(row, name)]
        for name in changed:
            setattr(row, name, write(getattr(row, name)))
        if changed:
            row.save(update_fields=changed)


class Migration(migrations.Migration):
    dependencies = [("community", "0012_links")]

    operations = [migrations.RunPython(as_html, as_markdown, elidable=True)]
