"""Takes in what programs send: a suggestion with its token, and later updates by the office that holds it."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import submitting, tracking
from feedback.models import Intake, ReportedUpdate, Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from feedback.models import ApiKey

SPACE = uuid.UUID("7b1c6f0e-0f9b-4f43-9b5e-3a6f2f1f3111")  # of the keys made from a program's own


class UpdateKnown(tracking.FeedbackRefused):
    """The same update arrived before."""

    message = _("This update was sent before.")


class Taken(NamedTuple):
    """What came in, and the token of the writer's secret link, which can be passed on this once."""

    intake: Intake
    link: str


def take_in(
    text: str, *, api_key: ApiKey, repeat: str = "", details: dict[str, str], replies: dict[str, Any], **given: Any
) -> Taken:
    """Take in a suggestion that a program sent. The same `repeat` by the same program gives the same suggestion."""
    key = uuid.uuid5(SPACE, f"{api_key.pk} {repeat}") if repeat else uuid.uuid4()
    with transaction.atomic():
        submitted = submitting.submit(text, key=key, details=replies, **given)
        values = {"api_key": api_key, "token": secrets.token_urlsafe(24), **details}
        intake, made = Intake.objects.get_or_create(suggestion=submitted.suggestion, defaults=values)
        if made:
            auditing.record(
                "suggestion.sent_by_program", submitted.suggestion, by=None, body=api_key.body, values={"key": api_key.pk}
            )
    return Taken(intake, submitted.token)


def note_update(suggestion: Suggestion, *, api_key: ApiKey, update_id: str, at: datetime, **told: str) -> ReportedUpdate:
    """Note what the system of an office says; a person decides what follows. Raises UpdateKnown for one sent twice."""
    try:
        with transaction.atomic():
            update = ReportedUpdate.objects.create(api_key=api_key, update_id=update_id, suggestion=suggestion, at=at, **told)
            auditing.record("suggestion.update_reported", suggestion, by=None, body=api_key.body, values={"key": api_key.pk})
    except IntegrityError:
        raise UpdateKnown from None
    return update
