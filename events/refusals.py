"""Why something can't be done: one type for each reason, with words for the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.models.event import LARGEST_PARTY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from events.models import EventDate


class RegistrationRefused(Exception):
    """A registration can't be made or changed. `message` says why, in words for the person who asked."""

    message: _StrOrPromise = _("This registration is not possible.")


class Full(RegistrationRefused):
    """Not so many seats are left."""

    def __init__(self, seats_left: int = 0) -> None:
        super().__init__(seats_left)
        self.seats_left = seats_left

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many seats are left, if any."""
        if not self.seats_left:
            return str(_("All seats of this date are taken. Nothing was booked."))
        words = ngettext(
            "Only %(count)d seat is left, fewer than you need. Nothing was booked.",
            "Only %(count)d seats are left, fewer than you need. Nothing was booked.",
            self.seats_left,
        )
        return words % {"count": self.seats_left}


class HoldGone(Full):
    """The time for the form ran out, and the seats went to others."""

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many are left
        """Say what happened, then how many seats are left."""
        gone = _("The time for your seats ran out while you filled in the form, and they went to others.")
        return f"{gone} {super().message}"


class Reserved(RegistrationRefused):
    """Seats are free, but parties wait for them: nobody passing by comes first."""

    message = _("All free seats of this date are reserved for parties on the waiting list. You may join it. Nothing was booked.")


class Closed(RegistrationRefused):
    """Registration has ended, the date was called off, or it has begun."""

    message = _("Registration for this date is closed. Nothing was booked.")


class NotYet(RegistrationRefused):
    """Registration has not begun."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at

    @property
    def message(self) -> str:  # type: ignore[override]  # it says when
        """Say when it begins."""
        moment = date_format(timezone.localtime(self.opens_at), "DATETIME_FORMAT")
        return str(_("Registration for this date opens %(moment)s. Nothing was booked.") % {"moment": moment})


class NotForYou(RegistrationRefused):
    """A rule of the event leaves this party out, for good or until it opens to everyone."""

    SAY_AGES = _("Please say how old each of you is.")
    SAY_TOWNSHIP = _("Your profile does not say in which township you live.")
    SIGN_IN = _("Sign in, so that we can see that this is you.")

    def __init__(self, whom: str, *, opens_at: datetime | None = None, because: _StrOrPromise = "") -> None:
        super().__init__(whom)
        self.whom, self.opens_at, self.because = whom, opens_at, because

    @property
    def why(self) -> str:
        """Say for whom it is and when it opens to everyone."""
        if self.opens_at is None:
            return str(_("This event is for %(whom)s.") % {"whom": self.whom})
        said = {"moment": date_format(timezone.localtime(self.opens_at), "DATETIME_FORMAT"), "whom": self.whom}
        return str(_("Until %(moment)s it is open for %(whom)s, then for everyone.") % said)

    @property
    def message(self) -> str:  # type: ignore[override]  # it says for whom and when it opens
        """Say why, what could help, and that nothing happened."""
        return " ".join(str(words) for words in (self.why, self.because, _("Nothing was booked.")) if words)


class SeriesLimit(RegistrationRefused):
    """One person may have so many dates of an event and has them."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many are possible."""
        words = ngettext(
            "One person may have %(count)d date of this event, and you have it. Nothing was booked.",
            "One person may have %(count)d dates of this event, and you have them. Nothing was booked.",
            self.most,
        )
        return words % {"count": self.most}


class LimitReached(RegistrationRefused):
    """There are seats, but not enough of something else; or those that are left are kept for others."""

    def __init__(self, name: str, left: int, *, kept: str = "", until: datetime | None = None) -> None:
        super().__init__(name, left)
        self.name, self.left, self.kept, self.until = name, left, kept, until

    @property
    def message(self) -> str:  # type: ignore[override]  # it says of what
        """Say what has run out, or for whom and until when the rest is kept."""
        if self.kept and self.until:
            moment = date_format(timezone.localtime(self.until), "DATETIME_FORMAT")
            kept = {"kept": self.kept, "moment": moment, "left": self.left}
            return str(_("%(kept)s until %(moment)s; %(left)d are free for others. Nothing was booked.") % kept)
        return str(_("%(name)s: only %(left)d left. Nothing was booked.") % {"name": self.name, "left": self.left})


class CourseRefused(RegistrationRefused):
    """All dates were asked for, and one of them says no; so none is taken."""

    def __init__(self, date: EventDate, refusal: RegistrationRefused) -> None:
        super().__init__(date, refusal)
        self.date, self.refusal = date, refusal

    @property
    def message(self) -> str:  # type: ignore[override]  # it says which date
        """Say which date stands in the way, and why."""
        when = date_format(timezone.localtime(self.date.starts_at), "DATETIME_FORMAT")
        together = _("All dates go together, and one is not possible: %(when)s.") % {"when": when}
        return f"{together} {self.refusal.message}"


class NotPublished(RegistrationRefused):
    """The event is not public."""

    message = _("This event is not open to the public. Nothing was booked.")


class TooManyPeople(RegistrationRefused):
    """The party is empty or larger than one may register at once."""

    def __init__(self, limit: int = LARGEST_PARTY) -> None:
        super().__init__(limit)
        self.limit = limit

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many may come together."""
        words = ngettext(
            "At this event one registers for %(count)d person at a time. Nothing was booked.",
            "A party has at most %(count)d people at this event. Nothing was booked.",
            self.limit,
        )
        return words % {"count": self.limit}


class TooManyInfants(RegistrationRefused):
    """More children would sit on laps than there are laps, or none may here."""

    message = _("Each lap holds one child under two. Ask for a seat for the others. Nothing was booked.")


class ChildAlone(RegistrationRefused):
    """A child would come without a grown-up."""

    message = _("A child comes with an adult here: add one to your party and say their age. Nothing was booked.")


class OptionFull(RegistrationRefused):
    """Not so many places of an option are left."""

    def __init__(self, option: object = "", left: int = 0) -> None:
        super().__init__(option, left)
        self.option, self.left = option, left

    @property
    def message(self) -> str:  # type: ignore[override]  # it names the option
        """Say which option, and how many places it has left."""
        words = ngettext(
            "“%(option)s” has only %(count)d place left. Choose something else. Nothing was changed.",
            "“%(option)s” has only %(count)d places left. Choose something else. Nothing was changed.",
            self.left,
        )
        if not self.left:
            words = gettext("“%(option)s” has no place left. Choose something else. Nothing was changed.")
        return words % {"option": self.option, "count": self.left}


class ChangedMeanwhile(RegistrationRefused):
    """The registration was changed in another window after this form was drawn."""

    message = _("This registration was changed in another window meanwhile. Nothing was saved: load the page again to see it.")


class NotYours(RegistrationRefused):
    """What was to be changed is held by nobody any more, or by somebody else."""

    message = _("These seats are not yours any more, so they can't be changed.")


class KeyUsed(RegistrationRefused):
    """The form was sent before, by another person or for another date."""

    message = _("This form was sent before. Please load the page again and repeat.")


class HoldEnded(RegistrationRefused):
    """The hold ran out before it was confirmed; its seats were given back."""

    message = _("The 30 minutes have passed and the seats were given back. Please register again.")


class HasSeats(RegistrationRefused):
    """Whoever is to take over the seats has some for this date already."""

    message = _("You have seats for this date already. Cancel those first, then take over these.")


class HandedOnBefore(RegistrationRefused):
    """Seats are offered to somebody at this moment, or were too often."""

    message = _("These seats are offered to somebody already, or were offered too often. Take the offer back first.")


class HandoverEnded(RegistrationRefused):
    """The offer was taken back, taken up, or its seats are gone."""

    message = _("This offer has ended: it was taken back, or the seats are no longer there.")


class ToOneself(RegistrationRefused):
    """Seats are handed to somebody else."""

    message = _("These seats are yours already. Enter somebody else's address.")


class TooLate(RegistrationRefused):
    """What has begun is not changed any more."""

    message = _("This date has begun, so the registration can't be changed any more.")


class NoNeedToWait(RegistrationRefused):
    """Seats are free for everyone: registering is the way."""

    message = _("There are seats for you: please register instead of waiting.")


class NeverFits(RegistrationRefused):
    """The date has fewer seats in all than the party needs."""

    message = _("This date has fewer seats in all than you need, so waiting would be in vain.")


class AlreadyRegistered(RegistrationRefused):
    """The person has seats of this date."""

    message = _("You have seats for this date already. Change your party there instead.")


class PlaceEnded(RegistrationRefused):
    """The place in line is gone: left, closed, or never confirmed in time."""

    message = _("This place in the waiting list has ended. You may join again while the list is open.")


class OfferEnded(RegistrationRefused):
    """The time to answer an offer is up; its seats went to the next party."""

    message = _("The time to answer is over, and the seats were offered to the next party.")


class OfferAnswered(RegistrationRefused):
    """An offer is answered once."""

    message = _("This offer was answered before. An offer counts once.")


class SchedulingRefused(Exception):
    """An event can't be changed like this. `message` says why."""

    message: _StrOrPromise = _("This is not possible.")


class Incomplete(SchedulingRefused):
    """Words are missing in one of the languages; a named person may decide to publish all the same."""

    message = _("Words are missing in one of the languages. Complete them, or decide to publish in one language.")

    def __init__(self, missing: Iterable[str] = ()) -> None:
        super().__init__(missing)
        self.missing = tuple(missing)


class WithoutDate(SchedulingRefused):
    """There is no coming date to publish."""

    message = _("An event needs at least one coming date before it is published.")


class Settled(SchedulingRefused):
    """It was published, called off, or has begun already."""

    message = _("This has been done already, or it is too late for it.")


class AlreadyThere(SchedulingRefused):
    """The event has a date that starts then."""

    message = _("This event already has a date that starts then.")


class NothingMoves(SchedulingRefused):
    """A move to where and when it is."""

    message = _("This is the time and the place it has now.")


class MoveInstead(SchedulingRefused):
    """Once someone holds a seat, time and place change by a move only: it tells them."""

    message = _("People hold seats of this date. To change its time or place, move it: then everyone is told.")


class SeatsTaken(SchedulingRefused):
    """A date keeps at least the seats that are taken."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many seats stand in the way."""
        words = ngettext(
            "%(count)d seat of this date is taken, more than it would have.",
            "%(count)d seats of this date are taken, more than it would have.",
            self.taken,
        )
        return words % {"count": self.taken}


class LimitTaken(SchedulingRefused):
    """A limit keeps at least what is taken of it."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many places stand in the way."""
        words = ngettext(
            "%(count)d place is taken by who is registered already, more than there would be.",
            "%(count)d places are taken by who is registered already, more than there would be.",
            self.taken,
        )
        return words % {"count": self.taken}
