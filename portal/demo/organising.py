"""What an organiser of the demo has done beside the events: a message sent, volunteers found; and where the guests live."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from community.models import Body, Contact, Profile, User
from events import messaging, volunteering
from events.models import Event, GroupMessage, Volunteer
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import EventDate

TEA = "tea-ceremony-for-beginners"
KEY = uuid5(NAMESPACE_URL, "demo:message")
HUACAO = "huacao"
HOMES = (HUACAO, HUACAO, HUACAO, "", HUACAO, HUACAO, "hongqiao-town", "", "hongqiao-subdistrict")  # "": they did not say
WORDS = {
    "subject_en": "Please use the east gate",
    "subject_zh_hans": "请从东门进入",
    "text_en": "The main gate is closed for repairs this week. Please come in by the east gate.\n\nSee you soon!",
    "text_zh_hans": "本周正门维修，请从东门进入。\n\n期待与您相见！",
}
HELPERS = (
    ("李雷", "门口签到", "helper1@demo.example", "zh-hans", True),
    ("Maya", "Welcome families at the door", "helper2@demo.example", "en", False),
)


def invent(now: datetime) -> None:
    """Make it once; a second run changes nothing."""
    _settle()
    event = Event.objects.filter(slug=TEA).first()
    by = User.objects.filter(email=next(part.email for part in CAST if part.key == "organiser")).first()
    date = event.dates.filter(starts_at__gt=now).order_by("starts_at").first() if event else None
    if event is None or by is None or date is None:
        return
    with transaction.atomic():
        if not GroupMessage.objects.filter(key=KEY).exists():
            messaging.write(event, group=GroupMessage.Group.CONFIRMED, date=date, words=WORDS, key=KEY, by=by)
        if not Volunteer.objects.filter(date__event=event).exists():
            _enlist(date, by)


def _enlist(date: EventDate, by: User) -> None:
    for name, task, email, language, with_door in HELPERS:
        volunteering.enlist(date, name=name, task=task, email=email, language=language, with_door=with_door, by=by)


def _settle() -> None:
    """Let most of the invented guests say in which township they live."""
    townships = {body.slug: body for body in Body.objects.filter(slug__in=HOMES)}
    guests = Contact.objects.filter(email__startswith="guest", email__endswith="@demo.example", profile__isnull=True)
    homes = [(guest, townships.get(HOMES[number % len(HOMES)])) for number, guest in enumerate(guests.order_by("pk"))]
    Profile.objects.bulk_create([Profile(contact=guest, township=home) for guest, home in homes if home], ignore_conflicts=True)
