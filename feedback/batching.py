"""One answer for many, many answers released at once, and a reply that came by mail: each suggestion in its own transaction.

A refusal of one never holds up the others; what was refused is told, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from feedback import answering, tracking, triaging
from feedback.models import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from community.models import User
    from feedback.models import Answer


@dataclass(frozen=True)
class Outcome:
    """What became of one of many: done, or the reason why not."""

    suggestion: Suggestion
    refusal: _StrOrPromise = ""


def answer_many(suggestions: Iterable[Suggestion], *, text: str, language: str, by: User) -> list[Outcome]:
    """Write the same answer to several and submit each. What has a draft already is left as it is."""
    outcomes = []
    for suggestion in suggestions:
        try:
            with transaction.atomic():
                written = answering.draft(_taken(suggestion, by=by), text=text, language=language, by=by, edition="")
                answering.submit(written, by=by)
        except tracking.FeedbackRefused as refusal:
            outcomes.append(Outcome(suggestion, refusal.message))
        else:
            outcomes.append(Outcome(suggestion))
    return outcomes


def release_many(answers: Mapping[Answer, str], *, by: User) -> list[Outcome]:
    """Release several answers as the second person; each with the edition that was read, so that no other text goes out."""
    outcomes = []
    for answer, edition in answers.items():
        try:
            answering.release(answer, by=by, edition=edition)
        except tracking.FeedbackRefused as refusal:
            outcomes.append(Outcome(answer.suggestion, refusal.message))
        else:
            outcomes.append(Outcome(answer.suggestion))
    return outcomes


def paste(
    suggestion: Suggestion, *, text: str, language: str, came_from: str, came_on: date, edition: str | None, by: User
) -> Answer:
    """Enter another office's reply that came by mail: taken, written and submitted in one act, its sender named."""
    with transaction.atomic():
        written = answering.draft(
            _taken(suggestion, by=by),
            text=text,
            language=language,
            by=by,
            edition=edition,
            came_from=came_from,
            came_on=came_on,
        )
        return answering.submit(written, by=by)


def _taken(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Take it on the way where nobody works on it yet."""
    untouched = {Suggestion.State.ROUTED, Suggestion.State.SEEN, Suggestion.State.REOPENED}
    return triaging.take(suggestion, by=by) if suggestion.state in untouched else suggestion
