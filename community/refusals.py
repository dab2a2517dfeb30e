"""Why something can't be done with a notice. Each refusal carries the sentence for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community.models import Edition
from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import Hold


def moment(at: datetime) -> str:
    """Return a time of today, or a day with its time, as people read it."""
    local = timezone.localtime(at)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "SHORT_DATETIME_FORMAT")


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


class NotItsPicture(PublishingError):
    """A text shows a file that is not one of its notice's."""

    message = _("A picture in the text does not belong to this notice. Add it to the pictures of this notice instead.")


class Unnamed(PublishingError):
    """A picture without what it shows, or a document without a title, in one language or both."""

    message = _("Say it in both languages: not everyone can see the picture, and not everyone reads the other language.")


class BeingWritten(PublishingError):
    """It is somebody else's turn."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold.holder_id)
        self.hold = hold
        words = _("%(who)s has been writing on this draft since %(when)s.")
        self.message = words % {"who": hold.holder.email, "when": moment(hold.since)}


class WrittenMeanwhile(PublishingError):
    """Somebody saved the draft after this page was opened."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.pk)
        self.edition = edition
        who = edition.written_by.email if edition.written_by else _("Somebody")
        words = _("%(who)s saved this draft at %(when)s, after you had opened it. Nothing was written over.")
        self.message = words % {"who": who, "when": moment(edition.written_at)}


class OpenElsewhere(PublishingError):
    """Another page of the same person kept text since."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        words = _("You typed on this draft in another window as well, last at %(when)s. Go on there, or load this page anew.")
        self.message = words % {"when": moment(at)}


class Unexplained(PublishingError):
    """What readers relied on is taken back without telling them why, in one language or both."""

    message = _("Say why, in both languages: readers see it.")


def _label(field: str, language: str) -> str:
    name = getattr(Edition._meta.get_field(field), "verbose_name", field)
    return _("%(field)s (%(language)s)") % {"field": name, "language": Language(language).of_text}
