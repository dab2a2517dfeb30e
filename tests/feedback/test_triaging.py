from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedback import answering, tracking, triaging
from feedback.models import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

EVERYONE = [
    "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer",
    "bureau_officer", "admin", "second_admin",
]  # fmt: skip

HANDLERS = {"huacao": "officer", "minhang-letters": "district_officer", "transport": "bureau_officer"}


@pytest.mark.parametrize("key", EVERYONE)
@pytest.mark.parametrize("desk", HANDLERS)
def test_only_an_officer_of_the_holding_body_works_on_it(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], key: str, desk: str
) -> None:
    suggestion = send()
    Suggestion.objects.update(desk=bodies[desk])
    for act in (
        lambda: triaging.see(suggestion, by=cast[key]),
        lambda: triaging.take(suggestion, by=cast[key]),
        lambda: answering.draft(suggestion, text="Yes.", language="en", by=cast[key]),
        lambda: triaging.hand_over(suggestion, to=bodies["hotline"], reason="Not ours.", by=cast[key]),
    ):
        if key == HANDLERS[desk]:
            act()
        else:
            with pytest.raises(tracking.NotAllowed):
                act()


def test_of_two_who_take_it_one_is_told_that_the_other_was_first(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send()
    triaging.take(suggestion, by=cast["officer"])
    with pytest.raises(tracking.MoveRefused):
        triaging.take(suggestion, by=cast["officer"])
    assert suggestion.assignments.count() == 1


def test_handed_over_it_is_new_on_the_next_desk_with_the_reason(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    answering.draft(suggestion, text="Hm.", language="en", by=cast["officer"])
    suggestion = triaging.hand_over(suggestion, to=bodies["transport"], reason="公交站由交通委负责。", by=cast["officer"])
    assert (suggestion.state, suggestion.desk) == ("routed", bodies["transport"])
    assert suggestion.routings.last().reason == "公交站由交通委负责。"  # type: ignore[union-attr]  # it was just added
    assert not suggestion.assignments.filter(until=None).exists()
    assert not suggestion.answers.exists()
    with pytest.raises(tracking.NotAllowed):
        triaging.take(suggestion, by=cast["officer"])
    triaging.take(suggestion, by=cast["bureau_officer"])


def test_it_is_not_handed_to_the_same_or_a_closed_desk(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = send()
    with pytest.raises(triaging.SameDesk):
        triaging.hand_over(suggestion, to=bodies["huacao"], reason="Round and round.", by=cast["officer"])
    bodies["transport"].active = False
    bodies["transport"].save()
    with pytest.raises(triaging.DeskClosed):
        triaging.hand_over(suggestion, to=bodies["transport"], reason="Not there.", by=cast["officer"])
