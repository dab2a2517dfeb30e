"""Finds a party at the door by a name in either script: a Chinese name by its characters or its pinyin, any other by its words.

Names leave the site for this alone, shortened, to someone who keeps a door and typed the name first.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.models import Person, Registration

if TYPE_CHECKING:
    from events.models import EventDate

SHORTEST = 2  # letters of a Latin name; one Chinese character is enough
MOST = 8


@dataclass(frozen=True)
class Found:
    """A party that a name leads to."""

    registration: Registration
    shown: str


def by_name(date: EventDate, typed: str) -> list[Found]:
    """Return the parties of a date in which someone bears this name, the closest first. Names come shortened."""
    wanted = _plain(typed)
    if not wanted or (len(wanted) < SHORTEST and wanted.isascii()):
        return []
    people = Person.objects.filter(registration__date=date, registration__state=Registration.State.CONFIRMED)
    named = people.exclude(name="").select_related("registration").order_by("pk")
    found: dict[int, tuple[int, Found]] = {}
    for person in named:
        rank = _rank(wanted, person.name)
        if rank is not None and rank < found.get(person.registration_id, (99,))[0]:
            found[person.registration_id] = (rank, Found(person.registration, shortened(person.name)))
    return [one for _rank_, one in sorted(found.values(), key=lambda pair: (pair[0], pair[1].shown))][:MOST]


def shortened(name: str) -> str:
    """Return a name as it may be shown at a door: Ana L., 王＊＊."""
    words = name.split()
    if words and "\u3400" <= words[0][0] <= "\u9fff":
        return words[0][0] + "＊" * (len("".join(words)) - 1)
    return " ".join([*words[:1], *(f"{word[0]}." for word in words[1:])])


def _rank(wanted: str, name: str) -> int | None:
    """Return how well a name fits: 0 wholly, 1 from its beginning, 2 from the beginning of a word, None not at all."""
    plain = _plain(name)
    keys = [plain, *_pinyin(name)]
    if any(wanted == key or wanted == key.replace(" ", "") for key in keys):
        return 0
    if any(key.startswith(wanted) or key.replace(" ", "").startswith(wanted.replace(" ", "")) for key in keys):
        return 1
    if any(word.startswith(wanted) for key in keys for word in key.split()) or (not wanted.isascii() and wanted in plain):
        return 2
    return None


def _plain(text: str) -> str:
    """Return a text without case, accents and double blanks: Zoë is found as zoe."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def _pinyin(name: str) -> list[str]:
    """Return a Chinese name in pinyin, family name first and last: as people type it."""
    if name.isascii():
        return []
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # its dictionary is large, and few pages want it

    syllables = [syllable.casefold() for syllable in lazy_pinyin(name, errors="ignore")]
    if not syllables:
        return []
    return [" ".join(syllables), " ".join([*syllables[1:], syllables[0]]), "".join(syllable[0] for syllable in syllables)]
