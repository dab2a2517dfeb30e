"""The choice of who is next: its promises hold for every line, whatever comes free."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import queueing
from events.models import Skip, WaitlistRule
from events.queueing import Terms

BOUNDED, STRICT, PARTIAL = WaitlistRule.Policy.BOUNDED, WaitlistRule.Policy.STRICT, WaitlistRule.Policy.PARTIAL


@dataclass(frozen=True)
class Party:
    name: int
    seats: int
    least: int
    passed_over: int = 0


def parties(*sizes: int) -> list[Party]:
    return [Party(number, size, size) for number, size in enumerate(sizes)]


def terms(policy: WaitlistRule.Policy = BOUNDED, *, bound: int = 3, strict: bool = False, saves: bool = True) -> Terms:
    return Terms(policy=policy, bound=bound, strict=strict, saves=saves)


def test_the_first_in_line_is_served_first() -> None:
    assert queueing.choose(parties(2, 1, 1), free=2, terms=terms()).index == 0


def test_a_smaller_party_may_pass_a_larger_one_and_that_is_noted() -> None:
    choice = queueing.choose(parties(5, 4, 2), free=3, terms=terms())
    assert (choice.index, choice.seats) == (2, 2)
    assert choice.passed == ((0, Skip.Reason.TOO_LARGE), (1, Skip.Reason.TOO_LARGE))


def test_a_strict_line_lets_nobody_pass() -> None:
    choice = queueing.choose(parties(5, 1), free=3, terms=terms(STRICT, strict=True))
    assert (choice.index, choice.saved_for) == (None, 0)


def test_after_its_last_skip_seats_are_saved_up_for_a_party() -> None:
    line = [Party(0, 5, 5, passed_over=3), *parties(1)]
    assert queueing.choose(line, free=4, terms=terms()).saved_for == 0
    assert queueing.choose(line, free=5, terms=terms()).index == 0


def test_on_the_last_day_saved_seats_go_to_whom_they_are_enough_for_and_the_reason_is_told() -> None:
    line = [Party(0, 5, 5, passed_over=3), *parties(1)]
    choice = queueing.choose(line, free=4, terms=terms(saves=False))
    assert (choice.index, choice.passed) == (1, ((0, Skip.Reason.LATE),))


def test_part_of_a_party_is_offered_where_it_said_that_this_helps() -> None:
    line = [Party(0, 5, 2), *parties(1)]
    choice = queueing.choose(line, free=3, terms=terms(PARTIAL))
    assert (choice.index, choice.seats) == (0, 3)
    assert queueing.choose(line, free=1, terms=terms(PARTIAL)).index == 1
    assert queueing.choose(line, free=3, terms=terms(BOUNDED)).index == 1


sizes = st.integers(1, 5)
a_party = st.builds(
    lambda seats, cut, passed: Party(0, seats, max(1, seats - cut), passed), sizes, st.integers(0, 4), st.integers(0, 12)
)
some_terms = st.builds(
    Terms, policy=st.sampled_from([BOUNDED, STRICT, PARTIAL]), bound=st.integers(1, 10), strict=st.booleans(), saves=st.booleans()
)


@given(st.lists(a_party, max_size=12), st.integers(0, 12), some_terms)
def test_every_choice_keeps_the_policy(line: list[Party], free: int, given_terms: Terms) -> None:
    choice = queueing.choose(line, free=free, terms=given_terms)
    if choice.index is None:
        if choice.saved_for is None:  # then nobody at all could have used the seats
            assert all(party.seats > free for party in line)
        return
    chosen = line[choice.index]
    assert 1 <= choice.seats <= free
    assert choice.seats == chosen.seats or (given_terms.policy == PARTIAL and chosen.least <= choice.seats < chosen.seats)
    assert [index for index, _reason in choice.passed] == list(range(choice.index))  # whoever is before it was passed over
    for party in line[: choice.index]:
        assert party.seats > free  # nobody who fits is passed over
        assert not given_terms.strict
        assert party.passed_over < given_terms.bound or not given_terms.saves


@pytest.mark.parametrize("bound", [1, 3])
@given(st.lists(st.one_of(st.tuples(st.just("join"), sizes), st.tuples(st.just("free"), sizes)), max_size=60))
def test_a_party_of_five_is_passed_over_at_most_so_often_whatever_happens(bound: int, steps: list[tuple[str, int]]) -> None:
    """The starvation bound: with any arrivals and any seats coming free, nobody is passed over more than `bound` times.

    And once a party is at its bound, nothing is given out before it until it is served.
    """
    line, free, joined = [Party(0, 5, 5)], 0, 0
    for what, number in steps:
        if what == "join":
            joined += 1
            line.append(Party(joined, number, number))
        else:
            free += number
        while True:
            choice = queueing.choose(line, free=free, terms=terms(bound=bound))
            if choice.index is None:
                break
            at_bound = [party for party in line if party.passed_over >= bound]
            assert not at_bound or line.index(at_bound[0]) >= choice.index
            passed = {index for index, _reason in choice.passed}
            free -= choice.seats
            line = [
                replace(party, passed_over=party.passed_over + 1) if index in passed else party
                for index, party in enumerate(line)
                if index != choice.index
            ]
            assert all(party.passed_over <= bound for party in line)


@given(st.lists(sizes, min_size=1, max_size=10), st.integers(1, 5))
def test_with_enough_seats_coming_free_the_head_is_served_within_its_bound(others: list[int], bound: int) -> None:
    """A party of five is served after at most `bound` smaller ones, however many stand behind it."""
    line, free, served = [Party(0, 5, 5), *(Party(number + 1, size, size) for number, size in enumerate(others))], 0, 0
    for _step in range(200):
        free += 1
        while (choice := queueing.choose(line, free=free, terms=terms(bound=bound))).index is not None:
            chosen = line.pop(choice.index)
            free -= choice.seats
            if chosen.name == 0:
                assert served <= bound
                return
            served += 1
            line[0] = replace(line[0], passed_over=line[0].passed_over + 1)
    raise AssertionError("never served")
