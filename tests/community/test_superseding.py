"""One notice in the place of another: both say so, never in a circle, and only by who may publish both."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import feedparser
import pytest
from django.utils import timezone

from community import refusals, retiring, superseding, timelines
from community.fields import PartialDate, Precision
from community.models import Notice, Supersession
from tests.community.notices import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]
    Make = Callable[..., Notice]


@pytest.fixture
def make(bodies: dict[str, Body], cast: dict[str, User]) -> Make:
    def one(title: str, **words: object) -> Notice:
        return published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", title_en=title, **words)

    return one


@pytest.fixture
def pair(make: Make) -> tuple[Notice, Notice]:
    return make("The old rule"), make("The later rule")


def test_the_later_notice_ends_the_earlier_one_and_both_lead_to_each_other(
    pair: tuple[Notice, Notice], cast: dict[str, User], client: Client
) -> None:
    old, later = pair
    superseding.supersede(old, with_=later, by=cast["manager"])
    today = timezone.localdate()
    assert list(Notice.objects.in_force(today)) == [later]
    assert list(Notice.objects.ended(today)) == [old]
    page = client.get(f"/en/notices/{old.slug}/").content.decode()
    assert "It was replaced by:" in page
    assert f"/en/notices/{later.slug}/" in page
    page = client.get(f"/en/notices/{later.slug}/").content.decode()
    assert "Replaces:" in page
    assert f"/en/notices/{old.slug}/" in page
    assert "Replaced" in client.get("/en/notices/?when=ended").content.decode()


def test_until_the_later_one_applies_the_earlier_one_does(make: Make, cast: dict[str, User], client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    old, later = make("The old rule"), make("The later rule", effective_from=PartialDate(tomorrow, Precision.DAY))
    superseding.supersede(old, with_=later, by=cast["manager"])
    assert old in Notice.objects.in_force(timezone.localdate())
    assert old not in Notice.objects.in_force(tomorrow)
    assert "To be replaced on" in client.get(f"/en/notices/{old.slug}/").content.decode()


def test_in_part_ends_nothing_and_a_withdrawn_one_replaces_nothing(
    pair: tuple[Notice, Notice], cast: dict[str, User], client: Client
) -> None:
    old, later = pair
    superseding.supersede(old, with_=later, by=cast["manager"], partly=True)
    assert old in Notice.objects.in_force(timezone.localdate())
    assert "Replaced in part by:" in client.get(f"/en/notices/{old.slug}/").content.decode()
    superseding.supersede(old, with_=later, by=cast["manager"])
    assert old not in Notice.objects.in_force(timezone.localdate())
    later.refresh_from_db()
    assert later.current is not None
    retiring.withdraw(later.current, because={"en": "A mistake.", "zh-hans": "有误。"}, by=cast["manager"])
    assert old in Notice.objects.in_force(timezone.localdate())


def test_a_circle_is_refused_over_any_number_of_steps(make: Make, cast: dict[str, User]) -> None:
    first, second, third = make("First"), make("Second"), make("Third")
    superseding.supersede(first, with_=second, by=cast["manager"])
    superseding.supersede(second, with_=third, by=cast["manager"])
    for later in (first, second):
        with pytest.raises(refusals.Circular):
            superseding.supersede(third, with_=later, by=cast["manager"])
    with pytest.raises(refusals.Circular):
        superseding.supersede(first, with_=first, by=cast["manager"])
    assert Supersession.objects.count() == 2


def test_nobody_replaces_a_notice_they_may_not_publish(
    pair: tuple[Notice, Notice], bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    old, later = pair
    policy = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    for earlier, with_, by in ((policy, later, "manager"), (old, later, "editor"), (old, policy, "manager")):
        with pytest.raises(refusals.NotAllowed):
            superseding.supersede(earlier, with_=with_, by=cast[by])


# --- wherever readers meet it -------------------------------------------------------------------------------------------
def test_lists_feeds_and_the_front_page_say_what_took_its_place(
    pair: tuple[Notice, Notice], cast: dict[str, User], client: Client
) -> None:
    old, later = pair
    assert "Replaced by" not in client.get("/en/notices/").content.decode()
    superseding.supersede(old, with_=later, by=cast["manager"])
    for address in ("/en/notices/", "/en/notices/for-me/", "/en/notices/?when=ended"):
        page = client.get(address).content.decode()
        named = re.search(r'Replaced by: <a href="([^"]+)">([^<]+)</a>', page)
        assert bool(named) == (address != "/en/notices/for-me/"), address  # what no longer applies is not listed there
        if named:
            assert named.groups() == (f"/en/notices/{later.slug}/", "The later rule")
    assert "一项新规定" in client.get("/zh-hans/notices/").content.decode().split("已由以下通知取代")[1][:120]
    entries = {entry.title: entry for entry in feedparser.parse(client.get("/feeds/en/notices.atom").content).entries}
    address = f"http://localhost:8000/en/notices/{later.slug}/"
    assert entries["The old rule"].summary.startswith(f"Replaced by: The later rule {address}")
    assert "Replaced by" not in entries["The later rule"].summary
    assert list(Notice.objects.changing_soon(timezone.localdate())) == [later]


def test_the_timeline_tells_the_day_and_ends_the_row_there(make: Make, cast: dict[str, User], client: Client) -> None:
    today = timezone.localdate()
    far, soon = (PartialDate(today + timedelta(days), Precision.DAY) for days in (200, 20))
    old = make("The old rule", effective_from=PartialDate(today, Precision.DAY), effective_until=far)
    later = make("The later rule", effective_from=soon)
    said = superseding.supersede(old, with_=later, by=cast["manager"])
    found = timelines.changes(
        Notice.objects.filter(pk=old.pk).for_listing(), since=today, until=far.value or today, replaced={old.pk: [said]}
    )
    assert [(change.turn.value, change.day) for change in found] == [("starts", today), ("replaced", soon.value)]
    page = client.get("/en/notices/timeline/").content.decode()
    assert page.count("Replaced by another notice") == 1
    window = timelines.Window.around(today)
    bar = window.bar(today, (soon.value or today) - timedelta(days=1))
    assert bar is not None
    assert f'x="{bar.left}" width="{bar.width}"' in page
    assert "Replaced by another notice" in client.get(f"/en/notices/{old.slug}/").content.decode()


def test_a_notice_without_dates_is_on_the_timeline_when_it_is_replaced(
    pair: tuple[Notice, Notice], cast: dict[str, User], client: Client
) -> None:
    old, later = pair
    assert old.slug not in client.get("/en/notices/timeline/").content.decode()
    superseding.supersede(old, with_=later, by=cast["manager"], partly=True)
    page = client.get("/en/notices/timeline/").content.decode()
    assert f"/en/notices/{old.slug}/" in page
    assert "Replaced in part by another notice" in page
    assert later.current is not None
    retiring.withdraw(later.current, because={"en": "A mistake.", "zh-hans": "有误。"}, by=cast["manager"])
    assert old.slug not in client.get("/en/notices/timeline/").content.decode()


# --- at the desk --------------------------------------------------------------------------------------------------------
def test_the_desk_names_and_takes_back_an_earlier_notice(pair: tuple[Notice, Notice], signed_in: SignedIn) -> None:
    old, later = pair
    client, address = signed_in("manager"), f"/en/desk/notices/{later.slug}/supersession/"
    assert client.post(address, {"earlier": old.pk, "partly": "on"}).status_code == 302
    said = Supersession.objects.get()
    assert said.partly
    assert "The old rule" in client.get(f"/en/desk/notices/{later.slug}/").content.decode()
    back = client.post(f"/en/desk/notices/{old.slug}/supersession/", {"earlier": later.pk}, follow=True)
    assert "circle" in back.content.decode()
    client.post(f"{address}{said.pk}/end/")
    assert not Supersession.objects.exists()


def test_no_route_reaches_another_offices_notice(
    pair: tuple[Notice, Notice], bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    old, later = pair
    policy = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    elsewhere = published(bodies["hongqiao-town"], by=cast["admin"], approved_by=cast["second_admin"], kind="news")
    address = f"/en/desk/notices/{later.slug}/supersession/"
    for foreign in (policy, elsewhere):
        assert signed_in("manager").post(address, {"earlier": foreign.pk}).status_code == 422
        assert signed_in("manager").post(f"/en/desk/notices/{foreign.slug}/supersession/", {"earlier": old.pk}).status_code == 404
    assert signed_in("editor").post(address, {"earlier": old.pk}).status_code == 404
    said = superseding.supersede(old, with_=policy, by=cast["admin"])
    assert signed_in("manager").post(f"{address}{said.pk}/end/").status_code == 404
    assert signed_in("manager").post(f"/en/desk/notices/{policy.slug}/supersession/{said.pk}/end/").status_code == 404
    assert Supersession.objects.count() == 1
