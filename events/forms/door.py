"""The shape of what arrives from a phone at a door, and of the form that makes a door link."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import checking_in
from events.checking_in import Act
from events.models import CheckIn
from events.models.event import LARGEST_PARTY
from events.models.registration import ALPHABET, REFERENCE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import User
    from events.models import DoorLink, EventDate

MOST_ACTS = 200  # in one message; a phone sends the rest in the next
MOST_WALK_INS = 50
LONGEST_SKEW = 10 * 366 * 24 * 3600  # seconds: a phone whose clock stands at its year of birth
REFERENCE = re.compile(rf"[{ALPHABET}]{{{REFERENCE_LENGTH}}}")
DEVICE = re.compile(r"[A-Za-z0-9-]{1,16}")
EARLIER, LATER = timedelta(hours=24), timedelta(hours=2)  # a link works from the day before until after the end
LONGEST = timedelta(days=14)


class BadMessage(Exception):
    """A message that no phone of ours sends."""


def parse_message(body: bytes, now: datetime) -> tuple[str, list[Act], int]:
    """Return device, acts and by how many seconds the phone's clock is behind ours now. Raises BadMessage."""
    try:
        message = json.loads(body)
        device, acts = str(message["device"]), list(message["acts"])
        skew = round(now.timestamp() - _number(message["now"]) / 1000)
        if not DEVICE.fullmatch(device) or len(acts) > MOST_ACTS or abs(skew) > LONGEST_SKEW:
            raise BadMessage
        return device, [_act(act) for act in acts], skew
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise BadMessage from error


def _act(given: Mapping[str, Any]) -> Act:
    kind, way = CheckIn.Kind(given["kind"]), CheckIn.Way(given.get("way", ""))
    reference, people, already = str(given.get("reference", "")), given.get("people", 0), given.get("already", 0)
    most = MOST_WALK_INS if kind == CheckIn.Kind.WALK_IN else LARGEST_PARTY
    fits = isinstance(people, int) and isinstance(already, int) and 0 <= already < LARGEST_PARTY
    if not fits or (kind != CheckIn.Kind.UNDO and not 1 <= people <= most) or people < 0:
        raise BadMessage
    if (reference or kind == CheckIn.Kind.ARRIVAL) and not REFERENCE.fullmatch(reference):
        raise BadMessage
    skew = round(_number(given.get("skew", 0)))
    if abs(skew) > LONGEST_SKEW:
        raise BadMessage
    return Act(
        nonce=UUID(str(given["nonce"])),
        kind=kind,
        way=way,
        reference=reference,
        ticket=str(given.get("ticket", ""))[:200],
        people=0 if kind == CheckIn.Kind.UNDO else people,
        already=already,
        undoes=UUID(str(given["undoes"])) if kind == CheckIn.Kind.UNDO else None,
        was_offline=bool(given.get("offline")),
        device_at=_moment(given["at"]),
        skew=skew,
    )


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadMessage
    return float(value)


def _moment(milliseconds: object) -> datetime:
    found = datetime.fromtimestamp(_number(milliseconds) / 1000, tz=UTC)
    if not 2000 <= found.year <= 2099:  # noqa: PLR2004  # beyond these a clock is not off but broken
        raise BadMessage
    return found


class DoorLinkForm(forms.Form):
    """Who keeps the door, and from when until when their link works."""

    label = forms.CharField(
        label=_("For whom"), max_length=60, required=False, help_text=_("A name or a gate, for your own list.")
    )
    opens_at = forms.DateTimeField(label=_("Works from"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    closes_at = forms.DateTimeField(label=_("Works until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    def __init__(self, *args: Any, date: EventDate, by: User, **kwargs: Any) -> None:
        """Propose the day before until two hours after the end."""
        local = {
            "opens_at": f"{timezone.localtime(date.starts_at - EARLIER):%Y-%m-%dT%H:%M}",
            "closes_at": f"{timezone.localtime(date.ends_at + LATER):%Y-%m-%dT%H:%M}",
        }
        super().__init__(*args, **{"initial": local, **kwargs})
        self.date, self.by = date, by

    def clean(self) -> dict[str, Any]:
        """Refuse a span that is none, or longer than a door is kept."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at:
            if closes_at <= opens_at:
                self.add_error("closes_at", _("It has to end after it starts."))
            elif closes_at - opens_at > LONGEST or not opens_at - LATER < self.date.ends_at < closes_at + LONGEST:
                self.add_error("closes_at", _("A link works for two weeks at most, around its date."))
        return cleaned

    def save(self) -> tuple[DoorLink, str]:
        """Make the link."""
        given = self.cleaned_data
        return checking_in.open_door(
            self.date, by=self.by, opens_at=given["opens_at"], closes_at=given["closes_at"], label=given["label"]
        )
