"""The search index: one row an item, all languages, visibility in the row and checked at query time.

Packages put their own items in (``indexing.py``) and this module knows none of them. The same words find the same items
on SQLite and on PostgreSQL, because one analyser in Python makes the terms and the engines only compare them.
"""

from __future__ import annotations

from community.searching.finding import PAGE_SIZE, Found, Hit, find
from community.searching.index import Item, clear, put, put_all, remove
from community.searching.lexicon import forget as forget_glossary

__all__ = ["PAGE_SIZE", "Found", "Hit", "Item", "clear", "find", "forget_glossary", "put", "put_all", "remove"]
