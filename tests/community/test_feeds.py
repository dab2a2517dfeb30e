"""Feeds, as a program of somebody else reads them: stable ids, dates that move on major changes only, nothing unpublished."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from community import announcing, publishing, retiring, subscribing, timing
from community.models import Change, Delivery, Edition, EditionAudience, Notice, Topic
from tests.community.followers import follower
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("form", ["atom", "rss"])


@pytest.fixture
def publish(cast: dict[str, User], bodies: dict[str, Body]) -> Callable[..., Notice]:
    def make(body: str = "huacao", **about: Any) -> Notice:
        return published(bodies[body], by=cast["admin"], approved_by=cast["second_admin"], **about)

    return make


def read(address: str, language: str = "en") -> Any:
    """Return a feed as feedparser understands it; it must have nothing to forgive."""
    response = Client().get(f"/feeds/{language}/{address}" if address.startswith("notices") else address)
    assert response.status_code == 200
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def revise(notice: Notice, cast: dict[str, User], significance: str) -> None:
    edition = publishing.revise(Notice.objects.get(pk=notice.pk), by=cast["admin"])
    words = {"significance": significance, "change_note_en": "No fee.", "change_note_zh_hans": "不收费。"}
    publishing.write(edition, content=words, by=cast["admin"])
    publishing.publish(publishing.submit(edition, by=cast["admin"]), by=cast["second_admin"])


@BOTH
def test_a_reader_of_feeds_finds_nothing_to_forgive(form: str, publish: Callable[..., Notice]) -> None:
    notice = publish(title_en="Quotes & <tags>", title_zh_hans="引号与<标签>")
    feed = read(f"notices.{form}")
    entry = feed.entries[0]
    assert feed.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert (feed.feed.title, entry.link) == ("Notices", f"http://localhost:8000/en/notices/{notice.slug}/")
    assert entry.title == {"atom": "Quotes & <tags>", "rss": "Quotes & <tags>"}[form]
    assert entry.id.startswith("tag:localhost,2026:notices/")
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"http://localhost:8000/feeds/en/notices.{form}"


def test_the_feed_speaks_its_language(publish: Callable[..., Notice], settings: Any) -> None:
    publish()
    feed = read("notices.atom", "zh-hans")
    assert (feed.feed.title, feed.feed.language, feed.entries[0].title) == ("通知", "zh-hans", "一项新规定")


@BOTH
@pytest.mark.parametrize(("significance", "moves"), [("typographic", 0), ("minor", 0), ("major", 1)])
def test_only_a_major_change_moves_the_date_and_none_moves_the_id(
    form: str, significance: str, moves: int, publish: Callable[..., Notice], cast: dict[str, User]
) -> None:
    notice = publish()
    Edition.objects.filter(notice=notice).update(published_at=timezone.now() - timedelta(hours=1))
    before = read(f"notices.{form}").entries[0]
    revise(notice, cast, significance)
    after = read(f"notices.{form}").entries[0]
    assert (before.id == after.id, before.published == after.published) == (True, True)
    if form == "atom":
        assert (before.updated != after.updated) == moves
    assert ("What changed: No fee." in after.summary) == moves


def test_what_is_not_public_is_in_no_feed(publish: Callable[..., Notice], cast: dict[str, User], bodies: dict[str, Body]) -> None:
    withdrawn, archived, scheduled = publish(), publish(), a_notice(bodies["huacao"], by=cast["admin"])
    a_notice(bodies["huacao"], by=cast["editor"], kind="news")
    edition = publishing.submit(scheduled.editions.get(), by=cast["admin"])
    timing.schedule(edition, at=timezone.now() + timedelta(days=1), by=cast["second_admin"])
    assert withdrawn.current is not None
    assert archived.current is not None
    retiring.withdraw(withdrawn.current, because={"en": "x", "zh-hans": "x"}, by=cast["admin"])
    retiring.archive(archived.current, by=cast["admin"])
    assert read("notices.atom").entries == []
    assert read("notices.atom?township=huacao").entries == []


WISHES: dict[str, dict[str, str]] = {
    "everything": {},
    "here": {"township": "huacao"},
    "there": {"township": "hongqiao-town"},
    "topic": {"topic": "visa"},
    "kind": {"kind": "news"},
    "students": {"audience": "situation:student"},
    "workers": {"audience": "stay:work-a"},
    "students here": {"audience": "situation:student", "township": "huacao", "kind": "policy"},
}


@pytest.mark.parametrize("wish", WISHES)
def test_lists_of_feeds_and_mails_follow_one_rule(wish: str, publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    topic = Topic.objects.create(slug="visa", name_en="Visas", name_zh_hans="签证")
    named: dict[str, Any] = dict(WISHES[wish])
    named |= {"township": bodies[named["township"]]} if "township" in named else {}
    named |= {"topic": topic} if "topic" in named else {}
    follower("a@mail.example", **named)
    notices = [
        publish("huacao"),
        publish("minhang"),
        publish("alliance"),
        publish("alliance"),
        publish("hongqiao-town", kind="news"),
    ]
    Notice.objects.filter(pk=notices[0].pk).update(topic=topic)
    for notice, dimension, value in ((notices[2], "stay", "study"), (notices[3], "area", "hongqiao-town")):
        assert notice.current is not None
        EditionAudience.objects.create(edition=notice.current, dimension=dimension, value=value)
    announcing.tell_due()
    mailed = {key.split("-")[1] for key in Delivery.objects.values_list("key", flat=True)}
    told = set(Notice.objects.filter(pk__in=_notices_of(mailed)).values_list("slug", flat=True))
    query = "&".join(f"{name}={value}" for name, value in WISHES[wish].items())
    assert told == {entry.link.rstrip("/").rpartition("/")[2] for entry in read(f"notices.atom?{query}").entries}


def _notices_of(changes: set[str]) -> Any:
    return Change.objects.filter(pk__in=changes).values("notice")


@pytest.mark.parametrize("address", [
    "/feeds/fr/notices.atom", "/feeds/en/notices.atom?township=minhang", "/feeds/en/notices.rss?topic=x",
    "/feeds/en/notices.atom?kind=x", "/feeds/en/notices.atom?audience=area:huacao", "/feeds/private/x.atom",
])  # fmt: skip
def test_what_is_nobodys_is_absent(address: str, bodies: dict[str, Body]) -> None:
    assert Client().get(address).status_code == 404


def test_a_feed_costs_the_same_for_one_notice_as_for_many(
    publish: Callable[..., Notice], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _number in range(4):
        publish()
    with django_assert_max_num_queries(3):
        read("notices.atom")


# --- One's own ----------------------------------------------------------------------------------------------------------
@BOTH
def test_ones_own_feed_holds_what_one_follows_until_its_address_changes(
    form: str, publish: Callable[..., Notice], bodies: dict[str, Body]
) -> None:
    mine = follower("a@mail.example", township=bodies["huacao"], language="zh-hans").subscriber
    follower("a@mail.example", kind="news")
    publish("huacao")
    publish("hongqiao-town", kind="news")
    publish("changning")
    address = f"/feeds/private/{mine.feed_token}.{form}"
    assert len(read(address).entries) == 2
    assert read(address).feed.title == "您关注的通知"
    response = Client().get(address)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    subscribing.change_feed_address(mine)
    assert Client().get(address).status_code == 404


def test_the_page_of_ones_subscriptions_shows_the_address_and_changes_it() -> None:
    mine = follower("a@mail.example").subscriber
    page = f"/en/subscriptions/{mine.token}/"
    assert f"http://localhost:8000/feeds/private/{mine.feed_token}.atom" in Client().get(page).content.decode()
    Client().post(page, {"do": "feed"})
    assert mine.feed_token not in Client().get(page).content.decode()
