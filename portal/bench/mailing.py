"""One notice to a whole city: how long it takes to queue its mails, and how many a second two workers send.

Run by ``manage.py bench --mail N`` on a throw-away PostgreSQL and Valkey. The mail server is a sink in a process of its own
that says yes to everything; a worker is what the Celery task runs, over and over.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after the set-up
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from community import announcing, notifying, publishing  # noqa: E402
from community.models import Body, Contact, Delivery, Message, Notice, Subscriber, Subscription, Topic, User  # noqa: E402
from portal.demo import cast  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = 2
SECONDS = 30
WARM = 3
IN_A_BATCH = 5000
WORDS = {
    "title": ("Residence permits: renew online from the first day of the month", "居留许可：每月首日起可网上续办"),
    "summary": (
        "Holders of a residence permit may hand in their papers online and collect the new permit after seven working days.",
        "居留许可持有人可在网上提交材料，七个工作日后领取新证。",
    ),
}


def people(many: int) -> None:
    """Make subscribers who all want the notice: three of four follow one thing, the others two."""
    townships, topic = list(Body.objects.townships()), Topic.objects.get(slug="residence")
    now = timezone.now()
    for start in range(0, many, IN_A_BATCH):
        numbers = range(start, min(start + IN_A_BATCH, many))
        contacts = Contact.objects.bulk_create(
            Contact(email=f"p{number}@bench.example", language="zh-hans" if number % 3 == 0 else "en", confirmed_at=now)
            for number in numbers
        )
        readers = Subscriber.objects.bulk_create(Subscriber(contact=one, language=one.language) for one in contacts)
        follows = []
        for number, reader in zip(numbers, readers, strict=True):
            township = townships[number % len(townships)]
            follows.append(Subscription(subscriber=reader, township=township, confirmed_at=now))
            if number % 4 == 0:
                follows.append(Subscription(subscriber=reader, topic=topic, confirmed_at=now))
        Subscription.objects.bulk_create(follows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def publish() -> None:
    """Publish a notice of the alliance that concerns everyone."""
    writer, second = (User.objects.get(email=f"{name}@demo.example") for name in ("admin", "second.admin"))
    alliance = Body.objects.get(kind=Body.Kind.ALLIANCE)
    words = {f"{name}_{code}": text for name, pair in WORDS.items() for code, text in zip(("en", "zh_hans"), pair, strict=True)}
    about: dict[str, Any] = {
        "kind": Notice.Kind.POLICY,
        "topic": Topic.objects.get(slug="residence"),
        "source_language": "zh-hans",
    }
    notice = publishing.draft(alliance, content=words, key=uuid4(), by=writer, **about)
    publishing.publish(publishing.submit(notice.editions.get(), by=writer), by=second)


def sent() -> int:
    """Return how many mails have left."""
    return Delivery.objects.filter(state=Delivery.State.SENT).count()


# --- The sink -----------------------------------------------------------------------------------------------------------
async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := (await reader.readline())[:4].upper():
        if line == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"221 bye\r\n" if line == b"QUIT" else b"250 ok\r\n")
        await writer.drain()
    writer.close()


async def sink(port: int) -> None:
    """Take every mail and keep none."""
    server = await asyncio.start_server(_converse, "127.0.0.1", port, limit=2**20)
    await server.serve_forever()


# --- The measurement ----------------------------------------------------------------------------------------------------
def processes(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start the sink and the workers; these speak SMTP, so they run as a site of its own does."""
    environment = {**os.environ, "PORTAL_MODE": "production", "EMAIL_URL": f"smtp://127.0.0.1:{port}?tls=no"}
    for part in ["sink", *["worker"] * WORKERS]:
        yield subprocess.Popen([sys.executable, "-m", "portal.bench.mailing", part, str(port)], env=environment)


def processor_time(running: list[subprocess.Popen[bytes]]) -> float:
    """Return how many seconds of a processor these have used so far, as Linux counts them."""
    stats = (Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for process in running)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def main(many: int) -> None:
    """Fill the tables, publish, queue, send for a while; print both figures."""
    call_command("migrate", verbosity=0)
    call_command("load_facts", verbosity=0)
    cast.gather("a long enough password")
    people(many)
    publish()
    began = time.monotonic()
    queued = announcing.tell_due()
    took = time.monotonic() - began
    print(f"{queued:,} mails queued in {took:.1f} s as {Message.objects.filter(kind='notice').count()} messages")  # noqa: T201
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = list(processes(port))
    try:
        while not sent():
            time.sleep(0.2)
        time.sleep(WARM)
        before, began, worked = sent(), time.monotonic(), processor_time(running[1:])
        time.sleep(SECONDS)
        many_sent, took, worked = sent() - before, time.monotonic() - began, processor_time(running[1:]) - worked
    finally:
        for process in running:
            process.kill()
    failed = Delivery.objects.exclude(error="").count()
    print(f"{WORKERS} workers send {many_sent / took:.0f} a second into the sink, {failed} failed")  # noqa: T201  # the command shows it
    # What a mail costs does not depend on what else the machine does meanwhile; the rate does.
    print(f"{1000 * worked / max(many_sent, 1):.2f} ms of a processor each")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "sink":
        asyncio.run(sink(int(sys.argv[2])))
    elif sys.argv[1] == "worker":
        while True:
            if not notifying.deliver_due():
                time.sleep(0.1)
    else:
        main(int(sys.argv[1]))
