"""Finds a party by a name in either script: a Chinese name by its characters or its pinyin, any other by its words.

At a door names come shortened, to someone who typed the name first. The team finds by code and address as well.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from events.models import Person, Registration
from events.models.registration import ALPHABET

if TYPE_CHECKING:
    from events.models import EventDate
    from events.models.registration import RegistrationQuerySet

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
    if not _says_enough(wanted):
        return []
    people = Person.objects.filter(registration__date=date, registration__state=Registration.State.CONFIRMED)
    named = people.exclude(name="", chinese_name="").select_related("registration").order_by("pk")
    found: dict[int, tuple[int, Found]] = {}
    for person in named:
        for name in (person.name, person.chinese_name):
            rank = _rank(wanted, name) if name else None
            if rank is not None and rank < found.get(person.registration_id, (99,))[0]:
                found[person.registration_id] = (rank, Found(person.registration, shortened(name)))
    return [one for _rank_, one in sorted(found.values(), key=lambda pair: (pair[0], pair[1].shown))][:MOST]


def among(parties: RegistrationQuerySet, typed: str) -> RegistrationQuerySet:
    """Return those parties that a name, the beginning of a code, or a part of an address leads to; all for nothing typed."""
    wanted = _plain(typed)
    if not wanted:
        return parties
    if not _says_enough(wanted):
        return parties.none()
    named = Person.objects.filter(registration__in=parties).exclude(name="", chinese_name="")
    rows = named.values_list("registration_id", "name", "chinese_name")
    bearers = {party for party, *names in rows if any(name and _rank(wanted, name) is not None for name in names)}
    fits = Q(pk__in=bearers) | Q(contact__email__icontains=wanted)
    code = wanted.upper().replace("-", "").replace(" ", "")
    if set(code) <= set(ALPHABET):
        fits |= Q(reference__startswith=code)
    return parties.filter(fits)


def shortened(name: str) -> str:
    """Return a name as it may be shown at a door: Ana L., 王＊＊."""
    words = name.split()
    if words and "\u3400" <= words[0][0] <= "\u9fff":
        return words[0][0] + "＊" * (len("".join(words)) - 1)
    return " ".join([*words[:1], *(f"{word[0]}." for word in words[1:])])


def _says_enough(wanted: str) -> bool:
    """Tell whether a name can be looked for: two letters, or one Chinese character."""
    return bool(wanted) and (len(wanted) >= SHORTEST or not wanted.isascii())


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
