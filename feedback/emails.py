"""The words of feedback's mails: each function says one thing and leaves the sending to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.notifying import Mail
from feedback import masking
from feedback.models import Alarm, Clock

if TYPE_CHECKING:
    from feedback.models import Answer, Merge, Suggestion
    from feedback.routing import Decision


def received(suggestion: Suggestion, *, token: str, reason: Decision) -> Mail:
    """Say that we have it, where it went and why, with the secret link. Its text stays out: anyone can type an address."""
    return Mail(
        kind="suggestion_received",
        subject=format_lazy("{} {}", _("We have your suggestion:"), suggestion.reference),
        template="feedback/emails/received",
        context={"suggestion": suggestion, "token": token, "decision": reason, "promise": promise(suggestion)},
        sensitive=True,
    )


def taken(suggestion: Suggestion, *, token: str) -> Mail:
    """Say that an officer works on it, and by when the answer comes: the first contact."""
    return Mail(
        kind="suggestion_taken",
        subject=format_lazy("{} {}", _("An officer works on your suggestion:"), suggestion.reference),
        template="feedback/emails/taken",
        context={"suggestion": suggestion, "token": token, "promise": promise(suggestion)},
        sensitive=True,
    )


def answered(answer: Answer, *, token: str) -> Mail:
    """Bring the answer in the language asked for, the original beside it; or say that its translation follows."""
    suggestion = answer.suggestion
    asked = suggestion.answer_language
    return Mail(
        kind="suggestion_answered",
        subject=format_lazy("{} {}", _("Your suggestion has an answer:"), suggestion.reference),
        template="feedback/emails/answered",
        context={
            "suggestion": suggestion,
            "answer": answer,
            "translation": None if answer.language == asked else answer.sound_translation(asked),
            "is_asked_language": answer.language == asked,
            "token": token,
        },
        sensitive=True,
    )


def made_public(suggestion: Suggestion, *, token: str) -> Mail:
    """Say that a moderator released it, where it can be read, and how to take the agreement back."""
    return Mail(
        kind="suggestion_public",
        subject=format_lazy("{} {}", _("Your suggestion is public now:"), suggestion.reference),
        template="feedback/emails/made_public",
        context={"suggestion": suggestion, "token": token},
        sensitive=True,
    )


def alarm(suggestion: Suggestion, *, clock: Clock, level: str) -> Mail:
    """Tell staff that something is due, over its time, or late: the number and the desk, never the resident's words."""
    subjects = {
        Alarm.Level.DUE: _("Due today:"),
        Alarm.Level.OVERDUE: _("Over its time:"),
        Alarm.Level.LATE: _("Late, and reported to you:"),
    }
    return Mail(
        kind="suggestion_alarm",
        subject=format_lazy("{} {}", subjects[Alarm.Level(level)], suggestion.reference),
        template="feedback/emails/alarm",
        context={"suggestion": suggestion, "clock": clock, "level": level},
    )


def late(suggestion: Suggestion, *, level: str, token: str) -> Mail:
    """Tell the writer in plain words that the answer is late, and who has been told."""
    return Mail(
        kind="suggestion_late",
        subject=format_lazy("{} {}", _("Your answer is late:"), suggestion.reference),
        template="feedback/emails/late",
        context={"suggestion": suggestion, "level": level, "token": token},
        sensitive=True,
    )


def promise(suggestion: Suggestion) -> Clock | None:
    """Return the clock by which an answer was promised, where one runs."""
    return Clock.objects.running().filter(suggestion=suggestion, kind=Clock.Kind.ANSWER).last()


def joined(merge: Merge, *, token: str) -> Mail:
    """Say that it is handled with another that says the same. The other's words stay out: they may be private."""
    return Mail(
        kind="suggestion_joined",
        subject=format_lazy("{} {}", _("Handled together with another:"), merge.merged.reference),
        template="feedback/emails/joined",
        context={"suggestion": merge.merged, "desk": merge.kept.desk, "token": token},
        sensitive=True,
    )


def supported(answer: Answer, *, language: str) -> Mail:
    """Bring the answer to someone who wanted the same, masked: it was written to another person."""
    made = None if answer.language == language else answer.sound_translation(language)
    return Mail(
        kind="suggestion_supported",
        subject=format_lazy("{} {}", _("What you wanted too has an answer:"), answer.suggestion.reference),
        template="feedback/emails/supported",
        context={
            "suggestion": answer.suggestion,
            "body": answer.body,
            "text": masking.mask((made or answer).text, language=(made or answer).language),
            "text_language": (made or answer).language,
        },
    )
