"""Following notices by mail: asked for with an address, confirmed by its holder, changed and ended without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import emails, linking, notifying
from community.models import Contact, Delivery, Subscriber, Subscription
from community.models.subscription import new_serial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from community.models import Body, Topic

CONFIRM_LINK = "subscription"
CONFIRM_WITHIN = timedelta(days=3)
FORGOTTEN_AFTER = timedelta(days=7)
ASKED_A_DAY = 3  # mails to one address, whoever types it
MOST = 30  # subscriptions of one subscriber
LISTS = ("notice", "digest")  # kinds of mails that subscribers get


class TooMany(Exception):
    """A subscriber follows as much as one may. `message` says so."""

    message: _StrOrPromise = _("You follow as many things as we can keep apart. End one of them first, or follow all notices.")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to follow: all that is named counts at once."""

    topic: Topic | None = None
    township: Body | None = None
    kind: str = ""
    audience: str = ""


def ask(wish: Wish, *, contact: Contact, rhythm: str, language: str, proven: bool = False) -> Subscription:
    """Note that an address wants to follow something; it counts once the mail's button was pressed, or is `proven`.

    Who follows it already gets the same mail and changes nothing before pressing its button, so that nobody can find out
    what another person follows, or change it. Raises TooMany.
    """
    with transaction.atomic():
        Contact.objects.select_for_update().get(pk=contact.pk)
        subscriber, _new = Subscriber.objects.get_or_create(contact=contact, defaults={"language": language})
        named = {"topic": wish.topic, "township": wish.township, "kind": wish.kind, "audience": wish.audience}
        subscription: Subscription | None = subscriber.subscriptions.filter(**_exactly(named)).first()
        if subscription is None:
            if subscriber.subscriptions.count() >= MOST:
                raise TooMany
            subscription = Subscription.objects.create(subscriber=subscriber, rhythm=rhythm, **named)
        subscription.subscriber = subscriber
        if proven:
            return confirm(subscription, rhythm=rhythm)
        if not subscription.is_active:
            subscription.rhythm = rhythm
            subscription.asked_at = timezone.now()
            subscription.save(update_fields=["rhythm", "asked_at"])
        _send_link(subscription, language=language)
    return subscription


def confirm(subscription: Subscription, *, rhythm: str = "") -> Subscription:
    """Begin to write. What happened before is not told afterwards; who confirms again loses nothing."""
    with transaction.atomic():
        if not subscription.is_active:
            subscription.confirmed_at, subscription.ended_at = timezone.now(), None
        subscription.rhythm = rhythm or subscription.rhythm
        subscription.save(update_fields=["confirmed_at", "ended_at", "rhythm"])
        Contact.objects.filter(pk=subscription.subscriber.contact_id, confirmed_at__isnull=True).update(
            confirmed_at=timezone.now()
        )
    return subscription


def change_rhythm(subscription: Subscription, *, rhythm: str) -> None:
    """Write more or less often."""
    subscription.rhythm = rhythm
    subscription.save(update_fields=["rhythm"])


def change_language(subscriber: Subscriber, *, language: str) -> None:
    """Write in another language from now on."""
    subscriber.language = language
    subscriber.save(update_fields=["language"])


def end(subscription: Subscription) -> None:
    """Follow one thing no longer."""
    Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def end_all(subscriber: Subscriber) -> int:
    """Write no more, also not what waits to be sent; return how many subscriptions ended. Doing so again changes nothing."""
    with transaction.atomic():
        waiting = Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.PENDING, message__kind__in=LISTS)
        waiting.update(state=Delivery.State.EXPIRED)
        ended: int = subscriber.subscriptions.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    return ended


def change_feed_address(subscriber: Subscriber) -> None:
    """Give the private feed another address; the old one opens nothing from now on."""
    subscriber.feed_serial = new_serial()
    subscriber.save(update_fields=["feed_serial"])


def join(guest: Contact, *, into: Contact) -> None:
    """Move what a guest's address follows to the contact that takes the guest's place; what both follow stays once."""
    theirs = Subscriber.objects.filter(contact=guest).first()
    kept = Subscriber.objects.filter(contact=into).first()
    if theirs is None or kept is None:
        return  # there is nothing, or it moves as a whole
    for subscription in theirs.subscriptions.all():
        named = {name: getattr(subscription, name) for name in ("topic", "township", "kind", "audience")}
        same = kept.subscriptions.filter(**_exactly(named)).first()
        if same is None:
            Subscription.objects.filter(pk=subscription.pk).update(subscriber=kept)
        elif subscription.is_active and not same.is_active:
            confirm(same, rhythm=subscription.rhythm)
    theirs.delete()


def forget_unconfirmed() -> int:
    """Erase what nobody confirmed in time, and addresses that are left with nothing; return how many were asked in vain."""
    before = timezone.now() - FORGOTTEN_AFTER
    vain = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=before)
    count = len(vain)
    vain.delete()
    Subscriber.objects.filter(subscriptions__isnull=True, created_at__lt=before).delete()
    return count


def _exactly(named: Mapping[str, object]) -> dict[str, object]:
    """Return a filter that tells nothing named from something: SQL finds no row where a column equals NULL."""
    return {(f"{name}__isnull" if value is None else name): (True if value is None else value) for name, value in named.items()}


def _send_link(subscription: Subscription, *, language: str) -> None:
    """Ask by mail, a few times a day at most: the form must not flood somebody else's mailbox."""
    contact, today = subscription.subscriber.contact, timezone.localdate()
    begins = f"subscriber-{subscription.subscriber_id}-asked-{today:%Y-%m-%d}-"
    asked = Delivery.objects.filter(contact=contact, key__startswith=begins).count()
    if asked >= ASKED_A_DAY:
        return
    until = timezone.now() + CONFIRM_WITHIN
    token = linking.make(CONFIRM_LINK, subscription, expires_at=until)
    mail = emails.subscription(subscription, token=token)
    notifying.queue(mail, to=contact, key=f"{begins}{asked}", language=language, not_after=until)
