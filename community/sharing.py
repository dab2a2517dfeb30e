"""What people pass on: a picture in both scripts with a code that leads here, held and sent on in WeChat, and a text to paste.

Whoever has something to pass on says it as pairs and fills a `ShareCard`; this module knows nobody's facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from community import cards
from community.cards import BOLD, BRICK, INK, REGULAR, WHITE
from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCRIPTS = (Language.CHINESE, Language.ENGLISH)
WIDTH, LONGEST = 1080, 2600
# What the second script is written in on a band of each colour.
ON_BAND = {cards.BRICK: "#f8e6df", cards.BLUE: "#e3eff4", cards.GREEN: "#e2f0e7"}
CODE = 520  # pixels


@dataclass(frozen=True)
class Pair:
    """A thing said in Chinese and in English; what is missing in one of them is empty."""

    chinese: str
    english: str

    @property
    def first(self) -> str:
        """Return the Chinese, or the English where there is none."""
        return self.chinese or self.english

    @property
    def second(self) -> str:
        """Return the English where the Chinese stands first."""
        return self.english if self.chinese and self.chinese != self.english else ""

    @property
    def joined(self) -> str:
        """Return both on one line."""
        return " · ".join(filter(None, (self.first, self.second)))


NOTHING = Pair("", "")


def in_both(words: Callable[[], object]) -> Pair:
    """Return what a function says in each of the two languages."""
    said = []
    for language in SCRIPTS:
        with translation.override(language):
            said.append(str(words()))
    return Pair(*said)


@dataclass(frozen=True)
class Line:
    """One thing on a card, the Chinese above the English, and how it is written."""

    said: Pair
    large: int = 36
    small: int = 30
    weight: int = REGULAR
    colour: str = INK
    lines: int = 2
    gap: int = 0


@dataclass(frozen=True)
class ShareCard:
    """A picture that tells a group of something. Equal cards are one picture, drawn once and kept."""

    title: Pair
    by: Pair
    lines: tuple[Line, ...]
    invitation: str  # beneath the code, in both scripts
    path: str  # of the page the code leads to, without a language: it opens in the reader's own
    band: str = BRICK

    @property
    def address(self) -> str:
        """Return where the code leads."""
        return settings.SITE_URL + self.path

    @property
    def name(self) -> str:
        """Return what tells this picture from every other one."""
        return cards.name_of("share", repr((self, self.address)))

    def png(self) -> bytes:
        """Return the picture."""
        return cards.kept(self.name, self._drawn)

    def _drawn(self) -> bytes:
        card = cards.Card(WIDTH, LONGEST)
        head(card, self.title, self.by, band=self.band)
        for line in self.lines:
            write(card, line)
        card.y += 8
        card.qr(self.address, CODE, gap=12)
        card.words(self.invitation, 38, weight=BOLD, centred=True, lines=1)
        return card.png()


def head(card: cards.Card, title: Pair, by: Pair, *, band: str = BRICK) -> None:
    """Write a title and whose words they are in white on a band that is as high as they need."""
    probe = cards.Card(card.width, card.height)
    for target in (probe, card):
        if target is card:
            card.band(probe.y + 20, band)
        target.y = 52
        target.words(title.first, 68, weight=BOLD, colour=WHITE, lines=3)
        if title.second:
            target.words(title.second, 46, colour=WHITE, lines=3, gap=8)
        target.words(by.joined, 30, colour=ON_BAND[band], lines=2, gap=20)
    card.y = probe.y + 20 + 44


def write(card: cards.Card, line: Line) -> None:
    """Write the Chinese, and the English a little smaller below it."""
    said = line.said
    card.words(said.first, line.large, weight=line.weight, colour=line.colour, lines=line.lines)
    if said.second:
        card.words(said.second, line.small, colour=line.colour, lines=line.lines)
    card.y += line.gap if said.first else 0


def page(name: str, *args: str) -> str:
    """Return the path of a page without a language: whoever opens it reads their own."""
    with translation.override(Language.ENGLISH):
        return reverse(name, args=args).removeprefix(f"/{Language.ENGLISH}")


def pasted(lines: Iterable[str]) -> str:
    """Return a text for a chat group: what there is to say, a line each."""
    return "\n".join(line for line in lines if line)
