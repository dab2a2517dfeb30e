"""Notices that only the demo has: one rule in the place of another, a transition, an amendment, a dead link, followers.

All of it passes the verbs, so mails wait for the worker as they would. A second run changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from community import collecting, publishing, subscribing, superseding
from community.fields import PartialDate, Precision
from community.models import Body, Contact, Edition, Notice, Topic, User, WebAddress
from community.models.source import host
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from datetime import date, datetime

    from community.subscribing import Wish

GONE = "https://archive.demo.example/huacao/counter-hours-2019.pdf"
# By name: topic, days from today (from, until, transition until), words in both languages.
Words = dict[str, tuple[str, str]]
NOTICES: dict[str, tuple[str, tuple[int | None, ...], Words]] = {
    "summer": (
        "services",
        (-170, None, None),
        {
            "title": ("Service counter in Jidi Road: summer hours", "纪翟路服务窗口：夏季开放时间"),
            "summary": ("Open on working days from 8:30 to 18:30.", "工作日8:30至18:30开放。"),
            "text": (
                f'<p>The hours of earlier years are <a href="{GONE}">in the archive</a>.</p>',
                f'<p>往年开放时间见<a href="{GONE}">档案</a>。</p>',
            ),
        },
    ),
    "winter": (
        "services",
        (-12, None, None),
        {
            "title": ("Service counter in Jidi Road: winter hours", "纪翟路服务窗口：冬季开放时间"),
            "summary": (
                "Open on working days from 9:00 to 17:00, and on Saturdays until noon.",
                "工作日9:00至17:00开放，周六开放至中午。",
            ),
            "text": (
                f'<p>Bring your passport. The hours of earlier years are <a href="{GONE}">in the archive</a>.</p>',
                f'<p>请携带护照。往年开放时间见<a href="{GONE}">档案</a>。</p>',
            ),
        },
    ),
    "paper": (
        "residence",
        (-420, None, None),
        {
            "title": ("Visitors' parking in Huacao: the paper permit", "华漕访客停车：纸质证"),
            "summary": ("Residents fetch a paper permit for their guests at the gate.", "居民可在门岗为访客领取纸质停车证。"),
        },
    ),
    "code": (
        "residence",
        (21, None, 80),
        {
            "title": ("Visitors' parking in Huacao: a code takes the paper's place", "华漕访客停车：扫码取代纸质证"),
            "summary": (
                "From then on guests show a code on the phone. Paper permits still count for two months.",
                "届时访客出示手机上的停车码即可。纸质停车证两个月内仍可使用。",
            ),
            "transition": (
                "Paper permits that were given out before still open the gate.",
                "此前发放的纸质停车证仍可使用。",
            ),
        },
    ),
}
NOTE = ("Saturdays are new: the counter is open until noon.", "新增周六上午开放。")


def invent(now: datetime) -> None:
    """Make it once; a second run changes nothing."""
    if Notice.objects.filter(key=_key("summer")).exists() or not Topic.objects.filter(slug="services").exists():
        return
    with transaction.atomic():
        _follow()
        people = {part.key: User.objects.get(email=part.email) for part in CAST}
        made = {name: _publish(name, timezone.localdate(now), people) for name in NOTICES}
        superseding.supersede(made["summer"], with_=made["winter"], by=people["manager"])
        superseding.supersede(made["paper"], with_=made["code"], by=people["manager"])
        _amend(made["winter"], people)
        _let_a_link_die(now)


def _publish(name: str, today: date, people: dict[str, User]) -> Notice:
    topic, (begins, ends, until), words = NOTICES[name]
    dates = {"effective_from": begins, "effective_until": ends, "transition_until": until}
    content: dict[str, Any] = {
        f"{field}_{code}": text for field, pair in words.items() for code, text in zip(("en", "zh_hans"), pair, strict=True)
    } | {field: _day(today, days) for field, days in dates.items() if days is not None}
    notice = publishing.draft(
        Body.objects.get(slug="huacao"),
        kind=Notice.Kind.NEWS,
        topic=Topic.objects.get(slug=topic),
        source_language="zh-hans",
        content=content,
        key=_key(name),
        by=people["editor"],
    )
    Notice.objects.filter(pk=notice.pk).update(is_demo=True)
    publishing.publish(publishing.submit(notice.editions.get(), by=people["editor"]), by=people["manager"])
    if begins is not None and begins < 0:  # it was known before it began
        Edition.objects.filter(notice=notice).update(public_on=today + timedelta(days=begins - 10))
    found: Notice = Notice.objects.select_related("body__parent", "current").get(pk=notice.pk)
    return found


def _amend(notice: Notice, people: dict[str, User]) -> None:
    edition = publishing.revise(notice, by=people["editor"])
    note = {f"change_note_{code}": text for code, text in zip(("en", "zh_hans"), NOTE, strict=True)}
    publishing.write(edition, content={**note, "significance": Edition.Significance.MAJOR}, by=people["editor"])
    publishing.publish(publishing.submit(edition, by=people["editor"]), by=people["manager"])


def _follow() -> None:
    """Let the resident follow a township at once and a topic once a week, and a guest without an account everything daily."""
    residence, huacao = Topic.objects.get(slug="residence"), Body.objects.get(slug="huacao")
    wishes: list[tuple[str, str, Wish]] = [
        (CAST[0].email, "at_once", subscribing.Wish(township=huacao)),
        (CAST[0].email, "weekly", subscribing.Wish(topic=residence)),
        ("reader@demo.example", "daily", subscribing.Wish()),
    ]
    for email, rhythm, wish in wishes:
        contact = Contact.objects.of(email, language="en")
        subscribing.ask(wish, contact=contact, rhythm=rhythm, language="en", proven=True)


def _let_a_link_die(now: datetime) -> None:
    """Collect the links once and leave one as the checker would after three days: the demo itself asks no other site."""
    collecting.collect()
    since = now - timedelta(days=3)
    address, _made = WebAddress.objects.get_or_create(url=GONE, defaults={"host": host(GONE)})
    address.state, address.problem, address.status = WebAddress.State.BROKEN, WebAddress.Problem.GONE, 404
    address.failures, address.failed_on, address.failing_since = 3, timezone.localdate(now), since
    address.checked_at, address.next_check_at = now, now + timedelta(days=1)
    address.save()


def _day(today: date, days: int) -> PartialDate:
    return PartialDate(today + timedelta(days=days), Precision.DAY)


def _key(name: str) -> Any:
    return uuid5(NAMESPACE_URL, f"demo:notice:{name}")
