"""How a suggestion is told: what happened, in order, and the answers in the reader's language with the original beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from feedback import detecting, masking
from feedback.models import Alarm, Answer, Asked, Clock, Involvement, Routing, StateChange, Suggestion
from feedback.models.translation import translation_of, words_of
from feedback.states import MEANINGS, TAG_COLOURS, State, step

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from feedback.models import Closing, Review
    from feedback.models.suggestion import SuggestionQuerySet


def for_page(found: SuggestionQuerySet) -> SuggestionQuerySet:
    """Load all that a page of one suggestion shows."""
    answers = Answer.objects.select_related("body__parent", "suggestion__contact").prefetch_related("translations", "drafts")
    return found.for_listing().prefetch_related(
        Prefetch("changes", StateChange.objects.select_related("body__parent")),
        "translations",
        Prefetch("answers", answers),
        Prefetch("routings", Routing.objects.select_related("desk__parent")),
        Prefetch("involvements", Involvement.objects.select_related("body__parent")),
        Prefetch("clocks__alarms", Alarm.objects.select_related("body__parent")),
    )


def for_cards(found: SuggestionQuerySet) -> SuggestionQuerySet:
    """Load what a card shows: the suggestion, and what came of it."""
    released = Answer.objects.filter(released_at__isnull=False).select_related("body__parent").order_by("-released_at")
    answers = Prefetch("answers", released.prefetch_related("translations"), to_attr="released_answers")
    return found.for_listing().prefetch_related(answers)


def language_name(code: str) -> str:
    """Return the name of a language in the reader's language."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def state_tag(suggestion: Suggestion) -> dict[str, str]:
    """Return the state in words, with its colour."""
    return {"text": str(suggestion.get_state_display()), "colour": TAG_COLOURS[State(suggestion.state)]}


def meaning(suggestion: Suggestion) -> str:
    """Return what the state means, in plain words."""
    return str(MEANINGS[State(suggestion.state)])


def steps(suggestion: Suggestion, *, in_full: bool, waits_for_release: bool = False) -> list[dict[str, Any]]:
    """Return what happened, oldest first, and what comes next. Words of staff to the writer stay between the two."""
    told = [_change(change) for change in suggestion.changes.all() if change.to_state != State.ROUTED]
    told += [_routing(routing, in_full=in_full) for routing in suggestion.routings.all()]
    if in_full:
        told += [_alarm(alarm, clock) for clock in suggestion.clocks.all() for alarm in clock.alarms.all()]
    told.sort(key=lambda one: (one["at"], one["rank"]))
    if suggestion.is_open and waits_for_release:
        told.append({"title": _("Next: a second person releases the answer"), "state": "now"})
    elif suggestion.is_open:
        told.append({"title": _("Next: the office answers"), "state": "now"})
    return told


def _change(change: StateChange) -> dict[str, Any]:
    title, by = step(change.from_state, change.to_state), change.body
    told = _step(title, change.at, rank=0 if change.to_state == State.RECEIVED else 2)
    # Who said the last word stands beside it.
    return told | {"because": by.full_name} if by and change.to_state in Suggestion.CONCLUDED else told


def _routing(routing: Routing, *, in_full: bool) -> dict[str, Any]:
    title = _("Sent to %(desk)s") % {"desk": routing.desk.full_name}
    because = routing.reason if in_full or not routing.note else ""
    if routing.inferred:
        because = _("%(reason)s (our own mapping)") % {"reason": because}
    told = _step(title, routing.at, rank=1, because=because)
    language = note_language(routing) if because else ""
    foreign = language not in {"", get_language()}
    return told | {"because_language": language, "because_in": language_name(language) if foreign else ""}


def note_language(routing: Routing) -> str:
    """Return the language of the words it was handed over with, mostly Chinese; nothing where a rule gives the reason."""
    return detecting.detect(routing.note).language if routing.note else ""


def _alarm(alarm: Alarm, clock: Clock) -> dict[str, Any]:
    titles = {
        Alarm.Level.DUE: _("The office was reminded that the answer is due"),
        Alarm.Level.OVERDUE: _("The answer is late: whoever leads the office was told"),
        Alarm.Level.LATE: _("Still no answer: the level above was told"),
    }
    if clock.kind == Clock.Kind.CONTACT:
        titles = {
            Alarm.Level.DUE: _("The office was reminded to get in touch"),
            Alarm.Level.OVERDUE: _("Nobody got in touch in time: whoever leads the office was told"),
            Alarm.Level.LATE: _("Still nobody got in touch: the level above was told"),
        }
    return _step(titles[Alarm.Level(alarm.level)], alarm.at, rank=3, because=alarm.body.full_name)


def _step(title: str, at: datetime, *, rank: int, because: str = "") -> dict[str, Any]:
    return {"title": title, "at": at, "rank": rank, "because": because, "state": "done"}


def answers(suggestion: Suggestion, *, language: str | None = None, masked: bool = False) -> list[dict[str, Any]]:
    """Return the released answers, each in the language wanted where it can be had, with the original.

    `masked` is for everyone: an answer may repeat what only its writer should read.
    """
    wanted = language or get_language() or "en"
    released = [answer for answer in suggestion.answers.all() if answer.released_at]
    return [one_answer(answer, wanted, masked=masked) for answer in released]


def one_answer(answer: Answer, wanted: str, *, masked: bool = False) -> dict[str, Any]:
    """Return one answer in the language wanted where it can be had, with the original and, by mail, whose it is."""
    made = None if answer.language == wanted else answer.sound_translation(wanted)
    return {
        "body": answer.came_from or answer.body.full_name,
        "through": answer.body.full_name if answer.came_from else "",
        "at": answer.released_at,
        "text": answer.masked_text if masked else answer.text,
        "language": answer.language,
        "translation": (made.masked_text if masked else made.text) if made else "",
        "translation_language": made.language if made else "",
        "is_untranslated": made is None and answer.language != wanted,
        "is_awaited": made is None and answer.language != answer.suggestion.answer_language,
    }


def closing_words(suggestion: Suggestion) -> list[dict[str, Any]]:
    """Return what offices told the writer beside answers, oldest first: how it was closed, what a second look led to."""
    wanted = suggestion.answer_language
    told = [_closed(one, wanted, masked=False) for one in _released_closings(suggestion)]
    looked_at = _("A second look: %(decision)s")
    told += [
        _told(one, looked_at % {"decision": one.get_decision_display()}, "", wanted, masked=False)
        for one in suggestion.reviews.filter(decided_at__isnull=False).prefetch_related("translations")
    ]
    return sorted(told, key=lambda one: one["at"])


def asked(question: Asked) -> dict[str, Any]:
    """Return an office's question, in the language asked for where it can be had."""
    return _told(question, "", question.body.full_name, question.suggestion.answer_language, masked=False)


def public_closings(suggestion: Suggestion) -> list[dict[str, Any]]:
    """Return how it was closed, when, by which office and why, for everyone: in the reader's language where it can be had."""
    return [_closed(one, get_language() or "en", masked=True) for one in _released_closings(suggestion)]


def public_twin(suggestion: Suggestion) -> Suggestion | None:
    """Return what a suggestion is handled together with, where everyone may read that."""
    if suggestion.state != State.DUPLICATE:
        return None
    return Suggestion.objects.public().filter(joined__merged=suggestion, joined__undone_at=None).first()


def _released_closings(suggestion: Suggestion) -> QuerySet[Closing]:
    return suggestion.closings.filter(released=True).select_related("body__parent").prefetch_related("translations")


def _closed(closing: Closing, wanted: str, *, masked: bool) -> dict[str, Any]:
    title = _("Closed as: %(outcome)s") % {"outcome": closing.get_outcome_display()}
    return _told(closing, title, closing.body.full_name, wanted, masked=masked)


def _told(original: Asked | Closing | Review, title: str, body: str, wanted: str, *, masked: bool) -> dict[str, Any]:
    elsewhere = original.language not in {"", wanted}
    made = translation_of(original, wanted) if elsewhere else None
    made = made if made and made.is_checked else None
    text = words_of(original)
    return {
        "title": title,
        "body": body,
        "at": original.asked_at if isinstance(original, Asked) else original.decided_at,
        "text": masking.mask(text, language=original.language) if masked else text,
        "language": original.language,
        "translation": (made.masked_text if masked else made.text) if made else "",
        "translation_language": wanted,
        "is_awaited": elsewhere,
    }


def public_point(suggestion: Suggestion) -> tuple[float | None, float | None]:
    """Return where the public may see it, as latitude and longitude: its place, or its point to some 100 m, so no home."""
    place = suggestion.place
    if place is not None and place.latitude is not None:
        return place.latitude, place.longitude
    if suggestion.latitude is None or suggestion.longitude is None:
        return None, None
    return round(suggestion.latitude, 3), round(suggestion.longitude, 3)
