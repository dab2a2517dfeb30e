"""Many at once on a real PostgreSQL: the seat rule holds, and each of its two guards is shown to hold it alone.

SQLite lets one writer in at a time, so there is nothing to see there.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, models

from community.models import Body, Contact
from events import changing, counting, holding, moving, registering, scheduling
from events.models import Answer, Change, EventDate, Option, OptionPlaces, Person, Registration
from tests.events.builders import held, later, make_contact, make_date, make_event, taken
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.models.date import EventDateQuerySet

    Attempt = Callable[[], object]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

CHECK = "event_date_never_oversold"


@pytest.fixture
def date() -> EventDate:
    """Return a date with 20 seats, outside any transaction of the test."""
    district = Body.objects.create(slug="minhang", kind="district", name_en="Minhang", name_zh_hans="闵行区")
    body = Body.objects.create(
        slug="huacao", kind="township", parent=district, code="HC", name_en="Huacao", name_zh_hans="华漕镇"
    )
    made: EventDate = EventDate.objects.select_related("event").get(pk=make_date(make_event(body), capacity=20).pk)
    return made


@pytest.fixture
def without_check() -> Iterator[None]:
    """Drop the CHECK for one test, rows that break it included."""
    constraint = next(one for one in EventDate._meta.constraints if one.name == CHECK)
    with connection.schema_editor() as editor:
        editor.remove_constraint(EventDate, constraint)
    yield
    EventDate.objects.update(seats_taken=0)
    with connection.schema_editor() as editor:
        editor.add_constraint(EventDate, constraint)


def unguarded(self: EventDateQuerySet, pk: int, seats: int) -> bool:
    """Take seats without looking: the rule as it would be with its condition lost."""
    return bool(self.filter(pk=pk).update(seats_taken=models.F("seats_taken") + seats))


def at_once(attempts: list[Attempt]) -> list[Any]:
    """Run the attempts in threads that start together, each on its own connection; a refusal is a result."""
    together = threading.Barrier(len(attempts))

    def run(attempt: Attempt) -> object:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return attempt()
        except registering.RegistrationRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def party(date: EventDate, contact: Contact, seats: int, key: UUID | None = None) -> Attempt:
    return lambda: registering.register(
        date, contact=contact, seats=seats, key=key or uuid4(), source=Registration.Source.ACCOUNT
    )


def forty_parties(date: EventDate) -> list[Any]:
    """Let forty parties of one to five run for twenty seats, all having read an empty date."""
    return at_once([party(date, make_contact(), 1 + number % 5) for number in range(40)])


def test_forty_parties_never_get_more_seats_than_there_are(date: EventDate) -> None:
    results = forty_parties(date)
    assert Counter(isinstance(result, (Registration, registering.Full)) for result in results) == {True: 40}
    seated = sum(result.seats for result in results if isinstance(result, Registration))
    assert seated == taken(date) == held(date)
    refused = [1 + number % 5 for number, result in enumerate(results) if isinstance(result, registering.Full)]
    assert refused
    assert 20 - min(refused) < seated <= 20  # whoever was refused did not fit


def test_without_the_condition_the_check_refuses_in_the_same_words(date: EventDate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventDate.objects.__class__, "take_seats", lambda self, pk, seats: unguarded(self.all(), pk, seats))
    results = forty_parties(date)
    assert Counter(isinstance(result, (Registration, registering.Full)) for result in results) == {True: 40}
    assert taken(date) == held(date) <= 20
    assert any(isinstance(result, registering.Full) for result in results)


@pytest.mark.usefixtures("without_check")
def test_without_condition_and_check_the_test_oversells(date: EventDate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventDate.objects.__class__, "take_seats", lambda self, pk, seats: unguarded(self.all(), pk, seats))
    assert all(isinstance(result, Registration) for result in forty_parties(date))
    assert taken(date) == 120


def test_the_same_form_sent_ten_times_at_once_is_one_registration(date: EventDate) -> None:
    contact, key = make_contact(), uuid4()
    results = at_once([party(date, contact, 2, key) for _time in range(10)])
    assert {result.pk for result in results} == {Registration.objects.get().pk}
    assert taken(date) == 2


def test_ten_forms_of_one_person_at_once_are_one_registration(date: EventDate) -> None:
    contact = make_contact()
    results = at_once([party(date, contact, 3) for _time in range(10)])
    assert {result.pk for result in results} == {Registration.objects.get().pk}
    assert taken(date) == 3


def test_confirming_and_expiring_at_once_ends_in_one_of_both(date: EventDate) -> None:
    holds = []
    for _number in range(5):
        hold = registering.register(
            date, contact=make_contact(confirmed=False), seats=2, key=uuid4(), source=Registration.Source.GUEST
        )
        Registration.objects.filter(pk=hold.pk).update(expires_at=later(seconds=0.05))
        holds.append(hold)
    at_once([*((lambda hold=hold: registering.confirm(hold)) for hold in holds), *[registering.expire_due] * 5])
    registering.expire_due()
    assert taken(date) == held(date)


def test_cancelling_ten_times_at_once_frees_the_seats_once(date: EventDate) -> None:
    made = registering.register(date, contact=make_contact(), seats=5, key=uuid4(), source=Registration.Source.ACCOUNT)
    at_once([lambda: registering.cancel(Registration.objects.select_related("date__event", "contact").get(pk=made.pk))] * 10)
    assert taken(date) == 0


def test_calling_off_while_people_register_and_cancel_leaves_nobody_seated(date: EventDate) -> None:
    seated = [
        registering.register(date, contact=make_contact(), seats=1, key=uuid4(), source=Registration.Source.ACCOUNT)
        for _number in range(6)
    ]
    reason = {"en": "Rain.", "zh-hans": "下雨。"}
    at_once(
        [
            lambda: scheduling.call_off(date.event, by=None, reason=reason),
            *(party(date, make_contact(), 1) for _number in range(6)),
            *((lambda one=one: registering.cancel(one)) for one in seated),
        ]
    )
    scheduling.finish_call_offs()
    assert taken(date) == held(date) == 0


def test_one_form_changing_a_party_ten_times_at_once_takes_its_seats_once(date: EventDate) -> None:
    made = registering.register(date, contact=make_contact(), seats=1, key=uuid4(), source=Registration.Source.ACCOUNT)
    key = uuid4()

    def grow() -> int:
        fresh = Registration.objects.select_related("date__event", "contact").get(pk=made.pk)
        return changing.change_party(fresh, seats=3, people=[], key=key, version=1).seats

    assert at_once([grow] * 10) == [3] * 10
    assert (taken(date), held(date), Change.objects.count()) == (3, 3, 1)


def test_two_windows_changing_a_party_at_once_leave_one_of_both(date: EventDate) -> None:
    made = registering.register(date, contact=make_contact(), seats=2, key=uuid4(), source=Registration.Source.ACCOUNT)

    def change(seats: int) -> Attempt:
        def attempt() -> int:
            fresh = Registration.objects.select_related("date__event", "contact").get(pk=made.pk)
            return changing.change_party(fresh, seats=seats, people=[], key=uuid4(), version=1).seats

        return attempt

    results = at_once([change(1 + number % 5) for number in range(8)])
    assert sum(isinstance(result, int) for result in results) == 1
    assert taken(date) == held(date) == Person.objects.count()


def test_ten_parties_for_the_three_places_of_an_option(date: EventDate) -> None:
    wok = ask(date.event, "Wok", places=3)

    def choose(contact: Contact) -> Attempt:
        answers = [Answer(question=wok, option=Option.objects.get())]
        return lambda: registering.register(
            date, contact=contact, seats=1, key=uuid4(), source=Registration.Source.ACCOUNT, answers=answers
        )

    at_once([choose(make_contact()) for _number in range(10)])
    assert OptionPlaces.objects.get().taken == Answer.objects.count() == taken(date) == 3


def test_a_date_is_moved_while_two_parties_stand_between_their_insert_and_their_seats(
    date: EventDate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both hold the date's key, the move has its row: they would wait in a circle if a move wrote to a key.

    PostgreSQL looks at foreign keys when a transaction ends; here it looks at once, so that nothing is left to luck.
    """
    inserted, locked = threading.Barrier(3), threading.Event()
    take, lock = holding.take, counting.lock

    def wait_and_take(*args: Any, **more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        inserted.wait(timeout=20)
        locked.wait(timeout=20)
        take(*args, **more)

    def wait_and_lock(which: EventDate) -> EventDate:
        inserted.wait(timeout=20)
        found = lock(which)
        locked.set()
        return found

    monkeypatch.setattr(holding, "take", wait_and_take)
    monkeypatch.setattr(counting, "lock", wait_and_lock)
    to: dict[str, Any] = {"starts_at": later(days=30), "ends_at": later(days=30, hours=2), "place": None, "cause": "typhoon"}
    parties = [party(date, make_contact(), 2) for _party in range(2)]
    at_once([*parties, lambda: moving.move(date, by=None, reason={"en": "", "zh-hans": ""}, **to)])
    assert (taken(date), held(date), EventDate.objects.get(pk=date.pk).starts_at) == (4, 4, to["starts_at"])
