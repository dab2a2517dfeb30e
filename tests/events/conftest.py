"""What the tests of events may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.events.builders import make_date, make_event, make_place

if TYPE_CHECKING:
    from community.models import Body
    from events.models import Event, EventDate


@pytest.fixture
def event(bodies: dict[str, Body]) -> Event:
    """Return a published event of Huacao at a place there."""
    return make_event(bodies["huacao"], place=make_place(bodies["huacao"]))


@pytest.fixture
def date(event: Event) -> EventDate:
    """Return its one date, a week ahead, with 20 seats."""
    return make_date(event)
