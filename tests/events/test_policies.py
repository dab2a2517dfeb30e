"""Who sees and does what: the whole cast, for a published event, a draft of Huacao, and a draft of the neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from community.models import Membership
from events import policies
from events.models import Event, EventDate
from tests.events.builders import make_date, make_event

if TYPE_CHECKING:
    from community.models import Body, User

pytestmark = pytest.mark.django_db

HUACAO_TEAM = {"editor", "organiser", "officer", "moderator", "manager"}
ADMINS = {"admin", "second_admin"}


@pytest.fixture
def people(cast: dict[str, User]) -> dict[str, User | AnonymousUser]:
    return {**cast, "visitor": AnonymousUser()}


def test_a_draft_is_for_its_team_and_the_admins(bodies: dict[str, Body], people: dict[str, User]) -> None:
    draft = make_event(bodies["huacao"], published=False)
    make_date(draft)
    seen = {key for key, person in people.items() if draft in Event.objects.visible_to(person)}
    assert seen == HUACAO_TEAM | ADMINS
    assert seen == {key for key, person in people.items() if EventDate.objects.visible_to(person).exists()}


@pytest.mark.parametrize("slug", ["huacao", "hongqiao-town", "hongqiao-subdistrict", "alliance"])
@pytest.mark.parametrize("state", ["published", "draft"])
def test_the_visible_set_and_the_policy_agree(bodies: dict[str, Body], people: dict[str, User], slug: str, state: str) -> None:
    event = make_event(bodies[slug], published=state == "published")
    for key, person in people.items():
        assert (event in Event.objects.visible_to(person)) == policies.can_view(person, event), key


def test_the_manager_of_a_district_sees_the_drafts_of_its_townships_only(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    person = cast["neighbour"]
    Membership.objects.create(user=person, body=bodies["minhang"], role="manager")
    inside, outside = make_event(bodies["huacao"], published=False), make_event(bodies["hongqiao-subdistrict"], published=False)
    assert set(Event.objects.visible_to(person)) == set(Event.objects.organised_by(person)) == {inside}
    assert (policies.can_view(person, inside), policies.can_view(person, outside)) == (True, False)


@pytest.mark.parametrize("slug", ["huacao", "hongqiao-town", "hongqiao-subdistrict", "alliance"])
def test_the_desks_set_and_the_policies_agree(bodies: dict[str, Body], people: dict[str, User], slug: str) -> None:
    draft = make_event(bodies[slug], published=False)
    for key, person in people.items():
        organises = draft in Event.objects.organised_by(person)
        assert organises == policies.can_organise(person, draft.body), key
        assert organises <= (draft in Event.objects.visible_to(person)), key


def test_events_of_huacao_are_run_by_its_organiser_its_manager_and_the_admins(
    bodies: dict[str, Body], people: dict[str, User]
) -> None:
    able = {key for key, person in people.items() if policies.can_organise(person, bodies["huacao"])}
    assert able == {"organiser", "manager"} | ADMINS
    assert {key for key, person in people.items() if policies.organises_anywhere(person)} == able
