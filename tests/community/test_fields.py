"""Partial dates: what is known of a date survives being written down and read again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.fields import PartialDate, Precision

KNOWN = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])


@given(day=st.dates(min_value=date(1000, 1, 1)), precision=KNOWN, end=st.booleans())
def test_a_date_written_down_is_read_as_the_same_date(day: date, precision: Precision, *, end: bool) -> None:
    written = str(PartialDate(day, precision))
    read = PartialDate.parse(written, end=end)
    assert read.precision == precision
    assert str(read) == written


@given(day=st.dates(min_value=date(1000, 1, 1)), precision=KNOWN)
def test_a_span_begins_on_its_first_day_and_ends_on_its_last(day: date, precision: Precision) -> None:
    written = str(PartialDate(day, precision))
    first, last = PartialDate.parse(written).value, PartialDate.parse(written, end=True).value
    assert first is not None
    assert last is not None
    assert first <= day <= last


@given(st.text(max_size=12))
def test_anything_else_is_refused_as_no_date(text: str) -> None:
    try:
        read = PartialDate.parse(text)
    except ValueError:
        return
    assert str(read) == (text or "unknown")


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "24", "2024/05", "0000", "2024-5", "May 2024"])
def test_what_looks_like_a_date_but_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)
