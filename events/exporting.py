"""Takes the participants of an event out of the site: only what the event asked for, and each time on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community import auditing
from events.models import AgeBand, Answer, Person, Question, WaitlistEntry
from events.tabulating import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from community.models import User
    from events.measuring import Tally
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
    rows = parties.select_related("date", "contact", "attendance", "reconfirmation").prefetch_related("people", "answers__option")
    found = list(rows.order_by("date__starts_at", "created_at", "pk"))
    table = _of_people(found) if each_person else _of_parties(event, found)
    auditing.record("event.participants_exported", event, by=by, body=event.body, values={**values, "rows": len(table.rows)})
    return table


@transaction.atomic
def waiting(event: Event, *, by: User) -> Table:
    """Return who waits for the coming dates of an event, in the order of each line, and record that they left the site."""
    head = [
        _("Date"), _("Position in line"), _("Email"), _("Reads"), _("State"), _("Seats"), _("Fewest"), _("Age"), _("Passed over"),
        _("Waiting since"),
    ]  # fmt: skip
    bands = dict(AgeBand.choices)
    rows: list[list[str | int]] = []
    for date in event.dates.filter(ends_at__gt=timezone.now()).order_by("starts_at"):
        line = list(WaitlistEntry.objects.in_line().filter(date=date).select_related("contact"))
        offered = WaitlistEntry.objects.filter(date=date, state=WaitlistEntry.State.OFFERED).select_related("contact")
        places: list[tuple[str | int, WaitlistEntry]] = [*enumerate(line, start=1), *(("", entry) for entry in offered)]
        for place, entry in places:
            ages = ", ".join(str(bands.get(band, "")) for band in entry.age_bands)
            passed = entry.passed_over if place else ""
            rows.append([
                _moment(date.starts_at), place, entry.contact.email, str(entry.get_language_display()),
                capfirst(entry.get_state_display()), entry.seats, entry.least, ages, passed, _moment(entry.joined_at),
            ])  # fmt: skip
    auditing.record("event.waitlist_exported", event, by=by, body=event.body, values={"rows": len(rows)})
    return Table(head, rows)


def statistics(parts: Mapping[str, Sequence[tuple[str, Tally]]], *, total: Tally, **groups: Any) -> Table:
    """Return figures as one long table: what each row speaks of, then its numbers; groups of people as the page names them."""
    head = [
        _("Part"), _("Group"), _("Seats"), _("Registrations"), _("Seats taken"), pgettext("of a party, at the door", "Came"),
        _("Walk-ins"), _("Did not come"), pgettext("of parties", "Waiting"), _("About, in fives"),
    ]  # fmt: skip
    lines = [(part, label, tally) for part, found in parts.items() for label, tally in found]
    rows: list[list[str | int]] = [
        [part, label, one.seats, one.parties, one.people, one.came, one.walk_ins, one.missing, one.waiting, ""]
        for part, label, one in [*lines, (_("Total"), "", total)]
    ]
    for part, name in ((_("Township"), "townships"), (_("Language"), "languages"), (_("Age"), "ages")):
        rows += [[part, share.label, *[""] * 7, share.about] for share in groups[name].shares]
        if groups[name].others:
            rows.append([part, _("groups of fewer than %(number)d") % {"number": groups["smallest"]}, *[""] * 8])
    return Table(head, rows)


def _of_parties(event: Event, parties: Sequence[Registration]) -> Table:
    columns: list[Column] = [
        *_common(parties),
        (_("Seats"), lambda party: party.seats),
        (_("People"), lambda party: "\n".join(_described(person) for person in _told(party))),
        (_("Needs"), lambda party: "\n".join(f"{person}: {person.needs}" for person in party.people.all() if person.needs)),
        *(_column_of(question) for question in Question.objects.filter(event=event).order_by("order", "pk")),
        (_("Said again that they come"), _said_again),
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


def _said_again(party: Registration) -> str:
    said = getattr(party, "reconfirmation", None)
    return _moment(said.at) if said is not None and party.is_confirmed else ""


def _came(party: Registration) -> int:
    attendance = getattr(party, "attendance", None)
    return attendance.here if attendance is not None else 0


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
