"""Suggestions on their way, invented for the demo and shown as such. A second run adds what is missing and moves nothing.

Everything passes the verbs; only the hours are spread afterwards over the days in which they would have happened.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from community.models import Body, Contact, User
from feedback import answering, closing, conferring, moderating, submitting, translating, triaging
from feedback.models import Category, Clock, Suggestion
from portal.demo import feedback_judgements, feedback_talk, papers
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from datetime import datetime

    Row = dict[str, Any]
    People = dict[str, User]

INVENTED = Path(__file__).parent / "invented_suggestions.yaml"
NAMESPACE = uuid.UUID("0c3b2a55-6cf2-4b7e-8f3e-2f2f5f0f9d31")


def invent(now: datetime) -> None:
    """Make the suggestions that are missing, each as far on its way as its story says."""
    people = {part.key: User.objects.get(email=part.email) for part in CAST}
    rows = papers.read(INVENTED)
    for row in sorted(rows, key=lambda row: -row["days"]):  # the desk lists by arrival
        key = uuid.uuid5(NAMESPACE, row["id"])
        if not Suggestion.objects.filter(key=key).exists():
            with transaction.atomic():
                suggestion = _send(row, key, people, now)
                for step in row.get("story", ()):
                    _go(suggestion, step, people)
                _spread(suggestion, now)
    with transaction.atomic():
        feedback_talk.invent(people)
    feedback_judgements.invent(people, now)


def _send(row: Row, key: uuid.UUID, people: People, now: datetime) -> Suggestion:
    asked = row.get("answer", "en")
    writer = people[row["by"]].contact if "by" in row else Contact.objects.of(f"{row['id']}@demo.example", language=asked)
    done = submitting.submit(
        row["text"],
        key=key,
        category=Category.objects.get(slug=row["category"]),
        township=Body.objects.townships().get(slug=row["township"]) if row["township"] else None,
        kind=row["kind"],
        answer_language=asked,
        contact=writer,
        public_wish=row.get("public", False),
        point=tuple(row["point"]) if "point" in row else None,
        now=now - timedelta(days=row["days"]),
    )
    done.suggestion.is_demo = True
    done.suggestion.save(update_fields=["is_demo"])
    return done.suggestion


def _go(suggestion: Suggestion, step: list[Any], people: People) -> None:
    """Take one step of a story: what, who, and with which words."""
    what, who, *words = step
    by = people[who]
    open_answer = suggestion.answers.filter(released_at=None).first()
    request = suggestion.translation_requests.filter(done_at=None).last()
    match what:
        case "see":
            triaging.see(suggestion, by=by)
        case "take":
            triaging.take(suggestion, by=by)
        case "draft":
            answering.draft(suggestion, language=words[0], text=words[1], by=by)
        case "submit" if open_answer:
            answering.submit(open_answer, by=by)
        case "release" if open_answer:
            answering.release(open_answer, by=by)
        case "translate" if request:
            translating.save(request, text=words[0], by=by)
        case "check" if request:
            translating.check(request, by=by)
        case "publish":
            moderating.release(suggestion, words=words[0], by=by)
        case "hide":
            moderating.hide(suggestion, reason=words[0], by=by)
        case _:
            _confer(suggestion, step, by)


def _confer(suggestion: Suggestion, step: list[Any], by: User) -> None:
    """Take a step between offices."""
    what, _who, *words = step
    match what:
        case "consult":
            conferring.consult(suggestion, body=Body.objects.get(slug=words[0]), question=words[1], by=by)
        case "close":
            closing.propose(suggestion, outcome=words[0], words=words[1], by=by)
        case _:
            raise ValueError(f"no such step: {step}")


def _spread(suggestion: Suggestion, now: datetime) -> None:
    """Let the steps lie between the sending and yesterday evening, in their order."""
    changes = list(suggestion.changes.exclude(to_state__in=["received", "routed"]))
    span = (now - suggestion.created_at) * 0.8
    for number, change in enumerate(changes, start=1):
        change.at = suggestion.created_at + span * number / len(changes)
        change.save(update_fields=["at"])
    _spread_clocks(suggestion, [change.at for change in changes])
    released = suggestion.answers.exclude(released_at=None).first()
    if released and changes:
        released.released_at = changes[-1].at
        released.save(update_fields=["released_at"])


def _spread_clocks(suggestion: Suggestion, moments: list[datetime]) -> None:
    """Let the clocks stop when the steps happened: the first contact with the first, the answer with the last."""
    for clock in suggestion.clocks.filter(stopped_at__isnull=False) if moments else ():
        clock.stopped_at = moments[0] if clock.kind == Clock.Kind.CONTACT else moments[-1]
        clock.save(update_fields=["stopped_at"])
