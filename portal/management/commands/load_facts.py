"""``manage.py load_facts``: what is really known, with its sources. What only the demo invents is loaded elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand
from django.db import transaction

from portal import indexing, members
from portal.demo import load_bodies, load_events, load_feedback, load_glossary, load_notices, load_townships

FACTS = Path(load_bodies.__file__).parent / "facts"
# libyaml reads the facts ten times faster than Python does; it is in every wheel of PyYAML, but not in every build.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str) -> list[dict[str, Any]]:
    """Return the rows of one file of the facts."""
    document = yaml.load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"), LOADER)  # noqa: S506  # both are safe loaders
    rows: list[dict[str, Any]] = document[name]
    return rows


def load() -> dict[str, int]:
    """Load the facts that are missing, in one transaction, and make them findable; return how many of each are new."""
    bureaus, townships = read("bureaus"), read("townships")
    with transaction.atomic():
        counts = {"bodies": load_bodies.load(bureaus=bureaus, townships=townships)}
        counts |= load_townships.load(townships=townships, venues=read("venues"), programmes=read("programmes"))
        counts["notices"] = load_notices.load(read("policies"))
        counts["past events"] = load_events.load(read("events"))
        counts["concerns, categories and rules"] = load_feedback.load(concerns=read("concerns"), bureaus=bureaus)
        counts["glossary terms"] = load_glossary.load(read("glossary"))
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
