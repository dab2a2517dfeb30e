"""The outbox: a verb leaves a row in its own transaction, a worker sends it. This module knows no sender's words.

Why rows: nothing is lost when the broker dies, nothing is queued twice (the key is unique), and a page never waits for
a mail server. Between the server's 250 and our commit a kill can't be told from a failure; the Message-ID is derived
from the delivery, so that such a rare second sending carries the same one.
"""

from __future__ import annotations

import contextlib
import html
import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from community.models import Contact, Delivery, Message
from community.stamping import Sheet, StampedMail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend
    from django.utils.functional import _StrOrPromise

    from community.models.message import DeliveryQuerySet

log = logging.getLogger(__name__)

BATCH = 50
RETRY_AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600)]
LEFT_LYING_AFTER = timedelta(minutes=10)
# A message for many has room for what is each reader's own: why they get it, and the secret of the page where they end it.
WHY, SECRET = "\ue000why\ue000", "\ue000secret\ue000"
# What stands for the same, and for address and number, in the sheet of a message for many: plain letters, fit for headers;
# the secret's as long as a secret, so that headers are folded as they would be.
ROOMS = {
    "address": "room-7c1e@room.invalid",
    "number": "room-7c1e-number",
    "why": "room-7c1e-why",
    "secret": "room-7c1e-secret".ljust(48, "x"),
}

QUEUE_MANY = """
    INSERT INTO community_delivery
        (key, message_id, contact_id, subscriber_id, address, why, channel, state, attempts, next_attempt_at, not_after, error)
    SELECT %s || CAST(reader.id AS text), %s, contact.id, reader.id, contact.email, %s, %s, %s, 0, %s, %s, ''
    FROM community_subscriber reader JOIN community_contact contact ON contact.id = reader.contact_id
    WHERE reader.id IN ([places])
"""


@dataclass(frozen=True)
class Mail:
    """What a sender wants to say: a kind, a subject, and a template (``<template>.txt`` and ``.html``) with its context.

    Subject and templates are rendered in the reader's language, so subjects are lazy and links come from ``{% url %}``.
    `sensitive` mails hold a code or a link that opens something; their text is emptied once sent.
    """

    kind: str
    subject: _StrOrPromise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    sensitive: bool = False


def queue(
    mail: Mail,
    *,
    to: Contact,
    key: str,
    not_after: datetime | None = None,
    language: str | None = None,
    is_first: bool = False,
) -> Delivery | None:
    """Leave a mail in the outbox, in the caller's transaction, in the contact's language.

    `key` names the occasion (``registration-17-confirmed``): a second call with it returns None and queues nothing.
    After `not_after` the mail is worthless and is not sent. `to` may be an unsaved contact: an address that we answer
    but do not know. `is_first` says that the key speaks of a row which this very transaction has inserted, so that nobody
    can have used it: that saves three statements while others wait.
    """
    if not is_first and Delivery.objects.filter(key=key).exists():
        return None
    message = compose(mail, language=language or to.language)
    message.save()
    given: dict[str, Any] = {"message": message, "contact": to if to.pk else None, "address": to.email, "not_after": not_after}
    try:
        with contextlib.nullcontext() if is_first else transaction.atomic():
            delivery = Delivery.objects.create(key=key, **given)
    except IntegrityError:  # another process was first
        message.delete()
        return None
    transaction.on_commit(kick)
    return delivery


def queue_many(message: Message, *, subscribers: Sequence[int], key: str, why: str, not_after: datetime) -> None:
    """Leave one message for many subscribers who get it for the same reason, in one statement and the caller's transaction."""
    now, until = (connection.ops.adapt_datetimefield_value(moment) for moment in (timezone.now(), not_after))
    values: list[Any] = [f"{key}-", message.pk, why, Delivery.Channel.MAIL, Delivery.State.PENDING, now, until]
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(subscribers))
        cursor.execute(QUEUE_MANY.replace("[places]", places), [*values, *subscribers])


def message_for_many(mail: Mail, *, language: str, key: str) -> Message:
    """Return the one message of a key and a language, made on first use; deliveries to it are written in bulk."""
    found = Message.objects.filter(key=key).first()
    if found is None:
        made = compose(mail, language=language)
        found = Message.objects.get_or_create(
            key=key,
            defaults={name: getattr(made, name) for name in ("kind", "language", "subject", "text", "html")},
        )[0]
    return found


def compose(mail: Mail, *, language: str) -> Message:
    """Return the rendered, unsaved message."""
    with translation.override(language):
        context = {"site_url": settings.SITE_URL, "language": language, **mail.context}
        return Message(
            kind=mail.kind,
            language=language,
            subject=" ".join(str(mail.subject).split()),
            text=render_to_string(f"{mail.template}.txt", context).strip() + "\n",
            html=render_to_string(f"{mail.template}.html", context),
            sensitive=mail.sensitive,
        )


def deliver_due() -> int:
    """Send what is due, in batches, until nothing is left; return how many went out."""
    sent = 0
    while batch := _claim():
        sent += _send(batch)
    return sent


def recover() -> int:
    """Put back what a killed worker had claimed; return how many."""
    return _put_back(Delivery.objects.filter(claimed_at__lt=timezone.now() - LEFT_LYING_AFTER))


def _put_back(deliveries: DeliveryQuerySet) -> int:
    """Let others send what was claimed and not sent: that was no attempt."""
    unsent = deliveries.filter(state=Delivery.State.SENDING)
    return unsent.update(state=Delivery.State.PENDING, claimed_at=None, attempts=Greatest(F("attempts") - 1, 0))


def _claim() -> list[Delivery]:
    """Take a batch in one short transaction; the sending happens outside of it."""
    now = timezone.now()
    with transaction.atomic():
        due = Delivery.objects.due(now)
        due.filter(not_after__lt=now).update(state=Delivery.State.EXPIRED)
        # SQLite ignores skip_locked; there the IMMEDIATE transaction keeps the second worker out.
        taken = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
        Delivery.objects.filter(pk__in=taken).update(state=Delivery.State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return list(Delivery.objects.filter(pk__in=taken).select_related("message", "subscriber").order_by("pk"))


def _send(batch: list[Delivery]) -> int:
    """Send a batch over one connection and note each outcome at once, so that a kill repeats one mail at most.

    A slow server must not hold a batch until it is taken for left lying: the rest of it goes back before.
    """
    sent = 0
    server = get_connection()
    with contextlib.suppress(Exception):  # where it can't be reached, each mail says so
        server.open()  # otherwise Django opens and closes it for each mail
    sheets: dict[int, Sheet] = {}
    until = time.monotonic() + LEFT_LYING_AFTER.total_seconds() / 2
    for number, delivery in enumerate(batch):
        if time.monotonic() > until:
            _put_back(Delivery.objects.filter(pk__in=[left.pk for left in batch[number:]]))
            break
        try:
            _mail(delivery, server, sheets).send()
        except Exception as error:  # noqa: BLE001  # any failure of a mail server is noted and tried again
            _note_failure(delivery, error)
            with contextlib.suppress(Exception):
                server.close()
        else:
            _note_sent(delivery)
            sent += 1
    with contextlib.suppress(Exception):
        server.close()
    return sent


def _mail(delivery: Delivery, connection: BaseEmailBackend | None, sheets: dict[int, Sheet]) -> EmailMultiAlternatives:
    """Return the mail of a delivery: the same words and headers whenever it is asked for: a second sending is the same.

    What many get is put together once a message, and kept in `sheets`.
    """
    own = _own(delivery)
    if delivery.subscriber is None or not delivery.message.html:
        return _whole(delivery, own, connection=connection)
    if delivery.message_id not in sheets:
        boundary = f"=_message-{delivery.message_id}"  # "=_" stands in no words in quoted-printable
        sheets[delivery.message_id] = Sheet.of(_whole(delivery, ROOMS), boundary=boundary, rooms=list(ROOMS.values()))
    values = {room: own[name] for name, room in ROOMS.items()}
    escaped = {room: html.escape(value) for room, value in values.items()}
    whole = _whole(delivery, own, connection=connection)
    return StampedMail(whole, sheet=sheets[delivery.message_id], values=values, escaped=escaped)


def _own(delivery: Delivery) -> dict[str, str]:
    """Return what of a mail is its reader's own."""
    secret = delivery.subscriber.token if delivery.subscriber else ""
    return {"address": delivery.address, "number": str(delivery.pk), "why": delivery.why, "secret": secret}


def _whole(delivery: Delivery, own: Mapping[str, str], *, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return a mail with its reader's own in its place."""
    message, many = delivery.message, delivery.subscriber is not None
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=_filled(message.text, own) if many else message.text,
        to=[own["address"]],
        connection=connection,
        headers={
            "Message-ID": f"<delivery-{own['number']}@{domain}>",
            "Date": format_datetime(message.created_at),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
            **(_list_headers(own["secret"], domain) if many else {}),
        },
    )
    if message.html:
        mail.attach_alternative(_filled(message.html, own, escape=html.escape) if many else message.html, "text/html")
    return mail


def _filled(words: str, own: Mapping[str, str], *, escape: Callable[[str], str] = str) -> str:
    """Put what is this reader's own into the room that the message leaves for it."""
    return words.replace(WHY, escape(own["why"])).replace(SECRET, own["secret"])


def _list_headers(secret: str, domain: str) -> dict[str, str]:
    """Return what lets a mail program end the mails by one click (RFC 2369, RFC 8058)."""
    address = settings.SITE_URL + reverse("unsubscribe", args=[secret])
    return {
        "List-Id": f"<notices.{domain}>",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _note_sent(delivery: Delivery) -> None:
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.SENT, sent_at=now, error="")
    unsent = Q(state__in=[Delivery.State.PENDING, Delivery.State.SENDING])
    if delivery.message.sensitive and not delivery.message.deliveries.filter(unsent).exists():
        Message.objects.filter(pk=delivery.message_id).update(text="", html="", purged_at=now)


def _note_failure(delivery: Delivery, error: Exception) -> None:
    log.warning("delivery %s failed: %s", delivery.pk, type(error).__name__)
    given_up = delivery.attempts > len(RETRY_AFTER)
    state = Delivery.State.FAILED if given_up else Delivery.State.PENDING
    wait = timedelta() if given_up else RETRY_AFTER[delivery.attempts - 1]
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, next_attempt_at=timezone.now() + wait, claimed_at=None, error=f"{type(error).__name__}: {error}"[:300]
    )


def kick() -> None:
    """Tell a worker, once the transaction has ended, that something waits. Only makes it sooner: beat finds the row anyway.

    At most one kick a second, or a sale rush would queue thousands of tasks that all find the same rows.
    """
    with contextlib.suppress(Exception):
        if cache.add("outbox-kicked", 1, timeout=1):
            current_app.send_task("community.deliver", retry=False, countdown=1)
