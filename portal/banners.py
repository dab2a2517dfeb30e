"""The emergency banners that are up, kept for seconds: every page asks for them, and they hardly ever change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils import timezone, translation

from community.models import Banner
from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import datetime

KEY = "banners:up"
KEPT = 30  # seconds; raising one or taking it down ends this at once


@dataclass(frozen=True)
class Shown:
    """A banner in one language; `township` is empty where it speaks to all."""

    township: str
    text: str


def shown() -> list[Shown]:
    """Return what hangs above a page now, in the page's language."""
    now, language = timezone.now(), translation.get_language() or Language.ENGLISH
    return [Shown(names.get(language, ""), texts[language]) for ends_at, names, texts in _up(now) if ends_at > now]


def forget(**_signal: Any) -> None:
    """Read them anew: what is public has changed."""
    cache.delete(KEY)


def _up(now: datetime) -> list[tuple[datetime, dict[str, str], dict[str, str]]]:
    rows: list[tuple[datetime, dict[str, str], dict[str, str]]] | None = cache.get(KEY)
    if rows is None:
        found = Banner.objects.up(now).select_related("township__parent")
        rows = [(banner.ends_at, _names(banner), {"en": banner.text_en, "zh-hans": banner.text_zh_hans}) for banner in found]
        cache.set(KEY, rows, KEPT)
    return rows


def _names(banner: Banner) -> dict[str, str]:
    names = {}
    for language in Language.values if banner.township else ():
        with translation.override(language):
            names[language] = str(banner.township.full_name) if banner.township else ""
    return names
