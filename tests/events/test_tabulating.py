"""Files for spreadsheets: whatever was typed is a text there."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from events.tabulating import Table, as_csv, as_xlsx

DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1",
    '=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0",
]  # fmt: skip


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("typed", DANGEROUS)
def test_no_cell_of_a_csv_begins_like_a_formula(typed: str) -> None:
    found = read(as_csv(Table([typed], [[typed], ["Ana"]])))
    assert found == [[f"'{typed}"], [f"'{typed}"], ["Ana"]]


def test_a_csv_has_its_mark_quotes_every_text_and_keeps_numbers() -> None:
    written = as_csv(Table(["Name", "Seats"], [["王小明; =1+1", 3], ["a\x00b", -1]]))
    assert written.startswith(b"\xef\xbb\xbf")
    assert b'"\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e; =1+1"' in written
    assert read(written)[1:] == [["王小明; =1+1", "3"], ["ab", "-1"]]


@pytest.mark.parametrize("typed", [*DANGEROUS, "#N/A", "12", "2026-01-01"])
def test_every_text_of_a_workbook_is_a_text_by_its_type(typed: str) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(Table([typed], [[typed]]), title="Tea")))["Tea"]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.data_type, cell.value.lstrip("\r\n\t")) == ("s", typed.lstrip("\r\n\t"))
        assert bool(cell.quotePrefix) == (typed in DANGEROUS)  # Excel would make a formula of it once the cell is edited


def test_no_letter_that_is_left_out_hides_a_formula() -> None:
    table = Table(["Name"], [["\x00=1+1"]])
    assert read(as_csv(table))[1] == ["'=1+1"]
    cell = load_workbook(io.BytesIO(as_xlsx(table, title="Tea")))["Tea"]["A2"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)


def test_a_workbook_holds_numbers_and_any_title() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(Table(["Seats", "Name"], [[3, "a\x0bb"]]), title="Tea: [what/how]? " + "长" * 40)))
    sheet = book.worksheets[0]
    assert ([cell.value for cell in sheet[2]], sheet.title[:12], len(sheet.title)) == ([3, "ab"], "Tea whathow ", 31)
