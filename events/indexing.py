"""Puts published events into the site's search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import searching
from events.models import Event

if TYPE_CHECKING:
    from datetime import datetime

KIND = "event"


def put(event: Event) -> None:
    """Make an event findable, or take it out while it is not public; in the caller's transaction."""
    if event.published_at is None:
        searching.remove(KIND, event.pk)
        return
    words = {code: event.words_in(code) for code in ("en", "zh-hans")}
    searching.put(
        searching.Item(
            kind=KIND,
            id=event.pk,
            address=f"/events/{event.slug}/",
            titles=_only(words, "title"),
            summaries=_only(words, "summary"),
            texts=_only(words, "description"),
            body=event.body,
            visible_from=event.published_at,
            sort_at=_starts(event) or event.published_at,
        )
    )


def reindex() -> int:
    """Put every event anew; return how many are public. For a fresh load and for rebuilding the index."""
    events = Event.objects.select_related("body__parent")
    for event in events:
        put(event)
    return len([event for event in events if event.is_published])


def _only(words: dict[str, dict[str, str]], name: str) -> dict[str, str]:
    return {code: fields[name] for code, fields in words.items() if fields[name]}


def _starts(event: Event) -> datetime | None:
    last = event.dates.order_by("-starts_at").first()
    return last.starts_at if last else None
