"""What writers of past months thought of their answers, invented for the demo so that its three rates say something.

Poured in a few statements, past the verbs: nobody is mailed about answers of last spring, and the demo starts no later.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from community.models import Body
from feedback import routing
from feedback.models import Answer, Category, Clock, Counter, Inquiry, Routing, StateChange, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from community.models import User

NAMESPACE = uuid.UUID("f2a0c1de-7a54-4a0f-8f55-58f6c1d0b7aa")
# Five, because two are hidden beside an office with very few (feedback/measuring.py).
# Each letter is one judgement, the oldest first.
TOWNSHIPS = {
    "hongqiao-subdistrict": "yysypyynyysyy",
    "hongqiao-town": "ypynysypynyp",
    "huacao": "nypysyyyyysyyy",
    "jinqiao": "yynyypysy",
    "xujing": "pynnysypyyy",
}
APART = timedelta(days=9)  # the latest a few days ago, the first of them in another season
THINGS = (
    ("The lamp by the parcel lockers stays dark.", "The lamp was changed on the same day."),
    ("Cars park in front of the ramp every evening.", "Posts stand beside the ramp now."),
    ("Where do I bring an old mattress?", "On Saturdays to the collecting point behind building 3."),
    ("The bell of the evening class is very loud.", "The school has turned it down after six."),
)
SAID = {"y": ("yes", "yes"), "s": ("yes", "so_so"), "p": ("partly", "yes"), "n": ("no", "no")}  # resolved, satisfied


def invent(people: dict[str, User], now: datetime) -> None:
    """Add them once."""
    if Suggestion.objects.filter(key=_key(0, 0)).exists():
        return
    townships = list(Body.objects.filter(slug__in=TOWNSHIPS).order_by("slug"))
    category, table = Category.objects.get(slug="community"), routing.Table.load()
    with transaction.atomic():
        made = []
        for which, township in enumerate(townships):
            for number, _letter in enumerate(TOWNSHIPS[township.slug]):
                at = now - timedelta(days=4 + which) - APART * (len(TOWNSHIPS[township.slug]) - 1 - number)
                decision = table.decide(routing.Case(category, township, "help", at))
                suggestion = _suggestion(
                    _key(which, number), number, township=township, desk=decision.desk, category=category, at=at
                )
                made.append((suggestion, decision, number))
        Suggestion.objects.bulk_create([suggestion for suggestion, _decision, _number in made])
        Routing.objects.bulk_create([_routed(suggestion, decision) for suggestion, decision, _number in made])
        StateChange.objects.bulk_create([change for suggestion, _decision, _number in made for change in _way(suggestion)])
        Clock.objects.bulk_create([_contact(suggestion, number) for suggestion, _decision, number in made])
        answers = Answer.objects.bulk_create([_answer(suggestion, number, people) for suggestion, _decision, number in made])
        Inquiry.objects.bulk_create(
            [_said(answer, number) for answer, (_one, _decision, number) in zip(answers, made, strict=True)]
        )


def _key(which: int, number: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{which}-{number}")


def _suggestion(key: uuid.UUID, number: int, *, township: Body, desk: Body, category: Category, at: datetime) -> Suggestion:
    counter, _made = Counter.objects.get_or_create(prefix=township.code, year=timezone.localtime(at).year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Suggestion(
        reference=str(counter),
        key=key,
        body=township,
        desk=desk,
        category=category,
        category_version=category.version,
        kind=Suggestion.Kind.HELP,
        text=THINGS[number % len(THINGS)][0],
        language="en",
        answer_language="en",
        state=Suggestion.State.ANSWERED,
        is_demo=True,
        created_at=at,
    )


def _routed(suggestion: Suggestion, decision: routing.Decision) -> Routing:
    return Routing(
        suggestion=suggestion, desk=decision.desk, rule=decision.rule, reason_en=decision.reason_en,
        reason_zh_hans=decision.reason_zh_hans, inferred=decision.inferred, at=suggestion.created_at,
    )  # fmt: skip


def _way(suggestion: Suggestion) -> Iterator[StateChange]:
    before = ""
    for hours, after in ((0, "received"), (0, "routed"), (20, "in_progress"), (70, "answered")):
        at = suggestion.created_at + timedelta(hours=hours)
        yield StateChange(suggestion=suggestion, from_state=before, to_state=after, body=suggestion.desk, at=at)
        before = after


def _contact(suggestion: Suggestion, number: int) -> Clock:
    """Return the promise of a first contact: mostly kept."""
    began = suggestion.created_at
    hours = 60 if _judgement(suggestion, number) in {"n", "p"} and number % 2 else 20
    return Clock(
        suggestion=suggestion, kind=Clock.Kind.CONTACT, days=1, started_at=began, due_at=began + timedelta(hours=48),
        stopped_at=began + timedelta(hours=hours),
    )  # fmt: skip


def _answer(suggestion: Suggestion, number: int, people: dict[str, User]) -> Answer:
    at = suggestion.created_at
    by: dict[str, Any] = {"drafted_by": people["officer"], "submitted_by": people["officer"], "released_by": people["manager"]}
    moments = {"drafted_at": at + timedelta(hours=60), "submitted_at": at + timedelta(hours=61)}
    return Answer(
        suggestion=suggestion, body=suggestion.desk, language="en", text=THINGS[number % len(THINGS)][1],
        released_at=at + timedelta(hours=70), **by, **moments,
    )  # fmt: skip


def _judgement(suggestion: Suggestion, number: int) -> str:
    assert suggestion.body is not None  # noqa: S101  # made above
    return TOWNSHIPS[suggestion.body.slug][number]


def _said(answer: Answer, number: int) -> Inquiry:
    resolved, satisfied = SAID[_judgement(answer.suggestion, number)]
    released = answer.released_at
    assert released is not None  # noqa: S101  # made above
    return Inquiry(
        suggestion=answer.suggestion, answer=answer, body=answer.body, occasion=Inquiry.Occasion.ANSWER, due_at=released,
        sent_at=released, resolved=resolved, satisfied=satisfied, answered_at=released + timedelta(hours=20),
    )  # fmt: skip
