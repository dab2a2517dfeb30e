"""A ticket as PDF, for those who like paper. Only the letters it needs are taken from the font, so it stays small and quick."""

from __future__ import annotations

import io
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from community import cards
from community.cards import BOLD, REGULAR
from events import sharing, ticketing
from events.models.registration import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

    from events.models import Registration

A5 = (148.0, 210.0)  # by hand: the library warns of its own change of it
LEFT, WIDE = 15, 118  # millimetres on a sheet of A5
QR_SIDE = 62.0
# Nothing here is set vertically or shaped; reading these tables of a font of 30,000 letters costs most of the time.
UNUSED = ["DSIG", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "HVAR", "VVAR", "MVAR"]
AT_THE_DOOR = "入场时请出示此码，同行人共用一张。\nShow this at the door: one for the whole party."
SHRUNK = (1.0, 0.85, 0.7, 0.55)
COUNTED = "0123456789-人 · seats"


def ticket_pdf(registration: Registration) -> bytes:
    """Return a ticket as PDF, drawn at most once a day."""
    facts = sharing.facts(registration.date.event, registration.date)
    name = cards.name_of("pdf", repr((ticketing.text(registration), facts)))
    return cards.kept(name, lambda: _pdf(registration, facts))


def _pdf(registration: Registration, facts: sharing.Facts) -> bytes:
    """Return the one sheet; where titles are long, its letters are smaller."""
    written = b""
    for shrunk in SHRUNK:
        pdf = _sheet(registration, facts, shrunk)
        written = bytes(pdf.output())  # also of a sheet that is thrown away: this closes its fonts
        if pdf.pages_count == 1:
            break
    return written


def _sheet(registration: Registration, facts: sharing.Facts, shrunk: float) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415  # slow to load, and few ask for paper

    above = [
        (facts.title.first, 20, BOLD),
        (facts.title.second, 14, REGULAR),
        (facts.organiser.joined, 9, REGULAR),
        (facts.when.first, 12, BOLD),
        (facts.when.second, 10, REGULAR),
    ]
    below = [
        ("师傅您好，请送我到：", 9, REGULAR),
        (facts.place.first, 15, BOLD),
        (facts.address.first, 12, REGULAR),
        (facts.point.first, 11, REGULAR),
        (facts.whereabouts, 9, REGULAR),
    ]
    pdf = FPDF(format=A5)
    pdf.set_title(registration.code)
    pdf.set_margins(LEFT, 12, LEFT)
    pdf.set_auto_page_break(auto=True, margin=8)
    pdf.add_page()
    every = "".join(text for text, _size, _weight in [*above, *below]) + AT_THE_DOOR + COUNTED + ALPHABET
    with tempfile.TemporaryDirectory() as folder:
        for style, letters in zip(("", "B"), _letters("".join(sorted(set(every) - {"\n"}))), strict=True):
            path = Path(folder) / f"both{style}.ttf"
            path.write_bytes(letters)
            pdf.add_font("both", style, path)
    _write(pdf, above, shrunk)
    _code(pdf, registration)
    if facts.place.first:
        _write(pdf, below, shrunk)
    _write(pdf, [("", 6, REGULAR), (AT_THE_DOOR, 9, REGULAR)], shrunk)
    return pdf


def _write(pdf: FPDF, lines: Sequence[tuple[str, float, int]], shrunk: float) -> None:
    for text, full_size, weight in lines:
        size = full_size * shrunk
        pdf.set_font("both", "B" if weight == BOLD else "", size)
        if text:
            pdf.multi_cell(WIDE, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(shrunk)


def _code(pdf: FPDF, registration: Registration) -> None:
    """Draw the code as small squares: sharp at any size."""
    matrix = cards.qr_matrix(ticketing.text(registration))
    module, top = QR_SIDE / len(matrix), pdf.get_y() + 4
    left = LEFT + (WIDE - QR_SIDE) / 2
    pdf.set_fill_color(0, 0, 0)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                pdf.rect(left + column * module, top + row * module, module + 0.02, module + 0.02, style="F")
    pdf.set_y(top + QR_SIDE + 2)
    pdf.set_font("both", "B", 24)
    pdf.cell(WIDE, 12, registration.code, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("both", "", 11)
    pdf.cell(WIDE, 6, f"{registration.seats} 人 · {registration.seats} seats", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)


@lru_cache(maxsize=8)
def _letters(text: str) -> tuple[bytes, bytes]:
    """Return a regular and a bold font that have just these letters; all tickets of an event share them.

    Cut first, then weighted: the other way takes many seconds. Glyphs are named by number, so that nobody makes up
    30,000 names first.
    """
    from fontTools import subset  # noqa: PLC0415  # slow to load
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    small = io.BytesIO()
    with TTFont(str(cards.font_path()), lazy=True) as whole:
        whole.setGlyphOrder([".notdef", *(f"g{number}" for number in range(1, whole["maxp"].numGlyphs))])
        cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True, drop_tables=UNUSED))
        cutter.populate(text=text)
        cutter.subset(whole)
        whole.save(small)
    made = []
    for weight in (REGULAR, BOLD):
        with TTFont(io.BytesIO(small.getvalue())) as cut:
            static = io.BytesIO()
            instancer.instantiateVariableFont(cut, {"wght": weight}).save(static)
            made.append(static.getvalue())
    return made[0], made[1]
