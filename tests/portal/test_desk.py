"""The desk over all packages: what waits, the menu, the badge, the daily mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from community.models import Delivery, Notice
from community.waiting import WaitingItem, WaitingList
from portal import desk
from tests.community.notices import published

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from community.models import Body, User

ITEMS = 3


@pytest.fixture
def something_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three things wait for everyone, an hour old."""
    began = timezone.now() - timedelta(hours=1)

    def provider(_user: User, _now: datetime) -> list[WaitingList]:
        items = [WaitingItem(f"Thing {number}", f"/en/desk/{number}/", began, "Huacao Town") for number in range(ITEMS)]
        return [WaitingList("things", "Things to do", "/en/desk/things/", ITEMS, items)]

    monkeypatch.setattr(desk, "PROVIDERS", (provider,))


@pytest.fixture
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PROVIDERS", ())


def menu_of(client: Client) -> list[str]:
    page = client.get(reverse("desk")).content.decode()
    return [label for label, name, _roles in MENU if f'href="{reverse(name)}"' in page]


MENU = [(name.removeprefix("desk_"), name, roles) for _label, name, roles in desk.PLACES]


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("officer", ["suggestions"]),
        ("moderator", ["moderation"]),
        ("organiser", ["events"]),
        ("editor", ["translations", "translation_list", "notices", "links", "glossary", "searches"]),
        ("district_officer", ["suggestions"]),
        ("bureau_officer", ["suggestions"]),
        ("manager", [
            "suggestions", "moderation", "events", "notices", "people", "categories", "links", "glossary", "searches", "audit",
        ]),
        ("admin", [
            "suggestions", "moderation", "translations", "translation_list", "events", "notices", "people", "categories",
            "routing", "links", "glossary", "searches", "banners", "working_days", "keys", "audit",
        ]),
    ],
)  # fmt: skip
def test_each_role_finds_its_places_and_no_others(signed_in: Callable[[str], Client], key: str, places: list[str]) -> None:
    assert menu_of(signed_in(key)) == places


def test_every_place_of_the_menu_opens_for_who_finds_it(
    signed_in: Callable[[str], Client], request: pytest.FixtureRequest
) -> None:
    found = {}
    for key in ("officer", "moderator", "organiser", "editor", "district_officer", "bureau_officer", "manager", "admin"):
        page = signed_in(key).get(reverse("desk")).content.decode()
        found[key] = set(re.findall(r'href="(/en/desk/[^"]*)"', page))
    request.getfixturevalue("undrawn")  # what the places look like is the walk's, in tests/journeys/
    for key, links in found.items():
        client = signed_in(key)
        assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200), key


def test_the_front_shows_what_waits(something_waits: None, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("officer").get(reverse("desk")).content.decode()
    assert ("Things to do" in page, page.count('href="/en/desk/1/"')) == (True, 1)


def test_an_empty_desk_says_so(nothing_waits: None, signed_in: Callable[[str], Client]) -> None:
    assert "Nothing waits for you" in signed_in("officer").get(reverse("desk")).content.decode()


def test_the_badge_counts_until_one_says_seen(
    something_waits: None, cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("officer")
    assert desk.numbers_for(cast["officer"]).unread == ITEMS
    client.get(reverse("desk"))
    cast["officer"].refresh_from_db()
    assert cast["officer"].desk_seen_at is None
    client.post(reverse("desk_seen"))
    cast["officer"].refresh_from_db()
    assert desk.numbers_for(cast["officer"]).unread == 0


def test_residents_have_no_badge(something_waits: None, signed_in: Callable[[str], Client]) -> None:
    assert 'class="badge"' not in signed_in("resident").get(reverse("home")).content.decode()


def test_the_numbers_beside_a_page_are_counted_once_and_again_after_an_act(
    monkeypatch: pytest.MonkeyPatch, signed_in: Callable[[str], Client]
) -> None:
    asked = []

    def provider(_user: User, _now: datetime) -> list[WaitingList]:
        asked.append(1)
        return [WaitingList("things", "Things to do", reverse("desk_suggestions"), len(asked), [])]

    def shown(client: Client) -> str | None:
        page = client.get(reverse("desk_suggestions")).content.decode()
        found = re.search(r'<span class="count count-waiting">(\d+)</span></a></li></ul><h2>', page)
        return found and found[1]

    monkeypatch.setattr(desk, "PROVIDERS", (provider,))
    client, colleague = signed_in("officer"), signed_in("manager")
    assert [shown(client), shown(client)] == ["1", "1"]
    colleague.post(reverse("desk_seen"))
    assert shown(client) == "1"
    client.post(reverse("desk_seen"))
    assert [shown(client), shown(client)] == ["2", "2"]


def test_the_badge_stands_in_the_header(something_waits: None, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("officer").get(reverse("home")).content.decode()
    assert re.search(rf'class="badge[^"]*"[^>]*>\s*{ITEMS}\b', page)


def test_one_mail_a_day_tells_what_waits_in_the_readers_language(something_waits: None, cast: dict[str, User]) -> None:
    now = timezone.now()
    staff = 9
    assert (desk.tell_everyone(now), desk.tell_everyone(now)) == (staff, 0)
    letter = Delivery.objects.select_related("message").get(address=cast["officer"].email).message
    with translation.override("zh-hans"):
        assert letter.subject == translation.gettext("What waits for you at the desk")
    assert "Thing 1" in letter.text
    assert desk.tell_everyone(now + timedelta(days=1)) == staff


def test_the_mail_names_offices_and_links_in_the_readers_language(monkeypatch: pytest.MonkeyPatch, cast: dict[str, User]) -> None:
    def provider(_user: User, now: datetime) -> list[WaitingList]:
        office = cast["officer"].current_memberships[0].body.full_name
        return [WaitingList("things", "Things to do", reverse("desk"), 1, [WaitingItem("A thing", reverse("desk"), now, office)])]

    monkeypatch.setattr(desk, "PROVIDERS", (provider,))
    desk.tell_everyone(timezone.now())
    text = Delivery.objects.select_related("message").get(address=cast["officer"].email).message.text

    assert "闵行区华漕镇" in text
    assert "/zh-hans/desk/" in text
    assert "/en/desk/" not in text


def test_no_mail_is_sent_when_nothing_waits(nothing_waits: None, cast: dict[str, User]) -> None:
    assert desk.tell_everyone(timezone.now()) == 0


def test_who_left_is_told_no_more(something_waits: None, cast: dict[str, User]) -> None:
    cast["officer"].memberships.update(until=timezone.now())
    cache.clear()
    desk.tell_everyone(timezone.now())
    assert not Delivery.objects.filter(address=cast["officer"].email).exists()


def test_the_daily_mail_names_what_is_due_to_be_looked_at_again(
    cast: dict[str, User], bodies: dict[str, Body], signed_in: Callable[[str], Client]
) -> None:
    many = 12
    for number in range(many):
        titles = {"title_en": f"Pool {number:02}", "title_zh_hans": f"泳池{number:02}"}
        published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", **titles)
    now = timezone.now()
    Notice.objects.update(review_due=timezone.localdate(now) + timedelta(days=1))
    calendar = reverse("desk_notices_calendar")

    def told(key: str) -> str:
        letters = Delivery.objects.filter(address=cast[key].email, message__kind="desk.waiting").select_related("message")
        return "".join(letter.message.text for letter in letters)

    desk.tell_everyone(now)
    assert all("00" not in told(key) for key in ("editor", "manager"))
    assert 'id="due"' not in signed_in("editor").get(calendar).content.decode()
    Notice.objects.update(review_due=timezone.localdate(now) - timedelta(days=400))
    desk.tell_everyone(now + timedelta(days=1))
    for key, is_told in (("editor", True), ("manager", True), ("organiser", False), ("officer", False)):
        assert ("Pool 00" in told(key) or "泳池00" in told(key)) == is_told, key
    # However long ago and however many: the queue shows the first few and leads to all of them.
    front = signed_in("editor").get(reverse("desk")).content.decode()
    assert (front.count("/desk/notices/pool"), f"See all {many}" in front) == (10, True)
    page = signed_in("editor").get(calendar).content.decode()
    assert all(f"Pool {number:02}" in page for number in range(many))
