"""A table as a file: for Excel or for any other program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from events import tabulating

if TYPE_CHECKING:
    from events.tabulating import Table

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class FileForm(forms.Form):
    """For which program the file is."""

    kind = forms.ChoiceField(label=_("File"), choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")], initial="xlsx")

    def write(self, table: Table, *, title: str) -> tuple[bytes, str]:
        """Return the file and its type."""
        kind = self.cleaned_data["kind"]
        written = tabulating.as_csv(table) if kind == "csv" else tabulating.as_xlsx(table, title=title)
        return written, TYPES[kind]
