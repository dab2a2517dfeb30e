"""Words to terms, alike for index and query and for both engines.

Width and case are folded, Traditional Chinese becomes Simplified, English plurals become singular (no stemming beyond:
"resident" must not find "residence"). Chinese is cut into words, and the index also holds every single character.
The dictionaries are loaded at the first use, not at start-up.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
RUN = re.compile(rf"(?P<han>[{HAN}]+)|[^\W_{HAN}]+")
LONGEST = 60  # a longer run of letters is no word
MOST_QUERY_TERMS = 16  # more words than anyone means; keeps a hostile query cheap
LONGEST_QUERY = 200

QUESTION_WORDS = (
    "a an and are at be can could do does for from get have how i in is it me my of on or our please should tell "
    "that the there this to us was we what when where which who why will with would you your "
    "怎么 怎样 如何 怎么办 什么 哪里 哪儿 哪些 哪个 为什么 请问 可以 能 能否 是否 是 吗 呢 吧 的 了 我 我们 你 您 要 想 "
    "在 有 和 与 及 或 去 到 给 把 被 对 从"
)
STOP_WORDS = frozenset(QUESTION_WORDS.split())
UNCHANGED = frozenset({"buses", "news", "series", "species", "always", "movies", "cookies", "ties", "gas", "lens"})
SINGULARS = {"buses": "bus", "movies": "movie", "cookies": "cookie", "ties": "tie", "gases": "gas"}
SHORTEST_PLURAL = 4
SHORTEST_IES = 5


@functools.cache
def _simplifier() -> Any:
    import opencc  # noqa: PLC0415  # its tables are read at the first search, not at start-up

    return opencc.OpenCC("t2s")


@functools.cache
def _cutter() -> Any:
    import rjieba  # noqa: PLC0415  # 5 MB of dictionary

    return rjieba


def fold(text: str) -> str:
    """Return a text in one width and case, without Latin accents, in Simplified characters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if not folded.isascii():
        apart = unicodedata.normalize("NFD", folded)
        # Only Latin accents: the marks of kana and Hangul are part of the letter.
        folded = unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))
        folded = str(_simplifier().convert(folded))
    return folded


def singular(word: str) -> str:
    """Return an English word without its plural ending; other words as they are."""
    if word in SINGULARS:
        return SINGULARS[word]
    if word in UNCHANGED or len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) >= SHORTEST_IES:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    for found in RUN.finditer(fold(text)):
        yield found["han"] is not None, found[0]


def index_terms(text: str) -> list[str]:
    """Return all terms under which a text is found."""
    terms: list[str] = []
    for is_han, run in _runs(text):
        if is_han:
            terms += _cutter().cut_for_search(run)
            terms += run
        else:
            terms.append(singular(run)[:LONGEST])
    return terms


def query_terms(text: str) -> list[str]:
    """Return the terms a query asks for, each once; words of questions are left out unless nothing else is there."""
    terms: list[str] = []
    for is_han, run in _runs(text[:LONGEST_QUERY]):
        terms += _cutter().cut(run) if is_han else [run]
    meant = [term for term in terms if term not in STOP_WORDS] or terms
    return list(dict.fromkeys(singular(term)[:LONGEST] for term in meant))[:MOST_QUERY_TERMS]


def key(text: str) -> str:
    """Return what two writings of the same name have in common."""
    return " ".join(singular(run) for _is_han, run in _runs(text))
