"""Why a registration can't be made or changed: one type for each reason, with words for the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


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


class Closed(RegistrationRefused):
    """Registration has ended, the date was called off, or it has begun."""

    message = _("Registration for this date is closed. Nothing was booked.")


class NotPublished(RegistrationRefused):
    """The event is not public."""

    message = _("This event is not open to the public. Nothing was booked.")


class TooManyPeople(RegistrationRefused):
    """The party is empty or larger than one may register at once."""

    message = _("A party has one to five people.")


class KeyUsed(RegistrationRefused):
    """The form was sent before, by another person or for another date."""

    message = _("This form was sent before. Please load the page again and repeat.")


class HoldEnded(RegistrationRefused):
    """The hold ran out before it was confirmed; its seats were given back."""

    message = _("The 30 minutes have passed and the seats were given back. Please register again.")


class TooLate(RegistrationRefused):
    """What has begun is not changed any more."""

    message = _("This date has begun, so the registration can't be changed any more.")
