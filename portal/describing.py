"""Says of townships in schema.org's words what they are, and draws the card that a chat shows of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from community import describing
from community.cards import BLUE, BOLD, BRICK, GREEN
from community.sharing import NOTHING, Line, Pair, ShareCard, in_both, page
from portal.drawings import ACCENTS

if TYPE_CHECKING:
    from portal.members import TownshipPage

BANDS = {"brick": BRICK, "green": GREEN}


def of_township(known: TownshipPage) -> list[dict[str, Any]]:
    """Return a township as an office of its district that serves an area."""
    body, township = known.body, known.township
    area = {"@type": "AdministrativeArea", "name": body.full_name}
    return [
        {
            "@context": describing.CONTEXT,
            **describing.office(body),
            "url": settings.SITE_URL + reverse("township", args=[body.slug]),
            "description": str(township.summary or "") if township else "",
            "areaServed": area,
            **({"parentOrganization": describing.office(body.parent)} if body.parent else {}),
            "knowsLanguage": [spoken.code for spoken in known.languages],
        }
    ]


def card(known: TownshipPage) -> ShareCard:
    """Return a township's card: its name in both scripts, with its district, what it is, and the code that leads there."""
    body, township = known.body, known.township
    summary = Pair(township.summary_zh_hans or "", township.summary_en or "") if township else NOTHING
    return ShareCard(
        title=in_both(lambda: body.name),
        by=in_both(lambda: body.district_name),
        lines=(
            Line(summary, 38, 32, lines=5, gap=24),
            Line(Pair("通知、活动、建议", "Notices, events, suggestions"), 42, 34, weight=BOLD, gap=24),
        ),
        invitation="扫码打开 · Scan to open",
        path=page("township", body.slug),
        band=BANDS.get(ACCENTS.get(body.slug, ""), BLUE),
    )
