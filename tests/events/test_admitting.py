"""Who may when: rules as data, limits that overlap, reserves that melt; each refusal says why and when it opens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.formats import time_format

from community.models.contact import Profile
from events import admitting, registering, restricting, scheduling
from events.admitting import Applicant
from events.models import EventDate, Limit, Person, Registration, Rule
from events.refusals import LimitReached, LimitTaken, NotForYou, SeriesLimit
from events.simulating import simulate
from tests.events.builders import later, make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, Contact
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def resident(body: Body | None) -> Contact:
    contact = make_contact()
    Profile.objects.create(contact=contact, township=body)
    return contact


def rule(event: Event, kind: str, /, townships: tuple[Body, ...] = (), **fields: Any) -> Rule:
    return restricting.add_rule(event, by=None, kind=kind, townships=townships, **fields)


def limit(date: EventDate, counts: str, places: int) -> Limit:
    return restricting.add_limit(
        date, by=None, counts=counts, places=places, names={"name_en": "Kitchen", "name_zh_hans": "厨房"}
    )


def left(which: Limit) -> int:
    which.refresh_from_db()
    return which.left


def test_a_window_is_for_its_townships_and_says_when_it_opens_to_all(date: EventDate, bodies: dict[str, Body]) -> None:
    until = later(days=2)
    window = rule(date.event, "township", (bodies["huacao"],), until=until)
    assert register(date, contact=resident(bodies["huacao"])).is_confirmed
    for contact in (resident(bodies["hongqiao-town"]), resident(None), make_contact()):
        with pytest.raises(NotForYou) as refused:
            register(date, contact=contact)
        assert (refused.value.opens_at, taken(date)) == (until, 1)
        assert "Huacao Town, Minhang District" in str(refused.value.message)
        assert time_format(timezone.localtime(until)) in str(refused.value.message)
    Rule.objects.filter(pk=window.pk).update(until=later(seconds=-1))
    assert register(date, contact=resident(bodies["hongqiao-town"])).is_confirmed


def test_a_guest_cant_learn_where_the_owner_of_an_address_lives(date: EventDate, bodies: dict[str, Body]) -> None:
    rule(date.event, "township", (bodies["huacao"],))
    words = set()
    for body in (bodies["huacao"], bodies["hongqiao-town"]):
        with pytest.raises(NotForYou) as refused:
            register(date, contact=resident(body), guest=True)
        words.add(str(refused.value.message))
    assert len(words) == 1
    assert "Sign in" in words.pop()


def test_newcomers_are_those_who_have_not_been_there(date: EventDate) -> None:
    rule(date.event, "newcomer")
    old, new = make_contact(), make_contact()
    earlier = register(make_date(date.event, days=3), contact=new)  # to come: not been there yet
    assert earlier.is_confirmed
    past = make_date(date.event, starts_at=later(days=-3))
    Registration.objects.create(date=past, contact=old, seats=1, state="confirmed", source="account")
    assert register(date, contact=new).is_confirmed
    with pytest.raises(NotForYou):
        register(date, contact=old)


@pytest.mark.parametrize(
    ("least", "most", "ages", "fit"),
    [
        (6, 12, ("6-12",), True),
        (6, 12, ("6-12", "18-59"), True),  # an adult may come along
        (6, 12, ("18-59",), False),
        (6, 12, ("6-12", "13-17"), False),
        (6, 12, ("6-12", ""), False),
        (6, 12, (), False),
        (18, None, ("18-59", "60+"), True),
        (18, None, ("18-59", "13-17"), False),
        (None, 3, ("2-5", "18-59"), True),
        (60, None, ("18-59", "60+"), True),
    ],
)
def test_ages_fit_by_their_bands(least: int | None, most: int | None, ages: tuple[str, ...], *, fit: bool) -> None:
    assert admitting.fits(Rule(kind="age", least=least, most=most), Applicant(ages=ages)) is fit


def test_everyone_of_a_party_has_to_say_an_age_where_it_matters(date: EventDate) -> None:
    rule(date.event, "age", least=18)
    with pytest.raises(NotForYou) as refused:
        register(date, seats=2, people=[Person(age_band="18-59")])
    assert "how old each of you is" in str(refused.value.message)
    assert register(date, seats=2, people=[Person(age_band="18-59"), Person(age_band="60+")]).is_confirmed


def test_a_language_is_asked_of_the_mails(date: EventDate) -> None:
    rule(date.event, "language", language="zh-hans")
    assert register(date, contact=make_contact(language="zh-hans")).is_confirmed
    with pytest.raises(NotForYou):
        register(date, contact=make_contact(language="en"))


def test_one_person_has_at_most_so_many_dates_of_a_series(event: Event) -> None:
    dates = [make_date(event, days=number) for number in (7, 14, 21)]
    rule(event, "series", most=2)
    contact = make_contact()
    first = [register(date, contact=contact) for date in dates[:2]]
    with pytest.raises(SeriesLimit) as refused:
        register(dates[2], contact=contact)
    assert "2 dates" in str(refused.value.message)
    registering.cancel(first[0])
    assert register(dates[2], contact=contact).is_confirmed


def test_of_several_closed_windows_the_last_to_open_speaks(date: EventDate, bodies: dict[str, Body]) -> None:
    rule(date.event, "newcomer", until=later(days=1))
    rule(date.event, "township", (bodies["huacao"],), until=later(days=3))
    refused = admitting.refusal(date.event.rules.all(), Applicant(is_newcomer=False), timezone.now())
    assert isinstance(refused, NotForYou)
    assert "Huacao" in refused.whom


def test_limits_overlap_with_the_seats_and_come_back_with_them(date: EventDate) -> None:
    children, kitchen = limit(date, "children", 1), limit(date, "asked", 2)
    family = [Person(age_band="6-12"), Person(age_band="18-59")]
    made = register(date, seats=2, people=family, asked={kitchen.pk: 1})
    assert (left(children), left(kitchen), taken(date)) == (0, 1, 2)
    with pytest.raises(LimitReached) as refused:
        register(date, seats=2, people=family)
    assert ("only 0 left" in str(refused.value.message), taken(date)) == (True, 2)
    with pytest.raises(LimitReached):
        register(date, seats=2, asked={kitchen.pk: 2})
    register(date, seats=3)
    registering.cancel(made)
    assert (left(children), left(kitchen), taken(date)) == (1, 2, 3)


def test_a_limit_keeps_what_is_taken_and_frees_when_it_grows(date: EventDate) -> None:
    children = limit(date, "children", 2)
    register(date, seats=2, people=[Person(age_band="2-5"), Person(age_band="18-59")])
    with pytest.raises(LimitTaken):
        restricting.change_limit(children, by=None, places=0)
    assert EventDate.objects.get().freed_at is None
    restricting.change_limit(children, by=None, places=5)
    assert (left(children), EventDate.objects.get().freed_at is not None) == (4, True)


def test_children_who_are_registered_count_in_a_limit_that_is_set_later(date: EventDate) -> None:
    family = [Person(age_band="2-5"), Person(age_band="6-12"), Person(age_band="18-59")]
    made = register(date, seats=3, people=family)
    with pytest.raises(LimitTaken) as refused:
        limit(date, "children", 1)
    assert ("2 places are taken" in str(refused.value.message), Limit.objects.count()) == (True, 0)
    children, kitchen = limit(date, "children", 3), limit(date, "asked", 2)
    assert (left(children), left(kitchen)) == (1, 2)  # nobody was asked yet who needs the kitchen
    with pytest.raises(LimitReached):
        register(date, seats=3, people=family)
    registering.cancel(made)
    assert left(children) == 3


def test_the_desk_reads_why_a_limit_is_too_small(date: EventDate, signed_in: SignedIn) -> None:
    register(date, seats=2, people=[Person(age_band="2-5"), Person(age_band="18-59")])
    typed = {"add_limit": "1", "limit-date": "all", "limit-counts": "children", "limit-places": "0"}
    page = signed_in("organiser").post(f"/en/desk/events/{date.event.slug}/access/", typed)
    assert (page.status_code, Limit.objects.count()) == (422, 0)
    assert "1 place is taken by who is registered already" in page.content.decode()


def test_a_reserve_keeps_seats_until_it_melts(event: Event, bodies: dict[str, Body]) -> None:
    date = make_date(event, capacity=5)
    register(date, seats=1)  # of nowhere, before the reserve: counts as it is
    rule(event, "township", (bodies["huacao"],), seats=3, melts_hours=48)
    reserve = Limit.objects.get()
    assert (reserve.places, reserve.taken, reserve.melts_at) == (2, 1, date.starts_at - timedelta(hours=48))
    register(date, seats=1)
    with pytest.raises(LimitReached) as refused:
        register(date)
    assert "kept for residents of Huacao" in str(refused.value.message)
    register(date, contact=resident(bodies["huacao"]), seats=2)
    assert restricting.melt_due() == 0
    Limit.objects.update(melts_at=later(seconds=-1))
    assert (restricting.melt_due(), restricting.melt_due()) == (1, 0)
    assert EventDate.objects.get().freed_at is not None
    assert register(date).is_confirmed


def test_a_reserve_follows_the_capacity_and_new_dates_have_it(event: Event, bodies: dict[str, Body]) -> None:
    rule(event, "township", (bodies["huacao"],), seats=3, melts_hours=24)
    span: dict[str, Any] = {"starts_at": later(days=5), "ends_at": later(days=5, hours=2)}
    date = scheduling.set_date(event, by=None, capacity=10, **span)
    assert Limit.objects.get().places == 7
    scheduling.set_date(event, by=None, date=date, capacity=12, **span)
    assert Limit.objects.get().places == 9


def test_taking_a_reserve_away_frees_its_seats(event: Event, bodies: dict[str, Body]) -> None:
    date = make_date(event, capacity=2)
    kept = rule(event, "township", (bodies["huacao"],), seats=2, melts_hours=1)
    with pytest.raises(LimitReached):
        register(date)
    restricting.remove_rule(kept, by=None)
    assert (Limit.objects.count(), EventDate.objects.get().freed_at is not None) == (0, True)
    assert register(date).is_confirmed


def test_seats_for_the_door_and_an_opening_to_come_are_told(event: Event) -> None:
    date = make_date(event, capacity=3, door_reserve=2, opens_at=later(days=1))
    with pytest.raises(registering.NotYet) as refused:
        register(date)
    assert "opens" in str(refused.value.message)
    EventDate.objects.update(opens_at=None)
    register(date)
    with pytest.raises(registering.Full):
        register(date)
    assert EventDate.objects.take_seats(date.pk, 2, at_door=True)


def test_the_simulation_says_what_registering_would(event: Event, bodies: dict[str, Body]) -> None:
    date = make_date(event, capacity=4)
    until = later(days=2)
    rule(event, "township", (bodies["huacao"], bodies["hongqiao-town"]), until=until)
    rule(event, "township", (bodies["huacao"],), seats=3, melts_hours=1)
    townships = [bodies[slug] for slug in ("huacao", "hongqiao-town", "hongqiao-subdistrict")]
    verdicts = {one.body: one for one in simulate(date, townships, like=Applicant(), now=timezone.now())}
    assert {body.slug: verdict.seats for body, verdict in verdicts.items() if body} == {
        "huacao": 4,
        "hongqiao-town": 1,
        "hongqiao-subdistrict": 0,
    }
    assert verdicts[bodies["hongqiao-subdistrict"]].opens_at == until
    assert all(one.seats == 0 for one in verdicts.values() if one.body is None)
    for body, seats in (("huacao", 4), ("hongqiao-town", 1), ("hongqiao-subdistrict", 1)):
        after = {one.body: one.seats for one in simulate(date, townships, like=Applicant(), now=until)}
        assert after[bodies[body]] == seats


def test_the_desk_adds_rules_and_limits_and_plays_them_through(
    date: EventDate, bodies: dict[str, Body], signed_in: SignedIn
) -> None:
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/access/"
    wrong = {"add_rule": "1", "rule-kind": "township", "rule-effect": "first"}
    assert (client.post(address, wrong).status_code, Rule.objects.count()) == (422, 0)
    until = timezone.localtime(later(days=2))
    right = {**wrong, "rule-townships": [bodies["huacao"].pk], "rule-until": f"{until:%Y-%m-%dT%H:%M}"}
    page = client.post(address, right, follow=True).content.decode()
    assert "for residents of Huacao Town, Minhang District, then for everyone" in page
    assert page.count("open for residents of Huacao") == 4  # the two other townships, an unknown one, a guest
    limits = {"add_limit": "1", "limit-date": "all", "limit-counts": "asked", "limit-places": "4"}
    assert client.post(address, limits).status_code == 422  # people read its name in the form
    client.post(address, {**limits, "limit-name_en": "Kitchen", "limit-name_zh_hans": "厨房"})
    made = Limit.objects.get()
    client.post(address, {"limit": made.pk, "places": "6"})
    assert left(made) == 6
    assert "Kitchen: 6 of 6 places left" in signed_in("visitor").get(f"/en/events/{date.event.slug}/").content.decode()
    assert "其中几位需要：厨房" in signed_in("visitor").get(f"/zh-hans/events/{date.event.slug}/registration/").content.decode()
    client.post(address, {"limit": made.pk, "remove": "1"})
    client.post(address, {"remove_rule": Rule.objects.get().pk})
    assert (Limit.objects.count(), Rule.objects.count()) == (0, 0)
    assert client.post(address, {"remove_rule": "7777"}).status_code == 404
