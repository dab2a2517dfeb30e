"""A table that becomes a card a row on a phone: a template tag that every page has without loading it."""

from __future__ import annotations

import re
from itertools import chain, repeat
from typing import TYPE_CHECKING

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.template.base import NodeList, Parser, Token
    from django.template.context import Context

register = template.Library()

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
HEAD_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
OPENING = re.compile(r"<(table|thead|tbody|tfoot|tr|th|td)\b([^>]*)>")
SPANNED = re.compile(r'\bcolspan="(\d+)"')
COLUMNS_OF_CARDS = 3  # what has fewer fits on a phone as it is
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


class Cards(template.Node):
    """What stands between ``{% cards %}`` and ``{% endcards %}``."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Return what stands within, its tables fit for a phone."""
        return as_cards(self.nodelist.render(context))


@register.tag
def cards(parser: Parser, _token: Token) -> Cards:
    """Draw the tables within as cards where the window is narrow (``.table-cards`` in ui.css): nothing hides at the side.

    Two columns fit there as they are. Each other cell is given the words of its column's head, which stand beside it there;
    and every part says its role, because browsers forget that a table is one when it is drawn otherwise.
    """
    nodelist = parser.parse(("endcards",))
    parser.delete_first_token()
    return Cards(nodelist)


def as_cards(drawn: str) -> SafeString:
    """Return HTML whose tables say their roles and whose cells say their columns."""
    # What the templates drew is escaped already; the labels are taken out of it as they stand there.
    return mark_safe(TABLE.sub(lambda found: _as_cards(found.group()), drawn))  # noqa: S308


def _as_cards(table: str) -> str:
    head = HEAD.search(table)
    body_at = head.end() if head else 0
    labels = [_label(words) for words in HEAD_CELL.findall(head.group())] if head else []
    if len(labels) < COLUMNS_OF_CARDS:
        return table
    cells: Iterator[str] = iter(())

    def open_with_role(found: re.Match[str]) -> str:
        nonlocal cells
        name, attributes = found.groups()
        if name == "table":
            attributes = attributes.replace('class="table', 'class="table table-cards', 1)
        if name == "tr":
            cells = chain(labels, repeat(""))
        if name not in {"th", "td"} or found.start() < body_at:
            role = ROLES.get(name, "columnheader")
            return f'<{name}{attributes} role="{role}">'
        label = next(cells)
        if across := SPANNED.search(attributes):
            label = ""  # a cell across several columns speaks for itself
            for _column in range(int(across[1]) - 1):
                next(cells)
        return f'<{name}{attributes} role="{ROLES.get(name, "rowheader")}" data-label="{label}">'

    return OPENING.sub(open_with_role, table)


def _label(words: str) -> str:
    """Return a head's words as an attribute may hold them; nothing where they are for listeners alone."""
    return " ".join(strip_tags(HIDDEN.sub("", words)).split()).replace('"', "&quot;")
