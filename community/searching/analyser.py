"""Words to terms, alike for index and query and for both engines.

Width and case are folded, Traditional Chinese becomes Simplified, English plurals become singular and American spelling
British (no stemming beyond: "resident" must not find "residence"). Chinese is cut into words, and the index also holds
every single character. Pairs of neighbours are terms too, so that a name is found as a name: "Hongqiao Town" is not a
town near Hongqiao. The dictionaries are loaded at the first use, not at start-up.
"""

from __future__ import annotations

import functools
import hashlib
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
    "a about am an and any are as at be been being but by can could did do does doing for from get getting go had has have "
    "how i if in into is it its know let like long many may me much must my need no not of on or our please should so some "
    "tell than that the their them then there these they this to us want was we were what when where which who whom whose "
    "why will with would you your "
    "怎么 怎样 如何 怎么办 什么 哪里 哪儿 哪些 哪个 为什么 请问 可以 能 能否 是否 是 吗 呢 吧 的 了 我 我们 你 您 要 想 "
    "在 有 和 与 及 或 去 到 给 把 被 对 从 谁 多少 几 后 需要 应该 应 会 不 没有 还 都 就 人 个 这 那 时 时候 里 办 办理"
)
STOP_WORDS = frozenset(QUESTION_WORDS.split())
UNCHANGED = frozenset({"buses", "news", "series", "species", "always", "movies", "cookies", "ties", "gas", "lens"})
SINGULARS = {"buses": "bus", "movies": "movie", "cookies": "cookie", "ties": "tie", "gases": "gas"}
SHORTEST_PLURAL = 4
SHORTEST_IES = 5
BRITISH = {
    "license": "licence", "center": "centre", "theater": "theatre", "program": "programme", "kilometer": "kilometre",
    "meter": "metre", "liter": "litre", "color": "colour", "neighbor": "neighbour", "neighborhood": "neighbourhood",
    "labor": "labour", "favorite": "favourite", "harbor": "harbour", "enroll": "enrol",
    "enrollment": "enrolment", "counselor": "counsellor", "traveler": "traveller", "jewelry": "jewellery",
}  # fmt: skip
IZED = re.compile(r"(?<=[a-z]{3})iz(e|er|ed|ing|ation)$")
NOT_IZED = frozenset({"resize", "oversize", "capsize"})
# Words that begin with one of these characters and a word: 副市长 is also a 市长, while 上海市 is no 海市.
PREFIXED = frozenset("副总大小老新非无未每全各旧原前")
POSSESSIVE = re.compile(r"(?<=[^\W_])['\u2019]s(?![^\W_])", re.IGNORECASE)
ACCENTS = re.compile("[\u0300-\u036f]")


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
        folded = unicodedata.normalize("NFC", ACCENTS.sub("", apart))
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


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the term of a word: singular and British; what is not English passes through."""
    one = singular(word)
    if one in BRITISH:
        return BRITISH[one]
    return one if one in NOT_IZED else IZED.sub(r"is\1", one)


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """Return the runs of letters of a text, folded, each with whether it is Chinese."""
    for found in RUN.finditer(fold(POSSESSIVE.sub("", text))):
        yield found["han"] is not None, found[0]


def cut(run: str) -> list[str]:
    """Return the words of a run of Chinese."""
    return list(_cutter().cut(run))


@functools.lru_cache(maxsize=20_000)
def _inside(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that a Chinese word begins with, and those it ends with: 虹桥镇 is found as 虹桥, 上海市 not as 海市."""
    parts = [part for part in _cutter().cut_for_search(word) if part != word]
    starts = tuple(part for part in parts if word.startswith(part))
    whole = {*starts, *(word[:1] if word[:1] in PREFIXED else "")}
    return starts, tuple(part for part in parts if word.endswith(part) and word.removesuffix(part) in whole)


def index_terms(text: str) -> list[str]:
    """Return all terms under which a text is found: words, words in words, single characters, pairs of neighbours."""
    terms: list[str] = []
    before = ""
    for is_han, run in runs(text):
        if is_han:
            terms += _han_terms(run)
            before = ""
            continue
        word = stem(run)[:LONGEST]
        terms.append(word)
        if before:
            terms.append(pair(before, word))
        before = word
    return terms


def _han_terms(run: str) -> list[str]:
    words = cut(run)
    terms = [*words, *run]
    last: tuple[str, ...] = ()
    for word in words:
        starts, ends = _inside(word) if len(word) > len("两字") else ((), ())
        terms += starts + ends
        terms += [pair(one, other) for one in last for other in (word, *starts)]
        last = (word, *ends)
    return terms


def pair(one: str, other: str) -> str:
    """Return the term of two neighbours; joined, so that a name written without its space is found too."""
    return f"{one}{other}"[:LONGEST]


def query_terms(text: str) -> list[str]:
    """Return the terms a query asks for, each once; words of questions are left out unless nothing else is there."""
    terms: list[str] = []
    for is_han, run in runs(text[:LONGEST_QUERY]):
        terms += cut(run) if is_han else [run]
    meant = [term for term in terms if term not in STOP_WORDS] or terms
    return list(dict.fromkeys(stem(term)[:LONGEST] for term in meant))[:MOST_QUERY_TERMS]


def key(text: str) -> str:
    """Return what two writings of the same name have in common."""
    return " ".join(stem(run) for _is_han, run in runs(text))


def name_term(text: str) -> str:
    """Return the term that stands for a whole name: who types exactly this means exactly that."""
    return f"name{hashlib.blake2b(key(text).encode(), digest_size=8).hexdigest()}"


@functools.lru_cache(maxsize=20_000)
def reading(text: str) -> str:
    """Return how a word is typed in pinyin, without tones and spaces; words in Latin letters are read as they stand."""
    import pypinyin  # noqa: PLC0415  # its tables are read at the first search, not at start-up

    return "".join(pypinyin.lazy_pinyin(text)).replace("ü", "u").replace("v", "u") if not text.isascii() else text
