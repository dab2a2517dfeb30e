"""The words of feedback's mails: each function says one thing and leaves the sending to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.notifying import Mail
from feedback import masking
from feedback.models import Alarm, Clock
from feedback.models.translation import translation_of
from feedback.states import step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback.models import (
        Answer,
        Asked,
        Closing,
        Dispatch,
        Follow,
        Inquiry,
        LaterTranslation,
        Merge,
        Note,
        Question,
        Review,
        StateChange,
        Suggestion,
        Support,
    )
    from feedback.routing import Decision

lazy_step = lazy(step, str)  # told in the language of the mail


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


def answered(answer: Answer, *, token: str, inquiry_token: str = "") -> Mail:
    """Bring the answer in the language asked for, the original beside it; or say that its translation follows.

    With the token of an inquiry it asks whether it is resolved, and whether the writer is satisfied.
    """
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
            "inquiry_token": inquiry_token,
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


def checked(original: Asked | Closing | Review, language: str) -> LaterTranslation | None:
    """Return the checked translation of an office's words, else nothing."""
    made: LaterTranslation | None = translation_of(original, language)
    return made if made and made.is_checked else None


def _in_two(original: Asked | Closing | Review) -> dict[str, object]:
    """Return what a mail says of words that may be in another language than the one asked for."""
    asked = original.suggestion.answer_language
    follows = original.language not in {"", asked}
    return {"suggestion": original.suggestion, "translation": checked(original, asked) if follows else None, "follows": follows}


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


def confirm_support(given: Support, *, token: str) -> Mail:
    """Ask the address whether it wants to be told what becomes of what a guest supported with it."""
    return Mail(
        kind="support_confirmation",
        subject=format_lazy("{} {}", _("Shall we tell you what happens?"), given.suggestion.reference),
        template="feedback/emails/confirm_support",
        context={"suggestion": given.suggestion, "token": token},
        sensitive=True,
    )


def supported_closed(closing: Closing, *, token: str) -> Mail:
    """Tell someone who wanted the same how it was closed; the words were for its writer."""
    return Mail(
        kind="suggestion_supported",
        subject=format_lazy("{} {}", _("What you wanted too has been closed:"), closing.suggestion.reference),
        template="feedback/emails/supported_closed",
        context={"suggestion": closing.suggestion, "closing": closing, "token": token},
        sensitive=bool(token),
    )


def supported(answer: Answer, *, language: str, token: str = "") -> Mail:
    """Bring the answer to someone who wanted the same, masked: it was written to another person.

    `token` ends it, for those who supported it; who wrote the same has a suggestion of their own.
    """
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
            "token": token,
        },
        sensitive=bool(token),
    )


def question(asked: Asked, *, token: str) -> Mail:
    """Bring the office's one question in the language asked for where it can be had, and until when a reply counts."""
    return Mail(
        kind="suggestion_question",
        subject=format_lazy("{} {}", _("A question about your suggestion:"), asked.suggestion.reference),
        template="feedback/emails/question",
        context={**_in_two(asked), "question": asked, "token": token},
        sensitive=True,
    )


def replied(asked: Question) -> Mail:
    """Tell the officer that the writer replied; the words stay on the site."""
    return Mail(
        kind="suggestion_reply",
        subject=format_lazy("{} {}", _("The writer has replied:"), asked.suggestion.reference),
        template="feedback/emails/replied",
        context={"suggestion": asked.suggestion},
    )


def mentioned(note: Note) -> Mail:
    """Tell a colleague that a note calls them; the words stay on the site."""
    return Mail(
        kind="note_mention",
        subject=format_lazy("{} {}", _("A colleague calls you in a note:"), note.suggestion.reference),
        template="feedback/emails/mentioned",
        context={"note": note, "suggestion": note.suggestion},
    )


def late_check(inquiry: Inquiry, *, token: str) -> Mail:
    """Ask four weeks later whether it is resolved; the office that answered does not ask, the alliance does."""
    return Mail(
        kind="suggestion_late_check",
        subject=format_lazy("{} {}", _("Four weeks later, is it resolved?"), inquiry.suggestion.reference),
        template="feedback/emails/late_check",
        context={"inquiry": inquiry, "suggestion": inquiry.suggestion, "body": inquiry.answer.body, "token": token},
        sensitive=True,
    )


def reviewed(review: Review, *, token: str) -> Mail:
    """Say what came of the second look, and why."""
    return Mail(
        kind="suggestion_reviewed",
        subject=format_lazy("{} {}", _("Someone has looked at it again:"), review.suggestion.reference),
        template="feedback/emails/reviewed",
        context={"review": review, "token": token, **_in_two(review)},
        sensitive=True,
    )


def confirm_follow(follow: Follow, *, token: str) -> Mail:
    """Ask the address to confirm that it wants to follow."""
    return Mail(
        kind="follow_confirmation",
        subject=format_lazy("{} {}", _("Follow this suggestion?"), follow.suggestion.reference),
        template="feedback/emails/confirm_follow",
        context={"suggestion": follow.suggestion, "token": token},
        sensitive=True,
    )


def followed(follow: Follow, changes: Sequence[StateChange], *, token: str) -> Mail:
    """Tell a follower what happened, with the button that ends it."""
    return Mail(
        kind="follow_news",
        subject=format_lazy("{} {}", _("News of a suggestion you follow:"), follow.suggestion.reference),
        template="feedback/emails/followed",
        context={
            "suggestion": follow.suggestion,
            "steps": [lazy_step(one.from_state, one.to_state) for one in changes],
            "token": token,
        },
        sensitive=True,
    )


def closed(closing: Closing, *, token: str) -> Mail:
    """Tell the writer how it was closed, in the words a second person released."""
    return Mail(
        kind="suggestion_closed",
        subject=format_lazy("{} {}", _("Your suggestion has been closed:"), closing.suggestion.reference),
        template="feedback/emails/closed",
        context={"closing": closing, "token": token, **_in_two(closing)},
        sensitive=True,
    )


def arrived(suggestion: Suggestion, *, dispatch: Dispatch, stuck: bool = False) -> Mail:
    """Tell staff that something is on their desk, that their view is wanted, or that nobody looked at it: never its words."""
    subject = _("Nobody has looked at it:") if stuck else _("On your desk:")
    if dispatch.involvement and not stuck:
        subject = _("Your view is wanted:") if dispatch.involvement.waits else _("For your information:")
    return Mail(
        kind="suggestion_arrived",
        subject=format_lazy("{} {}", subject, suggestion.reference),
        template="feedback/emails/arrived",
        context={"suggestion": suggestion, "dispatch": dispatch, "stuck": stuck},
    )
