"""The outbox: queued once, sent once, retried, given up, emptied."""

from __future__ import annotations

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection
from django.utils import timezone

from community import notifying
from community.models import Contact, Delivery, Message
from community.notifying import Mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

TEMPLATE = "portal/emails/waiting"  # any real mail of the house


@pytest.fixture
def contact(db: None) -> Contact:
    return Contact.objects.of("Someone@Mail.example", language="zh-hans")


def hello(*, sensitive: bool = False) -> Mail:
    return Mail(kind="test.hello", subject="Hello\nthere", template=TEMPLATE, context={"queues": []}, sensitive=sensitive)


class Sink:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """Return a real SMTP server on a free port, which the settings point to."""
    keeper = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield keeper
    controller.stop()


def test_a_mail_is_rendered_in_the_readers_language_and_nothing_is_sent_yet(contact: Contact) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    assert (delivery.message.language, "您" in delivery.message.text, len(mail.outbox)) == ("zh-hans", True, 0)


def test_the_same_occasion_is_queued_once(contact: Contact) -> None:
    notifying.queue(hello(), to=contact, key="hello")
    assert notifying.queue(hello(), to=contact, key="hello") is None
    assert (Delivery.objects.count(), Message.objects.count()) == (1, 1)


def test_a_line_break_can_not_enter_the_header(contact: Contact) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    assert delivery.message.subject == "Hello there"


def test_what_is_due_leaves_by_smtp_with_a_message_id_of_its_own(contact: Contact, sink: Sink) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    assert notifying.deliver_due() == 1
    delivery.refresh_from_db()
    content = sink.letters[0].content.decode()
    assert (delivery.state, sink.letters[0].rcpt_tos) == (Delivery.State.SENT, ["someone@mail.example"])
    assert f"<delivery-{delivery.pk}@portal.example>" in content
    assert "Content-Language: zh-hans" in content


def test_a_second_run_sends_nothing(contact: Contact) -> None:
    notifying.queue(hello(), to=contact, key="hello")
    assert (notifying.deliver_due(), notifying.deliver_due(), len(mail.outbox)) == (1, 0, 1)


def test_a_code_is_emptied_once_it_has_left(contact: Contact) -> None:
    delivery = notifying.queue(hello(sensitive=True), to=contact, key="code")
    assert delivery is not None
    notifying.deliver_due()
    delivery.message.refresh_from_db()
    assert (delivery.message.text, delivery.message.html, delivery.message.purged_at is None) == ("", "", False)


def test_an_ordinary_mail_keeps_its_words(contact: Contact) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    notifying.deliver_due()
    delivery.message.refresh_from_db()
    assert delivery.message.text != ""


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(contact: Contact, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.community.test_notifying.DeadBackend"
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    states = []
    for _attempt in range(len(notifying.RETRY_AFTER) + 1):
        Delivery.objects.update(next_attempt_at=timezone.now())
        notifying.deliver_due()
        delivery.refresh_from_db()
        states.append(delivery.state)
    assert states == ["pending"] * len(notifying.RETRY_AFTER) + ["failed"]
    assert "gone" in delivery.error


def test_one_bad_address_does_not_stop_the_others(contact: Contact, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.community.test_notifying.PickyBackend"
    notifying.queue(hello(), to=Contact.objects.of("bad@mail.example", language="en"), key="bad")
    notifying.queue(hello(), to=contact, key="good")
    notifying.deliver_due()
    assert dict(Delivery.objects.values_list("key", "state")) == {"bad": "pending", "good": "sent"}


def test_a_mail_that_is_too_late_is_not_sent(contact: Contact) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello", not_after=timezone.now() - timedelta(seconds=1))
    assert delivery is not None
    assert notifying.deliver_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.EXPIRED


def test_what_a_killed_worker_left_is_found_again(contact: Contact) -> None:
    delivery = notifying.queue(hello(), to=contact, key="hello")
    assert delivery is not None
    long_ago = timezone.now() - notifying.LEFT_LYING_AFTER - timedelta(minutes=1)
    Delivery.objects.update(state=Delivery.State.SENDING, claimed_at=long_ago)
    assert (notifying.recover(), notifying.deliver_due()) == (1, 1)


def test_what_another_worker_is_sending_is_left_alone(contact: Contact) -> None:
    notifying.queue(hello(), to=contact, key="hello")
    Delivery.objects.update(state=Delivery.State.SENDING, claimed_at=timezone.now())
    assert (notifying.recover(), notifying.deliver_due()) == (0, 0)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_mail_once(sink: Sink) -> None:
    people = 30
    for number in range(people):
        notifying.queue(hello(), to=Contact.objects.of(f"p{number}@mail.example", language="en"), key=f"hello-{number}")

    def work() -> int:
        try:
            return notifying.deliver_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        sent = [future.result() for future in [pool.submit(work) for _worker in range(3)]]
    assert sum(sent) == people
    assert sorted(letter.rcpt_tos[0] for letter in sink.letters) == sorted(f"p{number}@mail.example" for number in range(people))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_occasion_queued_in_parallel_is_one_mail() -> None:
    someone = Contact.objects.of("p@mail.example", language="en")

    def work() -> bool:
        try:
            return notifying.queue(hello(), to=someone, key="hello") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        queued = [future.result() for future in [pool.submit(work) for _worker in range(8)]]
    assert (sum(queued), Delivery.objects.count(), Message.objects.count()) == (1, 1, 1)


class DeadBackend:
    """A mail server that does not answer."""

    def __init__(self, **_options: object) -> None:
        """Take what Django passes."""

    def send_messages(self, _mails: object) -> int:
        raise smtplib.SMTPServerDisconnected("gone")

    def close(self) -> None:
        """Nothing is open."""


class PickyBackend(DeadBackend):
    """A mail server that refuses one address."""

    def send_messages(self, mails: Any) -> int:
        if mails[0].to == ["bad@mail.example"]:
            raise smtplib.SMTPRecipientsRefused({})
        return 1
