"""What of the ground floor can be found. The verbs put rows in their own transaction; ``reindex`` makes all of them anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community import prose, searching
from community.models import Body, Edition, Notice, Place, Programme, Supersession, Township, TownshipFact
from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

NOTICE = "notice"


def put_notice(notice: Notice) -> None:
    """Put a published notice into the index, or take it out where it is not published; and what it replaces.

    What was taken back is not offered any more: who has its address reads there that it was, and why.
    """
    if notice.is_published:
        searching.put(_notice(notice, _replaced_from([notice.pk])))
    else:
        searching.remove(NOTICE, notice.pk)
    # Whether an earlier notice still counts depends on this one.
    earlier = Supersession.objects.filter(later=notice).values("earlier")
    if replaced := list(Notice.objects.published().filter(pk__in=earlier).select_related("current", "body__parent")):
        since = _replaced_from([one.pk for one in replaced])
        searching.put_all(_notice(one, since) for one in replaced)


def reindex_notices() -> int:
    """Put every notice in anew; return how many."""
    notices = Notice.objects.published().select_related("current", "body__parent")
    since = _replaced_from(notices.values("pk"))
    return searching.put_all(_notice(notice, since) for notice in notices)


def _notice(notice: Notice, replaced_from: Mapping[int, date]) -> searching.Item:
    edition = notice.current
    if edition is None:
        raise ValueError(notice)
    languages = [code for code in Language.values if edition.words("title", code)]
    return searching.Item(
        kind=NOTICE,
        id=notice.pk,
        address=f"/notices/{notice.slug}/",
        titles={code: edition.words("title", code) for code in languages},
        summaries={code: edition.words("summary", code) for code in languages},
        texts={code: _text(edition, code) for code in languages},
        body=notice.body,
        topic_id=notice.topic_id,
        visible_from=edition.published_at,
        sort_at=_sort_at(edition),
        over_from=_over_from(edition, replaced_from.get(notice.pk)),
    )


def _over_from(edition: Edition, replaced_from: date | None) -> date | None:
    """Return the first day on which a notice counts no more: it ended, or another stands in its place."""
    ended = edition.effective_until_on + timedelta(days=1) if edition.effective_until_on else None
    return min((day for day in (ended, replaced_from) if day), default=None)


def _replaced_from(notices: Iterable[int] | QuerySet[Any]) -> dict[int, date]:
    """Return since when other notices stand in the place of these, by notice."""
    published = Supersession.objects.filter(partly=False, later__current__state=Edition.State.PUBLISHED, earlier__in=notices)
    since: dict[int, date] = {}
    for said in published.select_related("later__current"):
        later = said.later.current
        begins = later and (later.effective_from_on or later.public_on or timezone.localdate(said.said_at))
        if begins:
            since[said.earlier_id] = min(begins, since.get(said.earlier_id, begins))
    return since


def _text(edition: Edition, language: str) -> str:
    parts = (edition.words(field, language) for field in ("transition", "affects", "issuing_body_name", "penalty"))
    text = prose.plain(edition.words("text", language))
    return "\n\n".join(part for part in (text, *parts, edition.document_number) if part)


def _sort_at(edition: Edition) -> datetime | None:
    """Return the public date as a moment: midnight of that day in Shanghai."""
    return timezone.make_aware(datetime.combine(edition.public_on, time())) if edition.public_on else None


# --- Townships, places, programmes: they change rarely, so they are put in all at once ----------------------------------
CHINESE_ENDINGS, ENGLISH_ENDINGS = ("街道", "镇"), (" Subdistrict", " Town")


def reindex() -> int:
    """Put everything of the ground floor in anew; return how many items."""
    items = [*_townships(Township.objects.for_listing()), *_places(), *_programmes()]
    return searching.put_all(items) + reindex_notices()


def put_place(place: Place) -> None:
    """Put a place into the index, or take it out where it is not published."""
    if place.published_at is None:
        searching.remove("place", place.pk)
    else:
        searching.put(_place(place))


def put_township(township: Township) -> None:
    """Put a township into the index anew."""
    for item in _townships(Township.objects.for_listing().filter(pk=township.pk)):
        searching.put(item)


def put_programme(programme: Programme) -> None:
    """Put a programme into the index anew."""
    searching.put(_programme(programme))


def _words(row: Any, *fields: str) -> dict[str, str]:
    """Return the fields' words by language; what is not written in a language is left out there."""
    spoken = {
        code: "\n".join(filter(None, (getattr(row, f"{field}_{code.replace('-', '_')}") for field in fields)))
        for code in Language.values
    }
    return {code: words for code, words in spoken.items() if words}


def full_names(body: Body) -> dict[str, str]:
    """Return a township's name with its district in each language: two townships are called Hongqiao."""
    names, districts = _words(body, "name"), _words(body.parent, "name") if body.parent else {}
    formats = {"en": "{}, {}", "zh-hans": "{}（{}）"}
    return {code: formats.get(code, "{}, {}").format(name, districts.get(code, "")) for code, name in names.items()}


def _townships(townships: Iterable[Township]) -> list[searching.Item]:
    facts = {
        pk: list(rows)
        for pk, rows in groupby(TownshipFact.objects.order_by("township", "position"), key=lambda one: one.township_id)
    }
    return [
        searching.Item(
            kind="township",
            id=township.pk,
            address=f"/townships/{township.body.slug}/",
            titles=full_names(township.body),
            summaries=_words(township, "summary"),
            texts={
                code: "\n".join(_words(fact, "text", "detail").get(code, "") for fact in facts.get(township.pk, []))
                for code in Language.values
            },
            body=township.body,
            also=_short_names(township.body),
        )
        for township in townships
    ]


def _short_names(body: Body) -> tuple[str, ...]:
    """Return the names people use: with and without "Town", without the district."""
    names = [body.name_en, body.name_zh_hans]
    short = [name.removesuffix(ending) for name in names for ending in (*ENGLISH_ENDINGS, *CHINESE_ENDINGS)]
    return tuple(dict.fromkeys([*names, *short]))


def _places() -> list[searching.Item]:
    return [_place(place) for place in Place.objects.published().for_listing()]


def _place(place: Place) -> searching.Item:
    return searching.Item(
        kind="place",
        id=place.pk,
        address=f"/places/{place.slug}/",
        titles=_words(place, "name"),
        summaries=_words(place, "summary"),
        texts=_words(place, "address"),
        body=place.body,
        visible_from=place.published_at,
    )


def _programmes() -> list[searching.Item]:
    return [_programme(programme) for programme in Programme.objects.all()]


def _programme(programme: Programme) -> searching.Item:
    return searching.Item(
        kind="programme",
        id=programme.pk,
        address=f"/programmes/#{programme.slug}",
        titles=_words(programme, "title"),
        summaries=_words(programme, "summary"),
        texts=_words(programme, "owner"),
    )
