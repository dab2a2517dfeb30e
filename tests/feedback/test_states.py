from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Body
from feedback import policies, submitting, tracking, triaging
from feedback.models import StateChange, Suggestion
from feedback.states import MEANINGS, MOVES, STEPS, TAG_COLOURS, Actor, allows

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

State = Suggestion.State

# The whole table once more, by hand: from, to, whose moves (System, Officer, Releaser, reViewer, Writer).
BY_HAND = """
received     routed       S
routed       seen         O
routed       in_progress  O
routed       routed       OW
routed       duplicate    O
routed       withdrawn    W
seen         in_progress  O
seen         routed       OW
seen         duplicate    O
seen         withdrawn    W
in_progress  asked        O
in_progress  waiting      O
in_progress  forwarded    O
in_progress  closing      O
in_progress  routed       O
in_progress  duplicate    O
in_progress  answered     R
in_progress  planned      R
in_progress  resolved     R
in_progress  not_possible R
in_progress  withdrawn    W
asked        in_progress  SOW
asked        routed       O
asked        duplicate    O
asked        withdrawn    W
waiting      in_progress  O
waiting      asked        O
waiting      forwarded    O
waiting      closing      O
waiting      routed       O
waiting      duplicate    O
waiting      withdrawn    W
forwarded    in_progress  O
forwarded    asked        O
forwarded    waiting      O
forwarded    closing      O
forwarded    routed       O
forwarded    withdrawn    W
closing      resolved     R
closing      not_possible R
closing      planned      R
closing      in_progress  OR
closing      withdrawn    W
answered     resolved     W
answered     closing      O
answered     reopen_asked W
answered     reopened     V
planned      in_progress  O
planned      closing      O
planned      resolved     W
planned      reopen_asked W
planned      reopened     V
planned      withdrawn    W
resolved     reopen_asked W
resolved     reopened     V
not_possible reopen_asked W
not_possible reopened     V
reopen_asked reopened     V
reopen_asked answered     V
reopen_asked planned      V
reopen_asked resolved     V
reopen_asked not_possible V
reopen_asked withdrawn    W
reopened     in_progress  O
reopened     routed       O
reopened     duplicate    O
reopened     withdrawn    W
duplicate    routed       O
"""
LETTERS = {"S": "system", "O": "officer", "R": "releaser", "V": "reviewer", "W": "writer"}
ROWS = [line.split() for line in BY_HAND.strip().splitlines()]


@pytest.mark.parametrize("before", State)
def test_every_pair_and_actor_is_allowed_or_refused_as_the_table_says(before: State) -> None:
    allowed = {(after.value, actor.value) for after, actor in product(State, Actor) if allows(before, after, actor)}
    assert allowed == {(after, LETTERS[letter]) for at, after, letters in ROWS if at == before for letter in letters}


def test_every_state_has_words_for_its_writer() -> None:
    assert set(MEANINGS) == set(STEPS) == set(TAG_COLOURS) == set(State)


def test_every_state_is_open_concluded_or_ended() -> None:
    assert sorted([*Suggestion.OPEN, *Suggestion.CONCLUDED, *Suggestion.ENDED]) == sorted(State)


def test_every_open_state_can_come_to_a_conclusion() -> None:
    reached, border = set(Suggestion.CONCLUDED), set(Suggestion.CONCLUDED)
    while border:
        border = {before for before, after in MOVES if after in border} - reached
        reached |= border
    assert set(Suggestion.OPEN) <= reached


@given(st.lists(st.tuples(st.sampled_from(list(State)), st.sampled_from(list(Actor))), max_size=12))
def test_no_walk_leaves_an_end_or_enters_history(steps: list[tuple[State, Actor]]) -> None:
    here = State.RECEIVED
    for after, actor in steps:
        if allows(here, after, actor):
            assert here not in {State.WITHDRAWN, State.IMPORTED}
            assert actor is not Actor.SYSTEM or here in {State.RECEIVED, State.ASKED}
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


CAST = (
    "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer", "bureau_officer",
    "admin", "second_admin",
)  # fmt: skip
# Who plays which part with a suggestion of the resident, by the body that holds it. The officer had it before.
PARTS = {
    "huacao": {"officer": "OR", "manager": "RV", "district_officer": "RV", "resident": "W"},
    "minhang-letters": {"district_officer": "ORV", "resident": "W"},
    "transport": {"bureau_officer": "ORV", "resident": "W"},
}


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    who=st.tuples(st.sampled_from(CAST), st.sampled_from(sorted(PARTS))),
    move=st.tuples(st.sampled_from(list(State)), st.sampled_from(list(State))),
)
def test_every_role_moves_exactly_what_its_parts_allow(
    send: Callable[..., Suggestion], cast: dict[str, User], who: tuple[str, str], move: tuple[State, State]
) -> None:
    (key, desk), (before, after) = who, move
    suggestion = Suggestion.objects.first() or send(contact=cast["resident"].contact)
    if not suggestion.assignments.exists():
        suggestion.assignments.create(officer=cast["officer"])
    suggestion.desk, suggestion.state = Body.objects.select_related("parent").get(slug=desk), before
    letters = PARTS[desk].get(key, "")
    allowed = any(at == before and to == after and set(which) & set(letters) for at, to, which in ROWS)
    assert policies.can_move(cast[key], suggestion, after) == allowed
