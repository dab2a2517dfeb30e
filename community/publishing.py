"""From a draft to what everyone reads: write, submit, send back, publish, revise. Nobody publishes their own work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from community import auditing, indexing, policies, translating
from community.models import Edition, EditionSource, Notice
from community.models.contact import Language
from community.models.edition import DATED, TRANSLATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.utils.functional import _StrOrPromise

    from community.models import Body, Topic, User

State = Edition.State

# What a writer writes, as attributes of an edition; everything else of its columns is written by the verbs.
WRITTEN = (
    *(f"{field}_{code.replace('-', '_')}" for field in TRANSLATED for code in Language.values),
    *DATED,
    "significance",
    "document_number",
    "source_url",
    "source_kind",
    "source_checked_on",
    "official",
    "service_url",
)
RESERVED_SLUGS = {"new"}  # an address of the desk


class PublishingError(Exception):
    """Something can't be done with a notice. `message` says why, for the person who tried."""

    message: _StrOrPromise = _("This can't be done now.")


class NotAllowed(PublishingError):
    """The person's roles do not reach this far."""

    message = _("Your roles do not allow this.")


class OwnWork(PublishingError):
    """The person had a hand in what they want to approve."""

    message = _("You wrote or submitted this yourself. A second person must publish it or send it back.")


class MovedOn(PublishingError):
    """The edition is no longer where the person saw it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.message = _("This has moved on in the meantime. Its state is now: %(state)s.") % {"state": State(state).label}


class AlreadyOpen(PublishingError):
    """The next edition is being written already."""

    message = _("A new edition of this notice is being written already.")


class Incomplete(PublishingError):
    """Words are missing. `missing` names them as pairs of field and language."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__(missing)
        self.missing = missing
        self.message = _("Still missing: %(list)s.") % {"list": " · ".join(_label(*pair) for pair in missing)}


def _label(field: str, language: str) -> str:
    column = Edition._meta.get_field(field)
    return _("%(field)s (%(language)s)") % {"field": getattr(column, "verbose_name", field), "language": Language(language).label}


@dataclass(frozen=True)
class Move:
    """One step of an edition: from which state to which, and who may make it."""

    verb: str
    start: Edition.State
    end: Edition.State
    allowed: Callable[[User, Edition], bool]


def _writer(person: User, edition: Edition) -> bool:
    return policies.can_write_notice(person, edition.notice.body)


def _publisher(person: User, edition: Edition) -> bool:
    return policies.can_publish_notice(person, edition.notice)


WRITE = Move("notice.written", State.DRAFT, State.DRAFT, _writer)
SUBMIT = Move("notice.submitted", State.DRAFT, State.SUBMITTED, _writer)
SEND_BACK = Move("notice.sent_back", State.SUBMITTED, State.DRAFT, _publisher)
PUBLISH = Move("notice.published", State.SUBMITTED, State.PUBLISHED, _publisher)
SUPERSEDE = Move("notice.superseded", State.PUBLISHED, State.SUPERSEDED, _publisher)  # part of publishing the next one
MOVES = (WRITE, SUBMIT, SEND_BACK, PUBLISH, SUPERSEDE)


def draft(
    body: Body,
    *,
    kind: str,
    topic: Topic | None,
    source_language: str,
    content: Mapping[str, Any],
    key: UUID,
    by: User,
) -> Notice:
    """Begin a notice of a body with its first draft. A second call with the same key returns the first one's notice."""
    if not policies.can_write_notice(by, body):
        raise NotAllowed
    slug = _slug(content)
    for free in [f"{slug}-{key.hex[:6]}"] if slug in RESERVED_SLUGS else [slug, f"{slug}-{key.hex[:6]}"]:
        try:
            with transaction.atomic():
                notice: Notice = Notice.objects.create(
                    body=body, slug=free, kind=kind, topic=topic, source_language=source_language, key=key, created_by=by
                )
                edition = Edition(notice=notice, number=1)
                _write(edition, content, by=by)
                auditing.record("notice.drafted", edition, by=by, body=body)
                return notice
        except IntegrityError:  # the address is taken, or a double click was first
            made: Notice | None = Notice.objects.filter(key=key, created_by=by).first()
            if made is not None:
                return made
    raise PublishingError


def write(edition: Edition, *, content: Mapping[str, Any], by: User, about: Mapping[str, Any] | None = None) -> Edition:
    """Change the words of a draft; `about` (topic, kind, source language) only before the notice was first published."""
    with transaction.atomic():
        edition = _begin(edition, WRITE, by=by)
        changed = _write(edition, content, by=by)
        notice = edition.notice
        if about and notice.current_id is None:
            for name in ("topic", "kind", "source_language"):
                setattr(notice, name, about.get(name, getattr(notice, name)))
            notice.save(update_fields=["topic", "kind", "source_language"])
        if changed:
            auditing.record(WRITE.verb, edition, by=by, body=notice.body, fields=changed)
    return edition


def revise(notice: Notice, *, by: User) -> Edition:
    """Open the next edition beside the published one, as a copy of it."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).select_related("body", "current").get(pk=notice.pk)
        if not policies.can_write_notice(by, notice.body):
            raise NotAllowed
        if notice.editions.open().exists():
            raise AlreadyOpen
        if notice.current is None or not notice.is_published:
            raise MovedOn(State.DRAFT)
        current = notice.current
        edition = Edition(notice=notice, number=current.number + 1, issuing_body=current.issuing_body)
        kept = {name: getattr(current, name) for name in WRITTEN if not name.startswith("change_note")}
        _write(edition, {**kept, "significance": Edition.Significance.MINOR}, by=by)
        for source in EditionSource.objects.filter(edition=current):
            source.pk, source.edition = None, edition
            source.save(force_insert=True)
        auditing.record("notice.revised", edition, by=by, body=notice.body)
    return edition


def submit(edition: Edition, *, by: User) -> Edition:
    """Hand a draft to the second person. The language it is written in must be complete."""
    with transaction.atomic():
        edition = _begin(edition, SUBMIT, by=by)
        if missing := missing_words(edition, in_source=True):
            raise Incomplete(missing)
        edition.submitted_by, edition.submitted_at = by, timezone.now()
        _end(edition, SUBMIT, "submitted_by", "submitted_at", by=by)
    return edition


def send_back(edition: Edition, *, because: str, by: User) -> Edition:
    """Return a submitted edition to its writers, with the reason they will read."""
    with transaction.atomic():
        edition = _begin(edition, SEND_BACK, by=by)
        if by.pk in edition.hands:
            raise OwnWork
        edition.sent_back_by, edition.sent_back_at, edition.sent_back_because = by, timezone.now(), because
        _end(edition, SEND_BACK, "sent_back_by", "sent_back_at", "sent_back_because", by=by)
    return edition


def publish(edition: Edition, *, by: User, decided_as: str = "") -> Edition:
    """Show an edition to everyone, in place of the one before it.

    Both languages must be complete, or `decided_as` names the person, as readers will see it, who decided to publish in
    the source language alone.
    """
    with transaction.atomic():
        edition = _begin(edition, PUBLISH, by=by)
        if by.pk in edition.hands:
            raise OwnWork
        missing = missing_words(edition, in_source=bool(decided_as.strip()))
        if missing:
            raise Incomplete(missing)
        now = timezone.now()
        previous = _supersede(edition.notice, by=by)
        edition.published_by, edition.published_at = by, now
        edition.public_on = _public_on(edition, previous, now)
        _end(edition, PUBLISH, "published_by", "published_at", "public_on", by=by)
        edition.notice.current = edition
        edition.notice.save(update_fields=["current"])
        translating.settle(edition, previous=previous, by=by, decided_as=decided_as.strip(), now=now)
        indexing.put_notice(edition.notice)
    return edition


def missing_words(edition: Edition, *, in_source: bool = False) -> list[tuple[str, str]]:
    """Return what stands in the way of publishing, as pairs of field and language; in the source language only if asked."""
    notice = edition.notice
    missing = []
    for language in [notice.source_language] if in_source else Language.values:
        needed = ["title", "summary"]
        if edition.number > 1 and edition.significance != Edition.Significance.TYPOGRAPHIC:
            needed.append("change_note")
        gaps = {field for field in needed if not edition.words(field, language)} | set(edition.missing_in(language))
        missing += [(field, language) for field in TRANSLATED if field in gaps]
    return missing


def _begin(edition: Edition, move: Move, *, by: User) -> Edition:
    """Lock the notice, read the edition anew and decide whether the move may be made."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("body__parent", "current").get(pk=edition.notice_id)
    fresh: Edition = notice.editions.get(pk=edition.pk)
    fresh.notice = notice
    if not move.allowed(by, fresh):
        raise NotAllowed
    if fresh.state != move.start:
        raise MovedOn(fresh.state)
    return fresh


def _end(edition: Edition, move: Move, *fields: str, by: User) -> None:
    edition.state = move.end
    edition.save(update_fields=["state", *fields])
    auditing.record(move.verb, edition, by=by, body=edition.notice.body, fields=["state"])


def _write(edition: Edition, content: Mapping[str, Any], *, by: User) -> list[str]:
    """Put what was written on the edition and remember whose hand it was; return what changed."""
    changed = [name for name in WRITTEN if name in content and getattr(edition, name) != content[name]]
    for name in changed:
        setattr(edition, name, content[name])
    edition.written_at = timezone.now()
    edition.save()
    edition.writers.add(by)
    return changed


def _supersede(notice: Notice, *, by: User) -> Edition | None:
    """Make room for the next edition: the published one stays as history."""
    previous = notice.current
    if previous is not None and previous.state == SUPERSEDE.start:
        previous.notice = notice
        _end(previous, SUPERSEDE, by=by)
    return previous


def _public_on(edition: Edition, previous: Edition | None, now: datetime) -> Any:
    if previous is not None and edition.significance == Edition.Significance.TYPOGRAPHIC:
        return previous.public_on
    return timezone.localdate(now)


def _slug(content: Mapping[str, Any]) -> str:
    """Return an address made of the English title, or of the Chinese one in pinyin."""
    title = content.get("title_en") or " ".join(lazy_pinyin(content.get("title_zh_hans") or ""))
    return slugify(title)[:70].strip("-") or "notice"
