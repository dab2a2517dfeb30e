"""What the ground floor itself brings to the translation desk: editions of notices, places, programmes, townships."""

from __future__ import annotations

from community import translatables
from community.shelving.editions import Editions
from community.shelving.places import Places, Programmes, Townships


def register() -> None:
    """Bring them all to the desk."""
    for shelf in (Editions(), Places(), Programmes(), Townships()):
        translatables.register(shelf)
