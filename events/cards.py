"""The pictures of events: a ticket to hold and save, and a card that tells a group what is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import cards
from community.cards import BOLD, GREY, WHITE
from community.models.contact import Language
from events import sharing, ticketing

if TYPE_CHECKING:
    from events.models import Event, EventDate, Registration

WIDTH, LONGEST = 1080, 2600
ON_BRICK = "#f8e6df"


def ticket(registration: Registration) -> bytes:
    """Return a ticket as a PNG: what, when, the code to be scanned, and the way there for a driver."""
    facts = sharing.facts(registration.date.event, registration.date)
    content = repr((ticketing.text(registration), facts))
    return cards.kept("ticket", content, lambda: _ticket(registration, facts))


def share(event: Event, date: EventDate | None) -> bytes:
    """Return an event as a PNG to send to a group: title in both scripts, when, where, and the code that leads to it."""
    facts = sharing.facts(event, date)
    target = sharing.event_address(event, Language.ENGLISH)
    return cards.kept("share", repr((target, facts)), lambda: _share(target, facts))


def _ticket(registration: Registration, facts: sharing.Facts) -> bytes:
    card = cards.Card(WIDTH, LONGEST)
    _head(card, facts)
    _both(card, facts.when, 42, 34, weight=BOLD, gap=24)
    card.qr(ticketing.text(registration), 640, gap=12)
    card.words(registration.code, 84, weight=BOLD, centred=True, lines=1)
    seats = registration.seats
    card.words(f"{seats} 人 · {seats} {'seat' if seats == 1 else 'seats'}", 38, centred=True, gap=24)
    if facts.place.first:
        card.rule()
        card.words("师傅您好，请送我到：", 32, colour=GREY)
        card.words(facts.place.first, 52, weight=BOLD)
        card.words(facts.address.first, 42, lines=3)
        card.words(facts.point.first, 36, gap=12)
        card.words(facts.whereabouts, 30, colour=GREY, lines=3, gap=12)
    card.rule()
    card.words("入场时请出示此码，同行人共用一张。", 32, colour=GREY)
    card.words("Show this at the door: one for the whole party.", 30, colour=GREY)
    return card.png()


def _share(target: str, facts: sharing.Facts) -> bytes:
    card = cards.Card(WIDTH, LONGEST)
    _head(card, facts)
    _both(card, facts.when, 42, 34, weight=BOLD, gap=24)
    _both(card, facts.place, 42, 34, weight=BOLD)
    _both(card, facts.point, 36, 30)
    _both(card, facts.address, 36, 30, colour=GREY, gap=32)
    card.qr(target, 520, gap=12)
    card.words("扫码报名 · Scan to register", 38, weight=BOLD, centred=True, lines=1)
    return card.png()


def _head(card: cards.Card, facts: sharing.Facts) -> None:
    """Write title and organiser in white on a band that is as high as they need."""
    probe = cards.Card(card.width, card.height)
    for target in (probe, card):
        if target is card:
            card.band(probe.y + 20)
        target.y = 52
        target.words(facts.title.first, 68, weight=BOLD, colour=WHITE, lines=3)
        if facts.title.second:
            target.words(facts.title.second, 46, colour=WHITE, lines=3, gap=8)
        target.words(facts.organiser.joined, 30, colour=ON_BRICK, lines=2, gap=20)
    card.y = probe.y + 20 + 44


def _both(
    card: cards.Card, pair: sharing.Pair, large: int, small: int, *, weight: int = 400, colour: str = cards.INK, gap: int = 0
) -> None:
    """Write the Chinese, and the English a little smaller below it."""
    card.words(pair.first, large, weight=weight, colour=colour)
    if pair.second:
        card.words(pair.second, small, colour=colour)
    card.y += gap if pair.first else 0
