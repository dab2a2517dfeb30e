"""Tells of notices by mail: what came, what changed in a way that matters, what was taken back. Nobody is told twice.

Publishing and taking back leave a row (`note`) in their own transaction. The clock finds it and tells those who want to
know at once (`tell_due`), thousands in a transaction, and remembers how far it came; the digests read the same rows.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community import concerning, emails, notifying
from community.following import person_of
from community.models import Body, Change, Delivery, Edition, Notice, Notification, Subscription
from community.models.subscription import AUDIENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from community.models import Message
    from community.models.subscription import SubscriptionQuerySet

REMEMBER = """
    INSERT INTO community_notification (change_id, subscriber_id, delivery_id)
    SELECT %s, subscriber_id, id FROM community_delivery WHERE message_id = %s AND subscriber_id IN ([places])
"""
IN_A_STEP = 5000  # subscribers in one transaction
READER = ("subscriber_id", "subscriber__language", "subscriber__contact_id", "subscriber__contact__email")
FOLLOWED = ("topic", "township", "kind", "audience")
FIRST_FOLLOWED = len(READER)
WORTH_TELLING = timedelta(days=3)
BREAKING_WORTH_TELLING = timedelta(hours=6)


def note(edition: Edition, kind: Change.Kind) -> None:
    """Leave word, in the caller's transaction, that there is something to tell of an edition."""
    Change.objects.get_or_create(edition=edition, kind=kind, defaults={"notice": edition.notice})
    transaction.on_commit(_kick)


def note_published(edition: Edition, *, previous: Edition | None) -> None:
    """Leave word of a published edition: the first one and every major change; smaller ones are not worth a mail."""
    if previous is None:
        note(edition, Change.Kind.NEW)
    elif edition.significance == Edition.Significance.MAJOR:
        note(edition, Change.Kind.CHANGED)


def stop(notice: Notice) -> None:
    """Keep back what waits to be sent about a notice that no longer counts. Digests go out: they tell of other things, too."""
    about = Notification.objects.filter(change__notice=notice, change__kind__in=[Change.Kind.NEW, Change.Kind.CHANGED])
    waiting = Delivery.objects.filter(pk__in=about.values("delivery"), state=Delivery.State.PENDING, message__kind="notice")
    waiting.update(state=Delivery.State.EXPIRED)


def tell_due() -> int:
    """Tell of everything that waits to those who want to know at once; return how many mails were queued."""
    waiting = Change.objects.filter(told_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    queued = 0
    for pk in list(waiting):
        while (step := tell_next(pk)) is not None:
            queued += step
    if queued:
        notifying.kick()
    return queued


def tell_next(pk: int) -> int | None:
    """Tell the next few thousand of one change; return how many, None when all are told or another worker is at it."""
    with transaction.atomic():
        locked = Change.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, told_at__isnull=True)
        change = locked.select_related("notice__body__parent", "notice__topic", "notice__current", "edition").first()
        if change is None:
            return None
        change.edition.notice = change.notice
        found = wanted(change).filter(rhythm=Subscription.Rhythm.AT_ONCE, subscriber__gt=change.reached)
        people = list(found.order_by("subscriber").values_list("subscriber", flat=True).distinct()[:IN_A_STEP])
        if not people:
            change.told_at = timezone.now()
            change.save(update_fields=["told_at"])
            return None
        queued = _tell(change, found.filter(subscriber__in=people)) if is_still_true(change) else 0
        Change.objects.filter(pk=pk).update(reached=people[-1])
        return queued


def is_still_true(change: Change) -> bool:
    """Tell whether a change is what readers should hear now: what was taken back meanwhile is not announced any more."""
    if change.kind == Change.Kind.TAKEN_BACK:
        return not change.notice.is_published
    return change.notice.is_published


def wanted(change: Change) -> SubscriptionQuerySet:
    """Return the subscriptions that are told of a change. That something no longer counts is told to who heard of it."""
    active: SubscriptionQuerySet = Subscription.objects.since_before(change.at)
    told = Notification.objects.filter(change=change, subscriber=OuterRef("subscriber"))
    if change.kind != Change.Kind.TAKEN_BACK:
        return belonging(active, change.notice).filter(~Exists(told))
    return active.filter(~Exists(told), subscriber__in=heard_of(change))


def belonging(subscriptions: SubscriptionQuerySet, notice: Notice) -> SubscriptionQuerySet:
    """Return the subscriptions that a published notice belongs to, by the rules that drive lists and feeds as well."""
    audience = concerning.audience_of(notice.current_id or 0)

    def concerned(person: concerning.Person) -> bool:
        return concerning.concerns(audience, person).answer is not concerning.Answer.NO

    near = [
        township for township in Body.objects.townships() if Notice.objects.concerning(township).filter(pk=notice.pk).exists()
    ]
    townships = [township for township in near if concerned(person_of("", township))]
    audiences = [key for key in AUDIENCES if concerned(person_of(key))]
    return subscriptions.matching(notice, townships=townships, audiences=audiences)


def heard_of(change: Change) -> QuerySet[Notification, Any]:
    """Return the subscribers to whom an earlier mail about the same notice has gone, or is going, for use in a query."""
    earlier = Notification.objects.filter(change__notice=change.notice_id, change__lt=change.pk)
    return earlier.exclude(delivery__state__in=[Delivery.State.EXPIRED, Delivery.State.FAILED]).values("subscriber")


def _tell(change: Change, subscriptions: SubscriptionQuerySet) -> int:
    """Queue one mail for each subscriber, whichever of their subscriptions match, with all the reasons.

    Those who read the same words for the same reasons are one statement to the database: a city is told in seconds.
    """
    names: dict[tuple[Any, ...], str] = {}
    alike: dict[tuple[str, str], list[int]] = {}
    for subscriber, group in groupby(rows_of(subscriptions), key=attrgetter("subscriber_id")):
        theirs = list(group)
        alike.setdefault((theirs[0].subscriber__language, _why(change, theirs, names)), []).append(subscriber)
    not_after = change.at + worth_telling(change.notice)
    for (language, why), subscribers in alike.items():
        key = f"change-{change.pk}"
        message = notifying.message_for_many(emails.notice(change), language=language, key=f"{key}-{language}")
        notifying.queue_many(message, subscribers=subscribers, key=key, why=why, not_after=not_after)
        _remember(change, message, subscribers)
    return sum(len(subscribers) for subscribers in alike.values())


def _remember(change: Change, message: Message, subscribers: list[int]) -> None:
    """Note who was told of a change by which mail."""
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(subscribers))
        cursor.execute(REMEMBER.replace("[places]", places), [change.pk, message.pk, *subscribers])


def rows_of(subscriptions: SubscriptionQuerySet) -> Any:
    """Return what a mail needs of subscriptions, subscriber by subscriber; as plain rows, because there are many."""
    return subscriptions.order_by("subscriber", "pk").values_list(*READER, *FOLLOWED, named=True)


def write(mails: list[tuple[Delivery, list[int]]]) -> None:
    """Write mails in bulk, each with the changes it tells of."""
    Delivery.objects.bulk_create([delivery for delivery, _changes in mails])
    Notification.objects.bulk_create(
        [
            Notification(change_id=change, subscriber_id=delivery.subscriber_id or 0, delivery=delivery)
            for delivery, changes in mails
            for change in changes
        ]
    )


def followed(rows: Iterable[Any], names: dict[tuple[Any, ...], str]) -> str:
    """Return what subscriptions follow, as one list in the present language; `names` keeps what was looked up before."""
    listed = []
    for row in rows:
        key = (translation.get_language(), *(getattr(row, name) for name in FOLLOWED))
        if key not in names:
            names[key] = Subscription(topic_id=key[1], township_id=key[2], kind=key[3], audience=key[4]).what
        listed.append(names[key])
    return "; ".join(listed)


def worth_telling(notice: Notice) -> timedelta:
    """Return how long after the act a mail about it is still worth sending."""
    return BREAKING_WORTH_TELLING if notice.kind == Notice.Kind.BREAKING else WORTH_TELLING


def _why(change: Change, theirs: list[Any], names: dict[tuple[Any, ...], str]) -> str:
    """Return why somebody is told, in their language; `names` keeps what was said before."""
    language = theirs[0].subscriber__language
    key = (language, *(row[FIRST_FOLLOWED:] for row in theirs))
    if key not in names:
        with translation.override(language):
            if change.kind == Change.Kind.TAKEN_BACK:
                names[key] = _("You get this mail because we sent you this notice.")
            else:
                why = _("You get this mail because you follow: %(list)s.") % {"list": followed(theirs, names)}
                names[key] = shortened(why)
    return names[key]


def shortened(why: str) -> str:
    """Return a reason as long as there is room for."""
    longest = Delivery._meta.get_field("why").max_length or len(why)
    return why if len(why) <= longest else f"{why[: longest - 1]}…"


def _kick() -> None:
    with contextlib.suppress(Exception):  # only makes it sooner: beat finds the row anyway
        current_app.send_task("community.announce", retry=False)
