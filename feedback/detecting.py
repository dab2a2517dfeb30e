"""Guesses the language of what someone wrote, offline. The script decides first; letters shared by many go to py3langid."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

ENGLISH, CHINESE, JAPANESE, KOREAN = "en", "zh-hans", "ja", "ko"
# The languages residents may name; a guess outside of them would be a mistake more often than not.
WRITTEN = (
    "en", "zh-hans", "ja", "ko", "fr", "de", "es", "it", "pt", "ru", "ar", "nl", "pl", "sv", "da", "fi", "nb", "tr",
    "th", "vi", "id", "hi", "fa", "he", "uk", "el", "cs", "hu", "ro",
)  # fmt: skip
IN_LATIN_LETTERS = {
    "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "nb", "tr", "vi", "id", "cs", "hu", "ro",
}  # fmt: skip
SURE_ENOUGH = 0.6
KANA_SHARE = 0.1  # Japanese mixes kana with Chinese characters
CJK_SHARE = 0.3


class Guess(NamedTuple):
    """A language code and how sure we are, from 0 to 1."""

    language: str
    confidence: float


def detect(text: str, *, likely: str = "") -> Guess:
    """Return the language of a text; English when nothing tells.

    `likely` is the language its writer used before: short words that could be anything in Latin letters are taken for it.
    """
    scripts = _scripts(text)
    letters = sum(scripts.values())
    if not letters:
        return Guess(ENGLISH, 0.0)
    east = scripts["HAN"] + scripts["KANA"] + scripts["HANGUL"]
    if east / letters >= CJK_SHARE:
        if scripts["HANGUL"] >= max(scripts["HAN"], scripts["KANA"]):
            return Guess(KOREAN, scripts["HANGUL"] / letters)
        if scripts["KANA"] / east >= KANA_SHARE:
            return Guess(JAPANESE, east / letters)
        return Guess(CHINESE, scripts["HAN"] / letters)
    guess = _by_letters(text)
    return Guess(likely, 0.0) if not guess.confidence and likely in IN_LATIN_LETTERS and likely != ENGLISH else guess


def _scripts(text: str) -> dict[str, int]:
    found = {"HAN": 0, "KANA": 0, "HANGUL": 0, "OTHER": 0}
    for character in text:
        if not character.isalpha():
            continue
        name = unicodedata.name(character, "")
        if name.startswith("CJK"):
            found["HAN"] += 1
        elif name.startswith(("HIRAGANA", "KATAKANA")):
            found["KANA"] += 1
        elif name.startswith("HANGUL"):
            found["HANGUL"] += 1
        else:
            found["OTHER"] += 1
    return found


def _by_letters(text: str) -> Guess:
    code, confidence = _identifier().classify(text)
    if code in {"zh", "ja", "ko"} or confidence < SURE_ENOUGH:
        return Guess(ENGLISH, 0.0)
    return Guess("nb" if code == "no" else code, round(float(confidence), 3))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Load the model once per process, on first use: half a second that start-up need not pay."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # see above

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in ("no" if code == "nb" else code for code in WRITTEN) if code in known])
    return identifier
