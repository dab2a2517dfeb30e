"""The pictures of events: a ticket to hold and save, and a card that tells a group what is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import cards
from community.cards import BOLD, GREY
from community.sharing import LONGEST, WIDTH, Line, ShareCard, head, page, write
from events import sharing, ticketing

if TYPE_CHECKING:
    from events.models import Event, EventDate, Registration


def ticket(registration: Registration) -> bytes:
    """Return a ticket as a PNG: what, when, the code to be scanned, and the way there for a driver."""
    facts = sharing.facts(registration.date.event, registration.date)
    name = cards.name_of("ticket", repr((ticketing.text(registration), facts)))
    return cards.kept(name, lambda: _ticket(registration, facts))


def share(event: Event, date: EventDate | None) -> ShareCard:
    """Return an event as a card to send to a group: title in both scripts, when, where, and the code that leads to it."""
    facts = sharing.facts(event, date)
    return ShareCard(
        title=facts.title,
        by=facts.organiser,
        lines=(
            Line(facts.when, 42, 34, weight=BOLD, gap=24),
            Line(facts.place, 42, 34, weight=BOLD),
            Line(facts.point),
            Line(facts.address, colour=GREY, gap=32),
        ),
        invitation="扫码报名 · Scan to register",
        path=page("events:detail", event.slug),
    )


def _ticket(registration: Registration, facts: sharing.Facts) -> bytes:
    card = cards.Card(WIDTH, LONGEST)
    head(card, facts.title, facts.organiser)
    write(card, Line(facts.when, 42, 34, weight=BOLD, gap=24))
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
