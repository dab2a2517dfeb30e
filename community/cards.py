"""Draws picture cards that people keep and pass on: words in both scripts, QR codes, kept so that no page waits for one.

WeChat's browser downloads nothing, but every picture in it can be held, saved and sent; so what people should carry is a
picture. The font comes from a wheel: a server has no Chinese one by luck. A card is drawn once per content and kept.
"""

from __future__ import annotations

import hashlib
import io
import re
import time
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import segno
from django.core.cache import cache
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FONT = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
REGULAR, BOLD = 400, 700
KEPT_FOR = 24 * 3600  # seconds
DRAWN_WITHIN, GLANCE = 5, 0.05  # seconds that one who asks waits for another to draw, and how often they look
EDITION = 2  # counted up when the look of cards changes, so that kept ones are drawn anew
COLOURS = 64  # flat colours and soft letter edges; a fifth of the bytes of full colour
LEADING = 1.35
NOT_FIRST = "，。、；：！？）》」』】…·,.;:!?)]}"  # no line begins with these
# Colours of the site's paper (portal/static/portal/tokens.css); a card has one theme, it is printed as well.
INK, GREY, PAPER, LINE, WHITE = "#1d2a2f", "#4b5a5f", "#fbf8f2", "#e2d9c8", "#ffffff"
BRICK, BLUE, GREEN = "#a63f26", "#155a78", "#2e6b4b"
UNIT = re.compile(r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


def font_path() -> Path:
    """Return where the font lies that has both scripts, all weights in one file."""
    return files("justmytype_intl_cjk").joinpath(FONT)  # type: ignore[return-value]  # installed as files, never zipped


@lru_cache(maxsize=32)
def font(size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    """Return the font in a size and a weight."""
    found = ImageFont.truetype(str(font_path()), size)
    found.set_variation_by_axes([weight])
    return found


def wrap(text: str, measure: Callable[[str], float], width: float, *, lines: int = 3) -> list[str]:
    """Break a text of either script into lines: Latin between words, Chinese between characters, never before a full stop.

    What does not fit into so many lines ends with an ellipsis. A word longer than the line is cut.
    """
    broken: list[str] = [""]
    for unit in _units(text, measure, width):
        joined = broken[-1] + unit
        if measure(joined.rstrip()) <= width or not broken[-1].strip() or unit in NOT_FIRST:
            broken[-1] = joined
        else:
            broken.append(unit.lstrip())
    found = [line.strip() for line in broken if line.strip()]
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and measure(f"{last}…") > width:
        last = last[:-1]
    return [*found[: lines - 1], f"{last.rstrip()}…"]


def qr_matrix(text: str) -> list[list[bool]]:
    """Return a QR code as rows of dark and light, without its quiet zone."""
    return [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]


@lru_cache(maxsize=256)
def qr_data_uri(text: str) -> str:
    """Return a QR code as a picture within a page: it is there when the page is, also without a network.

    Kept, because the same addresses are drawn again and again, and a code costs more than the rest of many a page.
    """
    uri: str = segno.make(text, error="m", micro=False).svg_data_uri(border=2, light="#ffffff", dark="#000000", scale=8)
    return uri


@dataclass
class Card:
    """A picture being drawn from top to bottom; `y` is where the next thing goes."""

    width: int
    height: int
    margin: int = 64
    ground: str = PAPER
    y: int = 0
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.ground)
        self.draw = ImageDraw.Draw(self.image)

    @property
    def inner(self) -> int:
        """Return the width between the margins."""
        return self.width - 2 * self.margin

    def words(
        self,
        text: str,
        size: int,
        *,
        weight: int = REGULAR,
        colour: str = INK,
        lines: int = 2,
        centred: bool = False,
        gap: int = 0,
    ) -> None:
        """Write a text over the inner width, then leave a gap."""
        face = font(size, weight)
        for line in wrap(text, face.getlength, self.inner, lines=lines):
            left = self.margin + ((self.inner - face.getlength(line)) / 2 if centred else 0)
            self.draw.text((left, self.y), line, font=face, fill=colour)
            self.y += round(size * LEADING)
        self.y += gap

    def band(self, height: int, colour: str = BRICK) -> None:
        """Fill a band over the whole width from here on, without moving on."""
        self.draw.rectangle((0, self.y, self.width, self.y + height), fill=colour)

    def rule(self, gap: int = 28) -> None:
        """Draw a thin line over the inner width."""
        self.draw.line((self.margin, self.y, self.width - self.margin, self.y), fill=LINE, width=3)
        self.y += gap

    def qr(self, text: str, side: int, gap: int = 0) -> None:
        """Draw a QR code in the middle, on white with its quiet zone, as large as fits into `side`."""
        matrix = qr_matrix(text)
        module = side // (len(matrix) + 4)  # two modules of quiet on each side; the paper around it is light as well
        whole = module * (len(matrix) + 4)
        left = (self.width - whole) // 2
        self.draw.rounded_rectangle((left, self.y, left + whole, self.y + whole), radius=module * 2, fill=WHITE)
        for row, modules in enumerate(matrix):
            for column, dark in enumerate(modules):
                if dark:
                    x, y = left + (column + 2) * module, self.y + (row + 2) * module
                    self.draw.rectangle((x, y, x + module - 1, y + module - 1), fill="#000000")
        self.y += whole + gap

    def png(self) -> bytes:
        """Return the picture cut off below what was drawn, in few colours."""
        end = min(self.y + self.margin, self.height)
        drawn = io.BytesIO()
        self.image.crop((0, 0, self.width, end)).quantize(COLOURS, dither=Image.Dither.NONE).save(drawn, "PNG", optimize=True)
        return drawn.getvalue()


def name_of(kind: str, content: str) -> str:
    """Return under which name a picture is kept. `content` names all that is shown: a name keeps its picture."""
    return f"card:{kind}:{EDITION}:{hashlib.sha256(content.encode()).hexdigest()}"


def kept(name: str, draw: Callable[[], bytes]) -> bytes:
    """Return the picture of a name, drawn at most once a day. Of many who ask at once one draws, the others wait for it."""
    found: bytes | None = cache.get(name)
    until = time.monotonic() + DRAWN_WITHIN
    while found is None and not cache.add(f"{name}:drawing", 1, DRAWN_WITHIN) and time.monotonic() < until:
        time.sleep(GLANCE)
        found = cache.get(name)
    if found is None:
        try:
            found = draw()
            cache.set(name, found, KEPT_FOR)
        finally:
            cache.delete(f"{name}:drawing")
    return found


def _units(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return the pieces a line may be broken between; a word too long for a line comes in pieces that fit."""
    units: list[str] = []
    for unit in UNIT.findall(" ".join(text.split())):
        while measure(unit) > width and len(unit) > 1:
            cut = next((end for end in range(len(unit) - 1, 0, -1) if measure(unit[:end]) <= width), 1)
            units.append(unit[:cut])
            unit = unit[cut:]  # noqa: PLW2901  # the rest of the same word
        units.append(unit)
    return units
