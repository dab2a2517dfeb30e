"""The suggestions of the synthetic city: written, routed by the real rules, and as far on their way as chance took them.

More of them are open than a real office would leave open, and their dates lie evenly over three years: the queues are
meant to be long.
"""

from __future__ import annotations

import random
import uuid
from bisect import bisect
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from community.models import Body, Contact, Membership, User
from feedback import routing
from feedback.models import (
    Answer,
    Assignment,
    Category,
    Clock,
    Counter,
    PublicWords,
    Routing,
    StateChange,
    Suggestion,
    TranslationRequest,
)
from feedback.submitting import CITY_CODE
from portal.city.pouring import BATCH, Table, at_once, settle
from portal.city.words import ANSWERS, SPOTS, THINGS, TONGUES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Odds(NamedTuple):
    """What there is to choose from, and where each one's share ends."""

    values: list[Any]
    ends: list[int]

    @classmethod
    def of(cls, shares: Mapping[Any, int]) -> Odds:
        """Lay the shares end to end."""
        return cls(list(shares), list(accumulate(shares.values())))


State = Suggestion.State
SHANGHAI = timezone.get_default_timezone()
OPEN, IN_HAND, CONCLUDED = (frozenset(states) for states in (Suggestion.OPEN, Suggestion.IN_HAND, Suggestion.CONCLUDED))
YEARS = 3
MANY = 20_000  # rows from which it pays to make the indexes anew
OFFICERS_A_DESK = 2
# Of a hundred.
STATES = Odds.of({
    State.ROUTED: 8, State.SEEN: 4, State.IN_PROGRESS: 12, State.WAITING: 3, State.FORWARDED: 2, State.REOPENED: 1,
    State.ANSWERED: 44, State.RESOLVED: 14, State.PLANNED: 3, State.NOT_POSSIBLE: 3, State.WITHDRAWN: 6,
})  # fmt: skip
KINDS = Odds.of({"suggestion": 40, "question": 30, "help": 18, "complaint": 12})
WISHED = Odds.of({"released": 70, "awaiting": 20, "hidden": 10})
LANGUAGES = Odds.of({code: share for code, (share, _words) in TONGUES.items()})
TOWNSHIPS = (30, 16, 14, 10, 9, 7, 6, 5, 3)  # uneven, as people live
WHOLE_CITY = 7
FIRST_CATEGORY = 30  # the weight of the first; the rest share what remains
ON_THE_WAY = {
    State.SEEN: (State.SEEN,),
    State.IN_PROGRESS: (State.IN_PROGRESS,),
    State.REOPENED: (State.IN_PROGRESS, State.ANSWERED, State.REOPENED),
}


@dataclass
class City:
    """Everything that is poured, and the chance behind it."""

    seed: int
    until: datetime
    chance: random.Random = field(init=False)
    tables: dict[str, Table] = field(init=False)
    desks: dict[tuple[Any, ...], routing.Decision] = field(default_factory=dict)
    officers: dict[int, list[int]] = field(default_factory=dict)
    rules: routing.Table = field(default_factory=routing.Table.load)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up the chance and the tables."""
        self.chance = random.Random(self.seed)  # noqa: S311  # a city to try things with, no secret
        models = (
            Contact, Suggestion, StateChange, Routing, Assignment, Answer, Clock, PublicWords, TranslationRequest,
        )  # fmt: skip
        self.tables = {model.__name__: Table(model) for model in models}

    def choose(self, odds: Odds) -> Any:
        """Return one of them, as often as its share says."""
        return odds.values[bisect(odds.ends, self.chance.random() * odds.ends[-1])]


def build(*, residents: int, suggestions: int, seed: int, until: datetime, say: Callable[[str], None]) -> None:
    """Fill the city."""
    city = City(seed, until.astimezone(UTC))
    with at_once(city.tables.values(), many=residents + suggestions >= MANY):
        _fill(city, residents=residents, suggestions=suggestions, say=say)
    settle(city.tables.values())


def _fill(city: City, *, residents: int, suggestions: int, say: Callable[[str], None]) -> None:
    townships = list(Body.objects.townships().order_by("slug"))
    places = Odds.of(dict(zip([*townships, None], [*TOWNSHIPS[: len(townships)], WHOLE_CITY], strict=True)))
    first, *others = Category.objects.active()
    categories = Odds.of({first: FIRST_CATEGORY} | dict.fromkeys(others, 70 // (len(others) + 1) + 1))
    contacts = city.tables["Contact"]
    first_resident = contacts.next_id
    for number in range(residents):
        language = "zh-hans" if city.chance.random() < 0.15 else "en"  # noqa: PLR2004  # a share
        address = f"resident{first_resident + number}@city.example"
        contacts.add(email=address, language=language, created_at=city.until - timedelta(days=365 * YEARS))
        _pour_when_full(city)
    for number in range(suggestions):
        writer = first_resident + city.chance.randrange(residents) if residents and city.chance.random() < 0.8 else None  # noqa: PLR2004  # a share
        at = city.until - timedelta(days=365 * YEARS) * (1 - (number + city.chance.random()) / suggestions)
        _write(city, at=at, writer=writer, township=city.choose(places), category=city.choose(categories))
        _pour_when_full(city)
        if number and number % 100_000 == 0:
            say(f"{number:,} suggestions")
    _pour(city)
    for (prefix, year), last in city.numbers.items():
        Counter.objects.update_or_create(prefix=prefix, year=year, defaults={"last": last})


def _write(city: City, *, at: datetime, writer: int | None, township: Body | None, category: Category) -> None:
    """Add one suggestion and all that hangs on it."""
    chance, tables = city.chance, city.tables
    kind, language = city.choose(KINDS), city.choose(LANGUAGES)
    state: State = city.choose(STATES)
    decision = _decision(city, category, township, kind)
    text = chance.choice(TONGUES[language][1]).format(what=chance.choice(THINGS[language]), where=chance.choice(SPOTS))
    wish = state != State.WITHDRAWN and category.publicity == Category.Publicity.CHOICE and chance.random() < 0.35  # noqa: PLR2004  # a share
    public_state = city.choose(WISHED) if wish else "private"
    is_open = state in OPEN
    due = at + timedelta(days=7 if category.clock_days <= 5 else 21)  # noqa: PLR2004  # working days, roughly
    suggestion = tables["Suggestion"].add(
        reference=_reference(city, township, at),
        key=uuid.UUID(int=chance.getrandbits(128)),
        contact_id=writer,
        body_id=township.pk if township else None,
        category_id=category.pk,
        kind=kind,
        text=text,
        language=language,
        language_confidence=0.9,
        answer_language="zh-hans" if language == "zh-hans" else "en",
        state=state.value,
        desk_id=decision.desk.pk,
        due_at=due if is_open else None,
        public_wish=wish,
        public_state=public_state,
        is_demo=True,
        created_at=at,
    )
    tables["Routing"].add(
        suggestion_id=suggestion,
        desk_id=decision.desk.pk,
        rule_id=decision.rule.pk if decision.rule else None,
        reason_en=decision.reason_en,
        reason_zh_hans=decision.reason_zh_hans,
        inferred=decision.inferred,
        at=at,
    )
    _move_on(city, suggestion, state, decision.desk.pk, at)
    _work(city, suggestion, state, decision.desk.pk, at)
    if is_open:
        tables["Clock"].add(
            suggestion_id=suggestion, kind="answer", days=category.clock_days, started_at=at, due_at=due,
            remind_at=due - timedelta(days=1), escalate_at=due + timedelta(days=3),
        )  # fmt: skip
        if language not in {"en", "zh-hans"}:
            tables["TranslationRequest"].add(suggestion_id=suggestion, language="zh-hans", created_at=at)
    if public_state in {"released", "hidden"}:
        own = {"en": "text_en", "zh-hans": "text_zh_hans"}.get(language, "original")
        tables["PublicWords"].add(suggestion_id=suggestion, at=at + timedelta(hours=5), **{own: text})


def _move_on(city: City, suggestion: int, state: State, desk: int, at: datetime) -> None:
    changes, before = city.tables["StateChange"], ""
    concluded = (State.IN_PROGRESS, state) if state in CONCLUDED else (state,)
    last = () if state == State.ROUTED else ON_THE_WAY.get(state, concluded)
    for hours, after in enumerate((State.RECEIVED, State.ROUTED, *last)):
        changes.add(
            suggestion_id=suggestion, from_state=before, to_state=after.value, body_id=desk,
            at=at + timedelta(hours=max(0, hours - 1) * 20),
        )  # fmt: skip
        before = after.value


def _work(city: City, suggestion: int, state: State, desk: int, at: datetime) -> None:
    """Let the desk's officers have it in hand, or have answered it."""
    officers = _officers(city, desk)
    first, second = officers if city.chance.random() < 0.5 else officers[::-1]  # noqa: PLR2004  # a share
    began = at + timedelta(hours=20)
    if state in IN_HAND:
        city.tables["Assignment"].add(suggestion_id=suggestion, officer_id=first, since=began)
    waits = state == State.IN_PROGRESS and city.chance.random() < 0.1  # noqa: PLR2004  # a share
    if state not in CONCLUDED and not waits:
        return
    language = "zh-hans" if city.chance.random() < 0.6 else "en"  # noqa: PLR2004  # a share
    released = {} if waits else {"released_by_id": second, "released_at": at + timedelta(hours=40)}
    city.tables["Answer"].add(
        suggestion_id=suggestion,
        body_id=desk,
        language=language,
        text=city.chance.choice(ANSWERS[language]),
        drafted_by_id=first,
        drafted_at=began,
        submitted_by_id=first,
        submitted_at=began,
        **released,
    )


def _decision(city: City, category: Category, township: Body | None, kind: str) -> routing.Decision:
    """Return what the rules say; asked once for each combination."""
    key = (category.slug, township.slug if township else None, kind)
    if key not in city.desks:
        case = routing.Case(category, township, kind, city.until)
        city.desks[key] = city.rules.decide(case)
    return city.desks[key]


def _officers(city: City, desk: int) -> list[int]:
    """Return the officers of a desk, made when it gets its first suggestion."""
    if desk not in city.officers:
        made = []
        for number in range(OFFICERS_A_DESK):
            user, _made = User.objects.get_or_create(email=f"officer{desk}.{number}@city.example", defaults={"password": "!"})
            Membership.objects.get_or_create(user=user, body_id=desk, role="officer")
            made.append(user.pk)
        city.officers[desk] = made
    return city.officers[desk]


def _reference(city: City, township: Body | None, at: datetime) -> str:
    key = ((township.code if township else None) or CITY_CODE, at.astimezone(SHANGHAI).year)
    if key not in city.numbers:
        there = Counter.objects.filter(prefix=key[0], year=key[1]).first()
        city.numbers[key] = there.last if there else 0
    city.numbers[key] += 1
    return f"{key[0]}-{key[1]}-{city.numbers[key]:04d}"


def _pour_when_full(city: City) -> None:
    if len(city.tables["Suggestion"].rows) >= BATCH or len(city.tables["Contact"].rows) >= BATCH:
        _pour(city)


def _pour(city: City) -> None:
    """Write what was made, those first to whom others point."""
    with transaction.atomic():
        for table in city.tables.values():
            if table.rows:
                table.flush()
