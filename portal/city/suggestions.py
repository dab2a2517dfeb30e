"""The suggestions of the synthetic city: written, routed by the real rules, and as far on their way as chance took them.

More of them are open than a real office would leave open, and their dates lie evenly over three years: the queues are
meant to be long.
"""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from community.models import Body, Contact
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
from portal.city import courses
from portal.city.pouring import BATCH, Table, at_once, settle
from portal.city.words import ANSWERS, SPOTS, THINGS, TONGUES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from portal.city.courses import Course, Matter, Somewhere
    from portal.city.pouring import Writer


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
# As the tables hold them: plain words are compared much sooner than members of an enumeration.
OPEN, IN_HAND, CONCLUDED = (
    frozenset(state.value for state in states) for states in (Suggestion.OPEN, Suggestion.IN_HAND, Suggestion.CONCLUDED)
)
YEARS = 3
MANY = 20_000  # rows from which it pays to make the indexes anew
# Of a hundred.
STATES = Odds.of({
    "routed": 8, "seen": 4, "in_progress": 12, "waiting": 3, "forwarded": 2, "reopened": 1, "answered": 44, "resolved": 14,
    "planned": 3, "not_possible": 3, "withdrawn": 6,
})  # fmt: skip
KINDS = Odds.of({"suggestion": 40, "question": 30, "help": 18, "complaint": 12})
WISHED = Odds.of({"released": 70, "awaiting": 20, "hidden": 10})
LANGUAGES = Odds.of({code: share for code, (share, _words) in TONGUES.items()})
TOWNSHIPS = (30, 16, 14, 10, 9, 7, 6, 5, 3)  # uneven, as people live
WHOLE_CITY = 7
FIRST_CATEGORY = 30  # the weight of the first; the rest share what remains
FIRST_STEPS = ("", "received", "routed")
ON_THE_WAY = {
    "routed": (),
    "seen": ("seen",),
    "in_progress": ("in_progress",),
    "reopened": ("in_progress", "answered", "reopened"),
}
HOURS = tuple(timedelta(hours=hours) for hours in (0, 0, 20, 40, 60))  # from its writing to each step
YEARS_LONG = timedelta(days=365 * YEARS)
DAY, THREE_DAYS, MODERATED_AFTER = timedelta(days=1), timedelta(days=3), timedelta(hours=5)


def _steps(state: str) -> list[tuple[str, str, timedelta]]:
    """Return how a suggestion came to a state: from, to, and how long after it was written."""
    last = ON_THE_WAY.get(state, ("in_progress", state) if state in CONCLUDED else (state,))
    way = [*FIRST_STEPS, *last]
    return list(zip(way, way[1:], HOURS, strict=False))


STEPS = {state: _steps(state) for state in STATES.values}


@dataclass
class City:
    """Everything that is poured, and the chance behind it."""

    seed: int
    until: datetime
    writer: Writer = field(init=False)
    chance: random.Random = field(init=False)
    tables: dict[str, Table] = field(init=False)
    numbers: dict[tuple[str, int], int] = field(init=False)
    years: list[datetime] = field(init=False)  # when each begins, in Shanghai
    courses: Mapping[tuple[int, int | None, str], Course] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up the chance and the tables."""
        self.chance = random.Random(self.seed)  # noqa: S311  # a city to try things with, no secret
        models = (
            Contact, Suggestion, StateChange, Routing, Assignment, Answer, Clock, PublicWords, TranslationRequest,
        )  # fmt: skip
        self.tables = {model.__name__: Table(model) for model in models}
        self.numbers = {(one.prefix, one.year): one.last for one in Counter.objects.all()}
        last = self.until.year + 1
        self.years = [datetime(year, 1, 1, tzinfo=SHANGHAI).astimezone(UTC) for year in range(last - YEARS, last + 1)]
        self._take()

    def _take(self) -> None:
        """Lay out the rows."""
        tables = self.tables
        self.add_contact = tables["Contact"].taking("email", "language", "created_at")
        self.add_suggestion = tables["Suggestion"].taking(
            "reference", "key", "contact_id", "body_id", "category_id", "kind", "text", "language", "answer_language", "state",
            "desk_id", "due_at", "public_wish", "public_state", "created_at", language_confidence=0.9, is_demo=True,
        )  # fmt: skip
        self.add_routing = tables["Routing"].taking(
            "suggestion_id", "desk_id", "rule_id", "reason_en", "reason_zh_hans", "inferred", "at"
        )
        self.add_change = tables["StateChange"].taking("suggestion_id", "from_state", "to_state", "body_id", "at")
        self.add_assignment = tables["Assignment"].taking("suggestion_id", "officer_id", "since")
        self.add_answer = tables["Answer"].taking(
            "suggestion_id", "body_id", "language", "text", "drafted_by_id", "drafted_at", "submitted_by_id", "submitted_at",
            "released_by_id", "released_at",
        )  # fmt: skip
        self.add_clock = tables["Clock"].taking(
            "suggestion_id", "days", "started_at", "due_at", "remind_at", "escalate_at", kind="answer"
        )
        self.add_request = tables["TranslationRequest"].taking("suggestion_id", "created_at", language="zh-hans")
        self.add_words = {
            column: tables["PublicWords"].taking("suggestion_id", "at", column)
            for column in ("text_en", "text_zh_hans", "original")
        }

    def choose(self, odds: Odds) -> Any:
        """Return one of them, as often as its share says."""
        return odds.values[bisect(odds.ends, self.chance.random() * odds.ends[-1])]

    def reference(self, prefix: str, at: datetime) -> str:
        """Return the next number of a township and year."""
        key = prefix, self.years[0].year + bisect(self.years, at)
        number = self.numbers[key] = self.numbers.get(key, 0) + 1
        return f"{prefix}-{key[1]}-{number:04d}"


def build(*, residents: int, suggestions: int, seed: int, until: datetime, say: Callable[[str], None]) -> None:
    """Fill the city."""
    city = City(seed, until.astimezone(UTC))
    with at_once(city.tables.values(), many=residents + suggestions >= MANY) as city.writer:
        _fill(city, residents=residents, suggestions=suggestions, say=say)
    settle(city.tables.values())


def _fill(city: City, *, residents: int, suggestions: int, say: Callable[[str], None]) -> None:
    townships = list(Body.objects.townships().order_by("slug"))
    everywhere = [*townships, None]
    active = list(Category.objects.active())
    city.courses = courses.plan(active, everywhere, city.until)
    places = Odds.of(dict(zip(map(courses.somewhere, everywhere), [*TOWNSHIPS[: len(townships)], WHOLE_CITY], strict=True)))
    first, *others = map(courses.matter, active)
    categories = Odds.of({first: FIRST_CATEGORY} | dict.fromkeys(others, 70 // (len(others) + 1) + 1))
    chance, arrived = city.chance, city.until - YEARS_LONG
    first_resident = city.tables["Contact"].next_id
    for number in range(residents):
        language = "zh-hans" if chance.random() < 0.15 else "en"  # noqa: PLR2004  # a share
        city.add_contact(f"resident{first_resident + number}@city.example", language, arrived)
        _pour_when_full(city, number)
    for number in range(suggestions):
        writer = first_resident + chance.randrange(residents) if residents and chance.random() < 0.8 else None  # noqa: PLR2004  # a share
        at = city.until - YEARS_LONG * (1 - (number + chance.random()) / suggestions)
        _write(city, at=at, writer=writer, place=city.choose(places), matter=city.choose(categories))
        _pour_when_full(city, number)
        if number and number % 100_000 == 0:
            say(f"{number:,} suggestions")
    city.writer.write(city.tables.values())
    city.writer.wait()
    for (prefix, year), last in city.numbers.items():
        Counter.objects.update_or_create(prefix=prefix, year=year, defaults={"last": last})


def _write(city: City, *, at: datetime, writer: int | None, place: Somewhere, matter: Matter) -> None:
    """Add one suggestion and all that hangs on it."""
    chance = city.chance
    kind, language, state = city.choose(KINDS), city.choose(LANGUAGES), city.choose(STATES)
    course = city.courses[matter.id, place.id, kind]
    text = chance.choice(TONGUES[language][1]).format(what=chance.choice(THINGS[language]), where=chance.choice(SPOTS))
    wish = state != "withdrawn" and matter.may_be_public and chance.random() < 0.35  # noqa: PLR2004  # a share
    public_state = city.choose(WISHED) if wish else "private"
    is_open = state in OPEN
    due = at + matter.due_in
    suggestion = city.add_suggestion(
        city.reference(place.prefix, at), f"{chance.getrandbits(128):032x}", writer, place.id, matter.id, kind, text, language,
        "zh-hans" if language == "zh-hans" else "en", state, course.desk, due if is_open else None, wish, public_state, at,
    )  # fmt: skip
    city.add_routing(suggestion, course.desk, course.rule, course.reason_en, course.reason_zh_hans, course.inferred, at)
    for before, after, later in STEPS[state]:
        city.add_change(suggestion, before, after, course.desk, at + later)
    _work(city, suggestion, state, course, at)
    if is_open:
        city.add_clock(suggestion, matter.days, at, due, due - DAY, due + THREE_DAYS)
        if language not in {"en", "zh-hans"}:
            city.add_request(suggestion, at)
    if public_state in {"released", "hidden"}:
        own = {"en": "text_en", "zh-hans": "text_zh_hans"}.get(language, "original")
        city.add_words[own](suggestion, at + MODERATED_AFTER, text)


def _work(city: City, suggestion: int, state: str, course: Course, at: datetime) -> None:
    """Let the desk's officers have it in hand, or have answered it."""
    chance = city.chance
    first, second = course.officers if chance.random() < 0.5 else course.officers[::-1]  # noqa: PLR2004  # a share
    began = at + HOURS[2]
    if state in IN_HAND:
        city.add_assignment(suggestion, first, began)
    waits = state == "in_progress" and chance.random() < 0.1  # noqa: PLR2004  # a share
    if state not in CONCLUDED and not waits:
        return
    language = "zh-hans" if chance.random() < 0.6 else "en"  # noqa: PLR2004  # a share
    released = (None, None) if waits else (second, at + HOURS[3])
    text = chance.choice(ANSWERS[language])
    city.add_answer(suggestion, course.desk, language, text, first, began, first, began, *released)


def _pour_when_full(city: City, number: int) -> None:
    """Write what was made, those first to whom others point."""
    if number % BATCH == BATCH - 1:
        city.writer.write(city.tables.values())
