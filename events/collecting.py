"""What published events and the past ones lead to on the web, for the check of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import collecting, rich_text
from community.collecting import Found
from community.models import WebUse
from community.models.contact import Language
from events.models import Event, PastEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind, Role = WebUse.Kind, WebUse.Role
PAST = "/events/?view=past"


@collecting.brings
def addresses() -> Iterator[Found]:
    """Return every address in the words of events, in either language, and the sources of what has been on."""
    for event in Event.objects.published():
        for language in Language.values:
            words = event.words_in(language)
            plain = (url for name, text in words.items() if name != "description" for url in collecting.in_plain_words(text))
            for url in [*rich_text.links(words["description"]), *plain]:
                page = f"/events/{event.slug}/"
                yield _found(event, url, Role.TEXT, page)
    for past in PastEvent.objects.exclude(source=""):
        yield _found(past, past.source, Role.SOURCE, PAST)


def _found(row: Event | PastEvent, url: str, role: str, page: str) -> Found:
    # Past events are counted from below, so that none is taken for an event of the same number.
    number = row.pk if isinstance(row, Event) else -row.pk
    return Found(url, Kind.EVENT, number, role, row.title_en or "", row.title_zh_hans or "", page, row.body_id)
