"""The one table of moves: from which state to which, and whose move it is. A pair that is not here can't happen."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from feedback.models import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

State = Suggestion.State


class Actor(Enum):
    """In which part someone moves a suggestion."""

    SYSTEM = "system"  # the router, in the transaction of the submission
    OFFICER = "officer"  # of the body that holds it
    RELEASER = "releaser"  # the second person
    WRITER = "writer"


MOVES: Mapping[tuple[State, State], frozenset[Actor]] = {
    (State.RECEIVED, State.ROUTED): frozenset({Actor.SYSTEM}),
    (State.ROUTED, State.SEEN): frozenset({Actor.OFFICER}),
    (State.ROUTED, State.IN_PROGRESS): frozenset({Actor.OFFICER}),
    (State.SEEN, State.IN_PROGRESS): frozenset({Actor.OFFICER}),
    # Handing over: the next desk starts afresh.
    (State.ROUTED, State.ROUTED): frozenset({Actor.OFFICER}),
    (State.SEEN, State.ROUTED): frozenset({Actor.OFFICER}),
    (State.IN_PROGRESS, State.ROUTED): frozenset({Actor.OFFICER}),
    (State.IN_PROGRESS, State.ANSWERED): frozenset({Actor.RELEASER}),
    (State.ROUTED, State.WITHDRAWN): frozenset({Actor.WRITER}),
    (State.SEEN, State.WITHDRAWN): frozenset({Actor.WRITER}),
    (State.IN_PROGRESS, State.WITHDRAWN): frozenset({Actor.WRITER}),
}

# What a state means, said to the resident.
MEANINGS: Mapping[State, _StrOrPromise] = {
    State.RECEIVED: _("We have it."),
    State.ROUTED: _("It is on the desk of the office that should answer."),
    State.SEEN: _("Someone at the office has read it."),
    State.IN_PROGRESS: _("An officer works on it."),
    State.ANSWERED: _("The office has answered."),
    State.WITHDRAWN: _("You took it back. Nobody works on it any more."),
    State.IMPORTED: _("Raised before this site existed; taken from the source named below."),
}

TAG_COLOURS: Mapping[State, str] = {
    State.RECEIVED: "",
    State.ROUTED: "blue",
    State.SEEN: "blue",
    State.IN_PROGRESS: "gold",
    State.ANSWERED: "green",
    State.WITHDRAWN: "",
    State.IMPORTED: "",
}


def allows(before: str, after: str, actor: Actor) -> bool:
    """Tell whether this actor may move a suggestion from one state to another."""
    return actor in MOVES.get((State(before), State(after)), frozenset())
