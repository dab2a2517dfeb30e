"""Takes in a suggestion: number, desk, link and mail in one transaction. What the writer does with it later is here too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community import auditing, linking, notifying
from feedback import attaching, detecting, emails, indexing, routing, ruling, tracking, translating, triaging
from feedback.models import Category, Counter, StateChange, Suggestion
from feedback.states import Actor
from feedback.telling import LINK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from community.filing import Picture
    from community.models import Body, Contact, Place, User

CITY_CODE = "SH"
Publicity = Suggestion.Publicity


@dataclass(frozen=True)
class Where:
    """What a suggestion is about on the ground, as far as its writer said."""

    place: Place | None
    point: tuple[float, float] | None  # latitude and longitude, WGS-84


@dataclass(frozen=True)
class Submitted:
    """A suggestion and the token of its secret link, which can be shown this once."""

    suggestion: Suggestion
    token: str


def submit(
    text: str,
    *,
    key: UUID,
    category: Category,
    township: Body | None,
    kind: str,
    answer_language: str,
    contact: Contact | None = None,
    language: str = "",
    public_wish: bool = False,
    place: Place | None = None,
    point: tuple[float, float] | None = None,
    details: Mapping[str, Any] | None = None,
    photos: Sequence[Picture] = (),
    by: User | None = None,
    now: datetime | None = None,
) -> Submitted:
    """Take in what someone wrote and put it on a desk. The same key again gives the same suggestion, with a new link.

    `language` is what the writer says it is written in; without it, it is guessed. `point` is latitude and longitude,
    `details` the replies to the category's questions by code.
    """
    taken = Suggestion.objects.filter(key=key).first()
    if taken is None:
        try:
            with transaction.atomic():
                return _take_in(
                    text,
                    key=key,
                    category=category,
                    township=township,
                    kind=kind,
                    answer_language=answer_language,
                    contact=contact,
                    guess=detecting.Guess(language, -1) if language else detecting.detect(text),
                    public_wish=public_wish and category.publicity != Category.Publicity.NEVER,
                    where=Where(place, point),
                    details=details or {},
                    photos=photos,
                    by=by,
                    now=now or timezone.now(),
                )
        except IntegrityError:  # the same form arrived twice at once, and the other one was first
            taken = Suggestion.objects.filter(key=key).first()
            if taken is None:
                raise
    return Submitted(taken, linking.make(LINK, taken))


def withdraw(suggestion: Suggestion, *, by: User | None) -> Suggestion:
    """Take it back: nobody works on it, nothing of it stays public. Raises MoveRefused once it is answered."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        suggestion.public_state = Publicity.PRIVATE
        suggestion.save(update_fields=["public_state"])
        attaching.withhold(suggestion, by=by)
        tracking.move(suggestion, to=Suggestion.State.WITHDRAWN, as_=Actor.WRITER, by=by)
        suggestion.assignments.filter(until__isnull=True).update(until=timezone.now())
        suggestion.translation_requests.filter(done_at__isnull=True).update(done_at=timezone.now())
        indexing.put(suggestion)
    return suggestion


def agree_to_publicity(suggestion: Suggestion, *, agreed: bool) -> Suggestion:
    """Note that the writer agrees that it becomes public, or no longer does; a moderator still has to release it."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        never = suggestion.category.publicity == Category.Publicity.NEVER
        if suggestion.imported or suggestion.state == Suggestion.State.WITHDRAWN or (agreed and never):
            raise tracking.MoveRefused
        if agreed == suggestion.public_wish:
            return suggestion
        suggestion.public_wish = agreed
        suggestion.public_state = Publicity.AWAITING if agreed else Publicity.PRIVATE
        suggestion.save(update_fields=["public_wish", "public_state"])
        if not agreed:
            attaching.withhold(suggestion, by=None)
        indexing.put(suggestion)
    return suggestion


def correct_language(suggestion: Suggestion, *, language: str, by: User | None = None) -> Suggestion:
    """Note what language the writer, or an officer who reads it, says it is in; where needed a translation is asked for."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        before, suggestion.language, suggestion.language_confidence = suggestion.language, language, None
        suggestion.save(update_fields=["language", "language_confidence"])
        translating.ask_where_needed(suggestion)
        if by is not None:
            values = {"language": [before, language]}
            auditing.record(
                "suggestion.language_corrected", suggestion, by=by, body=suggestion.desk, fields=["language"], values=values
            )
    return suggestion


def _take_in(
    text: str,
    *,
    key: UUID,
    category: Category,
    township: Body | None,
    kind: str,
    answer_language: str,
    contact: Contact | None,
    guess: detecting.Guess,
    public_wish: bool,
    where: Where,
    details: Mapping[str, Any],
    photos: Sequence[Picture],
    by: User | None,
    now: datetime,
) -> Submitted:
    decision = routing.decide(category=category, township=township, kind=kind, place=where.place, details=details, now=now)
    suggestion = Suggestion.objects.create(
        reference=_next_reference(township, now),
        key=key,
        contact=contact,
        body=township,
        place=where.place,
        latitude=where.point[0] if where.point else None,
        longitude=where.point[1] if where.point else None,
        category=category,
        category_version=category.version,
        kind=kind,
        details=details,
        text=text,
        language=guess.language,
        language_confidence=None if guess.confidence < 0 else guess.confidence,
        answer_language=answer_language,
        desk=decision.desk,
        public_wish=public_wish,
        public_state=Publicity.AWAITING if public_wish else Publicity.PRIVATE,
        created_at=now,
    )
    StateChange.objects.create(suggestion=suggestion, to_state=Suggestion.State.RECEIVED, by=by, at=now)
    _put_on_desk(suggestion, decision, now)
    translating.ask_where_needed(suggestion)
    attaching.attach(suggestion, photos)
    token = linking.make(LINK, suggestion)
    if contact:
        mail = emails.received(suggestion, token=linking.make(LINK, suggestion), reason=decision)
        notifying.queue(mail, to=contact, key=f"suggestion-{suggestion.pk}-received", language=answer_language)
    return Submitted(suggestion, token)


def _put_on_desk(suggestion: Suggestion, decision: routing.Decision, now: datetime) -> None:
    row = triaging.routing_row(decision)
    row.suggestion = suggestion
    triaging.keep(row, now)
    ruling.switch_off(decision.faults, suggestion=suggestion)
    tracking.move(suggestion, to=Suggestion.State.ROUTED, as_=Actor.SYSTEM, by=None, body=decision.desk, now=now)


def _next_reference(township: Body | None, now: datetime) -> str:
    """Return the next number of a township and year: one UPDATE decides, so two at once never get the same."""
    prefix = (township.code if township else None) or CITY_CODE
    year = timezone.localtime(now).year
    Counter.objects.get_or_create(prefix=prefix, year=year)
    Counter.objects.filter(prefix=prefix, year=year).update(last=F("last") + 1)
    return str(Counter.objects.get(prefix=prefix, year=year))
