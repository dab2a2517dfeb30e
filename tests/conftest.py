"""What every test may ask for: the bodies, the cast, a client signed in as one of them, the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from community.models import Body, Delivery
from portal.demo import cast as demo_cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from community.models import User

PASSWORD = "a long enough password"

# slug: (kind, parent, code, English name, Chinese name); a small part of the facts' tree, enough for every rule
BODIES = {
    "alliance": ("alliance", None, None, "Info-Services Alliance", "资讯服务联盟"),
    "shanghai": ("city", None, "SH", "Shanghai", "上海市"),
    "minhang": ("district", "shanghai", None, "Minhang District", "闵行区"),
    "changning": ("district", "shanghai", None, "Changning District", "长宁区"),
    "transport": ("bureau", "shanghai", None, "Shanghai Municipal Commission of Transport", "上海市交通委员会"),
    "hotline": ("bureau", "shanghai", None, "12345 citizen service hotline", "12345市民服务热线"),
    "minhang-letters": (
        "department",
        "minhang",
        None,
        "Minhang District public suggestion and complaints office",
        "闵行区信访办",
    ),
    "changning-letters": (
        "department",
        "changning",
        None,
        "Changning District public suggestion and complaints office",
        "长宁区信访办",
    ),
    "huacao": ("township", "minhang", "HC", "Huacao Town", "华漕镇"),
    "hongqiao-town": ("township", "minhang", "HT", "Hongqiao Town", "虹桥镇"),
    "hongqiao-subdistrict": ("township", "changning", "HS", "Hongqiao Subdistrict", "虹桥街道"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the suite runs on SQLite, leave out what only a server that locks rows can show."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgresql") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: SQLite admits one writer at a time"))


@pytest.fixture(autouse=True)
def _clean_slate(request: pytest.FixtureRequest) -> Iterator[None]:
    """Start each test in English and without what an earlier one left in the cache (sessions, rate limits)."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    """Return a small tree of bodies by slug: two districts, three townships (both Hongqiaos), two bureaus."""
    made: dict[str, Body] = {}
    for slug, (kind, parent, code, name_en, name_zh) in BODIES.items():
        made[slug] = Body.objects.create(
            slug=slug, kind=kind, parent=made[parent] if parent else None, code=code, name_en=name_en, name_zh_hans=name_zh
        )
    return made


@pytest.fixture
def cast(bodies: dict[str, Body]) -> dict[str, User]:
    """Return the demo's cast by key (portal/demo/cast.py); everyone's password is PASSWORD."""
    return demo_cast.gather(PASSWORD)


@pytest.fixture
def signed_in(cast: dict[str, User]) -> Callable[[str], Client]:
    """Return a function that gives a client signed in as one of the cast; ``visitor`` is nobody."""

    def as_(key: str) -> Client:
        client = Client()
        if key != "visitor":
            client.force_login(cast[key])
        return client

    return as_


@pytest.fixture
def outbox() -> Callable[[], list[Delivery]]:
    """Return a function that lists what was queued so far, oldest first, each with its message."""
    return lambda: list(Delivery.objects.select_related("message").order_by("pk"))
