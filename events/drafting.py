"""Beginning an event: a draft that only its team sees, once for each form, at an address of its own."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from community import auditing
from events.models import Event, EventLanguage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from community.models import Body, User

TAKEN = frozenset({"new", "board", "statistics"})  # pages of the desk have these addresses


def draft(
    body: Body, *, by: User | None, words: Mapping[str, Any], languages: Iterable[str] = (), key: UUID | None = None
) -> Event:
    """Begin an event of a body, seen by its team only. `words` are the event's fields by name; a `key` begins one event."""

    def begin() -> Event:
        fields = {"slug": new_slug(words.get("title_en") or "", words.get("title_zh_hans") or ""), **words}
        event: Event = Event.objects.create(body=body, created_by=by, key=key, **fields)
        set_languages(event, languages)
        auditing.record("event.drafted", event, by=by, body=body)
        return event

    return once(key, begin, by=by)


def once(key: UUID | None, begin: Callable[[], Event], *, by: User | None) -> Event:
    """Begin an event, or return what the same form of the same person has begun already: a button is pressed twice."""
    there = Event.objects.filter(key=key, created_by=by) if key else Event.objects.none()
    found: Event | None = there.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return begin()
    except IntegrityError:  # the same form, or an event of the same name, at this very moment
        found = there.first()
        if found is not None:
            return found
    with transaction.atomic():
        return begin()


def new_slug(english: str, chinese: str) -> str:
    """Return a free address for a title: of its English words, else of its Chinese ones in pinyin."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # a large dictionary, wanted by an event without an English title alone

    base = slugify(english)[:60].strip("-") or slugify(" ".join(lazy_pinyin(chinese)))[:60].strip("-") or "event"
    taken = TAKEN | set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)


def set_languages(event: Event, codes: Iterable[str]) -> None:
    """Write down in which languages an event is held or interpreted."""
    wanted = list(dict.fromkeys(codes))
    event.languages.exclude(code__in=wanted).delete()
    EventLanguage.objects.bulk_create([EventLanguage(event=event, code=code) for code in wanted], ignore_conflicts=True)
