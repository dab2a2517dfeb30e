"""Hints for writers: what would make a text easier to read."""

from __future__ import annotations

import pytest

from community import plain_language, prose

pytestmark = pytest.mark.one_engine


def kinds(html: str, language: str) -> list[str]:
    return [hint.kind for hint in plain_language.of_text(prose.clean(html), language)]


@pytest.mark.parametrize(
    ("language", "html", "found"),
    [
        ("en", "<p>Bring your passport. Come before 5 pm.</p>", []),
        ("en", f"<p>{'word ' * 26}.</p>", ["sentence"]),
        ("en", f"<p>{'Nine words stand in this sentence, no more here. ' * 13}</p>", ["paragraph"]),
        ("en", f"<ul><li>{'Nine words stand in this sentence, no more here. ' * 13}</li></ul>", []),
        ("en", "<p>Ask the EEB about it.</p>", ["abbreviation"]),
        ("en", "<p>The Exit-Entry Bureau (EEB) helps; the EEB is open. Bring your ID as a PDF.</p>", []),
        ("en", "<p>Apply prior to the visit.</p>", ["word"]),
        ("en", '<p>Read it <a href="https://a.example">here</a>.</p>', ["link"]),
        ("en", "<p>Short. Words. </p>" * 160, ["headings"]),
        ("en", "<h2>How</h2>" + "<p>Short. Words.</p>" * 160, []),
        ("zh-hans", "<p>请带护照。下午五点前到。</p>", []),
        ("zh-hans", f"<p>{'这是一个很长的句子' * 8}。</p>", ["sentence"]),
        ("zh-hans", f"<p>{'这是一个短句。' * 35}</p>", ["paragraph"]),
        ("zh-hans", "<p>请届时联系相关部门。</p>", ["word", "word"]),
        ("zh-hans", "<p>请到HICC办理。</p>", ["abbreviation"]),
        ("zh-hans", "<p>请到国际社区中心（HICC）办理。</p>", []),
        ("zh-hans", '<p>详情<a href="https://a.example">点击这里</a>。</p>', ["link"]),
        ("zh-hans", "", []),
    ],
)
def test_each_hint_stands_where_it_helps_and_nowhere_else(language: str, html: str, found: list[str]) -> None:
    assert kinds(html, language) == found


def test_a_hint_shows_the_place() -> None:
    (hint,) = plain_language.of_text("<p>Apply Prior to the visit.</p>", "en")
    assert hint.quote == "Prior to → before"
    assert str(hint.message)


@pytest.mark.parametrize(
    ("texts", "known", "found"),
    [
        (["New rule", "Come soon.", ""], {}, ["date", "contact"]),
        (["New rule", "From 3 May 2026.", "<p>Call 12345.</p>"], {}, []),
        (["新规定", "5月3日起施行。", "<p>请到窗口办理。</p>"], {}, []),
        (["New rule", "Come soon.", ""], {"dated": True, "reachable": True}, []),
        (["", "", ""], {}, []),
    ],
)
def test_a_notice_says_when_and_whom_to_ask(texts: list[str], known: dict[str, bool], found: list[str]) -> None:
    given = {"dated": False, "reachable": False, **known}
    assert [hint.kind for hint in plain_language.of_notice(texts, **given)] == found


def test_no_text_brings_more_hints_than_anyone_reads() -> None:
    assert len(plain_language.of_text(prose.clean(f"<p>{'word ' * 30}. </p>" * 40), "en")) == plain_language.MOST
