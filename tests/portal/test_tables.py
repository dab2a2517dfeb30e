"""Tables that become cards on a phone: every cell says its column, every part its role."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from portal.templatetags.tables import as_cards

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = (
    '<thead><tr><th scope="col">Word &amp; "name"</th><th scope="col" class="number">Times</th>'
    '<th scope="col"><span class="visually-hidden">Change</span></th></tr></thead>'
)


def table(row: str) -> str:
    return as_cards(f'<table class="table"><caption id="a">Words</caption>{HEAD}<tbody><tr>{row}</tr></tbody></table>')


def test_a_cell_carries_the_words_of_its_column() -> None:
    drawn = table('<th scope="row">a</th><td class="number">1</td><td>x</td>')

    assert '<th scope="row" role="rowheader" data-label="Word &amp; &quot;name&quot;">a</th>' in drawn
    assert '<td class="number" role="cell" data-label="Times">1</td>' in drawn
    assert '<td role="cell" data-label="">x</td>' in drawn  # a head for listeners alone is no label


def test_every_part_says_its_role() -> None:
    drawn = table('<th scope="row">a</th>')

    assert drawn.startswith(
        '<table class="table table-cards" role="table"><caption id="a">Words</caption><thead role="rowgroup">'
    )
    assert '<th scope="col" class="number" role="columnheader">Times</th>' in drawn
    assert '<tbody role="rowgroup"><tr role="row">' in drawn


def test_a_cell_across_columns_speaks_for_itself() -> None:
    assert '<td colspan="2" role="cell" data-label="">none</td>' in table('<th scope="row">a</th><td colspan="2">none</td>')


def test_each_row_and_each_table_begins_anew() -> None:
    row = '<tr><th scope="row">a</th><td>1</td></tr>'
    head = '<thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr></thead>'
    one = f'<table class="table">{head}<tbody>{row * 2}</tbody></table>'

    assert as_cards(one * 2).count('data-label="B">1<') == 4


def test_what_stands_between_is_drawn_with_the_pages_context() -> None:
    drawn = Template(f"{{% cards %}}<table>{HEAD}{{{{ word }}}}</table>{{% endcards %}}").render(Context({"word": "<b>"}))

    assert drawn.startswith('<table role="table">')
    assert drawn.endswith("&lt;b&gt;</table>")


def test_two_columns_fit_as_they_are() -> None:
    narrow = '<table class="table"><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead></table>'

    assert as_cards(narrow) == narrow


def test_every_table_of_a_page_becomes_cards() -> None:
    """A month is a table of its own kind, and says so."""
    tables = [
        (path.name, "{% cards %}" in text[max(0, found.start() - 200) : found.start()])
        for path in ROOT.glob("*/templates/**/*.html")
        for text in [path.read_text(encoding="utf-8")]
        for found in re.finditer(r'<table class="table', text)
    ]

    assert len(tables) > 40
    assert [name for name, in_cards in tables if not in_cards] == []
