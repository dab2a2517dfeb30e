"""Every way in which seats come free leads through `freeing`, so that whoever waits is looked at."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

import events
from events import changing, registering, scheduling
from events.models import EventDate, Registration
from tests.events.builders import later, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Who may say that seats came free. A new path adds itself here, and a test of what it does below.
PATHS = {
    "registering._end",  # cancelled, lapsed, called off
    "changing.change_party",  # fewer come
    "holding.take",  # fewer come than seats were held
    "holding.expire_due",  # the form was never sent
    "scheduling._change",  # the capacity grows
    "restricting.remove_rule",  # a reserve is taken away
    "restricting.melt_due",  # a reserve melts
    "restricting.change_limit",  # a limit grows
    "restricting.remove_limit",  # a limit is taken away
}


def calls(*names: str) -> Iterator[str]:
    """Yield module.function for each call of one of these functions, by its last name, anywhere in the package."""
    root = Path(events.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                called = {
                    node.func.attr
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                }
                if called & set(names):
                    yield f"{module}.{function.name}"


def test_every_path_that_frees_seats_is_known() -> None:
    assert set(calls("give_back", "freed", "let_go")) - {"freeing.give_back"} == PATHS


def test_only_this_one_module_lowers_what_is_taken() -> None:
    assert set(calls("free_seats")) == {"freeing.let_go"}
    assert set(calls("release")) >= {"freeing.give_back"}


def a_cancellation(date: EventDate) -> None:
    registering.cancel(register(date, seats=2))


def a_hold_that_lapses(date: EventDate) -> None:
    hold = register(date, seats=2, guest=True)
    Registration.objects.filter(pk=hold.pk).update(expires_at=later(seconds=-1))
    registering.expire_due()


def a_smaller_party(date: EventDate) -> None:
    made = register(date, seats=2)
    changing.change_party(made, seats=1, people=[], key=uuid4(), version=1)
    registering.cancel(made)


def a_larger_capacity(date: EventDate) -> None:
    fresh = EventDate.objects.select_related("event__body").get(pk=date.pk)
    times = {"starts_at": fresh.starts_at, "ends_at": fresh.ends_at}
    scheduling.set_date(fresh.event, by=None, date=fresh, capacity=fresh.capacity + 1, **times)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [a_cancellation, a_hold_that_lapses, a_smaller_party, a_larger_capacity])
def test_whoever_waits_is_looked_at_after(act: Callable[[EventDate], None], date: EventDate) -> None:
    act(date)
    assert (EventDate.objects.get().freed_at is not None, taken(date)) == (True, 0)


@pytest.mark.django_db
def test_a_date_called_off_has_nothing_to_offer(date: EventDate) -> None:
    register(date)
    scheduling.call_off(date.event, by=None, reason={"en": "Rain.", "zh-hans": "下雨。"})
    assert (EventDate.objects.get().freed_at, taken(date)) == (None, 0)
