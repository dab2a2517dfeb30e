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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.bench import load, rush
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

ANEW = {"sessionid": "nobody"}  # someone with a session is never served a kept page: this is what drawing one costs


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
        parser.add_argument("--only", default="", metavar="WORD", help="only lines with this in their name")
        parser.add_argument("--dates", type=int, default=0, metavar="N", help="the list of events again with N coming dates more")
        parser.add_argument("--rush", action="store_true", help="400 people for 200 seats, and 2,000 parties for 40")
        parser.add_argument("--triage", type=int, metavar="N", help="only the desk's list: at 1,000 suggestions and at N")
        parser.add_argument("--routing", type=int, metavar="N", help="only the rules: N choices of a desk, on one core")
        parser.add_argument("--mail", type=int, metavar="N", help="only the mails: one notice to N subscribers, two workers")
        parser.add_argument("--search", type=int, metavar="N", help="only the search: among N items, PostgreSQL and SQLite")
        parser.add_argument("--json", type=Path, help="write the table to this file as well")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Start the servers, measure line by line, print the table."""
        with tempfile.TemporaryDirectory(prefix="bench_") as folder, Supervisor(Path(folder) / "logs") as supervisor:
            environment = _environment(Path(folder))
            if options["triage"]:
                _measure_alone("portal.bench.triage", environment, options["triage"])
                return
            if options["routing"]:
                _measure_alone("portal.bench.routing", environment, options["routing"])
                return
            if options["mail"]:
                _measure_alone("portal.bench.mailing", environment, options["mail"])
                return
            if options["search"]:
                _measure_alone("portal.bench.searching", environment, options["search"])
                on_sqlite = {**environment, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
                _measure_alone("portal.bench.searching", on_sqlite, options["search"])
                return
            scene = _prepare(environment)
            site, floor = _free_port(), _free_port()
            _serve(supervisor, "portal.wsgi", site, environment)
            _serve(supervisor, "portal.bench.floor", floor, environment)
            rows = list(self._measure(site, floor, scene, options))
            if options["dates"]:
                _scene(environment, "dates", str(options["dates"]))
                rows += list(self._list_of_many(site, floor, options))
            self._print(rows)
            if options["rush"]:
                self._rush(site, scene, environment)
        if options["json"]:
            options["json"].write_text(json.dumps([vars(row) for row in rows], indent=1), encoding="utf-8")

    def _print(self, rows: list[Row]) -> None:
        width = max((len(row.name) for row in rows), default=0)
        self.stdout.write(f"{'':<{width}}   req/s   p50 ms   p95 ms   of the floor   wrong")
        for row in rows:
            self.stdout.write(
                f"{row.name:<{width}} {row.per_second:7.1f} {row.p50_ms:8.1f} {row.p95_ms:8.1f} {row.ratio:14.3f} {row.wrong:7d}"
            )

    def _measure(self, site: int, floor: int, scene: dict[str, Any], options: dict[str, Any]) -> Any:
        base = _reading(floor, "/")
        drawn = ("home", "township", "event", "search, English")
        lines = [("floor: bare view, three queries", base)]
        lines += [(name, _reading(site, path.format(event=scene["event"]))) for name, path in PAGES.items()]
        lines += [(f"{name}, drawn anew", _reading(site, PAGES[name].format(event=scene["event"]), ANEW)) for name in drawn]
        for name, visit in (*lines, *rush.lines(site, scene)):
            if options["only"] in name:
                yield from _line(name, visit, base, options)

    def _list_of_many(self, site: int, floor: int, options: dict[str, Any]) -> Any:
        for name, path in {"events": "/en/events/", "events, page 200": "/en/events/?page=200"}.items():
            visit = _reading(site, path, ANEW)
            yield from _line(f"{name}, {options['dates']:,} dates, drawn anew", visit, _reading(floor, "/"), options)

    def _rush(self, site: int, scene: dict[str, Any], environment: dict[str, str]) -> None:
        people = list(reversed(scene["people"]))  # from the other end: whoever was measured has no part in it
        demo = {**environment, "PORTAL_MODE": "demo"}
        for slug, clients, sizes in (("bench-200", 400, (1,)), ("bench-40", 2000, rush.SIZES)):
            name = f"{clients:,} for {slug.removeprefix('bench-')} seats"
            self.stdout.write(str(rush.storm(name, site, slug, people[:clients], sizes=sizes, environment=demo)))


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


def _environment(folder: Path) -> dict[str, str]:
    """Return a production site's environment on throw-away servers; plain HTTP, because only this machine calls."""
    try:
        import tests.services  # noqa: F401, PLC0415  # sets DATABASE_URL and REDIS_URL; a developer's tool borrows the tests' servers
    except ModuleNotFoundError as error:
        raise CommandError("bench needs the development packages: uv sync") from error
    secret = secrets.token_urlsafe(48)
    (folder / "secret-key").write_text(secret, encoding="utf-8")  # where the demo has its own: the scene signs people in
    return {
        **os.environ,
        "PORTAL_MODE": "production",
        "PORTAL_DATA": str(folder),
        "SECRET_KEY": secret,
        "TICKET_SIGNING_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "SITE_URL": "http://localhost",
        "HTTPS": "no",
        "EMAIL_URL": "smtp://localhost:1?tls=no",
        "DEFAULT_FROM_EMAIL": "bench@localhost",
        "CONTACT_EMAIL": "bench@localhost",
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_LEVEL": "ERROR",
    }


def _measure_alone(module: str, environment: dict[str, str], many: int) -> None:
    """Run a measurement that needs no web server, in a process of its own; it prints its own lines."""
    command = [sys.executable, "-m", module, str(many)]
    subprocess.run(command, cwd=settings.BASE_DIR, env={**environment, "PORTAL_MODE": "demo"}, check=True)


def _prepare(environment: dict[str, str]) -> dict[str, Any]:
    """Fill the database with the facts and the demo's weeks; return what the scene has for everybody."""
    subprocess.run([sys.executable, "-m", "portal.bench.floor"], cwd=settings.BASE_DIR, env=environment, check=True)
    scene: dict[str, Any] = json.loads(_scene(environment).splitlines()[-1])
    return scene


def _scene(environment: dict[str, str], *what: str) -> str:
    command = [sys.executable, "-m", "portal.bench.scene", *what]
    demo = {**environment, "PORTAL_MODE": "demo"}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=demo, check=True, stdout=subprocess.PIPE, text=True).stdout


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
