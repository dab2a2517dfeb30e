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
    """In which part someone moves a suggestion. Who plays a part stands in policies.parts."""

    SYSTEM = "system"  # the router in the transaction of the submission, or a task that found a time run out
    OFFICER = "officer"  # of the body that holds it
    RELEASER = "releaser"  # the second person, of the holding body or the level above
    REVIEWER = "reviewer"  # who decides whether it is taken up again: never the last handler
    WRITER = "writer"


LETTERS = {"S": Actor.SYSTEM, "O": Actor.OFFICER, "R": Actor.RELEASER, "V": Actor.REVIEWER, "W": Actor.WRITER}

# Before: {after: by whom}. Nothing leads into RECEIVED or IMPORTED, nothing out of WITHDRAWN or IMPORTED.
TABLE: Mapping[State, Mapping[State, str]] = {
    State.RECEIVED: {State.ROUTED: "S"},
    State.ROUTED: {
        State.SEEN: "O",
        State.IN_PROGRESS: "O",
        State.ROUTED: "OW",  # handed over, sent back, sorted anew; its writer may choose the neighbouring township
        State.DUPLICATE: "O",
        State.WITHDRAWN: "W",
    },
    State.SEEN: {
        State.IN_PROGRESS: "O",
        State.ROUTED: "OW",
        State.DUPLICATE: "O",
        State.WITHDRAWN: "W",
    },
    State.IN_PROGRESS: {
        State.ASKED: "O",
        State.WAITING: "O",
        State.FORWARDED: "O",
        State.CLOSING: "O",
        State.ROUTED: "O",
        State.DUPLICATE: "O",
        # An answer with its outcome, released by the second person.
        State.ANSWERED: "R",
        State.PLANNED: "R",
        State.RESOLVED: "R",
        State.NOT_POSSIBLE: "R",
        State.WITHDRAWN: "W",
    },
    State.ASKED: {
        State.IN_PROGRESS: "SOW",  # time ran out; the officer goes on without; the writer replied
        State.ROUTED: "O",
        State.DUPLICATE: "O",
        State.WITHDRAWN: "W",
    },
    State.WAITING: {
        State.IN_PROGRESS: "O",
        State.ASKED: "O",
        State.FORWARDED: "O",
        State.CLOSING: "O",
        State.ROUTED: "O",
        State.DUPLICATE: "O",
        State.WITHDRAWN: "W",
    },
    State.FORWARDED: {
        State.IN_PROGRESS: "O",
        State.ASKED: "O",
        State.WAITING: "O",
        State.CLOSING: "O",
        State.ROUTED: "O",
        State.WITHDRAWN: "W",
    },
    State.CLOSING: {
        State.RESOLVED: "R",
        State.NOT_POSSIBLE: "R",
        State.PLANNED: "R",
        State.IN_PROGRESS: "OR",  # taken back by the officer, or given back by who should have released it
        State.WITHDRAWN: "W",
    },
    State.ANSWERED: {
        State.RESOLVED: "W",
        State.CLOSING: "O",
        State.REOPEN_ASKED: "W",
        State.REOPENED: "V",
    },
    State.PLANNED: {
        State.IN_PROGRESS: "O",
        State.CLOSING: "O",
        State.RESOLVED: "W",
        State.REOPEN_ASKED: "W",
        State.REOPENED: "V",
        State.WITHDRAWN: "W",
    },
    State.RESOLVED: {State.REOPEN_ASKED: "W", State.REOPENED: "V"},
    State.NOT_POSSIBLE: {State.REOPEN_ASKED: "W", State.REOPENED: "V"},
    State.REOPEN_ASKED: {
        State.REOPENED: "V",
        # Not taken up again: it stands where it stood.
        State.ANSWERED: "V",
        State.PLANNED: "V",
        State.RESOLVED: "V",
        State.NOT_POSSIBLE: "V",
        State.WITHDRAWN: "W",
    },
    State.REOPENED: {
        State.IN_PROGRESS: "O",
        State.ROUTED: "O",
        State.DUPLICATE: "O",
        State.WITHDRAWN: "W",
    },
    State.DUPLICATE: {State.ROUTED: "O"},  # split off again
    State.WITHDRAWN: {},
    State.IMPORTED: {},
}
MOVES: Mapping[tuple[State, State], frozenset[Actor]] = {
    (before, after): frozenset(LETTERS[letter] for letter in letters)
    for before, row in TABLE.items()
    for after, letters in row.items()
}

# What a state means, said to the resident.
MEANINGS: Mapping[State, _StrOrPromise] = {
    State.RECEIVED: _("We have it."),
    State.ROUTED: _("It is on the desk of the office that should answer."),
    State.SEEN: _("Someone at the office has read it."),
    State.IN_PROGRESS: _("An officer works on it."),
    State.ASKED: _("The office has asked a question and waits for the reply."),
    State.WAITING: _("The office waits for something it needs from elsewhere, then goes on."),
    State.FORWARDED: _("The office has passed it to someone outside this site and follows what comes of it."),
    State.CLOSING: _("The office proposes to close it. The office above looks at that first."),
    State.ANSWERED: _("The office has answered."),
    State.PLANNED: _("The office will do it; it takes some time."),
    State.RESOLVED: _("It is done."),
    State.NOT_POSSIBLE: _("The office can't do it for now, and has said why."),
    State.DUPLICATE: _("The same was said before; both go on together."),
    State.WITHDRAWN: _("You took it back. Nobody works on it any more."),
    State.REOPEN_ASKED: _("Someone who did not handle it before looks at it again."),
    State.REOPENED: _("It has been taken up again."),
    State.IMPORTED: _("Raised before this site existed; taken from the source named below."),
}

# What happened, as a step of the timeline.
STEPS: Mapping[State, _StrOrPromise] = {
    State.RECEIVED: _("Received"),
    State.ROUTED: _("Put on a desk"),
    State.SEEN: _("Read by someone at the office"),
    State.IN_PROGRESS: _("An officer took it on"),
    State.ASKED: _("The office asked a question"),
    State.WAITING: _("The office waits for something from elsewhere"),
    State.FORWARDED: _("Passed to someone outside this site"),
    State.CLOSING: _("The office proposed to close it"),
    State.ANSWERED: _("Answered"),
    State.PLANNED: _("Planned"),
    State.RESOLVED: _("Resolved"),
    State.NOT_POSSIBLE: _("Not possible for now"),
    State.DUPLICATE: _("Joined with an earlier suggestion"),
    State.WITHDRAWN: _("Taken back by its writer"),
    State.REOPEN_ASKED: _("Its writer was not content"),
    State.REOPENED: _("Taken up again"),
    State.IMPORTED: _("Taken from an earlier source"),
}

GOES_ON: _StrOrPromise = _("The office goes on with it")
STAYS: _StrOrPromise = _("Looked at again by someone else: it stays as it was")
SAID: _StrOrPromise = _("Resolved, as its writer says")
RETURNS: Mapping[tuple[State, State], _StrOrPromise] = {
    **{(before, State.IN_PROGRESS): GOES_ON for before in (State.ASKED, State.WAITING, State.FORWARDED)},
    (State.CLOSING, State.IN_PROGRESS): _("Not closed yet: the office goes on with it"),
    **{(before, State.RESOLVED): SAID for before in (State.ANSWERED, State.PLANNED)},
    **{(State.REOPEN_ASKED, after): STAYS for after in Suggestion.CONCLUDED},
}

TAG_COLOURS: Mapping[State, str] = {
    State.RECEIVED: "",
    State.ROUTED: "blue",
    State.SEEN: "blue",
    State.IN_PROGRESS: "gold",
    State.ASKED: "gold",
    State.WAITING: "gold",
    State.FORWARDED: "gold",
    State.CLOSING: "gold",
    State.ANSWERED: "green",
    State.PLANNED: "green",
    State.RESOLVED: "green",
    State.NOT_POSSIBLE: "brick",
    State.DUPLICATE: "",
    State.WITHDRAWN: "",
    State.REOPEN_ASKED: "brick",
    State.REOPENED: "brick",
    State.IMPORTED: "",
}


def allows(before: str, after: str, actor: Actor) -> bool:
    """Tell whether this actor may move a suggestion from one state to another."""
    return actor in MOVES.get((State(before), State(after)), frozenset())


def step(before: str, after: str) -> str:
    """Return what a change is called in the timeline."""
    if before and (State(before), State(after)) in RETURNS:
        return str(RETURNS[State(before), State(after)])
    return str(STEPS[State(after)])
