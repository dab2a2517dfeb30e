"""Keeps the glossary: terms come in, change and go. Search knows of it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import auditing, searching
from community.models import GlossaryTerm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User

WORDS = ("name_en", "name_zh_hans", "others_en", "others_zh_hans", "note")


def enter(words: Mapping[str, str], *, by: User) -> GlossaryTerm:
    """Take in a term with its names in both languages."""
    with transaction.atomic():
        term = GlossaryTerm.objects.create(**_written(words), changed_by=by)
        auditing.record("glossary.entered", term, by=by, values=_written(words))
        searching.forget_glossary()
    return term


def change(term: GlossaryTerm, *, words: Mapping[str, str], by: User) -> list[str]:
    """Write a term anew; return what changed."""
    with transaction.atomic():
        term = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
        new = _written(words)
        before = {name: getattr(term, name) or "" for name in WORDS}
        changed = [name for name in WORDS if before[name] != new[name]]
        if changed:
            for name in changed:
                setattr(term, name, new[name])
            term.changed_by, term.changed_at = by, timezone.now()
            term.save(update_fields=[*changed, "changed_by", "changed_at"])
            values = {name: [before[name], new[name]] for name in changed}
            auditing.record("glossary.changed", term, by=by, fields=changed, values=values)
            searching.forget_glossary()
    return changed


def take_out(term: GlossaryTerm, *, by: User) -> None:
    """Let a term go: its words are words like others again."""
    with transaction.atomic():
        auditing.record("glossary.taken_out", term, by=by, values={name: getattr(term, name) or "" for name in WORDS})
        term.delete()
        searching.forget_glossary()


@dataclass(frozen=True)
class Text:
    """A text without its marks, and what was made of it in the other language so far."""

    label: str
    original: str
    translation: str


@dataclass(frozen=True)
class Fixed:
    """A term that stands in an original, and the one word that its translation uses for it."""

    term: GlossaryTerm
    languages: tuple[str, str]  # of the original and of the translation
    said: str  # in the first
    word: str  # in the second
    missing_in: list[str]  # the labels of texts that were translated without it


def fixed(texts: Iterable[Text], *, source: str, target: str) -> list[Fixed]:
    """Return the fixed terms of texts, by their English names, each with where the translation says it otherwise.

    What is not translated yet lacks nothing. It is a hint and no gate: a sentence may say the thing without the word.
    """
    standing: dict[str, list[Text]] = {}
    for text in texts:
        for name in searching.terms_standing_in([text.original]):
            standing.setdefault(name, []).append(text)
    found: list[Fixed] = []
    for term in GlossaryTerm.objects.filter(name_en__in=standing).order_by("name_en") if standing else ():
        said, word = term.words(source)[0], term.words(target)[0]
        made = [text for text in standing[term.name_en] if text.translation.strip()]
        missing = [text.label for text in made if not searching.stands_in(word, text.translation)]
        found.append(Fixed(term, (source, target), said, word, missing))
    return found


def _written(words: Mapping[str, str]) -> dict[str, str]:
    return {name: words.get(name, "") for name in WORDS}
