"""Why something can't be done with a notice. Each refusal carries the sentence for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from community.models import Edition
from community.models.contact import Language

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class PublishingError(Exception):
    """Something can't be done with a notice. `message` says why, for the person who tried."""

    message: _StrOrPromise = _("This can't be done now.")


class NotAllowed(PublishingError):
    """The person's roles do not reach this far."""

    message = _("Your roles do not allow this.")


class OwnWork(PublishingError):
    """The person had a hand in what they want to approve."""

    message = _("You wrote or submitted this yourself. A second person must publish it or send it back.")


class MovedOn(PublishingError):
    """The edition is no longer where the person saw it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        words = _("This has moved on in the meantime. Its state is now: %(state)s.")
        self.message = words % {"state": Edition.State(state).label}


class AlreadyOpen(PublishingError):
    """The next edition is being written already."""

    message = _("A new edition of this notice is being written already.")


class Incomplete(PublishingError):
    """Words are missing. `missing` names them as pairs of field and language."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__(missing)
        self.missing = missing
        self.message = _("Still missing: %(list)s.") % {"list": " · ".join(_label(*pair) for pair in missing)}


class TooSoon(PublishingError):
    """The clock can't publish in the past."""

    message = _("Choose a time that is still to come.")


class NotBreaking(PublishingError):
    """Only breaking news may go out without a second person."""

    message = _("Only breaking news may be published without a second person.")


class ReachesNobody(PublishingError):
    """The audience leaves nobody whom it could concern."""

    message = _("This concerns nobody: no person can be all of this. Widen one of the choices.")


class Circular(PublishingError):
    """A notice would, over some steps, take its own place."""

    message = _("This would be a circle: that notice takes the place of this one, directly or over others.")


class Unexplained(PublishingError):
    """What readers relied on is taken back without telling them why, in one language or both."""

    message = _("Say why, in both languages: readers see it.")


def _label(field: str, language: str) -> str:
    column = Edition._meta.get_field(field)
    return _("%(field)s (%(language)s)") % {"field": getattr(column, "verbose_name", field), "language": Language(language).label}
