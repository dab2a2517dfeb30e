"""What is said no to, as the standard wants it: a list of errors, each with a code and a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Refused(Exception):
    """A call that can't be answered. The standard knows 403 and 404; everything else is 400."""

    status = 400

    def __init__(self, *descriptions: _StrOrPromise) -> None:
        super().__init__(*descriptions)
        self.descriptions = descriptions

    @property
    def content(self) -> list[dict[str, Any]]:
        """Return the errors as they are rendered."""
        return [{"code": self.status, "description": str(words)} for words in self.descriptions]


class Absent(Refused):
    """An unknown id, service, jurisdiction or address. What is not public is as absent as what never was."""

    status = 404

    def __init__(self, *descriptions: _StrOrPromise) -> None:
        super().__init__(*(descriptions or (_("There is no such thing here."),)))


class KeyRefused(Refused):
    """No key, an unknown one, or one that was revoked."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("This call needs a valid api_key."))


class TooMany(Refused):
    """The key has sent all it may in this hour. Not in the standard, but what every client understands."""

    status = 429

    def __init__(self, *, seconds: int) -> None:
        super().__init__(_("This key has reached its limit for this hour."))
        self.seconds = seconds


class WrongMethod(Refused):
    """An address that only answers to other methods."""

    status = 405

    def __init__(self) -> None:
        super().__init__(_("This address does not answer to this method."))
