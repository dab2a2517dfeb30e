"""What people looked for and nobody wrote: counted by its words for the desk, without a trace of who asked.

Words that may be somebody's own (numbers, addresses, long texts) are not kept at all, and what was asked once only is
shown to nobody and forgotten first.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from community.models import SearchMiss
from community.searching.analyser import LONGEST, key

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

SHOWN_FROM = 2  # times
MOST_WORDS = 6
MOST_KEPT = 5000  # a program that types at random fills no table
ONCE, OFTEN = timedelta(days=14), timedelta(days=180)
PERSONAL = re.compile(r"\d{5,}|@|://|\b[a-z]{1,2}\d{4,}")


def note(query: str, *, language: str, now: datetime) -> bool:
    """Count a query that found nothing; tell whether it was kept. One row, however it was written."""
    words = key(query)
    if not words or len(words) > LONGEST or len(words.split()) > MOST_WORDS or PERSONAL.search(query.lower()):
        return False
    today = timezone.localdate(now)
    with transaction.atomic():
        asked = SearchMiss.objects.filter(words=words, language=language)
        if asked.update(times=F("times") + 1, last_on=today):
            return True
        if SearchMiss.objects.count() >= MOST_KEPT:
            return False
        row = SearchMiss(words=words, language=language, first_on=today, last_on=today)
        SearchMiss.objects.bulk_create([row], ignore_conflicts=True)
    return True


def asked_again() -> QuerySet[SearchMiss]:
    """Return what was asked more than once, the most asked first."""
    return SearchMiss.objects.filter(times__gte=SHOWN_FROM).order_by("-times", "-last_on", "words")


def forget(today: date) -> int:
    """Delete what nobody asked for lately; return how many rows."""
    rare = Q(times__lt=SHOWN_FROM, last_on__lt=today - ONCE)
    deleted, _by_model = SearchMiss.objects.filter(rare | Q(last_on__lt=today - OFTEN)).delete()
    return deleted
