"""Dates as other programs' calendars read them.

A moved date keeps its identity and grows in sequence; one that was called off stays, marked as such.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import CalendarFeed, EventDate, Registration
from events.models.feed import new_serial

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import Body, Contact

PRODUCT = "-//Township Portal//Events//EN"
REFRESH = timedelta(hours=6)
KEPT = timedelta(days=60)  # what is over stays in a feed so long


def of_date(date: EventDate) -> bytes:
    """Return one date as a calendar file, in the active language."""
    return _calendar(str(date.event.title), [_entry(date)])


def of_household(contact: Contact, now: datetime) -> bytes:
    """Return a contact's registrations as a calendar; one that was cancelled stays until its date is over, marked so."""
    mine = Registration.objects.filter(contact=contact, date__ends_at__gt=now - KEPT).without_offers()
    latest: dict[int, Registration] = {}
    for registration in mine.select_related("date__event__place", "date__place").order_by("created_at", "pk"):
        latest[registration.date_id] = registration
    entries = [
        _entry(registration.date, registration=registration)
        for registration in latest.values()
        if registration.is_live or registration.date.ends_at > now
    ]
    return _calendar(_("My events"), entries, refreshed=True)


def of_township(body: Body, now: datetime) -> bytes:
    """Return what is on in a township as a calendar that everyone may subscribe to."""
    dates = EventDate.objects.published().filter(ends_at__gt=now - KEPT).around(body).for_listing().order_by("starts_at", "pk")
    return _calendar(_("Events in %(township)s") % {"township": body.full_name}, [_entry(date) for date in dates], refreshed=True)


def feed_of(contact: Contact) -> CalendarFeed:
    """Return the address of a contact's calendar, made on first use."""
    return CalendarFeed.objects.get_or_create(contact=contact)[0]


def change_address(contact: Contact) -> CalendarFeed:
    """Give a contact's calendar another address; the old one opens nothing from now on."""
    feed = feed_of(contact)
    feed.serial, feed.made_at = new_serial(), timezone.now()
    feed.save(update_fields=["serial", "made_at"])
    return feed


def _calendar(name: str, entries: Iterable[icalendar.Event], *, refreshed: bool = False) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    if refreshed:
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entry(date: EventDate, *, registration: Registration | None = None) -> icalendar.Event:
    given_back = registration is not None and not registration.is_live
    event = date.event
    entry = icalendar.Event()
    entry.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/dates/{date.pk}')}")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", date.starts_at.astimezone(UTC))
    entry.add("dtend", date.ends_at.astimezone(UTC))
    entry.add("sequence", date.sequence + given_back)
    entry.add("status", "CANCELLED" if given_back or date.is_cancelled else "CONFIRMED")
    title = " · ".join(part for part in (str(event.title), event.other_title) if part)
    entry.add("summary", _("Called off: {title}").format(title=title) if date.is_cancelled else title)
    if where := _where(date):
        entry.add("location", where)
    entry.add("description", "\n".join(line for line in _lines(date, registration) if line))
    entry.add("url", settings.SITE_URL + reverse("events:detail", args=[event.slug]))
    return entry


def _where(date: EventDate) -> str:
    """Return the place in both scripts, so that a driver can read it from the phone."""
    place = date.where
    if place is None:
        return date.meet_at
    english = ", ".join(part for part in (place.name_en, place.address_en) if part)
    chinese = "，".join(part for part in (place.name_zh_hans, place.address_zh_hans) if part)
    return " · ".join(part for part in (english, chinese) if part)


def _lines(date: EventDate, registration: Registration | None) -> Iterable[str]:
    yield str(date.event.summary or "")
    if date.is_cancelled:
        yield str(date.cancellation_reason or "")
    if date.meet_at:
        yield _("Meeting point: %(place)s") % {"place": date.meet_at}
    if registration is not None and registration.is_live:
        yield _("Seats: %(seats)s") % {"seats": registration.seats}
        yield _("Code: %(code)s") % {"code": registration.code}
