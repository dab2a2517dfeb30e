"""What would make a text easier to read: hints for its writer, from the words alone. Nothing is refused for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from community import prose
from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrOrPromise

WORDS_IN_A_SENTENCE, SIGNS_IN_A_SENTENCE = 25, 70
WORDS_IN_A_PARAGRAPH, SIGNS_IN_A_PARAGRAPH = 110, 200
LONG_TEXT = {Language.ENGLISH: 300, Language.CHINESE: 600}
MOST = 8  # more would not be read
ENGLISH_END, CHINESE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])"), re.compile(r"(?<=[。！？；])")
HAN = re.compile(r"[\u4e00-\u9fff]")
ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,6}s?(?![A-Za-z0-9])")
KNOWN = {
    "PDF",
    "ID",
    "SMS",
    "QR",
    "TV",
    "USA",
    "UK",
    "EU",
    "UN",
    "WHO",
    "ATM",
    "SIM",
    "AM",
    "PM",
    "OK",
    "FAQ",
    "APP",
    "VIP",
    "RMB",
    "CNY",
}
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATE = re.compile(
    rf"\d{{4}}-\d|\d{{1,2}}\s(?:{MONTHS})|(?:{MONTHS})[a-z]*\.?\s\d|\d\s*[月日年]|\b(?:19|20)\d\d\b|today|tomorrow|now\b|即日|今日|今天"
)
CONTACT = re.compile(
    r"https?://|@|\+?\d[\d -]{6,}\d|\b12\d{3}\b|\b(?:call|phone|desk|office|counter|address|WeChat)\b"
    r"|电话|拨打|窗口|地址|咨询|公众号|邮箱",
    re.IGNORECASE,
)
EASIER = {
    "utilise": "use", "utilize": "use", "commence": "begin", "terminate": "end", "prior to": "before",
    "subsequent to": "after", "pursuant to": "under", "in accordance with": "under", "in the event that": "if",
    "in order to": "to", "shall": "must", "endeavour": "try", "facilitate": "help", "aforementioned": "this",
    "herein": "here", "therein": "there", "notwithstanding": "despite", "with regard to": "about",
    "at the present time": "now", "relevant departments": "the office’s name",
    "兹": "现", "予以": "（直接用动词）", "届时": "到时候", "特此": "（可省略）", "之规定": "的规定", "如若": "如果",
    "务须": "请务必", "须于": "请在", "相关部门": "具体单位名称", "有关部门": "具体单位名称", "上述": "（写明是什么）",
    "逾期": "过期", "该等": "这些", "进行办理": "办理",
}  # fmt: skip
EMPTY_LINKS = {
    "here",
    "click here",
    "this link",
    "link",
    "more",
    "read more",
    "点击这里",
    "这里",
    "此处",
    "点此",
    "链接",
    "详情",
    "点击查看",
}


@dataclass(frozen=True)
class Hint:
    """One thing that would help readers. `quote` shows where."""

    kind: str
    message: _StrOrPromise
    quote: str = ""


def of_text(html: str, language: str) -> list[Hint]:
    """Return hints on one text, the most helpful first."""
    found = [
        *_sentences(html, language),
        *_paragraphs(html, language),
        *_abbreviations(html),
        *_hard_words(html, language),
        *_links(html),
    ]
    length = len(prose.plain(html).split()) if language == Language.ENGLISH else len(HAN.findall(html))
    if length > LONG_TEXT[Language(language)] and not prose.HEADING.search(html):
        found.append(Hint("headings", _("A long text without headings: readers look for the part that concerns them.")))
    return found[:MOST]


def of_notice(texts: list[str], *, dated: bool, reachable: bool) -> list[Hint]:
    """Return hints on what a notice as a whole leaves open: when, and whom to ask. `texts` are title, summary and text."""
    words = "\n".join(prose.plain(text) for text in texts)
    if not words.strip():
        return []
    hints = []
    if not dated and not DATE.search(words):
        hints.append(Hint("date", _("No date anywhere: say from when this applies, or until when to act.")))
    if not reachable and not CONTACT.search(words + "".join(texts)):
        hints.append(Hint("contact", _("Nobody to ask: give a telephone number, an address or a page.")))
    return hints


def _sentences(html: str, language: str) -> Iterator[Hint]:
    """Name sentences that are too long to be taken in at once."""
    for line in prose.plain(html).split("\n"):
        for sentence in (CHINESE_END if language == Language.CHINESE else ENGLISH_END).split(line):
            if _length(sentence, language) > (SIGNS_IN_A_SENTENCE if language == Language.CHINESE else WORDS_IN_A_SENTENCE):
                yield Hint("sentence", _("A long sentence: say it in two."), _beginning(sentence, language))


def _paragraphs(html: str, language: str) -> Iterator[Hint]:
    limit = SIGNS_IN_A_PARAGRAPH if language == Language.CHINESE else WORDS_IN_A_PARAGRAPH
    for block in prose.blocks(html):
        words = prose.plain(block)
        if not block.startswith(("<ul", "<ol", "<table")) and _length(words, language) > limit:
            yield Hint("paragraph", _("A long paragraph: part it, or make a list of it."), _beginning(words, language))


def _abbreviations(html: str) -> Iterator[Hint]:
    """Name abbreviations that are never spelled out: in brackets after their words, or before them."""
    words = prose.plain(html)
    for short in dict.fromkeys(ABBREVIATION.findall(words)):
        bare = short.removesuffix("s")
        explained = re.search(rf"[(（]\s*{re.escape(bare)}s?\s*[)）]|{re.escape(bare)}s?\s*[(（]", words)
        if bare not in KNOWN and not explained:
            yield Hint("abbreviation", _("An abbreviation that is not explained: write it out once."), short)


def _hard_words(html: str, language: str) -> Iterator[Hint]:
    words = prose.plain(html)
    for hard, easy in EASIER.items():
        if bool(HAN.search(hard)) != (language == Language.CHINESE):
            continue
        found = re.search(re.escape(hard) if HAN.search(hard) else rf"\b{re.escape(hard)}\b", words, re.IGNORECASE)
        if found:
            yield Hint("word", _("A word of offices: there is an easier one."), f"{found[0]} → {easy}")


def _links(html: str) -> Iterator[Hint]:
    for words in re.findall(r"<a [^>]*>(.*?)</a>", html):
        bare = prose.plain(words).strip()
        if bare.lower().strip(" .。>»") in EMPTY_LINKS:
            yield Hint("link", _("A link that does not say where it leads: name the page."), bare)


def _length(words: str, language: str) -> int:
    return len(HAN.findall(words)) if language == Language.CHINESE else len(words.split())


def _beginning(words: str, language: str) -> str:
    words = words.strip()
    if language == Language.CHINESE:
        return words[:16] + "…"
    return " ".join(words.split()[:8]) + " …"
