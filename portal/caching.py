"""The cache on Redis, with one client a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache.backends import redis

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis import ConnectionPool, Redis


class _KeptClient(redis.RedisCacheClient):
    """Django makes a client anew for each command, which costs more than the command; a client may serve all threads."""

    if TYPE_CHECKING:  # the stubs leave out what is meant to be overridden
        _client: type[Redis]
        _get_connection_pool: Callable[[bool], ConnectionPool]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clients: dict[int, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:  # noqa: ARG002  # Django's signature
        """Return the client of a server, made on first use. Its pool minds forks."""
        pool = self._get_connection_pool(write)
        if id(pool) not in self._clients:  # the pools live as long as this object
            self._clients[id(pool)] = self._client(connection_pool=pool)
        return self._clients[id(pool)]


class RedisCache(redis.RedisCache):
    """Django's own, but for the client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _KeptClient
