"""The desk's pages of the registration form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import AuditEntry
from events.models import Event, Person, Question
from tests.events.builders import register
from tests.events.test_asking import ask, pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from events.models import EventDate

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def address(event: Event, tail: str, language: str = "en") -> str:
    return f"/{language}/desk/events/{event.slug}/{tail}"


def typed(**changes: str) -> dict[str, str]:
    return {
        "kind": "choice", "text_en": "Which station?", "text_zh_hans": "哪个灶台？",
        "purpose_en": "The kitchen", "purpose_zh_hans": "厨房", "only_if": "",
        "option_1_en": "Wok", "option_1_zh_hans": "炒锅", "option_1_places": "4", "option_1_takes": "person",
        "option_2_en": "Steamer", "option_2_zh_hans": "蒸笼", **changes,
    }  # fmt: skip


def test_an_organiser_writes_a_question_changes_and_removes_it(event: Event, date: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("organiser")
    assert client.post(address(event, "questions/new/"), typed()).status_code == 302
    question = Question.objects.get()
    page = client.get(address(event, "form/", "zh-hans")).content.decode()
    assert "哪个灶台？" in page
    assert "炒锅" in page
    preview = client.get(address(event, "form/preview/")).content.decode()
    assert "Used for: The kitchen" in preview
    assert client.post(address(event, f"questions/{question.pk}/"), typed(text_en="Which one?")).status_code == 302
    question.refresh_from_db()
    assert (question.text_en, question.options.count()) == ("Which one?", 2)
    assert client.post(address(event, f"questions/{question.pk}/position/"), {"up": "1"}).status_code == 302
    client.post(address(event, f"questions/{question.pk}/removal/"))
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text_en": ""}, "This field is required."),
        ({"option_2_zh_hans": ""}, "Write it in both languages."),
        ({"option_2_en": "", "option_2_zh_hans": ""}, "Write at least two options."),
        ({"text_en": "Passport number"}, "We never ask for passports"),
    ],
)
def test_a_wrong_question_is_shown_again(event: Event, signed_in: SignedIn, changes: dict[str, str], words: str) -> None:
    response = signed_in("organiser").post(address(event, "questions/new/"), typed(**changes))
    page = response.content.decode()
    assert (response.status_code, Question.objects.count()) == (422, 0)
    assert words in page
    assert 'value="炒锅"' in page


def test_the_rules_are_set(event: Event, signed_in: SignedIn) -> None:
    said = {"largest_party": "3", "guardian": "minors", "lap_infants": "on", "answers_kept_days": "7"}
    assert signed_in("organiser").post(address(event, "form/"), said).status_code == 302
    event.refresh_from_db()
    assert (event.largest_party, event.guardian, event.lap_infants, event.answers_kept_days) == (3, "minors", True, 7)
    assert signed_in("organiser").post(address(event, "form/"), said | {"answers_kept_days": "365"}).status_code == 422


def test_answers_and_needs_are_read_by_those_who_organise_and_the_look_is_recorded(
    event: Event, date: EventDate, signed_in: SignedIn
) -> None:
    question = ask(event, "Wok", "Steamer")
    made = register(date, seats=2, people=[Person(name="Leo", needs="peanuts")], answers=[pick(question)])
    unconfirmed = register(date, guest=True, people=[Person(name="Eve", needs="harness")], answers=[pick(question, 1)])
    page = signed_in("organiser").get(address(event, "answers/")).content.decode()
    assert (unconfirmed.code in page, "harness" in page) == (False, False)
    for words in (made.code, "Wok", "peanuts", "Leo"):
        assert words in page
    assert AuditEntry.objects.get(verb="event.answers_read").target_id == event.pk
    assert signed_in("editor").get(address(event, "answers/")).status_code == 404


def test_another_events_question_is_not_there(event: Event, signed_in: SignedIn) -> None:
    foreign = ask(Event.objects.create(body=event.body, slug="other", kind="food", title_en="Other"))
    assert signed_in("organiser").get(address(event, f"questions/{foreign.pk}/")).status_code == 404


def test_the_list_of_answers_costs_the_same_for_many(
    event: Event, date: EventDate, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    question, client = ask(event, "Wok", "Steamer"), signed_in("organiser")
    register(date, answers=[pick(question)], people=[Person(name="A", needs="x")])
    client.get(address(event, "answers/"))  # what is asked once and then known
    with CaptureQueriesContext(connection) as for_one:
        client.get(address(event, "answers/"))
    for _number in range(5):
        register(date, answers=[pick(question)], people=[Person(name="A", needs="x")])
    with django_assert_num_queries(len(for_one)):
        client.get(address(event, "answers/"))
