"""The one renderer of rich text: Markdown in, sanitised HTML out. Staff write it, residents read it."""

from __future__ import annotations

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TEXT = {"p", "br", "hr", "strong", "em", "code", "a", "blockquote", "ul", "ol", "li", "h2", "h3", "h4"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
LINKS = re.compile(r'href="(https?://[^"]+)"')
SCHEMES = {"https", "http", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def plain(source: str) -> str:
    """Return the words of Markdown without its marks, a line a block, for comparing editions."""
    kept = nh3.clean(_markdown.render(source), tags=set(), attributes={})
    return "\n".join(line for line in unescape(kept).splitlines() if line.strip())


def links(source: str) -> list[str]:
    """Return the addresses on the web that Markdown leads to."""
    return [unescape(found) for found in LINKS.findall(render(source))]


def render(source: str) -> SafeString:
    """Return the HTML of Markdown. A page has one h1, its title: a level-one heading in the text becomes an h2."""
    html = _markdown.render(source).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return mark_safe(nh3.clean(html, tags=TEXT | TABLES, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"))  # noqa: S308  # nh3 has just cleaned it
