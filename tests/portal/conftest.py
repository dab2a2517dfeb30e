"""What the tests of the mixed pages may ask for."""

from __future__ import annotations

import pytest

from portal import indexing
from portal.demo import load_bodies, load_townships
from portal.demo.papers import facts


@pytest.fixture
def nine(db: None) -> None:
    """Load the real townships, places and programmes, and make them findable."""
    townships = facts("townships")
    load_bodies.load(bureaus=facts("bureaus"), townships=townships)
    load_townships.load(townships=townships, venues=facts("venues"), programmes=facts("programmes"))
    indexing.reindex()
