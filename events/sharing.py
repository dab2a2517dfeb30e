"""What people pass on about an event: the same facts in both scripts, for pictures and for a text pasted into a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from community.models.contact import Language
from community.sharing import NOTHING, Pair, in_both, pasted

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Place
    from events.models import Event, EventDate


@dataclass(frozen=True)
class Facts:
    """What a card says of a date."""

    title: Pair
    when: Pair
    place: Pair
    point: Pair  # the room or the gate where one meets
    address: Pair
    organiser: Pair

    @property
    def whereabouts(self) -> str:
        """Return place and address as the second script says them, for the line below the driver's."""
        return " · ".join(filter(None, (self.place.second, self.point.second, self.address.second)))


def facts(event: Event, date: EventDate | None) -> Facts:
    """Return what a card says of an event, or of one of its dates."""
    place = date.where if date else event.place
    point = in_both(lambda: date.meet_at if date else event.meeting_point)
    return Facts(title(event), when(date) if date else NOTHING, place_name(place), point, address(place), organiser(event))


def title(event: Event) -> Pair:
    """Return its title in both scripts."""
    return Pair(event.words_in(Language.CHINESE)["title"], event.words_in(Language.ENGLISH)["title"])


def organiser(event: Event) -> Pair:
    """Return who holds it, in both scripts."""
    return in_both(lambda: event.body.full_name)


def place_name(place: Place | None) -> Pair:
    """Return the name of a place."""
    return Pair(place.name_zh_hans or "", place.name_en or "") if place else NOTHING


def address(place: Place | None) -> Pair:
    """Return the address; the Chinese one whole, from the city down, so that a driver can read it."""
    if place is None:
        return NOTHING
    return Pair(_for_driver(place), place.address_en or "")


def when(date: EventDate) -> Pair:
    """Return the day and the time."""
    return in_both(lambda: _span(date.starts_at, date.ends_at))


def event_address(event: Event, language: str) -> str:
    """Return the full address of an event's page."""
    with translation.override(language):
        return settings.SITE_URL + reverse("events:detail", args=[event.slug])


def group_text(event: Event, dates: list[EventDate]) -> str:
    """Return a text to paste into a chat group, in both scripts, with the addresses that register."""
    said = facts(event, dates[0] if dates else None)
    lines = [f"【{said.organiser.first}】{said.title.first}", said.title.second]
    for date in dates[:3]:
        lines += [when(date).first, when(date).second]
    lines += [f"{said.place.first} {said.address.first} {said.point.first}".strip(), said.whereabouts]
    cost = in_both(lambda: event.cost_label)
    lines.append(cost.joined)
    lines += [f"报名：{event_address(event, Language.CHINESE)}", f"Register: {event_address(event, Language.ENGLISH)}"]
    return pasted(lines)


def _span(starts_at: datetime, ends_at: datetime) -> str:
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day = pgettext("format of a day", "l j F Y")
    until = date_format(last, "H:i") if first.date() == last.date() else f"{date_format(last, day)} {date_format(last, 'H:i')}"
    return f"{date_format(first, day)} {date_format(first, 'H:i')}–{until}"


def _for_driver(place: Place) -> str:
    street = place.address_zh_hans or ""
    if place.body is None:
        return street
    district = place.body.parent.name_zh_hans if place.body.parent else ""
    if not street:
        return f"上海市{district}{place.body.name_zh_hans}"
    return f"上海市{'' if district in street else district}{street}" if not street.startswith("上海") else street
