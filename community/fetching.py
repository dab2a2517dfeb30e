"""Fetches a page of another site for the checker. Only the worker does this; never while somebody waits for a page.

An address may come from anyone who edits, so nothing inside our own network is ever asked, wherever a redirect leads.
"""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from community.models import WebAddress

if TYPE_CHECKING:
    from urllib.parse import SplitResult

PATIENCE = 10  # seconds for one answer
LONGEST = 2_000_000  # bytes that are read of a page
HOPS = 5
MOVED = {301, 302, 303, 307, 308}
CLOSED = {401, 403, 405, 406, 407, 412, 418, 429, 451}  # alive, but not for a program
SERVER_ERROR = 500
REFUSED = 400
HIDDEN = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
MARKS = re.compile(r"<[^>]*>")

Problem = WebAddress.Problem


class InsideError(OSError):
    """The address leads into our own network."""


@dataclass(frozen=True)
class Fetched:
    """What was found: no problem and a fingerprint, or the problem."""

    problem: str = Problem.NONE
    status: int | None = None
    fingerprint: str = ""


def fetch(url: str) -> Fetched:
    """Ask for a page and follow where it moved."""
    for _hop in range(HOPS):
        try:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                return Fetched(Problem.ASTRAY)
            status, location, content, kind = _ask(parts)
        except InsideError:
            return Fetched(Problem.ASTRAY)
        except (OSError, HTTPException, ValueError):
            return Fetched(Problem.UNREACHABLE)
        if status not in MOVED or not location:
            return _judged(status, content, kind)
        url = urljoin(url, location)
    return Fetched(Problem.ASTRAY)


def fingerprint(content: bytes, kind: str) -> str:
    """Return what stands for a page's words: marks, scripts and spaces make no difference."""
    if "html" in kind or kind.startswith("text/"):
        words = MARKS.sub(" ", HIDDEN.sub(" ", content.decode("utf-8", "replace")))
        content = " ".join(unescape(words).split()).encode()
    return hashlib.sha256(content).hexdigest()


def _judged(status: int, content: bytes, kind: str) -> Fetched:
    if status in CLOSED:
        return Fetched(Problem.CLOSED, status)
    if status >= SERVER_ERROR:
        return Fetched(Problem.SERVER, status)
    if status >= REFUSED:
        return Fetched(Problem.GONE, status)
    return Fetched(Problem.NONE, status, fingerprint(content, kind))


def _ask(parts: SplitResult) -> tuple[int, str, bytes, str]:
    """Return status, where it moved, content and its kind."""
    made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = made(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.connect()
        _stay_outside(connection)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        agent = f"TownshipPortal-LinkCheck (+{settings.SITE_URL})"
        connection.request("GET", path, headers={"User-Agent": agent, "Accept": "text/html,*/*;q=0.5", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), _read(answer), answer.getheader("Content-Type", "")
    finally:
        connection.close()


def _read(answer: HTTPResponse) -> bytes:
    """Return the beginning of a page; a site that sends drop by drop does not hold us up."""
    until, read = time.monotonic() + 2 * PATIENCE, b""
    while len(read) < LONGEST and time.monotonic() < until:
        piece = answer.read1(65536)
        if not piece:
            break
        read += piece
    return read


def _stay_outside(connection: HTTPConnection) -> None:
    """Refuse what is not on the open internet, by the address that was really reached: names can be made to lie."""
    reached = ip_address(connection.sock.getpeername()[0].partition("%")[0])
    if not reached.is_global and not settings.LINK_CHECKS_INSIDE:
        raise InsideError
