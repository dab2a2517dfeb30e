"""The search index: one row an item, all languages, visibility in the row and checked at query time.

Packages put their own items in (``indexing.py``) and this module knows none of them. The same words find the same items
on SQLite and on PostgreSQL, because one analyser in Python makes the terms and the engines only compare them.
"""

from __future__ import annotations

from community.searching import missing
from community.searching.analyser import LONGEST_QUERY, key
from community.searching.correcting import meant, single
from community.searching.finding import PAGE_SIZE, Found, Hit, find
from community.searching.index import Item, clear, put, put_all, remove
from community.searching.lexicon import forget as forget_glossary
from community.searching.lexicon import stands_in, terms_standing_in
from community.searching.suggesting import Suggestion, suggest

__all__ = [
    "LONGEST_QUERY",
    "PAGE_SIZE",
    "Found",
    "Hit",
    "Item",
    "Suggestion",
    "clear",
    "find",
    "forget_glossary",
    "key",
    "meant",
    "missing",
    "put",
    "put_all",
    "remove",
    "single",
    "stands_in",
    "suggest",
    "terms_standing_in",
]
