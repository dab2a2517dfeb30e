"""Changes of the rules and of the categories' contracts: each noted, versioned and on the trail. Broken rules switch off here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from community import auditing
from feedback import policies, tracking
from feedback.models import Category, CategoryQuestion, RoutingRule, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User
    from feedback.models import Suggestion
    from feedback.routing import Fault

LONGEST_NOTE = 100
Noted = TypeVar("Noted", Category, RoutingRule)
STEP = 10


def stamp(row: Category | RoutingRule) -> str:
    """Return what the page of a rule or contract is drawn with: its last version, and that of what it asks."""
    latest = [type(row).history.filter(id=row.pk).aggregate(last=Max("history_id"))["last"]]  # type: ignore[union-attr]  # simple_history's
    if isinstance(row, Category):
        asked = CategoryQuestion.history.filter(category_id=row.pk)  # type: ignore[attr-defined]  # the same
        latest.append(asked.aggregate(last=Max("history_id"))["last"])
    return ".".join(str(one or 0) for one in latest)


def table_stamp() -> str:
    """Return what the table of rules is drawn with: the last change of any of them."""
    return str(RoutingRule.history.aggregate(last=Max("history_id"))["last"] or 0)  # type: ignore[attr-defined]  # the same


def save_rule(rule: RoutingRule, *, note: str, fields: Iterable[str], by: User, since: str = "") -> RoutingRule:
    """Keep a new or changed rule, with a note why; what was sent before stays where it is. Open errors of it are settled.

    `since` is the stamp of the page it was changed on: of two windows the second is told (ChangedMeanwhile).
    """
    with transaction.atomic():
        if not policies.can_edit_rules(by):
            raise tracking.NotAllowed
        _refuse_stale(rule, since)
        verb = "rule.changed" if rule.pk else "rule.added"
        before = RoutingRule.objects.filter(pk=rule.pk).values_list("desk__slug", flat=True).first() or ""
        _noted(rule, note, by).save()
        if rule.active:
            rule.errors.filter(settled_at=None).update(settled_at=timezone.now(), settled_by=by)
        values = {"desk": [before, rule.desk.slug], "note": note}
        auditing.record(verb, rule, by=by, fields=fields, values=values)
    return rule


def put_before(rule: RoutingRule, *, other: RoutingRule, by: User, since: str = "") -> RoutingRule:
    """Move a rule just before another one; where no number is free between, those behind move on.

    `since` is the stamp of the table it was seen in: in another order, "one up" would mean something else.
    """
    with transaction.atomic():
        if not policies.can_edit_rules(by):
            raise tracking.NotAllowed
        rules = list(RoutingRule.objects.select_for_update().exclude(pk=rule.pk).order_by("order", "pk"))
        if since and since != table_stamp():
            raise tracking.MoveRefused
        index = next(number for number, one in enumerate(rules) if one.pk == other.pk)
        floor = rules[index - 1].order if index else 0
        before = rule.order
        if other.order - floor > 1:
            rule.order = (floor + other.order) // 2
        else:
            for one in rules[index:]:
                one.order += STEP
                one.save(update_fields=["order"])
            rule.order = floor + STEP // 2
        rule.save(update_fields=["order"])
        auditing.record("rule.moved", rule, by=by, fields=["order"], values={"order": [before, rule.order]})
    return rule


def switch_off(faults: Iterable[Fault], *, suggestion: Suggestion | None) -> None:
    """Switch off the rules that could not be asked and leave an error each in the queue, in the caller's transaction."""
    for fault in faults:
        rule = RoutingRule.objects.filter(pk=fault.rule.pk, active=True).first()
        if rule is not None:
            rule.active = False
            _noted(rule, fault.what, None).save(update_fields=["active"])
        RuleError.objects.get_or_create(rule=fault.rule, settled_at=None, defaults={"suggestion": suggestion, "what": fault.what})
        auditing.record("rule.switched_off", fault.rule, by=None, fields=["active"], values={"what": fault.what})


def settle(error: RuleError, *, by: User) -> RuleError:
    """Take an error out of the queue without switching its rule on again."""
    with transaction.atomic():
        if not policies.can_edit_rules(by):
            raise tracking.NotAllowed
        error.settled_at, error.settled_by = timezone.now(), by
        error.save(update_fields=["settled_at", "settled_by"])
        auditing.record("rule.error_settled", error.rule, by=by)
    return error


def save_category(category: Category, *, note: str, fields: Iterable[str], by: User, since: str = "") -> Category:
    """Keep a new or changed contract with a note why; a change counts as a new version. What was promised before stays.

    `since` is the stamp of the page it was changed on: of two windows the second is told (ChangedMeanwhile).
    """
    with transaction.atomic():
        if not policies.can_edit_category(by, category):
            raise tracking.NotAllowed
        _refuse_stale(category, since)
        fields = list(fields)
        is_new = category.pk is None
        if not is_new and fields:
            category.version = Category.objects.select_for_update().get(pk=category.pk).version + 1
        _noted(category, note, by).save()
        values = {"version": category.version, "note": note}
        auditing.record(
            "category.added" if is_new else "category.changed", category, by=by, body=category.body, fields=fields, values=values
        )
    return category


def _refuse_stale(row: Category | RoutingRule, since: str) -> None:
    """Lock a row that is there, so that of two at once the second sees what the first wrote."""
    if row.pk is not None and since:
        type(row)._base_manager.select_for_update().get(pk=row.pk)
        if since != stamp(row):
            raise tracking.ChangedMeanwhile


def _noted(row: Noted, note: str, by: User | None) -> Noted:
    """Say to the history why a row changes, and who changes it."""
    row._change_reason = note[:LONGEST_NOTE]  # type: ignore[attr-defined]  # noqa: SLF001  # simple_history's own way
    row._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001  # the same
    return row
