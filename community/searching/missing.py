"""What people looked for and nobody wrote: counted by its words for the desk, without a trace of who asked.

Searching is reading, and reading writes no row: a miss is noted in the cache, and the clock counts what was noted. Words
that may be somebody's own (numbers, addresses, long texts) are not noted at all, and what was asked once only is shown to
nobody and forgotten first. Noted misses may be lost with the cache: it is a hint for editors, not a record.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q

from community.models import SearchMiss
from community.searching.analyser import LONGEST, key

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

SHOWN_FROM = 2  # times
MOST_WORDS = 6
MOST_KEPT = 5000  # a program that types at random fills no table
ONCE, OFTEN = timedelta(days=14), timedelta(days=180)
PERSONAL = re.compile(r"\d{5,}|@|://|\b[a-z]{1,2}\d{4,}")
# Noted misses stand in the cache under numbers that go up; the clock remembers up to which it counted them.
NOTED, COUNTED, NOTE = "search:misses:noted", "search:misses:counted", "search:miss:{}"
MOST_NOTED, NOTE_KEPT = 2000, 3600  # at a time; seconds


def note(query: str, *, language: str) -> bool:
    """Note a query that found nothing; tell whether it was fit to be noted."""
    words = key(query)
    if not words or len(words) > LONGEST or len(words.split()) > MOST_WORDS or PERSONAL.search(query.lower()):
        return False
    cache.add(NOTED, 0, None)
    cache.set(NOTE.format(cache.incr(NOTED)), (words, language), NOTE_KEPT)
    return True


def count(today: date) -> int:
    """Count what was noted since the last time, one row for the same words however they were written; return how many."""
    last, counted = cache.get(NOTED, 0), cache.get(COUNTED, 0)
    if counted > last:  # the cache was emptied in between
        counted = 0
    waiting = range(max(counted, last - MOST_NOTED) + 1, last + 1)
    noted = cache.get_many([NOTE.format(number) for number in waiting])
    # Whoever deletes a note counts it: two workers at once count it once.
    mine = [found for name, found in noted.items() if cache.delete(name)]
    cache.set(COUNTED, last, None)
    for (words, language), times in sorted(Counter(mine).items()):
        _count(words, language, times, today)
    return len(mine)


def _count(words: str, language: str, times: int, today: date) -> None:
    with transaction.atomic():
        asked = SearchMiss.objects.filter(words=words, language=language)
        if asked.update(times=F("times") + times, last_on=today) or SearchMiss.objects.count() >= MOST_KEPT:
            return
        SearchMiss.objects.create(words=words, language=language, times=times, first_on=today, last_on=today)


def asked_again() -> QuerySet[SearchMiss]:
    """Return what was asked more than once, the most asked first."""
    return SearchMiss.objects.filter(times__gte=SHOWN_FROM).order_by("-times", "-last_on", "words")


def forget(today: date) -> int:
    """Delete what nobody asked for lately; return how many rows."""
    rare = Q(times__lt=SHOWN_FROM, last_on__lt=today - ONCE)
    deleted, _by_model = SearchMiss.objects.filter(rare | Q(last_on__lt=today - OFTEN)).delete()
    return deleted
