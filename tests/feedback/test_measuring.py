from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback import measuring
from feedback.models import Answer, Clock, Inquiry, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from community.models import Body, User

SIZES = st.lists(st.integers(0, 12), min_size=1, max_size=5)


def seen(sizes: dict[int, int], complements: int) -> Any:
    """Return all that a reader sees of one line: what is shown, what is hidden, and the total where it is shown."""
    hidden, without_total = measuring.hide_small(sizes, complements=complements)
    shown = {key: size for key, size in sizes.items() if key not in hidden}
    return hidden, shown, None if without_total else sum(sizes.values())


def ways(parts: int, total: int | None) -> Iterator[tuple[int, ...]]:
    """Yield the sizes that hidden groups may have: all that add up to `total`, or small ones where no total is known."""
    if total is None:
        yield from product(range(1, 18), repeat=parts)
    elif parts < 2:
        yield from [(total,)] * parts
    else:
        for first in range(1, total - parts + 2):
            yield from ((first, *rest) for rest in ways(parts - 1, total - first))


@settings(max_examples=150, deadline=None)
@given(SIZES, st.sampled_from([1, 2]))
def test_no_hidden_group_can_be_worked_out_from_what_is_shown(numbers: list[int], complements: int) -> None:
    """Whoever knows the rule tries every line that would look the same: each hidden group has two sizes at least."""
    sizes = dict(enumerate(numbers))
    hidden, shown, total = seen(sizes, complements)
    assert not [key for key in shown if 0 < shown[key] < measuring.SMALLEST]
    others: dict[int, set[int]] = {key: set() for key in hidden}
    for guess in ways(len(hidden), None if total is None else total - sum(shown.values())):
        tried = sizes | dict(zip(sorted(hidden), guess, strict=True))
        if seen(tried, complements) == (hidden, shown, total):
            for key in hidden:
                others[key].add(tried[key])
        if all(len(found) > 1 for found in others.values()):
            return
    assert not hidden


def test_one_small_group_takes_another_with_it() -> None:
    assert measuring.hide_small({"a": 3, "b": 9, "c": 7}) == ({"a", "c"}, False)
    assert measuring.hide_small({"a": 3, "b": 9, "c": 7}, complements=2) == ({"a", "b", "c"}, False)
    assert measuring.hide_small({"a": 3, "b": 4, "c": 7}) == ({"a", "b"}, False)
    assert measuring.hide_small({"a": 4, "b": 4, "c": 7}) == ({"a", "b", "c"}, False)
    assert measuring.hide_small({"a": 3}) == ({"a"}, True)
    assert measuring.hide_small({"a": 0, "b": 5}) == (set(), False)


@pytest.fixture
def judged(send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]) -> Callable[..., None]:
    now = timezone.now()

    def judge(slug: str, number: int, *, good: int, late: bool = False, imported: bool = False) -> None:
        for place in range(number):
            suggestion = send(township=bodies["huacao"])
            answer = Answer.objects.create(
                suggestion=suggestion, body=bodies[slug], language="en", text="Done.", drafted_by=cast["officer"],
                submitted_by=cast["officer"], submitted_at=now, released_by=cast["manager"], released_at=now,
            )  # fmt: skip
            word = "yes" if place < good else "no"
            Inquiry.objects.create(
                suggestion=suggestion, answer=answer, body=bodies[slug], occasion="answer", sent_at=now,
                resolved="yes" if late else word, satisfied=word, answered_at=now - timedelta(minutes=5),
            )  # fmt: skip
            if late:
                Inquiry.objects.create(
                    suggestion=suggestion, answer=answer, body=bodies[slug], occasion="late", sent_at=now,
                    resolved=word, satisfied=word, answered_at=now,
                )  # fmt: skip
            clock, _new = Clock.objects.get_or_create(
                suggestion=suggestion, kind="contact", round=1, defaults={"days": 1, "started_at": now, "due_at": now}
            )
            moment = now - timedelta(hours=1) if place < good else now + timedelta(hours=1)
            Clock.objects.filter(pk=clock.pk).update(started_at=now, due_at=now, stopped_at=moment)
            Suggestion.objects.filter(pk=suggestion.pk).update(desk=bodies[slug])
            if imported:
                Suggestion.objects.filter(pk=suggestion.pk).update(imported=True, state="imported")

    return judge


def test_rates_count_each_suggestion_once_by_what_was_said_last(judged: Callable[..., None], bodies: dict[str, Body]) -> None:
    judged("huacao", 8, good=6, late=True)
    judged("transport", 5, good=0, imported=True)
    table = measuring.by_month([bodies["huacao"]], now=timezone.now())
    row = table.rows[0]
    cells = [(cell.asked, cell.per_cent) for cell in (row.response, row.resolution, row.satisfaction)]
    assert cells == [(8, 75), (8, 75), (8, 75)]
    everyone = measuring.by_month(None, now=timezone.now())
    assert everyone.rows[0].resolution.asked == 8
    assert len(everyone.rows) == 12


def test_small_groups_are_hidden_from_everyone(
    judged: Callable[..., None], signed_in: Callable[[str], Client], bodies: dict[str, Body]
) -> None:
    judged("huacao", 3, good=1)
    judged("hongqiao-town", 9, good=9)
    table = measuring.by_body([bodies["huacao"], bodies["hongqiao-town"]], now=timezone.now())
    assert [row.satisfaction.hidden for row in table.rows] == [True, True, False]
    page = Client().get("/en/feedback/figures/").content.decode()
    assert "hidden: too few" in page
    assert "33%" not in page
    desk = signed_in("manager").get("/en/desk/rates/").content.decode()
    assert "hidden: too few" in desk
    assert "33%" not in desk
    assert "100%" in signed_in("district_officer").get("/en/desk/rates/?office=hongqiao-town").content.decode()
    assert "Hongqiao Town" not in signed_in("manager").get("/en/desk/rates/?office=hongqiao-town").content.decode()
