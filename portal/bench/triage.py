"""The desk's list of suggestions at two sizes of the city: how many queries it asks, and how much of the database it reads.

Run by ``manage.py bench --triage N`` on a throw-away PostgreSQL: the same pages at a thousand suggestions and at N.
"""

from __future__ import annotations

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after the set-up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from community import waiting  # noqa: E402
from community.models import User  # noqa: E402
from portal.demo import cast  # noqa: E402

FEW = 1000
READERS = ("officer", "district.officer", "admin")
PAGES = ("?queue=new", "?queue=work", "?queue=overdue", "?queue=done", "?queue=all")


def measure(email: str, address: str) -> tuple[int, int, float]:
    """Return how many queries a page asks, how many buffers they read, and how long the page took, in milliseconds."""
    client = Client(SERVER_NAME="localhost")
    reader = User.objects.get(email=email)
    client.force_login(reader)
    client.get(address)
    waiting.forget(reader)  # the numbers beside the page are part of what it may cost
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    took = (time.perf_counter() - began) * 1000
    if response.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"{address} answered {response.status_code} to {email}")
    asked = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT")]
    return len(captured), sum(buffers(sql) for sql in asked), took


def buffers(sql: str) -> int:
    """Return how many buffers a query reads, found in memory or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        (answer,) = cursor.fetchone()
    plan = (answer if isinstance(answer, list) else json.loads(answer))[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def table() -> dict[str, tuple[int, int, float]]:
    """Return what each page costs each reader now."""
    return {
        f"{name} {page}": measure(f"{name}@demo.example", f"/en/desk/suggestions/{page}") for name in READERS for page in PAGES
    }


def main(many: int) -> None:
    """Pour a little, measure, pour the rest, measure again, print both."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_facts", verbosity=0)
    cast.gather("a long enough password")
    call_command("seed_city", residents=FEW, seed=1, verbosity=0)
    before = table()
    began = time.monotonic()
    call_command("seed_city", residents=many - FEW, seed=2, verbosity=1)
    took = time.monotonic() - began
    after = table()
    lines = [f"{many - FEW:,} more in {took:.0f} s", f"{'page':34}{'queries':>12}{'buffers':>20}{'':>8}{'ms':>16}"]
    for name, (queries, read, ms) in before.items():
        more, much, slow = after[name]
        asked, reading, times = f"{queries} → {more}", f"{read} → {much}", f"{ms:.0f} → {slow:.0f}"
        lines.append(f"{name:34}{asked:>12}{reading:>20}{much / read:>7.2f}×{times:>16}")
    print("\n".join(lines))  # noqa: T201  # the command shows it


if __name__ == "__main__":
    main(int(sys.argv[1]))
