"""Presentation only: template tags that every page has without loading them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from community.cards import qr_data_uri
from portal.drawings import (
    ACCENTS,
    CENTRES,
    DEGREE_ACROSS,
    DEGREE_DOWN,
    DOOR,
    HUANGPU,
    ICONS,
    MAP_HEIGHT,
    MAP_NORTH,
    MAP_WEST,
    MAP_WIDTH,
    MARKS,
    SUZHOU_CREEK,
    on_map,
    smooth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from django.core.paginator import Page
    from django.forms.boundfield import BoundField
    from django.http import HttpRequest
    from django.template.context import Context

    from community.fields import PartialDate

register = template.Library()


# --- Drawings ---------------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return a small drawing: silent beside words, or with `label` where it stands alone. Unknown names fail loudly."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    # The geometry is ours, from portal/drawings.py.
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>', role, mark_safe(ICONS[name]))  # noqa: S308


@register.simple_tag
def township_mark(slug: str, size: str = "") -> SafeString:
    """Return the township's line drawing on its colour; `size` may be "large". The name always stands beside it."""
    return format_html(
        '<svg class="township-mark{} accent-{}" viewBox="0 0 32 32" aria-hidden="true">{}</svg>',
        f" township-mark-{size}" if size else "",
        township_accent(slug),
        mark_safe(MARKS.get(slug, DOOR)),  # noqa: S308  # ours as well
    )


@register.simple_tag
def township_drawing(slug: str) -> SafeString:
    """Return the drawing alone, centred on the origin, for the map."""
    return format_html(
        '<svg class="drawing" x="-12" y="-12" width="24" height="24" viewBox="0 0 32 32">{}</svg>',
        mark_safe(MARKS.get(slug, DOOR)),  # noqa: S308  # ours as well
    )


@register.filter
def township_accent(slug: str) -> str:
    """Return the township's working colour: blue, brick, green or gold."""
    return ACCENTS.get(slug, "blue")


# --- Addresses --------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def current_link(context: Context, address: str, *, exact: bool = False) -> SafeString:
    """Return ``aria-current`` for a link to this page ("page") or to a page above it ("true"), else nothing."""
    request: HttpRequest | None = context.get("request")
    if request is None or not address:
        return SafeString()
    if request.path == address:
        return mark_safe(' aria-current="page"')
    above = not exact and address.count("/") > 2 and request.path.startswith(address)  # noqa: PLR2004  # /en/ is above all
    return mark_safe(' aria-current="true"') if above else SafeString()


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """Return this page's query with some values replaced; None or "" removes one. Starts with "?"."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in {None, ""}:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """Return each language with its own name and the address of this very page in it, query kept.

    The prefix is swapped rather than the address resolved, because a missing page must offer the switch as well.
    """
    request: HttpRequest | None = context.get("request")
    address = request.get_full_path() if request else "/"
    present = translation.get_language()
    return [
        {
            "code": code,
            "tag": lang_attr(code),
            "name": OWN_NAMES.get(code) or translation.get_language_info(code)["name_local"],
            "url": in_language(address, code),
            "current": code == present,
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def site_address(path: str) -> str:
    """Return the address of a page as others may follow it, whichever host this request asked for."""
    return settings.SITE_URL + path


@register.simple_tag
def structured_data(described: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return what a page is in schema.org's words. Browsers never run a block of data, so the content policy is not asked."""
    # As in Django's json_script: nothing in it can end the block.
    plain = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
    blocks = (json.dumps(one, ensure_ascii=False, cls=DjangoJSONEncoder).translate(plain) for one in described)
    return mark_safe("".join(f'<script type="application/ld+json">{block}</script>' for block in blocks))  # noqa: S308


@register.inclusion_tag("ui/print_mark.html", takes_context=True)
def print_mark(context: Context) -> dict[str, Any]:
    """Draw the way back from paper to this page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return {}
    address = settings.SITE_URL + request.path
    return {"address": address, "code": qr_data_uri(address), "today": timezone.localdate()}


KEPT_IN_ADDRESSES = ("page",)  # parts of a query that make another page; filters only make a shorter one


@register.inclusion_tag("ui/page_links.html", takes_context=True)
def page_links(context: Context, spoken: Iterable[str] = ()) -> dict[str, Any]:
    """Name this page's own address and those of its other languages.

    `spoken` are the languages in which it can really be read, all when absent. In another one it is a fallback: its own
    address is then the page in the language that it shows.
    """
    request: HttpRequest | None = context.get("request")
    present = translation.get_language_from_path(request.path) if request else None
    if request is None or present is None:
        return {}
    codes = list(spoken) or [code for code, _name in settings.LANGUAGES]
    query = urlencode({name: request.GET[name] for name in KEPT_IN_ADDRESSES if name in request.GET})
    by_code = {code: settings.SITE_URL + in_language(request.path, code) + (f"?{query}" if query else "") for code in codes}
    anyone = settings.SITE_URL + request.path.removeprefix(f"/{present}") if len(codes) > 1 else next(iter(by_code.values()))
    alternates = [{"tag": lang_attr(code), "url": url} for code, url in by_code.items()]
    return {
        "canonical": by_code.get(present) or next(iter(by_code.values())),
        "alternates": [*alternates, {"tag": "x-default", "url": anyone}],
    }


OWN_NAMES = {"zh-hans": "中文"}


def in_language(address: str, code: str) -> str:
    """Return a local address under another language's prefix; one that has no prefix leads to that language's front page."""
    parts = urlsplit(address)
    prefix = translation.get_language_from_path(parts.path)
    if prefix is None:
        return f"/{code}/"
    path = f"/{code}{parts.path.removeprefix(f'/{prefix}')}"
    return f"{path}?{parts.query}" if parts.query else path


@register.filter
def lang_attr(code: str | None) -> str:
    """Return a language code as HTML writes it: ``zh-hans`` gives ``zh-Hans``."""
    return translation.to_locale(code).replace("_", "-") if code else ""


@register.filter
def thousands(number: float | Decimal | None) -> str:
    """Return a number with its thousands set apart, alike in both languages: 23,750."""
    return "" if number is None else f"{number:,}"


@register.simple_tag
def words(row: Any, field: str) -> SafeString | str:
    """Return a translated field's text; where the page's language has none, another's, marked with its `lang`."""
    codes = [translation.get_language() or settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    for code in codes:
        if text := getattr(row, f"{field}_{code.replace('-', '_')}", None):
            return str(text) if code == codes[0] else format_html('<span lang="{}">{}</span>', lang_attr(code), text)
    return ""


# --- Dates and times, in words of the page's language -------------------------------------------------------------------
def _local(moment: date) -> date:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


@register.filter
def day(moment: date | None) -> str:
    """Return "Saturday 28 November 2026" or 「2026年11月28日 星期六」."""
    return date_format(_local(moment), pgettext("format of a day", "l j F Y")) if moment else ""


@register.filter
def day_plain(moment: date | None) -> str:
    """Return "28 November 2026" or 「2026年11月28日」."""
    return date_format(_local(moment), pgettext("format of a day without its weekday", "j F Y")) if moment else ""


@register.filter
def day_short(moment: date | None) -> str:
    """Return "Sat 28 Nov" or 「11月28日 周六」: for lists of the coming weeks, where the year is clear."""
    return date_format(_local(moment), pgettext("format of a short day", "D j M")) if moment else ""


@register.filter
def leaf_month(moment: date | None) -> str:
    """Return the month as a calendar leaf shows it: "Nov" or 「11月」."""
    return date_format(_local(moment), pgettext("format of a month on a calendar leaf", "M")) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """Return "14:00"."""
    return date_format(_local(moment), "H:i") if moment else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return "28 November 2026, 14:00" or 「2026年11月28日 14:00」."""
    if not value:
        return ""
    return pgettext("a day and a time", "%(day)s, %(time)s") % {"day": day_plain(value), "time": clock(value)}


@register.simple_tag
def span(starts: datetime, ends: datetime, style: str = "long") -> SafeString:
    """Return when something is, as a ``<time>``: the day once, then from when to when. Style "short" or "clock" is for lists."""
    first, last = _local(starts), _local(ends)
    name = day_short if style == "short" else day
    words = {"day": name(first), "start": clock(starts), "end": clock(ends), "end_day": name(last)}
    if style == "clock":
        text = pgettext("from one time to another", "%(start)s to %(end)s") % words
    elif first.timetuple()[:3] == last.timetuple()[:3]:
        text = pgettext("a day, from one time to another", "%(day)s, %(start)s to %(end)s") % words
    else:
        text = pgettext("from a day and time to another", "%(day)s, %(start)s to %(end_day)s, %(end)s") % words
    return format_html('<time datetime="{}">{}</time>', first.isoformat(), text)


@register.filter
def partial_date(value: PartialDate | None) -> str:
    """Return a PartialDate in words: "3 May 2024", "May 2024", "2024" or "date unknown"."""
    return gettext("date unknown") if value is None else value.words


# --- Forms ------------------------------------------------------------------------------------------------------------
@register.filter
def first_control(field: BoundField) -> str:
    """Return the id that an entry of the error summary leads to: the control, or the first of several."""
    if field.widget_type in {"radioselect", "checkboxselectmultiple", "splitdatetime"}:
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


# --- Lists ------------------------------------------------------------------------------------------------------------
@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """Return the numbers to show: the first, the last, those around this one, and "…" for what is left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


# --- The map ----------------------------------------------------------------------------------------------------------
# Names stand right of their pin, near the right edge below it, and elsewhere where two would meet.
NEAR_THE_EDGE = 0.72
LABEL_SIDES = {
    "jinqiao": "above",
    "huamu": "above",
    "hongqiao-subdistrict": "left",
    "hongqiao-town": "left",
    "yichuan-road": "left",
    "xujing": "below",
}
LABELS = {
    "right": {"anchor": "start", "label_x": 25, "name_y": 0, "district_y": 16},
    "left": {"anchor": "end", "label_x": -25, "name_y": 0, "district_y": 16},
    "above": {"anchor": "middle", "label_x": 0, "name_y": -41, "district_y": -25},
    "below": {"anchor": "middle", "label_x": 0, "name_y": 35, "district_y": 51},
}


@register.inclusion_tag("ui/map.html")
def township_map(townships: Iterable[Any]) -> dict[str, Any]:
    """Draw the townships (slug, name, district_name; longitude and latitude where known) along the river."""
    pins = []
    for township in townships:
        longitude, latitude = getattr(township, "longitude", None), getattr(township, "latitude", None)
        point = CENTRES.get(township.slug) if longitude is None or latitude is None else (float(longitude), float(latitude))
        if point:
            x, y = on_map(*point)
            side = LABEL_SIDES.get(township.slug, "below" if x > MAP_WIDTH * NEAR_THE_EDGE else "right")
            pins.append({"township": township, "x": x, "y": y, **LABELS[side]})
    return {"pins": pins, "width": MAP_WIDTH, "height": MAP_HEIGHT, "huangpu": smooth(HUANGPU), "creek": smooth(SUZHOU_CREEK)}


@register.inclusion_tag("ui/point_map.html")
def point_map(townships: Iterable[Any], places: Iterable[Any]) -> dict[str, Any]:
    """Draw the map on which a point is set: townships (slug, name) for the way, places (name, latitude, longitude) near by."""
    centres = [{"slug": one.slug, "name": one.name, **_spot(*CENTRES[one.slug])} for one in townships if one.slug in CENTRES]
    spots = [{"name": one.name, **_spot(one.longitude, one.latitude)} for one in places if one.latitude is not None]
    return {
        "townships": centres,
        "places": spots,
        "width": MAP_WIDTH,
        "height": MAP_HEIGHT,
        "huangpu": smooth(HUANGPU),
        "creek": smooth(SUZHOU_CREEK),
        "west": str(MAP_WEST),
        "north": str(MAP_NORTH),
        "across": str(DEGREE_ACROSS),
        "down": str(DEGREE_DOWN),
    }


def _spot(longitude: float, latitude: float) -> dict[str, str]:
    """Return a point to a metre or two: near by, the whole units of the other map are too coarse."""
    return {
        "x": f"{(longitude - MAP_WEST) * DEGREE_ACROSS:.2f}",
        "y": f"{(MAP_NORTH - latitude) * DEGREE_DOWN:.2f}",
    }


SMALLEST_CIRCLE, LARGEST_CIRCLE = 17, 44


@register.inclusion_tag("ui/count_map.html")
def count_map(rows: Iterable[Mapping[str, Any]], dots: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Draw how many each township has (township, number, url), and single ones as dots (longitude, latitude, name)."""
    found = [row for row in rows if row["number"] and row["township"].slug in CENTRES]
    most = max((row["number"] for row in found), default=1)
    circles = []
    for row in sorted(found, key=lambda row: -row["number"]):
        x, y = on_map(*CENTRES[row["township"].slug])
        radius = max(SMALLEST_CIRCLE, round(LARGEST_CIRCLE * (row["number"] / most) ** 0.5))
        circles.append({**row, "x": x, "y": y, "radius": radius})
    points = [{**dot, "x": on_map(dot["longitude"], 0)[0], "y": on_map(0, dot["latitude"])[1]} for dot in dots]
    water = {"huangpu": smooth(HUANGPU), "creek": smooth(SUZHOU_CREEK)}
    return {"circles": circles, "dots": points, "width": MAP_WIDTH, "height": MAP_HEIGHT, **water}
