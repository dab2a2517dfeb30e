"""``manage.py load_facts``: what is really known, with its sources. What only the demo invents is loaded elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal import indexing, members
from portal.demo import load_bodies, load_events, load_feedback, load_glossary, load_notices, load_townships
from portal.demo.papers import facts


def load() -> dict[str, int]:
    """Load the facts that are missing, in one transaction, and make them findable; return how many of each are new."""
    bureaus, townships = facts("bureaus"), facts("townships")
    with transaction.atomic():
        counts = {"bodies": load_bodies.load(bureaus=bureaus, townships=townships)}
        counts |= load_townships.load(townships=townships, venues=facts("venues"), programmes=facts("programmes"))
        counts["notices"] = load_notices.load(facts("policies"))
        counts["past events"] = load_events.load(facts("events"))
        counts["concerns, categories and rules"] = load_feedback.load(concerns=facts("concerns"), bureaus=bureaus)
        counts["glossary terms"] = load_glossary.load(facts("glossary"))
        if any(counts.values()):
            counts["search entries"] = indexing.reindex()
    members.forget()
    return counts


class Command(BaseCommand):
    """Load the facts."""

    help = "Load the facts (bodies, townships, places, programmes, notices, past events, concerns). Safe to run again."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load what is missing and say how much that was."""
        for name, number in load().items():
            if options["verbosity"]:
                self.stdout.write(f"{number:>5} new {name}")
