"""Everybody at once, on a real PostgreSQL: all acts drawn by seed in several threads; then every count is right.

SQLite lets one writer in at a time, so there is nothing to see there.
"""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.models import Body
from events import offering
from tests.events.acts import ACTS, World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

THREADS = 5
ACTS_EACH = 30


@pytest.mark.parametrize(("seed", "policy"), [(1, "bounded"), (2, "partial")])
def test_many_acts_in_parallel_leave_every_count_right(seed: int, policy: str) -> None:
    district = Body.objects.create(slug="minhang", kind="district", name_en="Minhang", name_zh_hans="闵行区")
    body = Body.objects.create(
        slug="huacao", kind="township", parent=district, code="HC", name_en="Huacao", name_zh_hans="华漕镇"
    )
    world = World.make(body, policy=policy, people=8)
    together = threading.Barrier(THREADS)

    def soak(number: int) -> list[str]:
        draw, faults = random.Random(f"{seed}-{number}"), []
        together.wait(timeout=60)
        for _act in range(ACTS_EACH):
            what = draw.choice(sorted(ACTS))
            try:
                world.act(what, draw.randrange(8), draw.randrange(2), draw.randint(1, 5))
            except Exception as error:  # noqa: BLE001  # a deadlock, a lost row: whatever it is, it is listed
                faults.append(f"{what}: {type(error).__name__} {error}")
        connection.close()
        return faults

    with ThreadPoolExecutor(THREADS) as pool:
        faults = [fault for found in pool.map(soak, range(THREADS)) for fault in found]
    offering.offer_due()
    assert (faults, world.broken()) == ([], [])
