"""Public suggestions as service requests: which ones a call asks for, and what it is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from feedback import masking
from feedback.models import Answer, Clock, Closing, Suggestion
from feedback.models.translation import translation_of
from feedback.open311.moments import read, written
from feedback.open311.refusals import Refused
from feedback.views import showing

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from feedback.models.suggestion import SuggestionQuerySet
    from feedback.open311.jurisdictions import Jurisdiction

OPEN, CLOSED = "open", "closed"
SPAN = timedelta(days=90)
MOST = 1000
PAGE_SIZE = 50
LONGEST = 4000


@dataclass(frozen=True)
class Page:
    """Which part of a list."""

    first: int
    until: int


def public(place: Jurisdiction) -> SuggestionQuerySet:
    """Return what may be read here, newest first, with all that is told of it."""
    return _loaded(place.of(Suggestion.objects.public()))


def status(suggestion: Suggestion) -> str:
    """Return one of the two words of the standard."""
    return OPEN if suggestion.is_open else CLOSED


def listed(request: HttpRequest, place: Jurisdiction) -> list[dict[str, Any]]:
    """Return what a call asks for. Ids override every other filter; an empty parameter is an absent one."""
    given, found = request.GET, public(place)
    found = found.filter(reference__in=ids) if (ids := words(given.get("service_request_id", ""))) else _filtered(found, given)
    part = page(given)
    photos = photos_of(request)
    return [told(suggestion, photos) for suggestion in found[part.first : part.until]]


def told(suggestion: Suggestion, photos: str) -> dict[str, Any]:
    """Return what the public may know of a suggestion. Nothing of its writer is among it; a point is told to some 100 m.

    `photos` is the address under which released ones are.
    """
    shown = suggestion.public_words.shown
    language, place = get_language() or "", suggestion.place
    latitude, longitude = showing.public_point(suggestion)
    return {
        "service_request_id": suggestion.reference,
        "status": status(suggestion),
        "status_notes": _notes(suggestion, language),
        "service_name": suggestion.category.name,
        "service_code": suggestion.category.slug,
        "description": masking.mask(shown.text, language=language)[:LONGEST],
        "agency_responsible": suggestion.desk.full_name if suggestion.desk else "",
        "service_notice": showing.meaning(suggestion),
        "requested_datetime": written(suggestion.created_at),
        "updated_datetime": written(updated(suggestion)),
        "expected_datetime": written(_promised(suggestion)),
        "address": ", ".join(str(one) for one in (place.name if place else "", suggestion.body or "") if one),
        "address_id": suggestion.body.slug if suggestion.body else "",
        "zipcode": "",
        "lat": latitude,
        "long": longitude,
        "media_url": next((photos + str(one.file_id) + "/" for one in suggestion.attachments.all() if one.is_public), ""),
    }


def _notes(suggestion: Suggestion, language: str) -> str:
    """Return the latest word an office said in public: an answer, or why it was closed."""
    answer, closed = suggestion.released_answer, next(reversed(suggestion.closings.all()), None)
    answered_last = answer and answer.released_at and closed and closed.decided_at and answer.released_at > closed.decided_at
    if closed is None or answered_last:
        return masking.mask(answer.reading.text, language=language) if answer else ""
    made = translation_of(closed, language)
    return masking.mask(made.text if made and made.is_checked else closed.words, language=language)


def photos_of(request: HttpRequest) -> str:
    """Return the address under which files are."""
    return request.build_absolute_uri("/files/")


def updated(suggestion: Suggestion) -> datetime:
    """Return when it last moved; where it is closed, when it was closed. An older update by an office moves nothing."""
    moved = max((change.at for change in suggestion.changes.all()), default=suggestion.created_at)
    if not suggestion.is_open:
        return moved
    return max([moved, *(update.at for update in suggestion.reported_updates.all())])


def _promised(suggestion: Suggestion) -> datetime | None:
    """Return when an answer is due; nothing while the clock stands still."""
    return next((clock.due_at for clock in reversed(suggestion.clocks.all()) if clock.kind == Clock.Kind.ANSWER), None)


def _loaded(found: SuggestionQuerySet) -> SuggestionQuerySet:
    answers = Answer.objects.filter(released_at__isnull=False).prefetch_related("translations")
    loaded = found.for_listing().select_related("place")
    closings = Closing.objects.filter(released=True).order_by("decided_at", "pk").prefetch_related("translations")
    told = (Prefetch("answers", answers), Prefetch("closings", closings))
    return loaded.prefetch_related("changes", "clocks", "reported_updates", "attachments__file", *told)


def _filtered(found: SuggestionQuerySet, given: Any) -> SuggestionQuerySet:
    since, until = span(given)
    found = found.filter(created_at__gte=since, created_at__lte=until)
    if codes := words(given.get("service_code", "")):
        found = found.filter(category__slug__in=codes)
    wanted = set(words(given.get("status", "")))
    if wanted - {OPEN, CLOSED}:
        raise Refused(_("status is open, closed, or both."))
    if len(wanted) == 1:
        is_open = Q(state__in=Suggestion.OPEN)
        found = found.filter(is_open if wanted == {OPEN} else ~is_open)
    return found


def span(given: Any) -> tuple[datetime, datetime]:
    """Return both ends, which count: 90 days at most. With one end the other lies 90 days away; without any, now is the end."""
    start, end = read(given.get("start_date", "")), read(given.get("end_date", ""))
    end = end or (start + SPAN if start else timezone.now())
    start = start or end - SPAN
    if end - start > SPAN:
        raise Refused(_("start_date and end_date may lie 90 days apart at most."))
    return start, end


def page(given: Any) -> Page:
    """Return the part asked for. What is released meanwhile comes first or between, so nothing is lost further on."""
    if not (given.get("page") or given.get("page_size")):
        return Page(0, MOST)
    try:
        number, size = int(given.get("page") or 1), int(given.get("page_size") or PAGE_SIZE)
    except ValueError:
        raise Refused(_("page and page_size are numbers.")) from None
    if number < 1 or not 1 <= size <= MOST or number > MOST:
        raise Refused(_("page and page_size lie between 1 and 1,000."))
    return Page((number - 1) * size, number * size)


def words(text: str) -> list[str]:
    """Return what a comma list names."""
    return [word.strip() for word in text.split(",") if word.strip()]
