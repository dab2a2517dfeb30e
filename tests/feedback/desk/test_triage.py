"""The list of suggestions: parts, filters and their names, giving work to colleagues, who has how much."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AuditEntry, Membership
from feedback import assigning, tracking, triaging
from feedback.desk import paging, queues
from feedback.models import Assignment, SavedFilter, Suggestion
from feedback.models.suggestion import ARRIVED_STATES, CONCLUDED_STATES, IN_HAND_STATES, OPEN_STATES
from tests.feedback.desk.test_desk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User
    from feedback.models import Category

LIST = "/en/desk/suggestions/"


@pytest.fixture(autouse=True)
def _ready(categories: dict[str, Category], cast: dict[str, User]) -> None:
    """Every test has categories, rules and people."""


@pytest.fixture
def colleague(cast: dict[str, User], bodies: dict[str, Body]) -> User:
    """Make the organiser an officer of Huacao as well."""
    Membership.objects.create(user=cast["organiser"], body=bodies["huacao"], role="officer")
    return cast["organiser"]


def shown(client: Client, query: str = "") -> list[str]:
    return [row["suggestion"].reference for row in client.get(f"{LIST}{query}").context["rows"]]


def test_the_indexes_speak_of_the_states_that_the_queues_ask_for() -> None:
    assert set(ARRIVED_STATES) == set(Suggestion.ARRIVED)
    assert set(IN_HAND_STATES) == set(Suggestion.IN_HAND)
    assert set(OPEN_STATES) == set(Suggestion.OPEN)
    assert set(CONCLUDED_STATES) == set(Suggestion.CONCLUDED)


# --- parts of a long list -----------------------------------------------------------------------------------------------
def test_walking_forth_and_back_shows_everything_once_and_in_order(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    made = [send().reference for _ in range(8)]
    officer, forth, address = signed_in("officer"), [], "?queue=new"
    pages = []
    while address:
        context = officer.get(f"{LIST}{address}").context
        pages.append([row["suggestion"].reference for row in context["rows"]])
        forth += pages[-1]
        address = f"?queue=new&after={context['later']}" if context["later"] else ""
    assert forth == made
    assert shown(officer, f"?queue=new&before={pages[2][0]}") == pages[1]
    assert shown(officer, f"?queue=new&before={pages[1][0]}") == pages[0]
    assert officer.get(f"{LIST}?queue=new&before={pages[1][0]}").context["earlier"] == ""
    assert shown(officer, "?queue=all")[:2] == made[:-3:-1]
    assert shown(officer, "?queue=new&after=no-such-thing") == pages[0]


def test_what_is_done_meanwhile_skips_nothing(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    made = [send() for _ in range(4)]
    officer = signed_in("officer")
    assert shown(officer, "?queue=new") == [one.reference for one in made[:2]]
    triaging.take(made[0], by=cast["officer"])
    triaging.take(made[1], by=cast["officer"])
    assert shown(officer, f"?queue=new&after={made[1].reference}") == [one.reference for one in made[2:]]


def test_the_overdue_board_begins_with_what_is_latest(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    now, made = timezone.now(), [send() for _ in range(4)]
    for suggestion, days in zip(made, (-1, -5, 3, -3), strict=True):
        Suggestion.objects.filter(pk=suggestion.pk).update(due_at=now + timedelta(days=days))
    officer = signed_in("officer")
    assert shown(officer, "?queue=overdue") == [made[1].reference, made[3].reference]
    assert shown(officer, f"?queue=overdue&after={made[3].reference}") == [made[0].reference]
    page = text_of(officer.get(f"{LIST}?queue=new"))
    assert page.count("overdue</span>") == 2


def test_what_was_sent_back_has_a_queue_of_its_own(signed_in: Callable[[str], Client], send: Callable[..., Suggestion]) -> None:
    bounced, _other = send(), send()
    Suggestion.objects.filter(pk=bounced.pk).update(bounces=2)
    officer = signed_in("officer")
    assert shown(officer, "?queue=bounced") == [bounced.reference]
    assert "sent back 2 times" in text_of(officer.get(f"{LIST}?queue=bounced"))


def test_numbers_stop_where_they_say_nothing_more(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    for _ in range(3):
        send()
    tabs = signed_in("officer").get(LIST).context["tabs"]
    assert {tab["url"].rpartition("=")[2]: tab["count"] for tab in tabs}["new"] == "99+"


@pytest.mark.parametrize("key", ["officer", "manager", "district_officer", "bureau_officer", "moderator", "admin"])
def test_each_queue_is_part_of_what_the_person_may_open(
    cast: dict[str, User], send: Callable[..., Suggestion], bodies: dict[str, Body], categories: dict[str, Category], key: str
) -> None:
    send()
    send(township=bodies["hongqiao-town"], category=categories["transport"])
    send(township=bodies["hongqiao-subdistrict"])
    taken = triaging.take(send(), by=cast["officer"])
    triaging.hand_over(taken, to=bodies["transport"], reason="公交归交通委。", by=cast["officer"])
    may_open = set(Suggestion.objects.worked_on_by(cast[key]))
    for name in queues.QUEUES:
        assert set(queues.queue(name, cast[key])) <= may_open, name
    assert may_open - set(queues.queue("all", cast[key])) == set()


# --- filters ------------------------------------------------------------------------------------------------------------
def test_filters_narrow_a_queue_and_nonsense_is_ignored(
    signed_in: Callable[[str], Client],
    send: Callable[..., Suggestion],
    bodies: dict[str, Body],
    categories: dict[str, Category],
    cast: dict[str, User],
) -> None:
    bench, bus = send(), send(category=categories["transport"], kind="complaint", language="fr")
    city, taken = send(township=None), triaging.take(send(), by=cast["officer"])
    admin, officer = signed_in("admin"), signed_in("officer")
    assert shown(admin, "?queue=new&category=transport") == [bus.reference]
    assert shown(admin, "?queue=new&kind=complaint&language=fr") == [bus.reference]
    assert shown(admin, "?queue=new&township=city") == [city.reference]
    assert shown(admin, "?queue=new&township=huacao") == [bench.reference, bus.reference]
    assert shown(officer, f"?queue=work&officer={cast['officer'].pk}") == [taken.reference]
    assert shown(admin, "?queue=new&category=magic&township=&kind=x") == [bench.reference, bus.reference, city.reference]
    assert "Nothing in this queue fits these filters." in text_of(admin.get(f"{LIST}?queue=new&kind=help"))


def test_filters_are_kept_under_a_name_by_each_person_for_themselves(
    signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    officer, manager = signed_in("officer"), signed_in("manager")
    officer.post(
        reverse("desk_filters"),
        {"name": "Complaints", "page": "desk_suggestions", "query": "queue=new&kind=complaint&after=HC-2026-0001&evil=1"},
    )
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.query) == (cast["officer"], "queue=new&kind=complaint")
    assert "Complaints" in text_of(officer.get(LIST))
    assert "Complaints" not in text_of(manager.get(LIST))
    officer.post(reverse("desk_filters"), {"name": "Complaints", "page": "desk_suggestions", "query": "queue=work"})
    assert SavedFilter.objects.get().query == "queue=work"
    officer.post(reverse("desk_filters"), {"name": "", "page": "desk_suggestions", "query": "queue=work"})
    removal = reverse("desk_filter_removal", args=[kept.pk])
    assert manager.post(removal).status_code == 404
    assert SavedFilter.objects.count() == 1
    officer.post(removal)
    assert SavedFilter.objects.count() == 0


# --- giving work ----------------------------------------------------------------------------------------------------------
def test_several_are_given_to_a_colleague_at_once(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], colleague: User, bodies: dict[str, Body]
) -> None:
    mine = [send(), send()]
    foreign = send(township=bodies["hongqiao-subdistrict"])
    values = {"reference": [one.reference for one in [*mine, foreign]], "officer": colleague.pk, "query": "queue=new"}
    response = signed_in("manager").post(reverse("desk_assignments"), values, follow=True)
    assert "2 suggestions were given." in text_of(response)
    held = Assignment.objects.filter(until=None, officer=colleague)
    assert {one.suggestion for one in held} == set(mine)
    assert {one.state for one in Suggestion.objects.filter(pk__in=[one.pk for one in mine])} == {"in_progress"}
    assert not foreign.assignments.exists()


def test_what_someone_has_can_be_given_to_another_and_is_recorded(
    send: Callable[..., Suggestion], colleague: User, cast: dict[str, User]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    assigning.assign(suggestion, to=colleague, by=cast["officer"])
    assert Assignment.objects.get(until=None).officer == colleague
    assert AuditEntry.objects.about(suggestion).last().values == {"officer": [cast["officer"].pk, colleague.pk]}  # type: ignore[union-attr]
    with pytest.raises(assigning.AlreadyTheirs):
        assigning.assign(suggestion, to=colleague, by=cast["manager"])


def test_only_the_desk_s_people_give_and_get(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send()
    for stranger in ("bureau_officer", "moderator", "resident", "admin"):
        with pytest.raises(tracking.NotAllowed):
            assigning.assign(suggestion, to=cast["officer"], by=cast[stranger])
        with pytest.raises(assigning.NotOfTheDesk):
            assigning.assign(suggestion, to=cast[stranger], by=cast["manager"])
    assert Suggestion.objects.get().state == "routed"


def test_choosing_nobody_or_nothing_says_so(signed_in: Callable[[str], Client], send: Callable[..., Suggestion]) -> None:
    suggestion, officer = send(), signed_in("officer")
    for values in ({"reference": [suggestion.reference]}, {"officer": "999999", "reference": [suggestion.reference]}, {}):
        response = officer.post(reverse("desk_assignments"), {**values, "query": "queue=new\r\nX: y"}, follow=True)
        assert "Choose an officer and at least one suggestion." in text_of(response)


def test_the_workload_names_who_has_how_much(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    for _ in range(2):
        triaging.take(send(), by=cast["officer"])
    send()
    Suggestion.objects.filter(pk=Assignment.objects.all()[0].suggestion_id).update(due_at=timezone.now() - timedelta(days=1))
    context: Any = signed_in("manager").get(reverse("desk_workload")).context
    assert [(one["officer"], one["total"], one["late"]) for one in context["officers"]] == [(cast["officer"], 2, 1)]
    assert [(one["desk"].slug, one["total"]) for one in context["desks"]] == [("huacao", 1)]
    assert signed_in("bureau_officer").get(reverse("desk_workload")).context["officers"] == []


def test_the_list_asks_as_much_for_three_as_for_sixty(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    client, counts = signed_in("district_officer"), []
    for number in range(60):
        suggestion = send()
        if number % 3 == 0:
            triaging.take(suggestion, by=cast["officer"])
        if number in {2, 59}:
            for address in ("?queue=new", "?queue=all"):
                client.get(f"{LIST}{address}")
                with CaptureQueriesContext(connection) as captured:
                    client.get(f"{LIST}{address}")
                counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_an_admin_finds_the_answers_that_nobody_else_can_release(
    signed_in: Callable[[str], Client], answered: Callable[..., Any], cast: dict[str, User]
) -> None:
    answered()
    admin = signed_in("admin")
    assert admin.get(reverse("desk_stuck")).context["rows"] == []
    for key in ("manager", "district_officer"):
        cast[key].memberships.all().delete()
    assert [row["office"].slug for row in admin.get(reverse("desk_stuck")).context["rows"]] == ["huacao"]
