"""What residents read of notices: list, filters, one notice; never a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import publishing, searching
from community.fields import PartialDate, Precision
from community.models import Edition, Notice, Topic
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

pytestmark = pytest.mark.django_db
DAY = Precision.DAY


@pytest.fixture
def notice(cast: dict[str, User], bodies: dict[str, Body]) -> Notice:
    return published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_notice_is_read_in_both_languages(client: Client, notice: Notice) -> None:
    english = client.get(f"/en/notices/{notice.slug}/").content.decode()
    chinese = client.get(f"/zh-hans/notices/{notice.slug}/").content.decode()
    assert "<h1>A new rule</h1>" in english
    assert "<h2>How</h2>" in english
    assert '<p class="notice-other" lang="zh-Hans">一项新规定</p>' in english
    assert "<h1>一项新规定</h1>" in chinese
    assert "<h2>如何办理</h2>" in chinese
    assert "the English text prevails" in english


def test_a_missing_language_is_shown_in_the_other_one_and_says_so(
    client: Client, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    missing = ("title_zh_hans", "summary_zh_hans", "text_zh_hans")
    notice = published(
        bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], without=missing, decided_as="Li Wei, Alliance"
    )
    for address in ("/zh-hans/notices/", f"/zh-hans/notices/{notice.slug}/"):
        page = client.get(address).content.decode()
        assert "A new rule" in page
        assert 'class="fallback"' in page
        assert 'lang="en"' in page
    assert "Li Wei, Alliance" in page
    assert 'class="fallback"' not in client.get(f"/en/notices/{notice.slug}/").content.decode()


def test_the_list_is_narrowed_by_topic_kind_office_and_source(
    client: Client, cast: dict[str, User], bodies: dict[str, Body], notice: Notice
) -> None:
    topic = Topic.objects.create(slug="pets", name_en="Pets", name_zh_hans="宠物")
    news = published(
        bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind=Notice.Kind.NEWS, title_en="Dog park opens"
    )
    Notice.objects.filter(pk=news.pk).update(topic=topic)
    Edition.objects.filter(pk=notice.current_id).update(official=True)
    for query, there, absent in (
        ("topic=pets", "Dog park", "A new rule"),
        ("kind=news", "Dog park", "A new rule"),
        ("body=huacao", "Dog park", "A new rule"),
        ("source=official", "A new rule", "Dog park"),
    ):
        page = client.get(f"/en/notices/?{query}").content.decode()
        assert there in page, query
        assert absent not in page, query


def test_what_applies_today_starts_later_and_has_ended_is_told_apart(
    client: Client, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    today = timezone.localdate()

    def on(days: int) -> PartialDate:
        return PartialDate(today + timedelta(days), DAY)

    for title, dates in {
        "Alpha": {"effective_from": on(0), "effective_until": on(0)},
        "Beta": {"effective_from": on(1)},
        "Gamma": {"effective_until": on(-1)},
        "Delta": {},
    }.items():
        published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en=title, **dates)
    shown = {
        when: {
            title
            for title in ("Alpha", "Beta", "Gamma", "Delta")
            if title in client.get(f"/en/notices/?when={when}").content.decode()
        }
        for when in ("", "now", "soon", "ended")
    }
    assert shown == {"": {"Alpha", "Beta", "Gamma", "Delta"}, "now": {"Alpha", "Delta"}, "soon": {"Beta"}, "ended": {"Gamma"}}
    assert "This no longer applies." in client.get("/en/notices/gamma/").content.decode()
    assert "This does not apply yet." in client.get("/en/notices/beta/").content.decode()
    assert [notice.slug for notice in Notice.objects.changing_soon(today)][:2] == ["alpha", "beta"]


def test_an_old_and_unofficial_source_is_made_plain(client: Client, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    source = {"source_url": "https://www.example.org/a", "source": PartialDate.parse("2019-07"), "source_kind": "press"}
    published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], **source)
    page = client.get("/en/notices/a-new-rule/").content.decode()
    assert "The source is from 2019." in page
    assert "Not from an official site." in page
    assert "The Chinese text of the office that decided it prevails." in page
    assert "July 2019" in page
    assert ">example.org</a>" in page


def test_drafts_appear_nowhere_for_readers_not_even_for_their_writers(
    signed_in: Callable[[str], Client], cast: dict[str, User], bodies: dict[str, Body], notice: Notice
) -> None:
    draft = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, title_en="Zebra secret")
    submitted = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, title_en="Zebra submitted")
    publishing.submit(submitted.editions.get(), by=cast["editor"])
    amended = publishing.revise(notice, by=cast["admin"])
    publishing.write(amended, content={"title_en": "Zebra amended"}, by=cast["admin"])
    for key in ("visitor", "resident", "editor", "admin"):
        client = signed_in(key)
        for address in ("/en/notices/", f"/en/notices/{notice.slug}/", "/en/notices/?body=huacao"):
            assert "Zebra" not in client.get(address).content.decode()
        assert client.get(f"/en/notices/{draft.slug}/").status_code == 404
        assert client.get(f"/en/notices/{submitted.slug}/").status_code == 404
    assert searching.find("zebra", now=timezone.now(), language="en").total == 0
    assert searching.find("rule", now=timezone.now(), language="en").total == 1


def test_thirty_notices_cost_as_many_queries_as_one(client: Client, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    topic = Topic.objects.create(slug="pets", name_en="Pets", name_zh_hans="宠物")

    def publish_one() -> None:
        made = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
        Notice.objects.filter(pk=made.pk).update(topic=topic)
        Edition.objects.filter(notice=made).update(source_url="https://www.shanghai.gov.cn/a-rule", source_kind="official")

    publish_one()
    one = _queries(client, "/en/notices/"), _queries(client, "/en/notices/a-new-rule/")
    for _ in range(29):
        publish_one()
    many = _queries(client, "/en/notices/"), _queries(client, "/en/notices/a-new-rule/")
    assert one == many
    assert max(many) <= 6


def test_home_and_township_lists_are_one_query_each(cast: dict[str, User], bodies: dict[str, Body], notice: Notice) -> None:
    published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind=Notice.Kind.NEWS)
    today = timezone.localdate()
    for notices in (
        Notice.objects.changing_soon(today)[:3],
        Notice.objects.published().for_listing()[:3],
        Notice.objects.concerning(bodies["huacao"])[:3],
    ):
        with CaptureQueriesContext(connection) as queries:
            assert len([(each.body.full_name, each.topic, each.current.reading.title) for each in notices if each.current]) == 2
        assert len(queries) == 1
    assert [each.body.slug for each in Notice.objects.concerning(bodies["hongqiao-town"])] == ["alliance"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("topic=nothing", 404),
        ("body=huacao", 404),
        ("when=%00", 400),
        ("topic=%ff", 400),
        (f"topic={'x' * 5000}", 404),
        ("page=999999999999999999999", 200),
        ("page=x", 200),
        ("kind='%22<script>", 404),
    ],
)
def test_a_bad_query_is_refused_and_never_breaks(client: Client, notice: Notice, query: str, status: int) -> None:
    assert client.get(f"/en/notices/?{query}").status_code == status


def test_empty_lists_say_what_to_do_next(client: Client, db: None) -> None:
    assert "No notices yet" in client.get("/en/notices/").content.decode()
    assert "No notice fits these choices" in client.get("/en/notices/?when=ended").content.decode()
    assert "还没有通知" in client.get("/zh-hans/notices/").content.decode()


def test_reading_changes_nothing_and_only_reading_is_possible(client: Client, notice: Notice) -> None:
    for address in ("/en/notices/", f"/en/notices/{notice.slug}/"):
        assert client.post(address).status_code == 405


def test_a_translation_behind_a_major_change_says_so_to_its_readers_only(
    client: Client, cast: dict[str, User], notice: Notice
) -> None:
    edition = publishing.revise(notice, by=cast["admin"])
    content = {
        "text_en": "<h2>How</h2><p>Go online.</p>",
        "change_note_en": "It is online now.",
        "change_note_zh_hans": "改为网上办理。",
        "significance": Edition.Significance.MAJOR,
    }
    publishing.write(edition, content=content, by=cast["admin"])
    publishing.submit(edition, by=cast["admin"])
    publishing.publish(edition, by=cast["second_admin"])
    english = client.get(f"/en/notices/{notice.slug}/").content.decode()
    chinese = client.get(f"/zh-hans/notices/{notice.slug}/").content.decode()
    assert "Go online." in english
    assert "The original has changed since" not in english
    assert "原文已有修订" in chinese
