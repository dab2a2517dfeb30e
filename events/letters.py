"""What the waiting list and the reminders say by mail: one sheet with a heading, a few lines, what and when, and buttons.

Words are lazy: the outbox renders them in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.notifying import Mail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from events.models import Absence, EventDate, GroupMessage, Move, Offer, Registration, Volunteer, WaitlistEntry


@dataclass(frozen=True)
class Button:
    """A link that leads to a page with one button: nothing happens by opening it."""

    words: _StrOrPromise
    token: str = ""
    page: str = ""  # the name of a page for everyone, where nothing has to be opened
    slug: str = ""  # of the event whose page it is
    path: str = ""  # an address of the site that is a secret itself: a door


def confirm_place(entry: WaitlistEntry, token: str) -> Mail:
    """Ask a guest to confirm the place in line."""
    return _letter(
        "waitlist-confirm",
        _("Confirm your place: {title}"),
        entry.date,
        heading=_("Confirm your place"),
        lines=[
            _("Open the link and press the button: from that moment your place counts."),
            _("If you did not ask for this, do nothing."),
        ],
        buttons=[Button(_("Confirm my place"), token)],
    )


def joined(entry: WaitlistEntry, token: str) -> Mail:
    """Say that the party stands in line, and how it goes on."""
    words = ngettext_lazy(
        "You are on the waiting list for %(count)d seat.", "You are on the waiting list for %(count)d seats.", "count"
    )
    return _letter(
        "waitlist-joined",
        _("On the waiting list: {title}"),
        entry.date,
        heading=_("You are on the waiting list"),
        lines=[
            words % {"count": entry.seats},
            _("When seats come free for you, we hold them and write to you."),
            _("Each offer says until when; its clock stands still at night."),
        ],
        buttons=[Button(_("See my place, or leave the list"), token)],
    )


def offered(offer: Offer, token: str) -> Mail:
    """Offer the seats that are held, and say until when."""
    words = ngettext_lazy("We hold %(count)d seat for you.", "We hold %(count)d seats for you.", "count")
    lines: list[_StrOrPromise] = [words % {"count": offer.seats}]
    if offer.is_partial:
        part = _("You asked for {wanted}. You may take these and keep waiting for the rest.")
        lines.append(format_lazy(part, wanted=str(offer.entry.seats)))
    lines.append(_("Please answer by the time given below; after that they go to the next party."))
    return _letter(
        "waitlist-offer",
        _("Seats for you: {title}"),
        offer.entry.date,
        heading=_("Seats for you"),
        lines=lines,
        buttons=[Button(_("Take the seats, or pass them on"), token)],
        seats=offer.seats,
        answer_by=offer.expires_at,
    )


def missed(entry: WaitlistEntry, token: str) -> Mail:
    """Say that an offer passed unanswered, and what that means."""
    if entry.is_waiting:
        line = _("You are still on the list, now at its end. A second offer without an answer ends your wait.")
    else:
        line = _("It was the second offer without an answer, so you are off the list now.")
    return _letter(
        "waitlist-missed",
        _("Offer passed: {title}"),
        entry.date,
        heading=_("Your offer has passed"),
        lines=[_("There was no answer in time, so the seats went on to the next party."), line],
        buttons=[Button(_("See my place, or leave the list"), token)],
    )


def topped_up(entry: WaitlistEntry, token: str, seats: int) -> Mail:
    """Say that seats were added to those the party has."""
    words = ngettext_lazy(
        "%(count)d more seat is yours, as you wished.", "%(count)d more seats are yours, as you wished.", "count"
    )
    return _letter(
        "waitlist-rest",
        _("More seats: {title}"),
        entry.date,
        heading=_("More seats for your party"),
        lines=[words % {"count": seats}, _("If you can't use them, please give them back: someone else waits.")],
        buttons=[Button(_("See my place"), token)],
    )


def place_moved(entry: WaitlistEntry, token: str, move: Move) -> Mail:
    """Say to a party in line that the date has another time or place, and that it keeps its place."""
    return _letter(
        "waitlist-moved",
        _("Moved: {title}"),
        entry.date,
        heading=_("This date is moved"),
        lines=[
            _("You keep your place on the waiting list. The new time and place stand below."),
            format_lazy(_("Reason: {reason}"), reason=lazy(lambda: ". ".join(_words_of(move)), str)()),
            _("If the new time does not suit you, please leave the list: others wait, too."),
        ],
        buttons=[Button(_("See my place, or leave the list"), token)],
    )


def make_up(date: EventDate, *, had_seats: bool) -> Mail:
    """Tell who had or awaited seats of a date that was called off that there is another one to make up for it."""
    event = date.event
    if had_seats:
        first = _("The date you had seats for was called off. This one makes up for it.")
        second = _("Your seats do not move along by themselves: please register if the time suits you.")
    else:
        first = _("The date you waited for was called off. This one makes up for it.")
        second = _("Everyone who had or awaited seats reads this now: please register if the time suits you.")
    return _letter(
        "registration-make-up" if had_seats else "waitlist-make-up",
        _("A new date: {title}"),
        date,
        heading=_("There is a new date"),
        lines=[
            first,
            second,
            _("Should it be full, join its waiting list: there your time counts from when you first signed up."),
        ],
        buttons=[Button(_("To the event"), page="events:detail", slug=event.slug)],
    )


def list_closed(entry: WaitlistEntry, token: str) -> Mail:
    """Say that the wait ended without seats."""
    if entry.date.is_cancelled:
        line = _("This date does not take place, so its waiting list has ended.")
    else:
        line = _("Registration has closed and no seats came free for your party. We are sorry.")
    return _letter(
        "waitlist-closed",
        _("Waiting list closed: {title}"),
        entry.date,
        heading=_("The waiting list has closed"),
        lines=[line],
        buttons=[Button(_("See more"), token)],
    )


def are_you_coming(registration: Registration, token: str) -> Mail:
    """Ask a party some days before whether it still comes."""
    return _letter(
        "reminder-reconfirm",
        _("Are you still coming? {title}"),
        registration.date,
        heading=_("Are you still coming?"),
        lines=[
            _("One tap tells the hosts that they can count on you."),
            _("If you can't come, please say so now: someone on the waiting list will be glad."),
        ],
        buttons=[Button(_("We are coming, or we can't"), token)],
        registration=registration,
    )


def see_you_soon(registration: Registration, token: str) -> Mail:
    """Remind a party the day before, with the one tap that gives its seats back."""
    return _letter(
        "reminder-release",
        _("See you soon: {title}"),
        registration.date,
        heading=_("See you soon"),
        lines=[_("Here is all you need. If something came up, one tap gives your seats to someone who waits.")],
        buttons=[Button(_("We can't come"), token)],
        registration=registration,
    )


def thank_you(registration: Registration, _token: str) -> Mail:
    """Thank a party that came."""
    return _letter(
        "reminder-thanks",
        _("Thank you for coming: {title}"),
        registration.date,
        heading=_("Thank you for coming"),
        lines=[_("It was good to have you with us. We hope to see you again soon.")],
        buttons=[Button(_("See what is on"), page="events:list")],
    )


def missed_you(absence: Absence, token: str) -> Mail:
    """Tell a party that it was missed, what that means, and how to explain it."""
    if absence.forgiven_at is not None:
        line = _("It was the first time within a year, so it has no effect at all.")
    else:
        line = _("On waiting lists you stand one day further back, for six months. It has no other effect.")
    return _letter(
        "absence",
        _("We missed you: {title}"),
        absence.registration.date,
        heading=_("We missed you"),
        lines=[
            _("You had seats and were not seen at the door."),
            line,
            _("Illness, a child, or were you there after all? One tap tells the organiser."),
        ],
        buttons=[Button(_("See this, or say that there was a reason"), token)],
    )


def you_help(volunteer: Volunteer, token: str) -> Mail:
    """Tell a volunteer what to do, when and where, with the link to the door for who keeps it."""
    lines: list[_StrOrPromise] = [
        format_lazy(_("{name}, thank you for helping."), name=volunteer.name),
        format_lazy(_("Your task: {task}"), task=volunteer.task),
    ]
    buttons = []
    if token:
        lines.append(
            _("Open the door's page once on your phone, in its browser, while you have a network; then it works without.")
        )
        lines.append(_("Who has this link can let people in: keep it like a key."))
        buttons = [Button(_("To the door"), path=reverse("door", args=[token]))]
    return _letter(
        "volunteer", _("You help at: {title}"), volunteer.date, heading=_("Thank you for helping"), lines=lines, buttons=buttons
    )


def help_moved(volunteer: Volunteer) -> Mail:
    """Tell a volunteer that the date is at another time or place; a link to the door works then, too."""
    lines = [
        format_lazy(_("{name}, the date you help at has a new time or place. Please look below."), name=volunteer.name),
        _("If you can't help then, please tell the organiser. A link to the door that you have works at the new time."),
    ]
    return _letter(
        "volunteer-moved", _("Moved: {title}"), volunteer.date, heading=_("This date is moved"), lines=lines, buttons=[]
    )


def help_called_off(volunteer: Volunteer) -> Mail:
    """Tell a volunteer that the date does not take place."""
    lines = [format_lazy(_("{name}, the date you wanted to help at does not take place."), name=volunteer.name)]
    return _letter("volunteer-off", _("Called off: {title}"), volunteer.date, heading=_("Called off"), lines=lines, buttons=[])


def you_are_free(volunteer: Volunteer) -> Mail:
    """Tell a volunteer that they are off the list."""
    lines = [
        format_lazy(_("{name}, you are not on the list of helpers of this date any more."), name=volunteer.name),
        _("If this surprises you, please ask the organiser."),
    ]
    return _letter(
        "volunteer-free", _("Off the list: {title}"), volunteer.date, heading=_("Off the list"), lines=lines, buttons=[]
    )


def from_the_team(message: GroupMessage) -> Mail:
    """Pass on what the team wrote to a group, each in their language."""
    event, date = message.event, message.date
    context = {"message": message, "event": event, "date": date, "place": date.where if date else event.place}
    subject = lazy(lambda: message.subject, str)()
    return Mail(kind="group-message", subject=subject, template="events/emails/group_message", context=context)


def _words_of(move: Move) -> list[str]:
    return [str(words) for words in (move.get_cause_display(), move.reason) if words]


def _letter(kind: str, subject: _StrOrPromise, date: EventDate, *, buttons: Sequence[Button], **words: Any) -> Mail:
    """Put a sheet together; `words` are the template's: heading, lines, and what else it may show."""
    event = date.event
    context = {"date": date, "event": event, "place": date.where, "buttons": buttons, **words}
    opens = any(button.token or button.path for button in buttons)
    titled = format_lazy(subject, title=lazy(lambda: event.title, str)())  # the title, too, in the reader's language
    return Mail(kind=kind, subject=titled, template="events/emails/letter", context=context, sensitive=opens)
