"""The text of a notice: HTML of a few kinds, made plain and safe before it is stored, one block a line.

What is stored is canonical: `clean` gives it back unchanged, each block (a paragraph, a heading, a list, a table, a quotation,
a picture) stands on a line of its own, and a picture is one of our own files by its number; what it shows stands with the
file, in both languages. Whoever writes a text puts it through `clean` or `from_markdown`, whoever shows it through `draw`.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from community import prose_trees

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = {"https", "http", "mailto", "tel"}
DRAWN = {"p", "br", "hr", "strong", "em", "sup", "sub", "a", "blockquote", "ul", "ol", "li", "h2", "h3", "h4", "img"}
DRAWN |= {"table", "thead", "tbody", "tr", "th", "td"}
# What else is read, because it says where a paragraph ends or what is strong; none of it is stored.
READ = {"h1", "h5", "h6", "b", "i", "span", "font", "div", "section", "article", "header", "footer", "main", "aside", "pre"}
READ |= {"figure", "figcaption", "dl", "dt", "dd", "address", "center", "tfoot", "caption"}
CELL = {"colspan", "rowspan"}
ATTRIBUTES = {"a": {"href"}, "img": {"src"}, "ol": {"start"}, "td": CELL, "th": CELL}
STYLED: dict[str, set[str]] = {name: {"style"} for name in ("span", "font", "b", "p", "div", "section")}
OWN = re.compile(r"/files/(\d{1,9})/")
RUNS = {"script", "iframe", "object", "embed", "form", "base", "meta", "svg", "math"}  # Word's <style> and <link> do no harm
MARKDOWN_LINK = re.compile(r"\]\(\s*<?\s*([a-z][a-z0-9+.\s-]*:[^)\s]*)", re.IGNORECASE)
HEADING = re.compile(r"<h[2-4]>")

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


class Picture(NamedTuple):
    """A picture of a text as it is drawn: where it is fetched, and what it shows."""

    address: str
    alt: str


class Fault(NamedTuple):
    """What can't stay in a text: a script, a link that acts, a picture from elsewhere."""

    kind: str  # script, link, picture
    what: str


def clean(html: str) -> str:
    """Return the canonical text of any HTML: what it says and how it is arranged, nothing of how it looked or acted."""
    kept = nh3.clean(
        html.replace("\x00", ""),
        tags=DRAWN | READ,
        attributes={**ATTRIBUTES, **STYLED},
        filter_style_properties={"font-weight", "font-style"},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return "\n".join(prose_trees.canonical(prose_trees.parse(kept)))


def from_markdown(source: str) -> str:
    """Return the text of what somebody wrote in Markdown, without the editor."""
    return clean(_markdown.render(source))


def to_markdown(html: str) -> str:
    """Return a text as somebody without the editor can go on writing it."""
    return prose_trees.markdown(prose_trees.parse(html))


def blocks(html: str) -> list[str]:
    """Return the paragraphs, headings, lists and tables of a text, each as HTML."""
    return html.splitlines()


def plain(html: str) -> str:
    """Return the words of a text, a line a block, a list's point or a table's row: for search, differences and mails."""
    return "\n".join(prose_trees.lines(prose_trees.parse(html)))


def questions(html: str) -> list[tuple[str, str]]:
    """Return the headings that ask something, each with its answer."""
    found: list[tuple[str, list[str]]] = []
    asking = False
    for block in blocks(html):
        if HEADING.match(block):
            words = plain(block)
            if asking := words.endswith(("?", "？")):
                found.append((words, []))
        elif asking:
            found[-1][1].append(plain(block))
    return [(question, "\n".join(answer)) for question, answer in found if any(answer)]


def links(html: str) -> list[str]:
    """Return the addresses that a text leads to."""
    return [unescape(url) for url in re.findall(r'<a href="([^"]*)"', html)]


def pictures(html: str) -> list[int]:
    """Return the numbers of the files that a text shows."""
    return [int(number) for number in re.findall(rf'<img src="{OWN.pattern}"', html)]


def draw(html: str, pictures: Mapping[int, Picture] | None = None) -> SafeString:
    """Return a text as a page shows it. It is cleaned once more: what is drawn is safe, whoever wrote the row."""
    shown = nh3.clean(html, tags=DRAWN, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
    shown = re.sub(r"<img[^>]*>", lambda found: _figure(found[0], pictures or {}), shown)
    shown = re.sub(r"<thead>.*?</thead>", lambda found: re.sub(r"<th(?=[ >])", '<th scope="col"', found[0]), shown)
    return mark_safe(shown)  # noqa: S308  # nh3 has just cleaned it, and what we add is escaped


def editable(html: str) -> SafeString:
    """Return a text for the editor to read: clean, with its pictures as they are stored."""
    return mark_safe(nh3.clean(html, tags=DRAWN, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))  # noqa: S308  # the same


def faults(html: str) -> list[Fault]:
    """Return what of somebody's HTML must not be taken in silently: people are told before anything is changed."""
    reader = _FaultFinder()
    reader.feed(html)
    reader.close()
    return reader.found


def faults_of_markdown(source: str) -> list[Fault]:
    """Return the same of Markdown. Its HTML is shown as typed, so only links and pictures can be at fault."""
    acting = [Fault("link", url) for url in MARKDOWN_LINK.findall(source) if not _may_lead(url)]
    return acting or [fault for fault in faults(_markdown.render(source)) if fault.kind != "script"]


def _figure(tag: str, pictures: Mapping[int, Picture]) -> str:
    own = OWN.search(tag)
    picture = pictures.get(int(own[1])) if own else None
    if picture is None:
        return ""
    return f'<figure><img src="{escape(picture.address)}" alt="{escape(picture.alt)}" loading="lazy"></figure>'


def _may_lead(url: str) -> bool:
    """Tell whether a link may be kept: our own pages, the web, mail and telephone. Browsers skip blanks in a scheme."""
    bare = re.sub(r"[\x00-\x20]+", "", unescape(url)).lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", bare)
    return scheme is None or scheme[1] in SCHEMES


class _FaultFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found.append(Fault("script", f"<{tag}>"))
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(Fault("script", name))
            elif name == "href" and tag == "a" and not _may_lead(value or ""):
                self.found.append(Fault("link", (value or "")[:80]))
            elif name == "src" and tag == "img" and not OWN.fullmatch(value or ""):
                self.found.append(Fault("picture", (value or "")[:80]))
