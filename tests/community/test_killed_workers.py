"""Workers killed at random, twenty times, while they send: nobody is left out, and nobody gets two different mails."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from celery import current_app
from django.conf import settings
from django.db import connection

from community import notifying
from community.models import Contact, Delivery
from community.notifying import Mail

if TYPE_CHECKING:
    from collections.abc import Iterator

KILLS, AT_A_TIME = 20, 20
PEOPLE = KILLS * AT_A_TIME
ROOT = Path(__file__).resolve().parents[2]


class Sink:
    """A mail server that remembers what it said yes to."""

    def __init__(self) -> None:
        self.letters: defaultdict[str, list[bytes]] = defaultdict(list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters[envelope.rcpt_tos[0]].append(envelope.content)
        return "250 OK"

    @property
    def taken(self) -> int:
        return sum(len(letters) for letters in self.letters.values())


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    keeper = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    yield keeper, port
    controller.stop()


@pytest.fixture
def worker(sink: tuple[Sink, int]) -> Iterator[int]:
    """Return a real worker with two children on the test's database, the real Valkey and the sink."""
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink[1]}?tls=no",
        "PORTAL_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    command = [sys.executable, "-m", "celery", "-A", "tests.community.mortal", "worker", "-c", "2", "-l", "ERROR"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    started = subprocess.Popen([*command, *quiet], cwd=ROOT, env=environment, start_new_session=True)
    yield started.pid
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def words_of(letter: bytes) -> tuple[str, ...]:
    """Return everything a reader and a mail program see; the line between the parts is drawn anew each time."""
    mail = message_from_bytes(letter)
    headers = [f"{name}: {value}" for name, value in mail.items() if name != "Content-Type"]
    return (*headers, *(str(part.get_payload()) for part in mail.walk() if not part.is_multipart()))


def queue_some(first: int) -> int:
    mail = Mail(kind="test.hello", subject="Hello", template="portal/emails/waiting", context={"queues": []})
    for number in range(first, first + AT_A_TIME):
        notifying.queue(mail, to=Contact.objects.of(f"p{number}@mail.example", language="en"), key=f"hello-{number}")
    return AT_A_TIME


def prod(task: str) -> None:
    current_app.send_task(task, retry=False)


def kill_a_child(worker: int, chance: random.Random) -> int:
    """Kill a child of the worker as the kernel would, without a word; return how many."""
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text(encoding="ascii").split()
    if not children:
        return 0
    os.kill(int(chance.choice(children)), signal.SIGKILL)
    return 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_killed_twenty_times_lose_nothing_and_send_nothing_else(sink: tuple[Sink, int], worker: int) -> None:
    keeper, _port = sink
    chance = random.Random()
    kills, asked, until = 0, 0, time.monotonic() + 120
    unsent = Delivery.objects.exclude(state=Delivery.State.SENT)
    while (kills < KILLS or unsent.exists()) and time.monotonic() < until:
        if asked == kills * AT_A_TIME < PEOPLE:  # there is always something to send when one is killed
            asked += queue_some(asked)
        prod("community.deliver")
        prod("community.recover_deliveries")
        time.sleep(chance.uniform(0.02, 0.3))
        if keeper.taken and kills < KILLS:
            kills += kill_a_child(worker, chance)
    assert kills == KILLS
    assert not unsent.exists()
    assert set(keeper.letters) == {f"p{number}@mail.example" for number in range(PEOPLE)}  # none lost
    assert [address for address, letters in keeper.letters.items() if len({words_of(one) for one in letters}) > 1] == []
    ids = Counter(message_from_bytes(letters[0])["Message-ID"] for letters in keeper.letters.values())
    assert set(ids.values()) == {1}
    assert keeper.taken - PEOPLE <= KILLS  # at most one again for each killed sender
