"""The cache's client: made once, and the cache as Django's own."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches


def test_one_client_serves_every_command() -> None:
    cache: Any = caches["default"]
    client = cache._cache.get_client()  # noqa: SLF001  # what is tested has no other door
    cache.set("fruit", {"pear": 1}, 30)
    assert (cache.get("fruit"), cache.get_many(["fruit", "none"])) == ({"pear": 1}, {"fruit": {"pear": 1}})
    assert cache._cache.get_client("fruit", write=True) is client  # noqa: SLF001
