"""What tests ask of a page as it was sent: its headings, its languages, whether its tags are closed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Protocol

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DRAWING = {"circle", "ellipse", "path", "rect", "line", "use"}  # closed in themselves inside svg


class Sent(Protocol):
    """A response that has been drawn, whether by a view or by the test client."""

    @property
    def content(self) -> bytes: ...


class Balance(HTMLParser):
    """Refuses a tag that closes what is not open, a forgotten one, and an id that comes twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.remember(dict(attrs).get("id"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.remember(dict(attrs).get("id"))
        assert tag in VOID | DRAWING, f"<{tag}/> does not close itself in HTML"

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing, line {self.getpos()[0]}"
        assert self.open.pop() == tag, f"</{tag}> closes another element, line {self.getpos()[0]}"

    def remember(self, name: str | None) -> None:
        assert name is None or name not in self.ids, f"id {name} comes twice"
        self.ids.add(name or "")


def assert_well_formed(response: Sent) -> None:
    """Check that every element of the page is closed where it should be, and every id is there once."""
    page = Balance()
    page.feed(response.content.decode())
    page.close()
    assert page.open == []


def headings(response: Sent) -> list[str]:
    """Return the text of each h1."""
    found = re.findall(r"<h1\b[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", text)).split()) for text in found]
