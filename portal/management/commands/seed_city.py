"""``manage.py seed_city``: a synthetic city of any size. The same residents, seed and last day give the same rows."""

from __future__ import annotations

import time
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from feedback.models import Category
from portal.city import suggestions


class Command(BaseCommand):
    """Pours residents and their suggestions in bulk, past all verbs: to measure with, never for people to read."""

    help = "Fill the database with a synthetic city of any size, the same for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size and the seed."""
        parser.add_argument("--residents", type=int, default=10_000)
        parser.add_argument("--suggestions", type=int, help="as many as residents, unless told otherwise")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=date.fromisoformat, help="the last day of its three years (today)")

    def handle(self, **options: Any) -> None:
        """Load the facts where they are missing, then pour."""
        if settings.PRODUCTION:
            raise CommandError("A synthetic city does not belong into a real one.")
        if not Category.objects.exists():
            call_command("load_facts", verbosity=0)
        residents = options["residents"]
        wanted = residents if options["suggestions"] is None else options["suggestions"]
        until = timezone.make_aware(datetime.combine(options["until"] or timezone.localdate(), clock(8)))
        began = time.monotonic()
        say = self.stdout.write if options["verbosity"] else lambda _words: None
        suggestions.build(residents=residents, suggestions=wanted, seed=options["seed"], until=until, say=say)
        say(f"{residents:,} residents and {wanted:,} suggestions in {time.monotonic() - began:.0f} seconds.")
