"""Writing the form: what is never asked, what hangs on what, what was answered already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from community.models import AuditEntry
from events import registering, wording
from events.models import Answer, Event, Option, OptionPlaces, Question
from tests.events.builders import make_event, register
from tests.events.test_asking import ask, pick

if TYPE_CHECKING:
    from community.models import Body
    from events.models import EventDate

pytestmark = pytest.mark.django_db


def words(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "choice", "required": False, "only_if": None,
        "text_en": "Which station?", "text_zh_hans": "哪个灶台？", "purpose_en": "The kitchen", "purpose_zh_hans": "厨房",
        **changes,
    }  # fmt: skip


def option(label: str, **changes: Any) -> dict[str, Any]:
    return {"option": None, "label_en": label, "label_zh_hans": label, "places": None, "takes": "party", **changes}


def write(event: Event, *labels: str, question: Question | None = None, **changes: Any) -> Question:
    options = [option(label) for label in labels or ("Wok", "Steamer")]
    return wording.write(event, by=None, words=words(**changes), options=options, question=question)


def texts(event: Event) -> list[str]:
    return [str(question.text_en) for question in Question.objects.asked_by(event)]


@pytest.mark.parametrize(
    "text",
    [
        "Your passport number?",
        "Visa type",
        "Date of birth",
        "Birthday?",
        "ID number",
        "护照号码",
        "签证类型",
        "您的生日",
        "出生日期",
    ],
)
def test_some_things_are_never_asked(event: Event, text: str) -> None:
    with pytest.raises(wording.NeverAsked):
        write(event, text_en=text)
    with pytest.raises(wording.NeverAsked):
        write(event, text, "Other")
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["Is it advisable to bring a chair?", "How many of you need a highchair?", "年龄段"])
def test_other_words_are_no_obstacle(event: Event, text: str) -> None:
    assert write(event, text_en=text).pk


def test_a_question_is_written_with_its_options_and_recorded(event: Event) -> None:
    question = write(event)
    assert [str(one) for one in question.options.all()] == ["Wok", "Steamer"]
    assert AuditEntry.objects.get().verb == "event.question_written"


def test_questions_change_places_but_never_before_the_one_they_hang_on(event: Event) -> None:
    first = write(event, text_en="A")
    second = write(event, text_en="B", only_if=first.options.all()[0])
    third = write(event, text_en="C")
    with pytest.raises(wording.OutOfOrder):
        wording.move(Question.objects.get(pk=second.pk), by=None, up=True)
    wording.move(Question.objects.get(pk=third.pk), by=None, up=True)
    wording.move(Question.objects.get(pk=first.pk), by=None, up=True)  # it is the first already
    assert texts(event) == ["A", "C", "B"]
    with pytest.raises(wording.OutOfOrder):
        write(event, text_en="A", question=Question.objects.get(pk=first.pk), only_if=second.options.all()[0])


def test_a_condition_is_of_the_same_form(event: Event, bodies: dict[str, Body]) -> None:
    foreign = write(make_event(bodies["huacao"]))
    write(event)  # so that the other one would stand before this
    with pytest.raises(wording.OutOfOrder):
        write(event, only_if=foreign.options.all()[0])


def test_what_another_question_hangs_on_is_not_removed(event: Event) -> None:
    first = write(event, text_en="A")
    second = write(event, text_en="B", only_if=first.options.all()[0])
    with pytest.raises(wording.InUse):
        wording.remove(first, by=None)
    with pytest.raises(wording.InUse):
        write(event, "Grill", "Oven", question=first)  # the option it hangs on would go
    wording.remove(second, by=None)
    wording.remove(first, by=None)
    assert not Question.objects.exists()


def test_what_was_answered_is_asked_no_more_and_its_answers_stay(event: Event, date: EventDate) -> None:
    question = write(event)
    register(date, answers=[pick(question)])
    with pytest.raises(wording.InUse):
        write(event, "Steamer", "Grill", question=question)  # the chosen option would go
    with pytest.raises(wording.InUse):
        wording.write(event, by=None, words=words(kind="text"), question=question)
    wording.remove(question, by=None)
    assert (texts(event), Answer.objects.count()) == ([], 1)
    free = ask(event)
    register(date, answers=[Answer(question=free, text="no nuts")])
    with pytest.raises(wording.InUse):
        write(event, question=free)  # its answers are no options


def test_places_follow_the_option_but_never_below_what_is_taken(event: Event, date: EventDate) -> None:
    question = ask(event, "Wok", places=3, takes="person")
    register(date, seats=2, answers=[pick(question)])
    there = Option.objects.get()
    wording.write(event, by=None, words=words(), options=[option("Wok", option=there, places=2)], question=question)
    assert OptionPlaces.objects.get().places == 2
    with pytest.raises(wording.PlacesTaken):
        wording.write(event, by=None, words=words(), options=[option("Wok", option=there, places=1)], question=question)
    assert (OptionPlaces.objects.get().places, Option.objects.get().places) == (2, 2)


def test_the_rules_of_a_party_hold_from_then_on(event: Event, date: EventDate) -> None:
    rules = {"largest_party": 2, "guardian": "minors", "lap_infants": True, "answers_kept_days": 7}
    wording.set_rules(event, by=None, rules=rules)
    with pytest.raises(registering.TooManyPeople):
        register(date, seats=3, key=uuid4())
    assert AuditEntry.objects.get().fields == list(wording.RULES)
