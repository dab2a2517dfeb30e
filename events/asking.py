"""What an event asks besides who comes: keeping the answers, their options' places, and erasing them in time.

How the questions are written is the desk's matter: `events/wording.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from events.models import Answer, OptionPlaces, Person
from events.models.question import gone_on
from events.refusals import OptionFull

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from events.models import Option, Question, Registration


def reached(questions: Iterable[Question], chosen: set[int]) -> list[Question]:
    """Return the questions that are asked of somebody who chose these options (by id): a condition may hang on another."""
    there: list[Question] = []
    for question in questions:
        asker = question.only_if
        if asker is None or (asker.pk in chosen and any(earlier.pk == asker.question_id for earlier in there)):
            there.append(question)
    return there


def store(registration: Registration, answers: Sequence[Answer]) -> None:
    """Keep a party's first answers, in the caller's transaction, and take their options' places. Raises OptionFull."""
    if answers:
        _write(registration, answers, had={})


def replace(registration: Registration, answers: Sequence[Answer]) -> None:
    """Put new answers in the place of the old ones, in the caller's transaction. Raises OptionFull: then nothing changes."""
    mine = Answer.objects.filter(registration=registration).select_related("option")
    had = {answer.option: answer.places for answer in mine if answer.option is not None}
    Answer.objects.filter(registration=registration).delete()
    _write(registration, answers, had=had)


def forget(registration: Registration) -> None:
    """Erase the answers of a registration that ended, in the caller's transaction, and give its options' places back."""
    if Answer.objects.filter(registration=registration).exists():
        replace(registration, [])


def answers_of(registration: Registration) -> list[Answer]:
    """Return what a party answered, as unsaved rows that `replace` may store again: for a party of another size."""
    mine = Answer.objects.filter(registration=registration).select_related("option", "question").order_by("pk")
    return [Answer(question=answer.question, option=answer.option, text=answer.text) for answer in mine]


def purge_due(now: datetime | None = None) -> int:
    """Erase the answers and needs whose day has come; return how many answers went.

    The places that an option had are left as they are: what is over gives nothing back.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        due = Answer.objects.due(today)
        late = Person.objects.exclude(needs="").filter(registration__date__ends_at__lt=now or timezone.now())
        over = [person.pk for person in late.select_related("registration__date__event") if _is_gone(person, today)]
        Person.objects.filter(pk__in=over).update(needs="")
        return due.delete()[0]


def _is_gone(person: Person, today: date) -> bool:
    return gone_on(person.registration.date) <= today


def _write(registration: Registration, answers: Sequence[Answer], *, had: dict[Option, int]) -> None:
    wanted = {answer.option: answer.option.places_for(registration.seats) for answer in answers if answer.option is not None}
    # Always in the same order, and before the date's own row: two parties then never wait for each other.
    for option in sorted({**had, **wanted}, key=lambda option: option.pk):
        _move(option, registration, wanted.get(option, 0) - had.get(option, 0))
    for answer in answers:
        answer.pk, answer.registration, answer.purge_on = None, registration, gone_on(registration.date)
        answer.places = wanted[answer.option] if answer.option is not None else 0
    Answer.objects.bulk_create(answers)


def _move(option: Option, registration: Registration, places: int) -> None:
    """Take so many more places of an option, or give some back."""
    if places < 0:
        OptionPlaces.objects.free_places(option, registration.date, -places)
    elif places and not OptionPlaces.objects.take(option, registration.date, places):
        row = OptionPlaces.objects.filter(option=option, date=registration.date).first()
        raise OptionFull(option, row.left if row else 0)
