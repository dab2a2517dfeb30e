"""``manage.py demo`` from an empty folder: it starts, serves, sends, starts again, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300.0  # seconds; it is ready in a fraction of that on a machine with nothing else to do


@dataclass
class Demo:
    """A running demo, its words so far, and where it keeps its things."""

    process: subprocess.Popen[str]
    words: Path
    data: Path
    port: int

    def said(self) -> str:
        return self.words.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path) -> dict[str, str]:
    """Return what a person's shell has: nothing about the portal but where its folder is."""
    return {"PATH": os.environ["PATH"], "HOME": str(Path.home()), "LANG": "C.UTF-8", "PORTAL_DATA": str(data)}


def start(data: Path, port: int, words: Path) -> Demo:
    with words.open("w", encoding="utf-8") as output:
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment(data), stdout=output, stderr=subprocess.STDOUT, text=True)
    return Demo(process, words, data, port)


def processes_of(data: Path) -> list[str]:
    """Return the programs whose environment names this demo's folder; Linux only, as the demo of CI is."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"PORTAL_DATA={data}".encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    running = start(folder / "data", free_port(), folder / "words")
    yield running
    if running.process.poll() is None:
        running.process.kill()


def test_the_demo_lives_a_whole_life(demo: Demo, tmp_path: Path) -> None:
    demo.wait_for("Ctrl-C stops everything")
    assert "officer@demo.example" in demo.said()
    assert "Huacao" in demo.page("/en/townships/huacao/")
    assert "华漕镇" in demo.page("/zh-hans/")
    assert len(processes_of(demo.data)) >= 5, "supervisor, Valkey, worker, web and its workers"

    until = time.monotonic() + PATIENCE
    while "demo/mail/delivery-" not in demo.page("/en/demo/mail/"):  # the worker sends what the invented weeks queued
        assert time.monotonic() < until
        time.sleep(0.5)

    second = subprocess.run(
        [sys.executable, "manage.py", "demo", "--port", str(demo.port)],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert re.fullmatch(rf"CommandError: Port {demo.port} is taken; [^\n]+\n", second.stderr)

    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(40) == 0
    assert "Stopped." in demo.said()
    assert processes_of(demo.data) == []

    again = start(demo.data, demo.port, demo.words)
    again.wait_for("Ctrl-C stops everything")
    assert "Huacao" in again.page("/en/townships/huacao/")
    again.process.kill()  # as a power cut would
    again.process.wait()
    until = time.monotonic() + PATIENCE
    while left := processes_of(demo.data):
        assert time.monotonic() < until, left
        time.sleep(0.2)


def test_the_demo_refuses_to_be_a_real_site(tmp_path: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env={
            **environment(tmp_path),
            "PORTAL_MODE": "test",
            "SECRET_KEY": "k" * 40,
            "TICKET_SIGNING_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "REDIS_URL": "redis://localhost:1",
            "EMAIL_URL": "smtp://localhost",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, "PORTAL_MODE=demo only" in refused.stderr) == (1, True)
