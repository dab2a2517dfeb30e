"""``manage.py bench``: how fast the site is beside a bare Django view, on PostgreSQL, gunicorn with two workers."""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.bench import load
from portal.demo.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

WORKERS = 2
PAGES = {
    "home": "/en/",
    "township": "/en/townships/huacao/",
    "notices": "/en/notices/",
    "events": "/en/events/",
    "event": "/en/events/{event}/",
    "suggestions": "/en/feedback/",
    "search, English": "/en/search/?q=residence+permit",
    "search, Chinese": "/zh-hans/search/?q=%E5%B1%85%E7%95%99",
}


@dataclass(frozen=True)
class Row:
    """One line of the table: medians over the rounds; `ratio` is to the floor of the same round."""

    name: str
    per_second: float
    p50_ms: float
    p95_ms: float
    ratio: float
    wrong: int


class Command(BaseCommand):
    """Measure."""

    help = "Measure pages and registrations beside a bare Django view with three queries; throw-away PostgreSQL and Valkey."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long and how wide to measure."""
        parser.add_argument("--seconds", type=float, default=3.0, help="length of one round (3)")
        parser.add_argument("--rounds", type=int, default=3, help="rounds per line (3)")
        parser.add_argument("--visitors", type=int, default=8, help="at the same time (8)")
        parser.add_argument("--triage", type=int, metavar="N", help="only the desk's list: at 1,000 suggestions and at N")
        parser.add_argument("--json", type=Path, help="write the table to this file as well")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Start the servers, measure line by line, print the table."""
        with tempfile.TemporaryDirectory(prefix="bench_") as folder, Supervisor(Path(folder) / "logs") as supervisor:
            environment = _environment(Path(folder))
            if options["triage"]:
                _compare_triage(environment, options["triage"])
                return
            event = _prepare(environment)
            site, floor = _free_port(), _free_port()
            _serve(supervisor, "portal.wsgi", site, environment)
            _serve(supervisor, "portal.bench.floor", floor, environment)
            rows = list(self._measure(site, floor, event, options))
        width = max(len(row.name) for row in rows)
        self.stdout.write(f"{'':<{width}}   req/s   p50 ms   p95 ms   of the floor   wrong")
        for row in rows:
            self.stdout.write(
                f"{row.name:<{width}} {row.per_second:7.1f} {row.p50_ms:8.1f} {row.p95_ms:8.1f} {row.ratio:14.2f} {row.wrong:7d}"
            )
        if options["json"]:
            options["json"].write_text(json.dumps([vars(row) for row in rows], indent=1), encoding="utf-8")

    def _measure(self, site: int, floor: int, event: str, options: dict[str, Any]) -> Any:
        base = _reading(floor, "/")
        yield from _line("floor: bare view, three queries", base, base, options)
        for name, path in PAGES.items():
            yield from _line(name, _reading(site, path.format(event=event)), base, options)
        for name in ("home", "township", "event", "search, English"):
            # Someone with a session is never served a kept page (portal/keeping.py): this is what drawing one costs.
            path = PAGES[name].format(event=event)
            yield from _line(f"{name}, drawn anew", _reading(site, path, {"sessionid": "nobody"}), base, options)
        yield from _line("registration: page, form, answer", _registering(site, event), base, options)
        yield from _line("registration: the final POST alone", _sending(site, event), base, options)


def _line(name: str, visit: Callable[[], Awaitable[bool]], base: Callable[[], Awaitable[bool]], options: dict[str, Any]) -> Any:
    """Measure floor and visit in turns, so that a slow minute of the machine hits both."""
    load.run(visit, seconds=0.5, visitors=2)  # warm
    outcomes, ratios = [], []
    for _round in range(options["rounds"]):
        beside = load.run(base, seconds=options["seconds"] / 3, visitors=options["visitors"])
        outcome = load.run(visit, seconds=options["seconds"], visitors=options["visitors"])
        outcomes.append(outcome)
        ratios.append(outcome.per_second / beside.per_second if beside.times else 0.0)
    yield Row(
        name,
        statistics.median(outcome.per_second for outcome in outcomes),
        statistics.median(outcome.percentile(0.5) for outcome in outcomes),
        statistics.median(outcome.percentile(0.95) for outcome in outcomes),
        statistics.median(ratios),
        sum(outcome.wrong for outcome in outcomes),
    )


def _reading(port: int, path: str, cookies: dict[str, str] | None = None) -> Callable[[], Awaitable[bool]]:
    async def visit() -> bool:
        return (await load.Visitor(port, cookies=dict(cookies or {})).get(path)).status == 200  # noqa: PLR2004

    return visit


def _registering(port: int, event: str) -> Callable[[], Awaitable[bool]]:
    """Return a visit by a new guest: the form's page, the form, the page after it. Each comes from an address of its own."""
    numbers = count(1)

    async def visit() -> bool:
        number = next(numbers)
        visitor = load.Visitor(port, address=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
        path = f"/en/events/{event}/registration/"
        page = await visitor.get(path)
        fields = load.hidden_fields(page.body)
        fields |= {"email": f"guest{number}@bench.example", "language": "en", "seats": "1", "consent": "on"}
        answer = await visitor.post(path, fields)
        if answer.status != 302:  # noqa: PLR2004
            return False
        return (await visitor.get(load.local_path(answer.header("location")))).status == 200  # noqa: PLR2004

    return visit


def _sending(port: int, event: str) -> Callable[[], Awaitable[bool]]:
    """Return a visit that only sends the form, all for one date: a new guest each time, with what one reading of it gave."""
    numbers = count(1)
    path = f"/en/events/{event}/registration/"
    drawn: dict[str, Any] = {}

    async def visit() -> bool:
        if not drawn:
            reader = load.Visitor(port)
            drawn["fields"] = load.hidden_fields((await reader.get(path)).body)
            drawn["cookies"] = reader.cookies
        number = next(numbers)
        address = f"172.{16 + (number >> 16 & 15)}.{number >> 8 & 255}.{number & 255}"
        visitor = load.Visitor(port, address=address, cookies=dict(drawn["cookies"]))
        typed = {"email": f"sender{number}@bench.example", "language": "en", "seats": "1", "key": str(uuid4())}
        return (await visitor.post(path, drawn["fields"] | typed)).status == 302  # noqa: PLR2004

    return visit


def _environment(folder: Path) -> dict[str, str]:
    """Return a production site's environment on throw-away servers; plain HTTP, because only this machine calls."""
    try:
        import tests.services  # noqa: F401, PLC0415  # sets DATABASE_URL and REDIS_URL; a developer's tool borrows the tests' servers
    except ModuleNotFoundError as error:
        raise CommandError("bench needs the development packages: uv sync") from error
    return {
        **os.environ,
        "PORTAL_MODE": "production",
        "PORTAL_DATA": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TICKET_SIGNING_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "SITE_URL": "http://localhost",
        "HTTPS": "no",
        "EMAIL_URL": "smtp://localhost:1?tls=no",
        "DEFAULT_FROM_EMAIL": "bench@localhost",
        "CONTACT_EMAIL": "bench@localhost",
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_LEVEL": "ERROR",
    }


def _compare_triage(environment: dict[str, str], many: int) -> None:
    """Measure the desk's list at two sizes of a synthetic city."""
    command = [sys.executable, "-m", "portal.bench.triage", str(many)]
    subprocess.run(command, cwd=settings.BASE_DIR, env={**environment, "PORTAL_MODE": "demo"}, check=True)


def _prepare(environment: dict[str, str]) -> str:
    """Fill the database with the facts and the demo's weeks; return the slug of an event with seats for everybody."""
    demo = {**environment, "PORTAL_MODE": "demo"}
    for module in ("portal.bench.floor", "portal.bench.scene"):
        command = [sys.executable, "-m", module]
        made = subprocess.run(command, cwd=settings.BASE_DIR, env=demo, check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout.split()[-1]


def _serve(supervisor: Supervisor, module: str, port: int, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    name = module.rpartition(".")[2]
    supervisor.start(
        name,
        [
            sys.executable,
            "-m",
            "gunicorn",
            module,
            "--workers",
            str(WORKERS),
            "--bind",
            f"127.0.0.1:{port}",
            "--no-control-socket",
        ],
    )
    until = time.monotonic() + 30
    while time.monotonic() < until and not supervisor.fallen():
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2).close()  # this machine
        except urllib.error.HTTPError:
            return  # it answers, even if with 404
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"{module} did not start: {(supervisor.logs / f'{name}.log').read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
