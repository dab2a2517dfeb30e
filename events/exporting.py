"""Takes the participants of an event out of the site: only what the event asked for, and each time on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community import auditing
from events.models import Answer, Person, Question
from events.tabulating import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from community.models import User
    from events.models import Event, Registration
    from events.models.registration import RegistrationQuerySet

    Column = tuple[str, Callable[[Registration], str | int]]


@transaction.atomic
def participants(
    event: Event, parties: RegistrationQuerySet, *, by: User, values: dict[str, Any], each_person: bool = False
) -> Table:
    """Return a row for each party, or for each person named, and record that they left the site.

    `values` says in the trail what was asked for. Columns that hold nothing are left out: what was never asked, and what
    was erased on the day the form stated, leaves no trace.
    """
    rows = parties.select_related("date", "contact", "attendance").prefetch_related("people", "answers__option")
    found = list(rows.order_by("date__starts_at", "created_at", "pk"))
    table = _of_people(found) if each_person else _of_parties(event, found)
    auditing.record("event.participants_exported", event, by=by, body=event.body, values={**values, "rows": len(table.rows)})
    return table


def _of_parties(event: Event, parties: Sequence[Registration]) -> Table:
    columns: list[Column] = [
        *_common(parties),
        (_("Seats"), lambda party: party.seats),
        (_("People"), lambda party: "\n".join(_described(person) for person in _told(party))),
        (_("Needs"), lambda party: "\n".join(f"{person}: {person.needs}" for person in party.people.all() if person.needs)),
        *(_column_of(question) for question in _questions(event, parties)),
        (pgettext("of a party, at the door", "Came"), _came),
        (_("Registered"), lambda party: _moment(party.created_at)),
    ]
    return _table(columns, parties)


def _of_people(parties: Sequence[Registration]) -> Table:
    people: list[tuple[Registration, Person]] = [(party, person) for party in parties for person in party.people.all()]
    of_party: list[tuple[str, list[str | int]]] = [
        (heading, [value(party) for party, _person in people]) for heading, value in _common(parties)
    ]
    of_person: list[tuple[str, list[str | int]]] = [
        (_("Name"), [person.name for _party, person in people]),
        (_("Chinese name"), [person.chinese_name for _party, person in people]),
        (_("Age"), [person.get_age_band_display() for _party, person in people]),
        (_("Needs"), [person.needs for _party, person in people]),
        (_("On a lap"), [_("yes") if person.on_lap else "" for _party, person in people]),
    ]
    kept = [column for column in (*of_party, *of_person) if column in of_party[:1] or any(column[1])]
    return Table([heading for heading, _values in kept], list(zip(*(values for _heading, values in kept), strict=True)))


def _common(parties: Sequence[Registration]) -> list[Column]:
    dates = {party.date_id for party in parties}
    date: list[Column] = [(_("Date"), lambda party: _moment(party.date.starts_at))] if len(dates) > 1 else []
    return [
        (_("Code"), lambda party: party.code),
        *date,
        (_("State"), lambda party: capfirst(party.get_state_display())),
        (_("Email"), lambda party: party.contact.email),
        (_("Reads"), lambda party: str(party.get_language_display())),
    ]


def _questions(event: Event, parties: Iterable[Registration]) -> list[Question]:
    """Return the questions to which any of the parties has an answer that is still there."""
    answered = {answer.question_id for party in parties for answer in party.answers.all()}
    return list(Question.objects.filter(event=event, pk__in=answered).order_by("order", "pk"))


def _column_of(question: Question) -> Column:
    def value(party: Registration) -> str:
        mine: list[Answer] = [answer for answer in party.answers.all() if answer.question_id == question.pk]
        return "; ".join(str(answer) for answer in mine)

    return question.text, value


def _table(columns: Iterable[Column], parties: Sequence[Registration]) -> Table:
    filled = [(heading, [value(party) for party in parties]) for heading, value in columns]
    kept = [column for number, column in enumerate(filled) if number == 0 or any(value not in {"", 0} for value in column[1])]
    return Table([heading for heading, _values in kept], list(zip(*(values for _heading, values in kept), strict=True)))


def _told(party: Registration) -> list[Person]:
    return [person for person in party.people.all() if person.shown_name or person.age_band]


def _described(person: Person) -> str:
    said = [person.shown_name, str(person.get_age_band_display()), _("on a lap") if person.on_lap else ""]
    return ", ".join(part for part in said if part)


def _came(party: Registration) -> int:
    attendance = getattr(party, "attendance", None)
    return attendance.here if attendance is not None else 0


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
