"""The Chinese catalogue is complete, and says with the same placeholders what the English says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

pytestmark = pytest.mark.one_engine

CATALOGUES = sorted((Path(__file__).resolve().parent.parent / "locale").glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(params=CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return polib.pofile(str(request.param))


def words(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_is_a_chinese_catalogue() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == ["zh_Hans"]


def test_no_entry_is_empty_or_unsure(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not all(words(entry))] == []


def test_placeholders_are_the_same(catalogue: polib.POFile) -> None:
    wrong = []
    for entry in catalogue:
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        wrong += [entry.msgid for text in words(entry) if set(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_nothing_is_left_in_english(catalogue: polib.POFile) -> None:
    """A sentence that comes out without one Chinese character was forgotten."""
    forgotten = [
        entry.msgid
        for entry in catalogue
        if len(PLACEHOLDER.sub("", entry.msgid).split()) > 2
        and not any(re.search(r"[\u4e00-\u9fff]", text) for text in words(entry))
    ]
    assert forgotten == []


def test_no_words_hide_in_a_formatted_text() -> None:
    """What stands inside an f-string is not found when the words are gathered, so it would stay English without a sign."""
    gathering = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy", "pgettext_lazy"}
    hidden = []
    for package in ("portal", "community", "events", "feedback"):
        for path in (CATALOGUES[0].parents[3] / package).rglob("*.py"):
            for text in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
                calls = (node.func for node in ast.walk(text) if isinstance(node, ast.Call))
                hidden += [f"{path.name}:{text.lineno}" for call in calls if isinstance(call, ast.Name) and call.id in gathering]
    assert hidden == []


def test_the_compiled_catalogue_is_the_one_that_speaks() -> None:
    with translation.override("zh-hans"):
        assert translation.gettext("alliance admin") == "联盟管理员"
