from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Body
from feedback import submitting, tracking, triaging
from feedback.models import StateChange, Suggestion
from feedback.states import MEANINGS, MOVES, TAG_COLOURS, Actor, allows

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

State = Suggestion.State

# The whole table once more, by hand: from, to, whose move.
BY_HAND = {
    ("received", "routed", "system"),
    ("routed", "seen", "officer"),
    ("routed", "in_progress", "officer"),
    ("routed", "routed", "officer"),
    ("routed", "withdrawn", "writer"),
    ("seen", "in_progress", "officer"),
    ("seen", "routed", "officer"),
    ("seen", "withdrawn", "writer"),
    ("in_progress", "routed", "officer"),
    ("in_progress", "answered", "releaser"),
    ("in_progress", "withdrawn", "writer"),
}


@pytest.mark.parametrize("before", State)
def test_every_pair_and_actor_is_allowed_or_refused_as_the_table_says(before: State) -> None:
    allowed = {(before.value, after.value, actor.value) for after, actor in product(State, Actor) if allows(before, after, actor)}
    assert allowed == {row for row in BY_HAND if row[0] == before.value}


def test_every_state_has_words_for_its_writer() -> None:
    assert set(MEANINGS) == set(TAG_COLOURS) == set(State)


@given(st.lists(st.tuples(st.sampled_from(list(State)), st.sampled_from(list(Actor))), max_size=12))
def test_no_walk_leaves_an_end_or_enters_history(steps: list[tuple[State, Actor]]) -> None:
    here = State.RECEIVED
    for after, actor in steps:
        if allows(here, after, actor):
            assert here not in {State.ANSWERED, State.WITHDRAWN, State.IMPORTED}
            assert after not in {State.IMPORTED, State.RECEIVED}
            here = after
    assert all(State.IMPORTED not in pair for pair in MOVES)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["see", "take", "withdraw", "over"]), max_size=6))
def test_the_rows_always_tell_how_the_state_came_about(
    send: Callable[..., Suggestion], cast: dict[str, User], steps: list[str]
) -> None:
    suggestion = send()
    officer, cast_body = cast["officer"], Body.objects.get(slug="transport")
    acts = {
        "see": lambda: triaging.see(suggestion, by=officer),
        "take": lambda: triaging.take(suggestion, by=officer),
        "withdraw": lambda: submitting.withdraw(suggestion, by=None),
        "over": lambda: triaging.hand_over(suggestion, to=cast_body, reason="Not ours.", by=officer),
    }
    for step in steps:
        try:
            acts[step]()
        except tracking.FeedbackRefused:
            continue
    suggestion.refresh_from_db()
    rows = list(StateChange.objects.filter(suggestion=suggestion))
    assert rows[-1].to_state == suggestion.state
    assert [row.from_state for row in rows[1:]] == [row.to_state for row in rows[:-1]]
    assert suggestion.desk is not None
