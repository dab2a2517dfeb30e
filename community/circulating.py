"""What people pass on: a notice's card, and a text for the group, which both say how it stands today; a place's card."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.cards import BLUE, BOLD, BRICK, GREEN, GREY
from community.models import Edition, Notice, Place
from community.models.contact import Language
from community.sharing import NOTHING, Line, Pair, ShareCard, in_both, page, pasted

BANDS = {Notice.Kind.BREAKING: BRICK, Notice.Kind.ASSISTANCE: GREEN}


def card(notice: Notice) -> ShareCard:
    """Return the picture of a notice (from `for_listing`): its title in both scripts, since when it counts, the way to it."""
    edition = _edition(notice)
    return ShareCard(
        title=_pair(edition, "title"),
        by=in_both(lambda: notice.body.full_name),
        lines=(
            Line(_over(notice, edition), 42, 34, weight=BOLD, colour=BRICK, gap=20),
            Line(_when(edition), 42, 34, weight=BOLD, gap=20),
            Line(_pair(edition, "summary"), 38, 32, lines=4, gap=20),
            Line(_decided_by(edition), 32, 28, colour=GREY, gap=24),
        ),
        invitation="扫码查看全文 · Scan to read it",
        path=page("community:notice", notice.slug),
        band=BANDS.get(Notice.Kind(notice.kind), BLUE),
    )


def place_card(place: Place) -> ShareCard:
    """Return the picture of a place: its name and what it is, its address in both scripts, the way to its page."""
    body = place.body
    return ShareCard(
        title=Pair(place.name_zh_hans or "", place.name_en or ""),
        by=in_both(lambda: body.full_name) if body else NOTHING,
        lines=(
            Line(in_both(lambda: capfirst(place.get_kind_display())), 34, 30, colour=GREY, gap=20),
            Line(Pair(place.address_zh_hans or "", place.address_en or ""), 42, 34, weight=BOLD, lines=3, gap=20),
            Line(Pair(place.summary_zh_hans or "", place.summary_en or ""), 38, 32, lines=4, gap=24),
        ),
        invitation="扫码打开 · Scan to open",
        path=page("community:place", place.slug),
        band=GREEN if place.is_service else BLUE,
    )


def group_text(notice: Notice, *, replaced: bool) -> str:
    """Return a text to paste into a chat group: what, since when, and where to read it in either language."""
    edition = _edition(notice)
    title, summary = _pair(edition, "title"), _pair(edition, "summary")
    over, when = _over_words(edition, replaced=replaced), _when(edition)
    return pasted(
        [
            f"【{in_both(lambda: notice.body.full_name).first}】{title.first}",
            title.second,
            over.joined,
            when.joined,
            summary.first,
            summary.second,
            f"全文：{_address(notice, Language.CHINESE)}",
            f"Read it: {_address(notice, Language.ENGLISH)}",
        ]
    )


def _edition(notice: Notice) -> Edition:
    if notice.current is None:
        raise LookupError(notice.slug)  # only what can be read is passed on
    return notice.current


def _pair(edition: Edition, field: str) -> Pair:
    return Pair(edition.words(field, Language.CHINESE), edition.words(field, Language.ENGLISH))


def _over(notice: Notice, edition: Edition) -> Pair:
    return _over_words(edition, replaced=bool(getattr(notice, "is_replaced", False)))


def _over_words(edition: Edition, *, replaced: bool) -> Pair:
    """Return that it no longer counts, where that is so: a picture outlives what it tells of."""
    if edition.state == Edition.State.WITHDRAWN:
        return in_both(lambda: _("Withdrawn: this no longer counts."))
    if edition.state == Edition.State.ARCHIVED:
        return in_both(lambda: _("Archived: it stays for reference only."))
    return in_both(lambda: _("This no longer applies: another notice took its place.")) if replaced else NOTHING


def _when(edition: Edition) -> Pair:
    """Return how it stands in law today, as lists say it."""
    begins, ends = edition.effective_from, edition.effective_until

    def words() -> str:
        match edition.standing:
            case "coming":
                return _("Starts %(date)s") % {"date": begins.words}
            case "beginning":
                return _("Starts within %(date)s") % {"date": begins.words}
            case "ending":
                return _("Until %(date)s") % {"date": ends.words}
            case "ended":
                return _("Ended %(date)s") % {"date": ends.words}
            case "in_force":
                return _("In force since %(date)s") % {"date": begins.words}
        return _("Issued %(date)s") % {"date": edition.issued.words} if edition.issued_on else ""

    return in_both(words)


def _decided_by(edition: Edition) -> Pair:
    """Return which office decided it, where another one tells of it."""
    named = _pair(edition, "issuing_body_name")
    body = edition.issuing_body
    return named if named.first or body is None else in_both(lambda: body.full_name)


def _address(notice: Notice, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("community:notice", args=[notice.slug])
