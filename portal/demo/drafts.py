"""Invents what a township's desk of notices looks like on a working day: a draft, one that waits for its hour, a review due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from community import publishing, reviewing, timing
from community.models import Body, Notice, User
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from collections.abc import Mapping

HALL: Mapping[str, str] = {
    "title_en": "Demo: the service hall over the Spring Festival",
    "title_zh_hans": "演示：春节期间服务大厅开放时间",
    "summary_en": "The hall at Huacao is closed from 6 to 12 February. The hotline answers every day.",
    "summary_zh_hans": "华漕服务大厅2月6日至12日闭馆，热线每天接听。",
    "text_en": "<h2>When we are open</h2><table><tr><th>Day</th><th>Open</th></tr><tr><td>6–12 February</td><td>closed</td></tr>"
    "<tr><td>later</td><td>9:00 to 17:00</td></tr></table><p>Urgent questions: call <strong>12345</strong>.</p>",
    "text_zh_hans": "<h2>开放时间</h2><table><tr><th>日期</th><th>时间</th></tr><tr><td>2月6日至12日</td><td>闭馆</td></tr>"
    "<tr><td>2月13日起</td><td>9:00至17:00</td></tr></table><p>急事请拨打<strong>12345</strong>。</p>",
}
ROAD: Mapping[str, str] = {
    "title_en": "Demo: Jidi Road is resurfaced",
    "title_zh_hans": "演示：纪翟路路面整修",
    "summary_en": "Works at night for two weeks; buses stop at the east side.",
    "summary_zh_hans": "夜间施工两周，公交车停靠道路东侧。",
    "text_en": "<p>Prior to the works, residents shall move their cars.</p>",
    "text_zh_hans": "<p>施工前请予以挪车，届时请联系相关部门。</p>",
}
HALL_KEY, ROAD_KEY = UUID(int=0xD3401), UUID(int=0xD3402)


def invent(now: datetime) -> None:
    """Make what is missing."""
    huacao = Body.objects.get(slug="huacao")
    people = {part.key: User.objects.get(email=part.email) for part in CAST if part.key in {"editor", "manager"}}
    given: dict[str, Any] = {"kind": Notice.Kind.NEWS, "topic": None, "source_language": "zh-hans", "by": people["editor"]}
    there = set(Notice.objects.filter(key__in=[HALL_KEY, ROAD_KEY]).values_list("key", flat=True))
    if ROAD_KEY not in there:
        publishing.draft(huacao, content=ROAD, key=ROAD_KEY, **given)
    if HALL_KEY not in there:
        hall = publishing.draft(huacao, content=HALL, key=HALL_KEY, **given)
        reviewing.plan(hall, due=timezone.localdate(now) + timedelta(days=75), by=people["editor"])
        edition = publishing.submit(hall.editions.get(), by=people["editor"])
        at = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=5), time(9)))
        timing.schedule(edition, at=at, by=people["manager"])
