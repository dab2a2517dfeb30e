"""Questions: who is asked what, the places options have, and erasing the answers on the day the form stated."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

from events import asking, changing, registering
from events.models import Answer, Option, OptionPlaces, Person, Question
from events.refusals import OptionFull
from tests.events.builders import make_date, register, taken

if TYPE_CHECKING:
    from events.models import Event, EventDate

pytestmark = pytest.mark.django_db


def ask(event: Event, *labels: str, places: int | None = None, takes: str = "party", **fields: Any) -> Question:
    kind = "choice" if labels else "text"
    given = {
        "kind": kind,
        "text_en": "Which?",
        "text_zh_hans": "哪一种？",
        "purpose_en": "The kitchen",
        "purpose_zh_hans": "厨房",
    }
    question: Question = Question.objects.create(event=event, **{**given, **fields})
    for label in labels:
        Option.objects.create(question=question, label_en=label, label_zh_hans=label, places=places, takes=takes)
    return question


def pick(question: Question, number: int = 0) -> Answer:
    return Answer(question=question, option=question.options.all()[number])


def places(question: Question) -> dict[str, int]:
    rows = OptionPlaces.objects.filter(option__question=question).select_related("option")
    return {str(row.option): row.taken for row in rows}


def test_answers_are_kept_with_the_day_on_which_they_go(event: Event, date: EventDate) -> None:
    question = ask(event)
    register(date, answers=[Answer(question=question, text="no nuts")])
    answer = Answer.objects.get()
    assert (str(answer), answer.purge_on) == ("no nuts", timezone.localdate(date.ends_at) + timedelta(days=14))


def test_an_option_has_places_of_its_own_at_each_date(event: Event, date: EventDate) -> None:
    wok = ask(event, "Wok", "Steamer", places=1)
    register(date, seats=3, answers=[pick(wok)])
    with pytest.raises(OptionFull) as refusal:
        register(date, answers=[pick(wok)])
    assert "“Wok” has no place left" in str(refusal.value.message)
    assert taken(date) == 3
    register(date, answers=[pick(wok, 1)])
    register(make_date(event, days=9), answers=[pick(wok)])
    assert places(wok) == {"Wok": 1, "Steamer": 1}


def test_an_option_may_count_every_seat_and_follows_the_party(event: Event, date: EventDate) -> None:
    wok = ask(event, "Wok", places=4, takes="person")
    made = register(date, seats=2, answers=[pick(wok)])
    changing.change_party(made, seats=4, people=[], key=uuid4(), version=1)
    assert places(wok) == {"Wok": 4}
    with pytest.raises(OptionFull):
        changing.change_party(made, seats=5, people=[], key=uuid4(), version=2)
    assert (places(wok), taken(date)) == ({"Wok": 4}, 4)
    changing.change_party(made, seats=1, people=[], key=uuid4(), version=2)
    assert places(wok) == {"Wok": 1}


def test_cancelling_gives_the_places_back_and_forgets_the_answers(event: Event, date: EventDate) -> None:
    wok = ask(event, "Wok", places=1)
    registering.cancel(register(date, answers=[pick(wok)]))
    assert (places(wok), Answer.objects.count()) == ({"Wok": 0}, 0)
    register(date, answers=[pick(wok)])


def test_answering_differently_moves_the_place_once(event: Event, date: EventDate) -> None:
    wok, key = ask(event, "Wok", "Steamer", places=1), uuid4()
    made = register(date, answers=[pick(wok)])
    for _time in range(2):
        changing.change_answers(made, answers=[pick(wok, 1)], key=key, version=1)
    assert places(wok) == {"Wok": 0, "Steamer": 1}


def test_a_question_hangs_on_a_choice_and_on_what_that_hangs_on(event: Event) -> None:
    first = ask(event, "Yes", "No", order=1)
    yes = first.options.all()[0]
    second = ask(event, "Pram", order=2, only_if=yes)
    third = ask(event, order=3, only_if=second.options.all()[0])
    questions = list(Question.objects.asked_by(event))
    assert asking.reached(questions, set()) == [first]
    assert asking.reached(questions, {yes.pk}) == [first, second]
    assert asking.reached(questions, {yes.pk, second.options.all()[0].pk}) == [first, second, third]
    assert asking.reached(questions, {second.options.all()[0].pk}) == [first]  # chosen before the first was changed


def test_answers_and_needs_are_erased_on_their_day(event: Event, date: EventDate) -> None:
    question = ask(event)
    people = [Person(name="Ana", needs="wheelchair")]
    register(date, people=people, answers=[Answer(question=question, text="no nuts")])
    assert (asking.purge_due(date.ends_at + timedelta(days=13)), Person.objects.get().needs) == (0, "wheelchair")
    assert asking.purge_due(date.ends_at + timedelta(days=14)) == 1
    person = Person.objects.get()
    assert (Answer.objects.count(), person.needs, person.name) == (0, "", "Ana")
