"""A dry run: where past suggestions would go by the rules of today, or by a change someone thinks of. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedback import routing
from feedback.models import RoutingRule, Suggestion

if TYPE_CHECKING:
    from community.models import Body

PAST = 500  # suggestions, the newest first


@dataclass(frozen=True)
class Moved:
    """A suggestion that would go elsewhere."""

    suggestion: Suggestion
    before: Body
    decision: routing.Decision


@dataclass
class Rehearsal:
    """What a dry run found."""

    total: int = 0
    moved: list[Moved] = field(default_factory=list)
    faults: dict[int, routing.Fault] = field(default_factory=dict)

    @property
    def same(self) -> int:
        """Return how many go where they went."""
        return self.total - len(self.moved)


def of_past(limit: int = PAST) -> Rehearsal:
    """Compare where past suggestions were first sent with where the rules in force would send them today."""
    table, found = routing.Table.load(), Rehearsal()
    for suggestion in _past(limit):
        first = next(iter(suggestion.routings.all()), None)
        if first is not None:
            _note(found, suggestion, first.desk, table.decide(routing.Case.of(suggestion)))
    return found


def of_draft(draft: RoutingRule, limit: int = PAST) -> Rehearsal:
    """Compare the rules in force with the same rules and a draft among them, over past suggestions."""
    table = routing.Table.load()
    others = [rule for rule in table.rules if rule.pk != draft.pk]
    with_draft = sorted([*others, draft], key=lambda rule: (rule.order, rule.pk or 0)) if draft.active else others
    tried, found = routing.Table.load(with_draft), Rehearsal()
    for suggestion in _past(limit):
        case = routing.Case.of(suggestion)
        _note(found, suggestion, table.decide(case).desk, tried.decide(case))
    return found


def _note(found: Rehearsal, suggestion: Suggestion, before: Body, decision: routing.Decision) -> None:
    found.total += 1
    found.faults |= {fault.rule.pk: fault for fault in decision.faults}
    if before.pk != decision.desk.pk:
        found.moved.append(Moved(suggestion, before, decision))


def _past(limit: int) -> list[Suggestion]:
    rows = Suggestion.objects.counted().select_related("category__desk", "body__parent", "place")
    return list(rows.prefetch_related("routings__desk__parent").order_by("-created_at", "-pk")[:limit])
