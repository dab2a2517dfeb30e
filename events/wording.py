"""Writing what an event's form asks: the rules of a party, and questions with their options. What the team does, on the trail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from events.models import Answer, Option, OptionPlaces, Question
from events.refusals import SchedulingRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community.models import User
    from events.models import Event

# What no form of ours asks, in whichever words: it would be an office's question, and a tea ceremony is none.
NEVER_ASKED = re.compile(
    r"\bpassports?\b|\bvisas?\b|birth|\bresidence permits?\b|\bID (number|card)|护照|签证|出生|生日|身份证|居留(许可|证)",
    re.IGNORECASE,
)
RULES = ("largest_party", "guardian", "lap_infants", "answers_kept_days")


class NeverAsked(SchedulingRefused):
    """The question asks for what no event needs."""

    message = _(
        "We never ask for passports, visas, permits or dates of birth. Ask what you need it for: an age group, for example."
    )


class InUse(SchedulingRefused):
    """Something hangs on what was to be changed or removed."""

    message = _("Somebody answered this already, or another question hangs on it. Remove it and ask anew, or change that first.")


class OutOfOrder(SchedulingRefused):
    """A question would stand before the one it hangs on."""

    message = _("A question stands after the one it hangs on.")


class PlacesTaken(SchedulingRefused):
    """An option has more places taken than it would have."""

    message = _("More places of this option are taken already at one of the dates.")


@transaction.atomic
def set_rules(event: Event, *, by: User | None, rules: Mapping[str, Any]) -> None:
    """Say how large a party may be, which children need company, and how long answers are kept from now on."""
    changed = [name for name in RULES if getattr(event, name) != rules[name]]
    for name in changed:
        setattr(event, name, rules[name])
    event.save(update_fields=list(RULES))
    auditing.record("event.form_rules_set", event, by=by, body=event.body, fields=changed)


def write(
    event: Event,
    *,
    by: User | None,
    words: Mapping[str, Any],
    options: Sequence[Mapping[str, Any]] = (),
    question: Question | None = None,
) -> Question:
    """Add a question at the end of the form, or change one. Each option may name the one it was (`option`).

    Raises SchedulingRefused (NeverAsked, InUse, OutOfOrder, PlacesTaken); then nothing has changed.
    """
    asked = (
        words["text_en"],
        words["text_zh_hans"],
        *(option[f"label_{code}"] for option in options for code in ("en", "zh_hans")),
    )
    if any(NEVER_ASKED.search(text) for text in asked):
        raise NeverAsked
    with transaction.atomic():
        if question is None:
            question = Question(event=event, order=event.questions.count() + 1)
        elif words["kind"] != question.kind and question.answers.exists():
            raise InUse
        for name, value in words.items():
            setattr(question, name, value)
        if question.only_if is not None and not _stands_after(question, question.only_if):
            raise OutOfOrder
        question.save()
        _set_options(question, options if question.has_options else ())
        auditing.record("event.question_written", event, by=by, body=event.body, values={"question": question.pk})
    return question


@transaction.atomic
def move(question: Question, *, by: User | None, up: bool) -> None:
    """Let a question change places with the one before or after it. Raises OutOfOrder when one hangs on the other."""
    there = list(Question.objects.asked_by(question.event).select_for_update(of=("self",)))
    place = next(number for number, other in enumerate(there) if other.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(there):
        return
    first, second = sorted((place, other))
    if there[second].only_if is not None and there[second].only_if.question_id == there[first].pk:
        raise OutOfOrder
    there[place], there[other] = there[other], there[place]
    for number, each in enumerate(there, start=1):
        Question.objects.filter(pk=each.pk).update(order=number)
    auditing.record("event.questions_ordered", question.event, by=by, body=question.event.body)


@transaction.atomic
def remove(question: Question, *, by: User | None) -> None:
    """Ask no more. What was answered stays until its day; without answers nothing stays. Raises InUse."""
    if Question.objects.filter(only_if__question=question, retired_at__isnull=True).exists():
        raise InUse
    auditing.record("event.question_removed", question.event, by=by, body=question.event.body, values={"question": question.pk})
    if question.answers.exists():
        Question.objects.filter(pk=question.pk).update(retired_at=timezone.now())
    else:
        question.delete()


def _stands_after(question: Question, option: Option) -> bool:
    """Tell whether a question may hang on an option: of the same form, asked before it."""
    asker = option.question
    return asker.event_id == question.event_id and asker.pk != question.pk and asker.order < question.order


def _set_options(question: Question, options: Sequence[Mapping[str, Any]]) -> None:
    """Write the options in their order; one that is left out goes, unless somebody chose it or a question hangs on it."""
    kept = [option["option"].pk for option in options if option.get("option")]
    gone = question.options.exclude(pk__in=kept)
    if Answer.objects.filter(option__in=gone).exists() or Question.objects.filter(only_if__in=gone).exists():
        raise InUse
    gone.delete()
    for said in options:
        option = said.get("option") or Option(question=question)
        for name in ("label_en", "label_zh_hans", "places", "takes"):
            setattr(option, name, said[name])
        option.save()
        _set_places(option)


def _set_places(option: Option) -> None:
    """Let the dates at which an option was chosen already have as many places as it has now."""
    rows = OptionPlaces.objects.filter(option=option)
    if option.places is None:
        return
    try:
        with transaction.atomic():
            rows.update(places=option.places)
    except IntegrityError as error:
        raise PlacesTaken from error
