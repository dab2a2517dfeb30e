"""From a draft to what everyone reads: write, submit, send back, publish, revise. Nobody publishes their own work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from pypinyin import lazy_pinyin

from community import addressing, announcing, auditing, enclosing, indexing, keeping_up, policies, prose, states
from community.models import Edition, EditionSource, Notice
from community.models.contact import Language
from community.models.edition import DATED
from community.models.reading import TRANSLATED
from community.refusals import AlreadyOpen, Incomplete, MovedOn, NotAllowed, NotBreaking, OwnWork, PublishingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from community.models import Body, Topic, User

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
PROSE = [f"text_{code.replace('-', '_')}" for code in Language.values]  # formatted: cleaned here, whoever wrote it
RESERVED_SLUGS = {"new", "for-me", "timeline", "calendar"}  # addresses of the desk and of lists


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
    enclosing.check_pictures(None, (prose.clean(content.get(name) or "") for name in PROSE))
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
        edition = states.begin(edition, states.WRITE, by=by)
        enclosing.check_pictures(edition, (prose.clean(content.get(name) or "") for name in PROSE))
        changed = _write(edition, content, by=by)
        notice = edition.notice
        if about and notice.current_id is None:
            for name in ("topic", "kind", "source_language"):
                setattr(notice, name, about.get(name, getattr(notice, name)))
            notice.save(update_fields=["topic", "kind", "source_language"])
        if changed:
            auditing.record(states.WRITE.verb, edition, by=by, body=notice.body, fields=changed)
    return edition


def revise(notice: Notice, *, by: User) -> Edition:
    """Open the next edition beside the one that stands, as a copy of it; what was withdrawn can be brought back so."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).select_related("body", "current").get(pk=notice.pk)
        if not policies.can_write_notice(by, notice.body):
            raise NotAllowed
        if notice.editions.open().exists():
            raise AlreadyOpen
        if notice.current is None:
            raise MovedOn(Edition.State.DRAFT)
        current = notice.current
        edition = Edition(notice=notice, number=current.number + 1, issuing_body=current.issuing_body)
        kept = {name: getattr(current, name) for name in WRITTEN if not name.startswith("change_note")}
        _write(edition, {**kept, "significance": Edition.Significance.MINOR}, by=by)
        addressing.take_over(edition, of=current)
        enclosing.take_over(edition, of=current)
        for source in EditionSource.objects.filter(edition=current):
            source.pk, source.edition = None, edition
            source.save(force_insert=True)
        auditing.record("notice.revised", edition, by=by, body=notice.body)
    return edition


def submit(edition: Edition, *, by: User) -> Edition:
    """Hand a draft to the second person. The language it is written in must be complete."""
    with transaction.atomic():
        edition = states.begin(edition, states.SUBMIT, by=by)
        if missing := missing_words(edition, in_source=True):
            raise Incomplete(missing)
        edition.submitted_by, edition.submitted_at = by, timezone.now()
        states.end(edition, states.SUBMIT, "submitted_by", "submitted_at", by=by)
    return edition


def send_back(edition: Edition, *, because: str, by: User) -> Edition:
    """Return a submitted edition to its writers, with the reason they will read."""
    with transaction.atomic():
        edition = states.begin(edition, states.SEND_BACK, by=by)
        edition.sent_back_by, edition.sent_back_at, edition.sent_back_because = by, timezone.now(), because
        states.end(edition, states.SEND_BACK, "sent_back_by", "sent_back_at", "sent_back_because", by=by)
    return edition


def publish(edition: Edition, *, by: User, decided_as: str = "") -> Edition:
    """Show an edition to everyone, in place of the one before it.

    Both languages must be complete, or `decided_as` names the person, as readers will see it, who decided to publish in
    the source language alone.
    """
    with transaction.atomic():
        edition = states.begin(edition, states.PUBLISH, by=by)
        return show(edition, states.PUBLISH, by=by, decided_as=decided_as or edition.decided_as)


def force(edition: Edition, *, because: str, by: User, decided_as: str = "") -> Edition:
    """Publish breaking news at once, one's own, too: the reason is kept, and the debt stands until a second person signs."""
    with transaction.atomic():
        edition = states.begin(edition, states.FORCE, by=by)
        if edition.notice.kind != Notice.Kind.BREAKING:
            raise NotBreaking
        edition.forced_because = because
        return show(edition, states.FORCE, "forced_because", by=by, decided_as=decided_as)


def countersign(edition: Edition, *, by: User) -> Edition:
    """Sign for what went out without a second person."""
    with transaction.atomic():
        edition = states.begin(edition, states.COUNTERSIGN, by=by)
        if by.pk == edition.published_by_id:
            raise OwnWork
        if not edition.wants_signature:
            raise MovedOn(edition.state)
        edition.countersigned_by, edition.countersigned_at = by, timezone.now()
        states.end(edition, states.COUNTERSIGN, "countersigned_by", "countersigned_at", by=by)
        keeping_up.sign(edition, by=by, now=edition.countersigned_at)
    return edition


def show(edition: Edition, move: states.Move, *fields: str, by: User, decided_as: str) -> Edition:
    """Put a locked edition before the readers: the end of every way to be published. Raises Incomplete."""
    if missing := missing_words(edition, in_source=bool(decided_as.strip())):
        raise Incomplete(missing)
    now = timezone.now()
    previous = _supersede(edition.notice, by=by)
    edition.published_by, edition.published_at = by, now
    edition.public_on = _public_on(edition, previous, now)
    states.end(edition, move, "published_by", "published_at", "public_on", *fields, by=by)
    edition.notice.current = edition
    edition.notice.save(update_fields=["current"])
    keeping_up.settle(edition, previous=previous, by=by, decided_as=decided_as.strip(), now=now)
    enclosing.release(edition, by=by)
    indexing.put_notice(edition.notice)
    announcing.note_published(edition, previous=previous)
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


def _write(edition: Edition, content: Mapping[str, Any], *, by: User) -> list[str]:
    """Put what was written on the edition and remember whose hand it was; return what changed. Raises ReachesNobody."""
    content = {**content, **{name: prose.clean(content[name] or "") for name in PROSE if name in content}}
    changed = [name for name in WRITTEN if name in content and getattr(edition, name) != content[name]]
    for name in changed:
        setattr(edition, name, content[name])
    edition.written_at, edition.written_by = timezone.now(), by
    edition.save()
    edition.writers.add(by)
    if "audience" in content and addressing.put(edition, content["audience"]):
        changed.append("audience")
    return changed


def _supersede(notice: Notice, *, by: User) -> Edition | None:
    """Make room for the next edition: the published one stays as history."""
    previous = notice.current
    if previous is not None:
        previous.notice = notice
        states.end(previous, states.SUPERSEDE, by=by)
    return previous


def _public_on(edition: Edition, previous: Edition | None, now: datetime) -> Any:
    if previous is not None and edition.significance == Edition.Significance.TYPOGRAPHIC:
        return previous.public_on
    return timezone.localdate(now)


def _slug(content: Mapping[str, Any]) -> str:
    """Return an address made of the English title, or of the Chinese one in pinyin."""
    title = content.get("title_en") or " ".join(lazy_pinyin(content.get("title_zh_hans") or ""))
    return slugify(title)[:70].strip("-") or "notice"
