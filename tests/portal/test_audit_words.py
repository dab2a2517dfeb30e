"""The trail is read by people: every act that the code records has a name, in both languages."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from community import states
from feedback.models import Involvement, ModerationAct
from portal.audit_words import ACTS, SUBJECTS
from tests.test_architecture import PACKAGES, ROOT, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where the act stands in a table instead of the call: all that it can be.
TABLES = {
    "states.WRITE.verb": [states.WRITE.verb],
    "verb": [],  # handed on, found where it is given
    "move.verb": [move.verb for move in states.MOVES],
    "f'suggestion.{kind}'": [f"suggestion.{kind}" for kind in Involvement.Kind.values],
    "f'suggestion.moderation_{act}'": [f"suggestion.moderation_{act}" for act in ModerationAct.Act.values],
}


def recorded() -> dict[str, str]:
    """Return every act with the file that records it."""
    found: dict[str, str] = {}
    for package in PACKAGES:
        for path in python_files(package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call | ast.Assign):
                    found |= dict.fromkeys(said_by(node), str(path.relative_to(ROOT)))
    return found


def said_by(call: ast.Call | ast.Assign) -> Iterator[str]:
    """Return the acts of a call that records, and of what hands one on to it by the name `verb`."""
    if isinstance(call, ast.Assign):
        if ast.unparse(call.targets[0]) == "verb" and isinstance(call.value, ast.IfExp | ast.Constant):
            yield from (act for act in acts(call.value) if "." in act)
        return
    if ast.unparse(call.func) == "auditing.record":
        yield from acts(call.args[0])
    for word in call.keywords:
        if word.arg == "verb" and isinstance(word.value, ast.Constant):
            yield str(word.value.value)


def acts(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.IfExp):
        yield from acts(said.body)
        yield from acts(said.orelse)
    elif isinstance(said, ast.Constant):
        yield str(said.value)
    else:
        yield from TABLES[ast.unparse(said)]


def test_every_act_that_is_recorded_has_a_name() -> None:
    found = recorded()
    assert len(found) > 80
    assert {act: where for act, where in found.items() if act not in ACTS} == {}
    assert {act for act in found if act.partition(".")[0] not in SUBJECTS} == set()


def test_no_name_stands_for_an_act_that_nobody_records() -> None:
    assert set(ACTS) - set(recorded()) == set()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_name_says_something_else(language: str) -> None:
    with translation.override(language):
        names = [str(name) for name in ACTS.values()]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert not any("." in name for name in names)
    if language == "zh-hans":
        assert [name for name in names if name.isascii()] == []
