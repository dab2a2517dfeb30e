"""The participants at the desk: found by what people say, taken out as a file with nothing that was not asked for."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from community.models import AuditEntry
from events import asking, reminding
from events.models import Answer, Attendance, EventDate, Person, WaitlistEntry
from tests.events.builders import make_contact, make_date, make_event, register, wait
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

CSV = {"export-rows": "party", "export-kind": "csv", "export-date": "", "export-state": "confirmed"}


def address(date: EventDate, tail: str = "") -> str:
    return f"/en/desk/events/{date.event.slug}/participants/{tail}"


def taken_out(client: Client, date: EventDate, **changes: str) -> list[dict[str, str]]:
    response = client.post(address(date, "export/"), {**CSV, **changes})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("typed", ["王小明", "wang xiaoming", "xiaoming", "Ming", "{code}", "{beginning}", "{mail}", "MING@mail"])
def test_a_party_is_found_by_a_name_in_either_script_a_code_or_an_address(
    date: EventDate, signed_in: SignedIn, typed: str
) -> None:
    party = register(date, seats=2, people=[Person(name="Ming Wang", chinese_name="王小明")])
    party.contact.email = "ming@mail.example"
    party.contact.save()
    other = register(date, people=[Person(name="Ana Lima")])
    asked = typed.format(code=party.code.lower(), beginning=party.reference[:4], mail="ming@mail.example")
    page = signed_in("organiser").get(address(date), {"q": asked}).content.decode()
    assert (party.code in page, other.code in page) == (True, False)


def test_the_list_is_narrowed_by_date_and_state_and_says_when_nobody_fits(date: EventDate, signed_in: SignedIn) -> None:
    client, later = signed_in("organiser"), make_date(date.event, days=9)
    first, second, held = register(date), register(later), register(later, guest=True)
    foreign = register(make_date(make_event(date.event.body)))
    Attendance.objects.create(registration=second, here=1)
    shown: dict[str, tuple[bool, ...]] = {}
    for query in (f"date={later.key}", "state=held", "state=came", "q=x", "state=nonsense", "q=nobody"):
        page = client.get(f"{address(date)}?{query}").content.decode()
        shown[query] = tuple(party.code in page for party in (first, second, held))
        assert foreign.code not in page
    assert shown == {
        f"date={later.key}": (False, True, True),
        "state=held": (False, False, True),
        "state=came": (False, True, False),
        "q=x": (False, False, False),
        "state=nonsense": (True, True, True),
        "q=nobody": (False, False, False),
    }


def test_a_file_holds_what_the_event_asked_and_nothing_that_was_erased(date: EventDate, signed_in: SignedIn) -> None:
    question = ask(date.event)
    party = register(
        date,
        seats=2,
        people=[Person(name="Ana Lima", age_band="18-59"), Person(name="=1+1", chinese_name="王小明")],
        answers=[Answer(question=question, text="@SUM(A1)")],
    )
    register(date, guest=True)
    (row,) = taken_out(signed_in("organiser"), date)
    assert row["Code"] == party.code
    assert row[question.text] == "'@SUM(A1)"
    assert row["People"] == "Ana Lima, 18 to 59\n=1+1 王小明"
    assert "Needs" not in row
    entry = AuditEntry.objects.get(verb="event.participants_exported")
    assert (entry.target_id, entry.values["rows"], entry.values["kind"]) == (date.event.pk, 1, "csv")
    assert party.contact.email not in str(entry.values)
    Answer.objects.update(purge_on=timezone.localdate() - timedelta(days=1))
    asking.purge_due()
    (row,) = taken_out(signed_in("organiser"), date)
    assert question.text not in row


def test_a_file_holds_the_parties_and_answers_asked_for_and_no_others(date: EventDate, signed_in: SignedIn) -> None:
    later, first, second = make_date(date.event, days=9), ask(date.event), ask(date.event, text_en="How hot?")
    party = register(date, answers=[Answer(question=first, text="tea"), Answer(question=second, text="mild")])
    other = register(later, answers=[Answer(question=first, text="milk")])
    foreign = make_date(make_event(date.event.body))
    register(foreign, answers=[Answer(question=ask(foreign.event), text="theirs")])
    rows = taken_out(signed_in("organiser"), date)
    said = [(row["Code"], row["Which?"], row["How hot?"]) for row in rows]
    assert said == [(party.code, "tea", "mild"), (other.code, "milk", "")]
    assert [row["Code"] for row in taken_out(signed_in("organiser"), date, **{"export-date": later.key})] == [other.code]


def test_a_row_for_each_person_and_a_workbook_hold_the_same_people(date: EventDate, signed_in: SignedIn) -> None:
    party = register(date, seats=2, people=[Person(name="Ana", needs="ramp"), Person(name="=cmd", age_band="13-17")])
    rows = taken_out(signed_in("organiser"), date, **{"export-rows": "person"})
    assert [(row["Name"], row["Needs"], row["Age"]) for row in rows] == [("Ana", "ramp", ""), ("'=cmd", "", "13 to 17")]
    assert "Chinese name" not in rows[0]
    given = {**CSV, "export-kind": "xlsx", "export-rows": "person"}
    response = signed_in("organiser").post(address(date, "export/"), given)
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    dangerous = sheet[3][heads.index("Name")]
    assert (sheet[2][0].value, dangerous.value, dangerous.data_type) == (party.code, "=cmd", "s")
    assert response["Content-Disposition"].endswith('.xlsx"')


def test_only_those_who_organise_it_take_the_file_and_never_by_a_get(
    date: EventDate, bodies: dict[str, Body], signed_in: SignedIn
) -> None:
    register(date, people=[Person(name="Ana")])
    codes = {key: signed_in(key).post(address(date, "export/"), CSV).status_code for key in ("officer", "resident", "visitor")}
    assert codes == {"officer": 404, "resident": 403, "visitor": 302}
    assert signed_in("organiser").get(address(date, "export/")).status_code == 405
    foreign = make_date(make_event(bodies["hongqiao-town"]))
    for what in ("participants", "queue", "statistics"):
        where, given = f"/en/desk/events/{foreign.event.slug}/{what}/export/", {**CSV, "kind": "csv"}
        assert signed_in("organiser").post(where, given).status_code == 404, what
        assert (signed_in("admin").post(where, given).status_code, signed_in("admin").get(where).status_code) == (200, 405), what
    assert AuditEntry.objects.filter(verb="event.participants_exported").count() == 1


def test_a_wrong_choice_shows_the_form_again(date: EventDate, signed_in: SignedIn) -> None:
    response = signed_in("organiser").post(address(date, "export/"), {**CSV, "export-kind": "exe"})
    assert (response.status_code, "Select a valid choice" in response.content.decode()) == (422, True)


def test_a_file_costs_the_same_for_one_party_and_for_twenty(date: EventDate, signed_in: SignedIn) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, question = signed_in("organiser"), ask(date.event)
    counts: set[int] = set()
    for more in (1, 19):
        for _number in range(more):
            register(date, answers=[Answer(question=question, text="x")], people=[Person(name="Ana")])
        taken_out(client, date)
        with CaptureQueriesContext(connection) as captured:
            assert len(taken_out(client, date, **{"export-state": ""})) == (1 if more == 1 else 20)
        counts.add(len(captured))
    assert len(counts) == 1


def test_who_said_again_that_they_come_is_seen_in_the_list_and_in_the_file(date: EventDate, signed_in: SignedIn) -> None:
    client, said, other = signed_in("organiser"), register(date), register(date)
    reminding.say_coming(said)
    page = client.get(address(date), {"state": "coming"}).content.decode()
    assert (said.code in page, other.code in page, "said again: comes" in page) == (True, False, True)
    rows = taken_out(client, date)
    assert [bool(row["Said again that they come"]) for row in rows] == [True, False]
    assert len(taken_out(client, date, **{"export-state": "coming"})) == 1


def test_the_waiting_list_as_a_file_runs_no_formula_and_is_on_the_trail(date: EventDate, signed_in: SignedIn) -> None:
    first = wait(date, 2, contact=make_contact(language="zh-hans"))
    second = wait(date, 1)
    small = make_date(date.event, days=9, capacity=1)
    offered, over = wait(small), wait(make_date(date.event, days=10, capacity=1))
    WaitlistEntry.objects.filter(pk=offered.pk).update(state="offered")
    past = timezone.now() - timedelta(days=1)
    EventDate.objects.filter(pk=over.date_id).update(starts_at=past, ends_at=past + timedelta(hours=1))
    type(first.contact).objects.filter(pk=first.contact_id).update(email="=1+1@mail.example")
    where = f"/en/desk/events/{date.event.slug}/queue/export/"
    response = signed_in("organiser").post(where, {"kind": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [(row["Position in line"], row["Email"], row["Seats"]) for row in rows] == [
        ("1", "'=1+1@mail.example", "2"),
        ("2", second.contact.email, "1"),
        ("", offered.contact.email, "1"),
    ]
    book = load_workbook(io.BytesIO(signed_in("organiser").post(where, {"kind": "xlsx"}).content))
    assert book.worksheets[0]["C2"].data_type == "s"
    assert AuditEntry.objects.filter(verb="event.waitlist_exported").count() == 2
    assert signed_in("organiser").post(where, {"kind": "exe"}).status_code == 400


def test_statistics_as_a_file_say_what_the_page_says_and_name_no_small_group(date: EventDate, signed_in: SignedIn) -> None:
    for _party in range(6):
        register(date, people=[Person(age_band="18-59")])
    register(date, people=[Person(age_band="60+")])
    for where in (f"{date.event.slug}/statistics/export/", "statistics/export/"):
        response = signed_in("organiser").post(f"/en/desk/events/{where}", {"kind": "csv"})
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
        assert ["Total", "", "20", "7", "7", "0", "0", "0", "0", ""] in rows
        assert ["Age", "18 to 59", "", "", "", "", "", "", "", "5"] in rows
        assert any(row[:2] == ["Age", "groups of fewer than 5"] for row in rows)
        assert "60 and older" not in response.content.decode()
