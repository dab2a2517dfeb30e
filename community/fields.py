"""PartialDate: a date that is only known to the day, the month or the year, because real notices say "May 2024"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self, overload

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


@dataclass(frozen=True)
class PartialDate:
    """A date with its precision. `value` is the first day it may mean (the last, for an end), None when unknown."""

    value: date | None
    precision: Precision
    note: str = ""

    @classmethod
    def parse(cls, text: str, *, end: bool = False) -> PartialDate:
        """Read ``2024``, ``2024-05``, ``2024-05-03`` or ``unknown``; an end counts to the last day of its span.

        Raises ValueError for anything else.
        """
        if text in {"", "unknown"}:
            return cls(None, Precision.UNKNOWN)
        found = PATTERN.fullmatch(text)
        if found is None:
            raise ValueError(f"not a date: {text!r}")
        year = int(found["year"])
        if found["month"] is None:
            return cls(date(year, 12, 31) if end else date(year, 1, 1), Precision.YEAR)
        month = int(found["month"])
        if found["day"] is None:
            first = date(year, month, 1)
            last = calendar.monthrange(year, month)[1]
            return cls(first.replace(day=last) if end else first, Precision.MONTH)
        return cls(date(year, month, int(found["day"])), Precision.DAY)

    @property
    def words(self) -> str:
        """Return it as people say it: "3 May 2024", "May 2024", "2024" or "date unknown"."""
        formats = {
            Precision.DAY: pgettext("format of a day without its weekday", "j F Y"),
            Precision.MONTH: pgettext("format of a month", "F Y"),
            Precision.YEAR: pgettext("format of a year", "Y"),
        }
        if self.value is None or self.precision not in formats:
            return gettext("date unknown")
        return date_format(self.value, formats[self.precision])

    def __str__(self) -> str:
        """Return what `parse` reads."""
        match self.precision:
            case Precision.DAY if self.value:
                return self.value.isoformat()
            case Precision.MONTH if self.value:
                return f"{self.value:%Y-%m}"
            case Precision.YEAR if self.value:
                return f"{self.value:%Y}"
            case _:
                return "unknown"


class PartialDateColumns:
    """Three columns of a row, ``<name>_on``, ``<name>_precision`` and ``<name>_note``, read and written as one PartialDate."""

    name = ""

    def __set_name__(self, owner: type[models.Model], name: str) -> None:
        """Learn which columns these are."""
        self.name = name

    @overload
    def __get__(self, row: None, owner: type[models.Model]) -> Self: ...
    @overload
    def __get__(self, row: models.Model, owner: type[models.Model]) -> PartialDate: ...
    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> PartialDate | Self:
        """Return the date as far as it is known."""
        if row is None:
            return self
        return PartialDate(
            getattr(row, f"{self.name}_on"),
            Precision(getattr(row, f"{self.name}_precision")),
            getattr(row, f"{self.name}_note", None) or "",
        )

    def __set__(self, row: models.Model, value: PartialDate) -> None:
        """Write day and precision; notes are words in two languages and are written as such."""
        setattr(row, f"{self.name}_on", value.value)
        setattr(row, f"{self.name}_precision", value.precision)
