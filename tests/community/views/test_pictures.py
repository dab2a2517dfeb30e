"""What is passed on of a notice: a card drawn once, asked for by name, and a text for the group."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image

from community import cards, circulating, retiring, superseding
from community.fields import PartialDate
from community.models import Edition, Notice
from community.sharing import ShareCard
from tests.community.notices import published

if TYPE_CHECKING:
    from community.models import Body, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(cast: dict[str, User], bodies: dict[str, Body]) -> Notice:
    when = PartialDate.parse("2024-05")
    return published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], effective_from=when)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def draw(card: ShareCard) -> bytes:
        names.append(card.name)
        return b"a picture"

    monkeypatch.setattr(ShareCard, "_drawn", draw)
    return names


def listed(notice: Notice) -> Notice:
    found: Notice = Notice.objects.readable().for_listing().get(pk=notice.pk)
    return found


def address(notice: Notice, language: str = "en") -> str:
    return f"/{language}/notices/{notice.slug}/card.png"


def test_the_card_is_a_picture_with_a_code_that_leads_to_the_page_in_anyones_language(notice: Notice) -> None:
    response = Client().get(address(notice))
    with Image.open(io.BytesIO(response.content)) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
    assert len(response.content) < 120_000
    card = circulating.card(listed(notice))
    assert card.address == f"http://localhost:8000/notices/{notice.slug}/"
    assert (card.title.first, card.title.second) == ("一项新规定", "A new rule")
    assert "自2024年5月起施行 · In force since May 2024" in [line.said.joined for line in card.lines]
    for accepted in ("en", "zh-hans"):
        there = Client(headers={"accept-language": accepted}).get(f"/notices/{notice.slug}/")
        assert (there.status_code, there["Location"]) == (302, f"/{accepted}/notices/{notice.slug}/")


def test_it_is_drawn_once_and_who_has_it_is_sent_nothing(notice: Notice, drawn: list[str]) -> None:
    first = Client().get(address(notice))
    assert Client().get(address(notice, "zh-hans")).content == b"a picture"  # both scripts are on it
    again = Client(headers={"if-none-match": first["ETag"]}).get(address(notice))
    assert (again.status_code, again.content, len(drawn)) == (304, b"", 1)
    assert "public" in again["Cache-Control"]
    Edition.objects.update(title_zh_hans="另一个题目")
    assert Client(headers={"if-none-match": first["ETag"]}).get(address(notice)).status_code == 200
    assert len(drawn) == 2


def test_of_many_who_ask_at_once_one_draws() -> None:
    ready, drawn = Barrier(4), []

    def draw() -> bytes:
        drawn.append(1)
        return b"a picture"

    def ask() -> bytes:
        ready.wait()
        return cards.kept("card:test", draw)

    with ThreadPoolExecutor(4) as pool:
        assert {future.result() for future in [pool.submit(ask) for _each in range(4)]} == {b"a picture"}
    assert drawn == [1]


def test_where_nothing_was_published_there_is_no_card(notice: Notice) -> None:
    Edition.objects.update(state=Edition.State.DRAFT)
    assert Client().get(address(notice)).status_code == 404


def test_card_and_text_say_that_it_no_longer_counts(notice: Notice, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    later = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="The next rule")
    superseding.supersede(notice, with_=later, by=cast["admin"])
    assert "已由另一则通知取代" in circulating.card(listed(notice)).lines[0].said.chinese
    text = Client().get(f"/en/notices/{notice.slug}/").content.decode()
    assert "This no longer applies: another notice took its place." in text
    assert later.current is not None
    retiring.withdraw(later.current, because={"en": "A mistake.", "zh-hans": "有误。"}, by=cast["admin"])
    assert "Withdrawn" in circulating.card(listed(later)).lines[0].said.english


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_text_for_the_group_is_the_same_whoever_copies_it(notice: Notice, language: str) -> None:
    with translation.override(language):
        lines = circulating.group_text(listed(notice), replaced=False).splitlines()
    assert lines == [
        "【资讯服务联盟】一项新规定",
        "A new rule",
        "自2024年5月起施行 · In force since May 2024",
        "一句话说明有何变化。",
        "What changes, in one sentence.",
        f"全文：http://localhost:8000/zh-hans/notices/{notice.slug}/",
        f"Read it: http://localhost:8000/en/notices/{notice.slug}/",
    ]


def test_the_page_offers_picture_text_and_what_to_follow(notice: Notice, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    page = Client().get(f"/en/notices/{notice.slug}/").content.decode()
    assert f'src="{address(notice)}"' in page
    assert "Copy as text for the group" in page
    assert "/en/subscriptions/?kind=policy" in page
    news = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", title_en="The pool opens")
    page = Client().get(f"/en/notices/{news.slug}/").content.decode()
    assert "/en/subscriptions/?township=huacao" in page
    assert '<option value="huacao" selected>' in Client().get("/en/subscriptions/?township=huacao").content.decode()
