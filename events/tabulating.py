"""Writes tables for spreadsheets. What residents typed stays text there: nothing that begins like a formula is run as one."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# What a spreadsheet may take for the beginning of a formula, the wide forms of Chinese keyboards included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WIDEST = 60  # letters of a column
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no workbook holds these


@dataclass(frozen=True)
class Table:
    """A heading for each column, and rows of texts and whole numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def as_csv(table: Table) -> bytes:
    """Return it as CSV that Excel opens in Chinese too: UTF-8 with its mark, and every field in quotes.

    CSV knows no types: an apostrophe in front says to every spreadsheet that a dangerous field is text.
    """
    written = io.StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_ALL)
    for row in (table.head, *table.rows):
        rows.writerow([_plain(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, *, title: str) -> bytes:
    """Return it as an Excel workbook in which every text is a text by its type, also after somebody edits the cell."""
    from openpyxl import Workbook  # noqa: PLC0415  # it brings numpy with it, and few pages want it

    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_clean(title, without="[]:*?/\\'")[:31] or "1")
    sheet.freeze_panes = "A2"
    for letter, width in _widths(table):
        sheet.column_dimensions[letter].width = width  # type: ignore[attr-defined]  # a worksheet's; the stubs forget it
    sheet.append([_cell(sheet, heading, bold=True) for heading in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _plain(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = _clean(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cell(sheet: WriteOnlyWorksheet, value: str | int, *, bold: bool = False) -> Cell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above
    from openpyxl.styles import Font  # noqa: PLC0415

    shown = _clean(value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=shown)
    if isinstance(shown, str):
        cell.data_type = "s"  # openpyxl itself would make a formula of "=1+1"
        cell.quotePrefix = shown.startswith(DANGEROUS)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _clean(text: str, *, without: str = "") -> str:
    """Return a text without what no spreadsheet can hold."""
    bare = UNWRITABLE.sub("", text)
    return "".join(letter for letter in bare if letter not in without)


def _widths(table: Table) -> Iterable[tuple[str, int]]:
    """Return how wide each column needs to be; a Chinese letter is as wide as two others."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as above

    for number, heading in enumerate(table.head):
        texts = [heading, *(str(row[number]) for row in table.rows[:200])]
        longest = max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in text) for text in texts)  # noqa: PLR2004  # CJK
        yield get_column_letter(number + 1), min(longest + 2, WIDEST)
