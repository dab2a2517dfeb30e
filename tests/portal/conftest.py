"""What the tests of the mixed pages may ask for."""

from __future__ import annotations

import pytest

from portal import indexing
from portal.demo import load_bodies, load_townships
from portal.management.commands.load_facts import read


@pytest.fixture
def nine(db: None) -> None:
    """Load the real townships, places and programmes, and make them findable."""
    townships = read("townships")
    load_bodies.load(bureaus=read("bureaus"), townships=townships)
    load_townships.load(townships=townships, venues=read("venues"), programmes=read("programmes"))
    indexing.reindex()
