"""Finds every address that our content leads to. The rows are made anew from the content, so none is ever forgotten.

The packages above say what their published words lead to by a function marked `brings`, named once they are loaded.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from community import prose
from community.models import (
    Body,
    EditionSource,
    Figure,
    Notice,
    Place,
    Programme,
    Township,
    TownshipFact,
    WebAddress,
    WebUse,
)
from community.models.contact import Language
from community.models.source import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TYPED = re.compile(r"https?://[^\s<>\"'\u2e80-\u9fff\uff00-\uffef]+")
LONGEST = 600
A_BATCH = 500
Kind, Role = WebUse.Kind, WebUse.Role


@dataclass(frozen=True)
class Found:
    """One use of an address."""

    url: str
    kind: str
    object_id: int
    role: str
    title_en: str
    title_zh_hans: str
    page: str
    body_id: int | None

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Return what tells one use from another."""
        return (self.url, self.kind, self.object_id, self.role)


BRINGERS: list[Callable[[], Iterable[Found]]] = []


def brings(found: Callable[[], Iterable[Found]]) -> Callable[[], Iterable[Found]]:
    """Let a function of another package bring in the addresses of its published words, each time they are collected."""
    if found not in BRINGERS:
        BRINGERS.append(found)
    return found


def in_plain_words(text: str) -> list[str]:
    """Return the addresses in a text without marks, as people type them: Chinese signs and a full stop end one."""
    return [found.rstrip(".,;:!?)]}") for found in TYPED.findall(text)]


def collect() -> int:
    """Bring the rows in step with the content; return how many uses there are. What a person settled stays."""
    wanted = {
        each.key: each for each in _everything() if each.url.startswith(("http://", "https://")) and len(each.url) <= LONGEST
    }
    with transaction.atomic():
        urls = {each.url for each in wanted.values()}
        known = set(WebAddress.objects.values_list("url", flat=True))
        new = [WebAddress(url=url, host=host(url)) for url in sorted(urls - known)]
        WebAddress.objects.bulk_create(new, batch_size=A_BATCH, ignore_conflicts=True)
        ids = dict(WebAddress.objects.values_list("url", "pk"))
        there = {(use.address.url, use.kind, use.object_id, use.role): use for use in WebUse.objects.select_related("address")}
        gone = [use.pk for key, use in there.items() if key not in wanted]
        WebUse.objects.filter(pk__in=gone).delete()
        WebUse.objects.bulk_create(
            [WebUse(address_id=ids[each.url], **_columns(each)) for key, each in wanted.items() if key not in there],
            batch_size=A_BATCH,
            ignore_conflicts=True,
        )
        for key in wanted.keys() & there.keys():
            _follow(there[key], wanted[key])
        WebAddress.objects.filter(~Exists(WebUse.objects.filter(address=OuterRef("pk")))).delete()
    return len(wanted)


def _columns(found: Found) -> dict[str, Any]:
    return {name: value for name, value in asdict(found).items() if name != "url"}


def _follow(use: WebUse, found: Found) -> None:
    """Take over a new title or office; most of the time there is nothing to write."""
    changed = [name for name, value in _columns(found).items() if getattr(use, name) != value]
    for name in changed:
        setattr(use, name, getattr(found, name))
    if changed:
        use.save(update_fields=changed)


def _everything() -> Iterator[Found]:
    yield from _notices()
    for place in Place.objects.published():
        yield _of(place, place.source, Kind.PLACE, page=f"/places/{place.slug}/", body=place.body_id)
    for township in Township.objects.select_related("body"):
        yield _of(township, township.source, Kind.TOWNSHIP, **_page_of(township), named=township.body)
    # A township's figures and statements stand on its page; one address may carry many of them.
    for model in (Figure, TownshipFact):
        for row in model.objects.exclude(source="").select_related("township__body"):
            yield _of(row.township, row.source, Kind.TOWNSHIP, **_page_of(row.township), named=row.township.body)
    for programme in Programme.objects.all():
        page = f"/programmes/#{programme.slug}"
        yield _of(programme, programme.source, Kind.PROGRAMME, page=page)
        yield _of(programme, programme.also_source, Kind.PROGRAMME, role=Role.FURTHER, page=page)
    for body in Body.objects.active().exclude(source=""):
        yield _of(body, body.source, Kind.BODY, body=body.pk, named=body)
    for bringer in BRINGERS:
        yield from bringer()


def _notices() -> Iterator[Found]:
    notices = list(Notice.objects.published().select_related("current"))
    further = EditionSource.objects.filter(edition__in=[notice.current_id for notice in notices])
    of_edition = {notice.current_id: notice for notice in notices}
    for source in further:
        notice = of_edition[source.edition_id]
        yield _of_notice(notice, source.url, Role.FURTHER)
    for notice in notices:
        edition = notice.current
        if edition is None:
            continue
        yield _of_notice(notice, edition.source_url, Role.SOURCE)
        yield _of_notice(notice, edition.service_url, Role.SERVICE)
        for language in Language.values:
            for url in prose.links(edition.words("text", language)):
                yield _of_notice(notice, url, Role.TEXT)


def _of_notice(notice: Notice, url: str, role: str) -> Found:
    page = f"/notices/{notice.slug}/"
    found = _of(notice.current, url, Kind.NOTICE, role=role, page=page, body=notice.body_id)
    return replace(found, object_id=notice.pk)


def _page_of(township: Township) -> dict[str, Any]:
    return {"page": f"/townships/{township.body.slug}/", "body": township.body_id}


def _of(
    row: Any, url: str, kind: str, *, role: str = Role.SOURCE, page: str = "", body: int | None = None, named: Any = None
) -> Found:
    titles = {
        f"title_{code}": (getattr(named or row, f"name_{code}", None) or getattr(named or row, f"title_{code}", None) or "")[:400]
        for code in ("en", "zh_hans")
    }
    return Found(url, kind, row.pk, role, page=page, body_id=body, **titles)
