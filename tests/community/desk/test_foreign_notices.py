"""No route of the desk reaches another township's notice. The table of addresses says which there are; none is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import URLPattern, reverse
from django.utils import timezone

import community.urls
from community import publishing, superseding, timing
from community.models import Notice, Supersession
from tests.community.notices import WORDS, a_notice, published
from tests.test_permissions import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.one_engine
EDITORIAL = ("editor", "manager")
OURS = ("editor", "manager", "organiser", "officer", "moderator", "resident")
# Routes of the ground floor's desk that name something else than a notice; each has tests of its own beside its door.
ABOUT_OTHER_THINGS = {
    "desk_working_day_removal", "desk_people_of", "desk_role_end", "desk_invitation_withdrawal",
    "desk_link_settled", "desk_banner_end",
}  # fmt: skip
TITLE = "Zebra crossing"


@pytest.fixture
def foreign(bodies: dict[str, Body], cast: dict[str, User]) -> dict[str, Notice]:
    """Return notices of Hongqiao Town in each state in which a colleague there could act."""
    there, by = bodies["hongqiao-town"], cast["admin"]
    words: dict[str, Any] = {"title_en": f"{TITLE} draft", "title_zh_hans": "斑马线草稿"}
    made = {name: a_notice(there, by=by, kind="news", **words) for name in ("draft", "submitted", "scheduled")}
    for name in ("submitted", "scheduled"):
        publishing.submit(made[name].editions.get(), by=by)
    later = timezone.now() + timedelta(days=1)
    timing.schedule(made["scheduled"].editions.get(), at=later, by=cast["second_admin"])
    both: dict[str, Any] = {"by": by, "approved_by": cast["second_admin"], "kind": "news"}
    old, new = (published(there, title_en=f"{number} public", **both) for number in ("One", "Two"))
    superseding.supersede(old, with_=new, by=by)
    publishing.revise(new, by=by)
    return made | {"published": old, "amended": new}


def routes() -> dict[str, list[str]]:
    """Return every desk route that names something, with the names of its parameters."""
    found = {}
    for pattern in community.urls.desk:
        assert isinstance(pattern, URLPattern)
        if pattern.pattern.converters:
            found[str(pattern.name)] = list(pattern.pattern.converters)
    return found


def arguments(parameters: list[str], notice: Notice) -> dict[str, Any]:
    """Return what leads a route to a notice; a parameter that nobody knows here fails the test that asks."""
    said = Supersession.objects.get()
    known = {
        "slug": notice.slug,
        "shelf": "notice",
        "language": "zh-hans",
        "pk": said.pk if "slug" in parameters else notice.editions.latest("number").pk,
    }
    return {name: known[name] for name in parameters}


@pytest.mark.one_engine
def test_every_route_that_names_a_notice_is_absent_for_the_staff_of_another_township(
    foreign: dict[str, Notice], signed_in: SignedIn, undrawn: None
) -> None:
    tried = {name: parameters for name, parameters in routes().items() if name not in ABOUT_OTHER_THINGS}
    assert set(routes()) > ABOUT_OTHER_THINGS
    typed = urlencode({
        **WORDS, "because": "x", "because_en": "x", "because_zh_hans": "x", "decided_as": "Li", "kind": "news",
        "at": (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"), "source_language": "en", "source_kind": "none",
        "significance": "minor", "change_note_en": "x", "change_note_zh_hans": "x", "title": "x", "summary": "x", "do": "save",
    })  # fmt: skip
    form, no_such_way = "application/x-www-form-urlencoded", 405
    clients = {key: signed_in(key) for key in OURS}
    before = snapshot()
    for key, client in clients.items():
        # Who has nothing to do with notices finds none of them in any state: they try the one that is public as well.
        states = foreign if key in EDITORIAL else {"published": foreign["published"]}
        for name, parameters in tried.items():
            methods = {"GET", "POST"}
            for state, notice in states.items():
                address = reverse(name, kwargs=arguments(parameters, notice))
                answers = {method: client.generic(method, address, typed, form).status_code for method in methods}
                assert set(answers.values()) <= {403, 404, 405}, (key, name, state, answers)
                assert set(answers.values()) & {403, 404}, (key, name, state, answers)
                methods = {method for method in methods if answers[method] != no_such_way}  # nor for any other notice
    assert snapshot() == before


def test_no_list_search_feed_or_preview_tells_of_it(foreign: dict[str, Notice], signed_in: SignedIn) -> None:
    lists = [reverse(str(pattern.name)) for pattern in community.urls.desk if not pattern.pattern.converters]
    own_pages = [f"/en/notices/{foreign[state].slug}/" for state in ("draft", "submitted", "scheduled")]
    asked = [
        *lists, "/en/desk/", "/en/desk/notices/?body=hongqiao-town", "/en/desk/notices/?state=submitted",
        "/en/desk/notices/?q=zebra", "/en/search/?q=zebra", "/en/notices/", "/sitemap-notices.xml",
        "/feeds/en/notices.atom", "/feeds/en/notices.atom?township=hongqiao-town",
        *own_pages, *(f"{page}history/" for page in own_pages), *(f"{page}card.png" for page in own_pages),
    ]  # fmt: skip
    for key in ("editor", "manager"):
        client = signed_in(key)
        for address in asked:
            assert TITLE not in client.get(address).content.decode(errors="replace"), (key, address)


def test_nobody_writes_begins_or_takes_a_place_in_the_name_of_another_township(
    foreign: dict[str, Notice], bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    own = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    client, before = signed_in("manager"), Notice.objects.count()
    about = {"key": str(uuid4()), "kind": "news", "source_language": "en", "source_kind": "none", "title_en": "Ours"}
    response = client.post("/en/desk/notices/new/", about | {"body": bodies["hongqiao-town"].pk})
    assert (response.status_code, Notice.objects.count()) == (422, before)
    for notice in foreign.values():
        response = client.post(f"/en/desk/notices/{own.slug}/supersession/", {"earlier": notice.pk})
        assert response.status_code == 422
    assert Supersession.objects.count() == 1
