"""The tags every template has: dates in both languages, addresses, languages, drawings."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from community.fields import PartialDate
from portal.drawings import DOOR
from portal.templatetags import ui

STARTS = datetime(2026, 11, 28, 6, 0, tzinfo=ZoneInfo("UTC"))  # 14:00 in Shanghai
ENDS = STARTS + timedelta(minutes=90)


def draw(template: str, address: str = "/en/", **context: object) -> str:
    request = RequestFactory().get(address)
    return Template(template).render(Context({"request": request, **context})).strip()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Saturday 28 November 2026, 14:00 to 15:30"), ("zh-hans", "2026年11月28日 星期六 14:00–15:30")]
)
def test_a_span_says_the_day_once_in_shanghai_time(language: str, words: str) -> None:
    with translation.override(language):
        assert (
            draw("{% span starts ends %}", starts=STARTS, ends=ENDS)
            == f'<time datetime="2026-11-28T14:00:00+08:00">{words}</time>'
        )


def test_a_span_over_midnight_says_both_days() -> None:
    words = "Saturday 28 November 2026, 14:00 to Sunday 29 November 2026, 15:30"

    assert words in draw("{% span starts ends %}", starts=STARTS, ends=ENDS + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024-05-03", "3 May 2024", "2024年5月3日"),
        ("2024-05", "May 2024", "2024年5月"),
        ("2024", "2024", "2024年"),
        ("unknown", "date unknown", "日期不详"),
    ],
)
def test_a_partial_date_claims_no_more_than_is_known(text: str, english: str, chinese: str) -> None:
    value = PartialDate.parse(text)

    assert ui.partial_date(value) == english
    with translation.override("zh-hans"):
        assert ui.partial_date(value) == chinese


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/en/", "/zh-hans/"),
        ("/en/events/?page=2&q=%E8%8C%B6", "/zh-hans/events/?page=2&q=%E8%8C%B6"),
        ("/en/no-such-page/", "/zh-hans/no-such-page/"),
        ("/health/live", "/zh-hans/"),
        ("//elsewhere.example/en/", "/zh-hans/"),
    ],
)
def test_the_language_switch_keeps_page_and_query_and_never_leaves_the_site(address: str, other: str) -> None:
    assert ui.in_language(address, "zh-hans") == other


def test_the_language_switch_on_a_form_submits_it() -> None:
    switch = draw('{% include "ui/language_switch.html" with form_id="registration" %}', "/en/events/tea/?date=3")

    assert 'form="registration"' in switch
    assert 'formaction="/zh-hans/events/tea/?date=3"' in switch
    assert "formnovalidate" in switch
    assert 'name="switch_language" value="zh-hans"' in switch


@pytest.mark.parametrize(("code", "attribute"), [("en", "en"), ("zh-hans", "zh-Hans"), ("ko", "ko"), ("", ""), (None, "")])
def test_language_codes_are_written_as_html_wants_them(code: str | None, attribute: str) -> None:
    assert ui.lang_attr(code) == attribute


@pytest.mark.parametrize(
    ("address", "mark"),
    [("/en/events/", ' aria-current="page"'), ("/en/events/tea/", ' aria-current="true"'), ("/en/notices/", ""), ("/en/", "")],
)
def test_a_link_knows_whether_it_leads_here(address: str, mark: str) -> None:
    assert draw("<a{% current_link '/en/events/' %}>", address) == f"<a{mark}>"


def test_the_front_page_is_not_above_everything() -> None:
    assert draw("<a{% current_link '/en/' %}>", "/en/events/") == "<a>"


def test_a_query_is_changed_not_rebuilt() -> None:
    assert draw("{% query_with page=3 topic='' %}", "/en/events/?q=tea&page=2&topic=tax") == "?q=tea&amp;page=3"


def test_page_numbers_leave_out_the_middle() -> None:
    page = Paginator(range(300), 10).page(15)

    assert list(ui.page_numbers(page)) == [1, "…", 14, 15, 16, "…", 30]


def test_the_map_names_each_township_with_its_district() -> None:
    townships = [
        SimpleNamespace(slug="hongqiao-town", name="Hongqiao Town", district_name="Minhang"),
        SimpleNamespace(slug="hongqiao-subdistrict", name="Hongqiao Subdistrict", district_name="Changning"),
        SimpleNamespace(slug="joined-later", name="Somewhere", district_name="Baoshan"),
    ]

    drawn = draw("{% township_map townships %}", townships=townships)

    assert 'aria-label="Hongqiao Town, Minhang"' in drawn
    assert 'aria-label="Hongqiao Subdistrict, Changning"' in drawn
    assert "Somewhere" not in drawn  # no position is known; the list beside the map has it


def test_a_township_without_a_drawing_gets_a_door() -> None:
    assert DOOR in draw("{% township_mark 'joined-later' %}")
