"""The search index: one row an item, both languages, visibility in the row and checked at query time.

Packages put their own items in (``indexing.py``) and this module knows none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body


@dataclass(frozen=True)
class Item:
    """What is found: a thing with its words in both languages, and when it may be seen.

    `address` is the path without the language prefix (``/notices/visa-free/``). `titles`, `summaries` and `texts` map
    a language code to plain text or Markdown; a language without words is left out.
    """

    kind: str
    id: int
    address: str
    titles: dict[str, str]
    summaries: dict[str, str]
    texts: dict[str, str]
    body: Body | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    sort_at: datetime | None = None


def put(item: Item) -> None:
    """Add an item or replace it, in the caller's transaction."""


def remove(kind: str, id_: int) -> None:
    """Take an item out, in the caller's transaction."""
