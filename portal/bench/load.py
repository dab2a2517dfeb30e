"""A small load client: a bounded number of visitors against one address on this machine, for a bounded time."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


@dataclass
class Outcome:
    """What a round gave: how many visits, how long each took (seconds), how many were answered wrongly."""

    seconds: float
    times: list[float] = field(default_factory=list)
    wrong: int = 0

    @property
    def per_second(self) -> float:
        """Return the visits completed a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Return a percentile of the times, in milliseconds."""
        if len(self.times) < 2:  # noqa: PLR2004  # no percentile of one number
            return 0.0
        return statistics.quantiles(self.times, n=100)[round(share * 100) - 1] * 1000


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return the first header of a name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass
class Visitor:
    """Someone with a cookie jar and an address of their own, as a proxy would report it."""

    port: int
    address: str = "203.0.113.1"
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Answer:
        """Read a page."""
        return await self._send("GET", path, b"")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return await self._send("POST", path, urlencode(fields).encode())

    async def _send(self, method: str, path: str, body: bytes) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            head = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: en", f"X-Forwarded-For: {self.address}"]
            head += [f"Cookie: {jar}"] if jar else []
            head += (
                ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Origin: http://localhost"]
                if method == "POST"
                else []
            )
            writer.write("\r\n".join([*head, "Connection: close", "", ""]).encode() + body)
            raw = await reader.read()
        finally:
            writer.close()
        answer = _parse(raw)
        for name, value in answer.headers:
            if name == "set-cookie":
                self.cookies.update({key: morsel.value for key, morsel in SimpleCookie(value).items()})
        return answer


def _parse(raw: bytes) -> Answer:
    head, _separator, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = [(name.lower(), value.strip()) for name, _colon, value in (line.partition(":") for line in lines[1:])]
    return Answer(int(lines[0].split()[1]) if lines[0] else 0, headers, body)


def hidden_fields(page: bytes) -> dict[str, str]:
    """Return the hidden fields of a page's forms: what a browser would send along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.decode())
    return dict(found)


def local_path(location: str) -> str:
    """Return the path a redirect leads to."""
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def run(visit: Callable[[], Awaitable[bool]], *, seconds: float, visitors: int) -> Outcome:
    """Let `visitors` people repeat a visit for so many seconds; a visit says whether it was answered as it should be."""

    async def main() -> Outcome:
        outcome = Outcome(seconds)
        started = time.perf_counter()

        async def person() -> None:
            while (begun := time.perf_counter()) - started < seconds:
                try:
                    right = await visit()
                except (OSError, IndexError, ValueError):
                    right = False
                if right:
                    outcome.times.append(time.perf_counter() - begun)
                else:
                    outcome.wrong += 1

        await asyncio.gather(*(person() for _number in range(visitors)))
        outcome.seconds = time.perf_counter() - started
        return outcome

    return asyncio.run(main())


def everybody(visits: list[Callable[[], Awaitable[bool]]], *, at_once: int = 100) -> Outcome:
    """Let everybody come once, as many at a time as the server lets wait; they are all there from the beginning."""

    async def main() -> Outcome:
        outcome, door = Outcome(0.0), asyncio.Semaphore(at_once)
        began = time.perf_counter()

        async def come(visit: Callable[[], Awaitable[bool]]) -> None:
            async with door:
                right = await visit()
            outcome.times.append(time.perf_counter() - began)
            outcome.wrong += not right

        await asyncio.gather(*(come(visit) for visit in visits))
        outcome.seconds = time.perf_counter() - began
        return outcome

    return asyncio.run(main())
