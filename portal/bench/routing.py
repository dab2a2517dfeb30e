"""Choosing a desk: how many choices a second one core makes with the facts' own rules. Choosing writes and reads nothing.

Run by ``manage.py bench --routing N`` on a throw-away PostgreSQL: N mixed cases, every category, township and kind.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import cycle, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after the set-up
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from community.models import Body  # noqa: E402
from feedback.models import Category, Suggestion  # noqa: E402
from feedback.routing import Case, Table  # noqa: E402

ROUNDS = 3
WANTED = 2000  # a second


def cases(many: int) -> list[Case]:
    """Return so many cases, all combinations in turn."""
    now = timezone.now()
    townships: list[Body | None] = [*Body.objects.townships().select_related("parent"), None]
    found = [
        Case(category, township, kind, now)
        for category in Category.objects.active().select_related("desk")
        for township in townships
        for kind in Suggestion.Kind.values
    ]
    return list(islice(cycle(found), many))


def main(many: int) -> None:
    """Choose, count, print; the best of some rounds, by the processor's time."""
    call_command("migrate", verbosity=0)
    call_command("load_facts", verbosity=0)
    table, asked = Table.load(), cases(many)
    table.decide(asked[0])  # catalogues are read once
    rates = []
    with CaptureQueriesContext(connection) as captured:
        for _round in range(ROUNDS):
            began = time.process_time()
            chosen = [table.decide(case) for case in asked]
            rates.append(len(chosen) / (time.process_time() - began))
    named = sum(1 for one in chosen if one.rule)
    print(  # noqa: T201  # the command shows it
        f"{len(table.rules)} rules, {many:,} choices: {max(rates):,.0f} a second on one core (wanted {WANTED:,}), "
        f"{len(captured)} queries; a rule for {named / many:.0%}, a reason in both languages for "
        f"{sum(1 for one in chosen if one.reason_en and one.reason_zh_hans) / many:.0%}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
