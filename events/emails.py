"""What events say by mail. Subjects and templates are rendered in the reader's language by the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.notifying import Mail
from events import ticketing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from events.models import Move, Registration


def confirm(registration: Registration, token: str) -> Mail:
    """Ask a guest to confirm within the hold, by the link."""
    return _mail("registration-confirm", _("Please confirm within 30 minutes: {title}"), registration, token)


def confirmed(registration: Registration, token: str) -> Mail:
    """Say that the seats are theirs, with all one needs to get there and the link to cancel."""
    return _mail("registration-confirmed", _("You are registered: {title}"), registration, token)


def again(registration: Registration, token: str) -> Mail:
    """Give the link to a registration that is there already."""
    return _mail("registration-again", _("You are registered already: {title}"), registration, token)


def changed(registration: Registration, token: str) -> Mail:
    """Say how the party stands after it was changed."""
    return _mail("registration-changed", _("Changed: {title}"), registration, token)


def handover(registration: Registration, token: str) -> Mail:
    """Offer somebody the seats of a party, with the link to take them over."""
    return _mail("registration-handover", _("Seats handed to you: {title}"), registration, token, offer=True)


def handed_over(registration: Registration) -> Mail:
    """Say to whoever held the seats that they are taken over."""
    return _mail("registration-handed-over", _("Handed over: {title}"), registration)


def cancelled(registration: Registration) -> Mail:
    """Say that the registration ended and the seats went back."""
    return _mail("registration-cancelled", _("Cancelled: {title}"), registration)


def called_off(registration: Registration) -> Mail:
    """Say that the date does not take place, and why."""
    return _mail("registration-called-off", _("Called off: {title}"), registration)


def no_room(registration: Registration) -> Mail:
    """Say that the date has become smaller and these seats are gone."""
    return _mail("registration-no-room", _("No room any more: {title}"), registration, waits=False)


def waits_again(registration: Registration) -> Mail:
    """Say that the date has become smaller and the party stands at the head of the waiting list."""
    return _mail("registration-no-room", _("Back on the waiting list: {title}"), registration, waits=True)


def moved(registration: Registration, token: str, move: Move) -> Mail:
    """Say that the date has another time or place, why, and that the seats stay theirs."""
    return _mail("registration-moved", _("Moved: {title}"), registration, token, move=move)


def _mail(kind: str, subject: _StrOrPromise, registration: Registration, token: str = "", **more: Any) -> Mail:
    event = registration.date.event
    context: dict[str, Any] = {
        "registration": registration,
        "date": registration.date,
        "event": event,
        "place": registration.date.where,
        "token": token,
        "ticket": ticketing.text(registration) if registration.is_confirmed else "",
        **more,
    }
    name = kind.removeprefix("registration-").replace("-", "_")
    words = format_lazy(subject, title=lazy(lambda: event.title, str)())  # the title, too, in the reader's language
    return Mail(kind=kind, subject=words, template=f"events/emails/{name}", context=context, sensitive=bool(token))
