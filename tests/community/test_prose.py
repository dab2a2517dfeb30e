"""The text of a notice: what people paste becomes plain, safe and the same each time it is stored."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import prose
from community.models import Edition
from tests.community.notices import a_notice

if TYPE_CHECKING:
    from community.models import Body, User

pytestmark = pytest.mark.one_engine

WORD = (
    '<h1>Big</h1><p class=MsoNormal style="margin:0cm"><b>Who</b>&nbsp;<span lang=EN-US style="font-family:宋体">may apply'
    "<o:p></o:p></span></p><p class=MsoNormal>&nbsp;</p><!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style>"
)
WECHAT = (
    '<section style="text-align:center"><section><span style="font-weight: bold;color:#d92142">重要通知</span></section>'
    '<section><p style="text-indent:2em">　　各位居民：</p><img data-src="https://mmbiz.qpic.cn/x.png"></section></section>'
)


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("plain words", "<p>plain words</p>"),
        ("<div>a</div><div>b<br><br>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        (WORD, "<h2>Big</h2>\n<p><strong>Who</strong> may apply</p>"),
        (WECHAT, "<p><strong>重要通知</strong></p>\n<p>各位居民：</p>"),
        ('<b style="font-weight:normal"><p>x</p></b>', "<p>x</p>"),
        ("<ul><li><p>one</p><p>more</p><ul><li>in</li></ul></li><li></ul>", "<ul><li>one<br>more<ul><li>in</li></ul></li></ul>"),
        ('<ol start="3"><li>c</li></ol>', '<ol start="3"><li>c</li></ol>'),
        (
            "<table><tr><th><p>A</p></th></tr><tr><td colspan=2 style=x><ul><li>1</li><li>2</li></ul></td></tr><tr><td>",
            '<table><thead><tr><th>A</th></tr></thead><tbody><tr><td colspan="2">1<br>2</td></tr></tbody></table>',
        ),
        ("<blockquote>q<h2>w</h2></blockquote><hr>", "<blockquote><p>q</p><p>w</p></blockquote>\n<hr>"),
        ('<p>a <img src="/files/12/" onerror=x> b</p>', '<p>a</p>\n<img src="/files/12/">\n<p>b</p>'),
        ("<p>m<sup>2</sup> &lt;b&gt; &amp;</p>", "<p>m<sup>2</sup> &lt;b&gt; &amp;</p>"),
        ('<script>a</script><a href="javascript:x" onclick=x>b</a><a href="https://a.example/?a=1&b=2">c</a>',
         '<p>b<a href="https://a.example/?a=1&amp;b=2">c</a></p>'),
        ("<svg><script>x</script></svg><math><mi>y</mi></math><p>a\u200bb\x00c</p>", "<p>abc</p>"),
    ],
)  # fmt: skip
def test_what_is_stored_is_what_it_says(html: str, stored: str) -> None:
    assert prose.clean(html) == stored
    assert prose.clean(stored) == stored


WORDS = st.text(alphabet="ab 中*_[]<>&#-1.|\u3000\n", max_size=12).map(escape)
TAGS = [
    "p", "div", "strong", "em", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "h1", "h3", "a href='https://x.example'",
    "br", "section", "span style='font-weight:bold'", "hr", "img src='/files/3/'",
]  # fmt: skip


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, words: f"<{tag}>{''.join(words)}</{tag.split()[0]}>", st.sampled_from(TAGS), st.lists(inner, max_size=4)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.recursive(WORDS, _elements, max_leaves=10), max_size=4).map("".join))
def test_a_stored_text_is_never_changed_by_storing_it_again(html: str) -> None:
    stored = prose.clean(html)
    assert prose.clean(stored) == stored
    assert "\n".join(prose.blocks(stored)) == stored
    assert prose.draw(stored).replace(' rel="noopener"', "").replace(' scope="col"', "") == "".join(
        part for part in stored.replace('<img src="/files/3/">', "\x00").split("\x00")
    )


@pytest.mark.parametrize(
    "stored",
    [
        "<h2>How</h2>\n<p>Go to <strong>the desk</strong>, <em>now</em>.<br>Bring it.</p>",
        "<ul><li>one<br>more<ul><li>in</li></ul></li><li>two</li></ul>\n<ol><li>c</li></ol>",
        "<table><thead><tr><th>A</th><th>B | C</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        "<p>1. no list</p>\n<p># no * heading_ [x] &lt;b&gt; &amp;amp; a_b</p>",
        "<p>- x<br>= y</p>\n<hr>\n<blockquote><p>q</p><p>w</p></blockquote>",
        '<p><a href="https://a.example/x_(y)?a=1&amp;b=2">l*nk</a></p>\n<img src="/files/12/">',
    ],
)  # fmt: skip
def test_who_writes_without_the_editor_sees_the_same_text(stored: str) -> None:
    assert prose.from_markdown(prose.to_markdown(stored)) == stored


def test_markdown_holds_no_html() -> None:
    assert (
        prose.from_markdown("# Title\n\n<script>x</script> **b**")
        == "<h2>Title</h2>\n<p>&lt;script&gt;x&lt;/script&gt; <strong>b</strong></p>"
    )


def test_the_words_alone_are_a_line_for_each_point_and_row() -> None:
    html = prose.clean(
        "<h2>A</h2><ul><li>one<ul><li>in</li></ul></li></ul><table><tr><td>1</td><td>2</td></tr></table><p>x<br>y &amp; z</p>"
    )
    assert prose.plain(html).split("\n") == ["A", "one", "in", "1 | 2", "x", "y & z"]
    assert prose.plain("") == ""


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>fine <a href='/en/notices/'>a</a><a href='mailto:a@b.example'>m</a><img src='/files/3/'></p><style>p{}</style>", []),
        ("<p onclick=x>a</p>", ["script"]),
        ("<script>x</script>", ["script"]),
        ("<a href='java\nscript:x'>b</a>", ["link"]),
        ("<a href='&#106;avascript:x'>b</a>", ["link"]),
        ("<a href='data:text/html,x'>b</a>", ["link"]),
        ("<img src='https://mmbiz.qpic.cn/x.png'>", ["picture"]),
    ],
)
def test_what_must_not_be_taken_in_is_named(html: str, kinds: list[str]) -> None:
    assert [fault.kind for fault in prose.faults(html)] == kinds


def test_the_same_is_named_in_markdown() -> None:
    assert [fault.kind for fault in prose.faults_of_markdown("[x]( JavaScript:alert(1))")] == ["link"]
    assert [fault.kind for fault in prose.faults_of_markdown("![x](https://a.example/x.png)")] == ["picture"]
    assert prose.faults_of_markdown("[x](https://a.example) <script> [y](/files/3/) javascript: is a word") == []


def test_a_page_shows_pictures_with_what_they_show_and_nothing_unsafe() -> None:
    html = '<p><a href="https://a.example">a</a><script>x</script></p><img src="/files/12/"><img src="/files/13/">'
    shown = prose.draw(html, {12: prose.Picture("/files/12/", 'A "map"')})
    assert 'rel="noopener"' in shown
    assert '<figure><img src="/files/12/" alt="A &quot;map&quot;" loading="lazy"></figure>' in shown
    assert "script" not in shown
    assert "13" not in shown
    assert prose.pictures(prose.clean(html)) == [12, 13]


def test_headings_that_ask_are_questions_with_their_answers() -> None:
    html = prose.from_markdown("Before.\n\n## Who?\n\nYou\n\n- me\n\n### Fee\n\nNone\n\n## 多少钱？\n")
    assert prose.questions(html) == [("Who?", "You\nme")]


@pytest.mark.django_db
def test_no_verb_stores_what_is_not_clean(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", text_en='<div onclick="x">a<script>x</script></div>')
    assert Edition.objects.get(notice=notice).words("text", "en") == "<p>a</p>"
