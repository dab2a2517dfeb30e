"""What a wish to follow brings: the same notices for feeds, for lists and, asked the other way round, for mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery

from community import concerning
from community.models import Body, Edition, Notice

if TYPE_CHECKING:
    from community.models import Subscriber, Topic
    from community.models.notice import NoticeQuerySet

LATEST = 30


def notices_of(*, topic: Topic | None = None, township: Body | None = None, kind: str = "", audience: str = "") -> NoticeQuerySet:
    """Return the published notices that belong to a wish, by what was news last."""
    found = Notice.objects.concerning(township) if township else Notice.objects.published()
    if topic is not None:
        found = found.filter(topic=topic)
    if kind:
        found = found.filter(kind=kind)
    return by_news(concerning.narrow(found, person_of(audience, township)))


def notices_for(subscriber: Subscriber) -> NoticeQuerySet:
    """Return the published notices that belong to anything a subscriber follows."""
    wanted: set[int] = set()
    for one in subscriber.subscriptions.active().for_listing():
        found = notices_of(topic=one.topic, township=one.township, kind=one.kind, audience=one.audience)
        wanted |= set(found.values_list("pk", flat=True)[:LATEST])
    return by_news(Notice.objects.published().filter(pk__in=wanted))


def by_news(notices: NoticeQuerySet) -> NoticeQuerySet:
    """Return notices with when they came (`first_at`) and when they last changed in a way that matters (`news_at`)."""
    public = Edition.objects.filter(notice=OuterRef("pk"), published_at__isnull=False)
    news = public.filter(Q(number=1) | Q(significance=Edition.Significance.MAJOR))
    return (
        notices.for_listing()
        .annotate(
            first_at=Subquery(public.order_by("number").values("published_at")[:1]),
            news_at=Subquery(news.order_by("-number").values("published_at")[:1]),
        )
        .order_by(F("news_at").desc(nulls_last=True), "-pk")
    )


def person_of(audience: str, township: Body | None = None) -> concerning.Person:
    """Return somebody of whom only this is known."""
    dimension, _colon, value = audience.partition(":")
    return concerning.Person.of([(dimension, value)] if value else [], lives_in=township)
