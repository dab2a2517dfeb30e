"""What residents read: the list of notices, and one notice with its dates, its source and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import circulating, comparing, concerning, describing, enclosing, keeping_up, policies, prose, timelines
from community.forms.notices import NoticeFilterForm
from community.models import Body, Edition, EditionSource, Enclosure, Notice, Supersession, Topic, TranslationState, WebAddress
from community.models.contact import Language
from community.views import concerning as concerning_views

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from community.models.notice import NoticeQuerySet

A_PAGE = 12
NAMES = {column.name: column.verbose_name for column in Edition._meta.concrete_fields}
RELATED = 3


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what is published, newest first, narrowed by what was asked for."""
    published = Notice.objects.published()
    form = NoticeFilterForm(
        request.GET,
        topics=Topic.objects.filter(pk__in=published.values("topic")),
        bodies=Body.objects.filter(pk__in=published.values("body")).select_related("parent"),
    )
    if not form.is_valid():
        raise Http404
    found = form.narrow(published, timezone.localdate()).for_listing()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = _followed(form)
    context = {"page": page, "form": form, "tabs": _tabs(request, form.cleaned_data["when"]), "followed": query}
    return render(request, "community/notices.html", context)


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the current edition of a notice; where it was published in error, only why it is gone."""
    found = get_object_or_404(_with_what_is_known(Notice.objects.filter(current__state__in=Edition.STANDING)), slug=slug)
    edition = found.current
    if not found.is_readable:
        return render(request, "community/notice_gone.html", {"edition": edition}, status=410)
    context = {
        "notice": found,
        "edition": edition,
        "spoken": [code for code in Language.values if edition.has_words_in(code)],
        "sources": EditionSource.objects.filter(edition=edition),
        **_enclosed(edition, any_files=found.has_files),
        "described": describing.of_notice(found, edition.reading) if found.is_published else [],
        "address": request.build_absolute_uri(request.path),
        "related": _related(found),
        "has_history": found.has_history,
        "at_desk": policies.keeps(request.user, found.body),
        **_translation(edition),
        **_places_taken(found),
        "source_checked_on": _checked_on(edition, found.source_answered_at),
        **concerning_views.answer(request, edition.pk),
    }
    context["share_text"] = circulating.group_text(found, replaced=context["replaced_today"])
    response = render(request, "community/notice.html", context)
    if context.get("was_asked"):  # an address that says something of a person is nobody else's
        add_never_cache_headers(response)
    return response


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every public edition of a notice, newest first, each with what it changed."""
    found = get_object_or_404(Notice.objects.readable().select_related("body__parent", "current"), slug=slug)
    editions = list(found.editions.filter(published_at__isnull=False))
    pairs = zip(editions, [*editions[1:], None], strict=True)
    told = [_change(edition, before) for edition, before in pairs if before is None or edition.is_told]
    context = {"notice": found, "edition": found.current, "changes": told}
    return render(request, "community/notice_history.html", context)


def _change(edition: Edition, before: Edition | None) -> dict[str, Any]:
    """Return what an edition changed, in the language it is read in."""
    shown: dict[str, Any] = {"edition": edition, "reading": edition.reading, "is_first": before is None}
    if before is None:
        return shown
    language = edition.reading.language
    texts = []
    for field in keeping_up.COMPARED:
        old, new = (_readable(each, field, language) for each in (before, edition))
        pieces = comparing.compare(old, new, language)
        if any(piece.kind != "same" for piece in pieces):
            texts.append((NAMES[field], pieces))
    labels = {
        "issued": _("Issued"),
        "effective_from": _("Applies from"),
        "effective_until": _("Applies until"),
        "transition_from": _("Transition from"),
        "transition_until": _("Transition until"),
    }
    dates = [(label, getattr(before, name), getattr(edition, name)) for name, label in labels.items()]
    was, now = (concerning.audience_of(each.pk) for each in (before, edition))
    audience = (was.sentences, now.sentences) if was.rows != now.rows else None
    return {**shown, "texts": texts, "dates": [row for row in dates if row[1] != row[2]], "audience": audience}


def _enclosed(edition: Edition, *, any_files: bool) -> dict[str, Any]:
    """Return the text with its pictures, the picture at the head, and the documents to take along."""
    found = list(Enclosure.objects.of(edition)) if any_files else []
    reading = edition.reading
    pictures = enclosing.pictures(found, reading.language)
    lead = next((each.file_id for each in found if each.role == Enclosure.Role.LEAD), 0)
    documents = [each for each in found if each.is_document]
    return {"text": prose.draw(reading.text, pictures), "lead": pictures.get(lead), "documents": documents}


def _readable(edition: Edition, field: str, language: str) -> str:
    words = edition.words(field, language)
    return prose.plain(words) if field == "text" else words


def _related(found: Notice) -> list[Notice]:
    if found.topic_id is None:
        return []
    return list(Notice.objects.published().filter(topic=found.topic_id).exclude(pk=found.pk).for_listing()[:RELATED])


def _translation(edition: Edition) -> dict[str, Any]:
    """Return what a reader should know of the translation: that it was left out, or that it is behind."""
    state = TranslationState.objects.filter(edition=edition).select_related("based_on", "edition__notice").first()
    if state is None:
        return {}
    behind = state.language == edition.reading.language and keeping_up.readers_should_know(state)
    return {"left_out": state if state.kind == TranslationState.Kind.ABSENT else None, "behind": behind}


def _followed(form: NoticeFilterForm) -> str:
    """Return what the list is narrowed to, as far as that can be followed, as a query for the form and the feeds."""
    asked = form.cleaned_data
    township = asked["body"] if Body.objects.townships().filter(slug=asked["body"]).exists() else ""
    wish = {"topic": asked["topic"], "kind": asked["kind"], "township": township}
    query = urlencode({name: value for name, value in wish.items() if value})
    return f"?{query}" if query else ""


def _with_what_is_known(notices: NoticeQuerySet) -> QuerySet[Any]:
    """Add what a notice's page says beside its words, in the query that finds it: earlier editions, files, source's answer."""
    earlier = Edition.objects.filter(notice=OuterRef("pk"), published_at__isnull=False).exclude(pk=OuterRef("current"))
    asked = WebAddress.objects.filter(url=OuterRef("current__source_url")).values("answered_at")[:1]
    related = notices.select_related("topic", "body__parent", "current__issuing_body")
    files = Enclosure.objects.filter(edition=OuterRef("current"))
    return related.annotate(has_history=Exists(earlier), has_files=Exists(files), source_answered_at=Subquery(asked))


def _checked_on(edition: Edition, answered_at: datetime | None) -> date | None:
    """Return when anyone last looked at the source: a person who noted it, or the checker."""
    known = [edition.source_checked_on, timezone.localdate(answered_at) if answered_at else None]
    return max((day for day in known if day), default=None)


def _places_taken(found: Notice) -> dict[str, Any]:
    """Return what took this notice's place and whose place it takes, and its dates one after the other."""
    today = timezone.localdate()
    said = Supersession.objects.readable().filter(Q(later=found) | Q(earlier=found))
    pairs = list(said.select_related("later__current", "earlier__current").order_by("-pk"))
    by = [each for each in pairs if each.earlier_id == found.pk]
    return {
        "replaced_by": by,
        "replaced_today": any(each.counts(today) for each in by),
        "replaces": [each for each in pairs if each.later_id == found.pk],
        "steps": timelines.steps(found.current, today, by) if found.current else [],
    }


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """Return the views of the list by time, each keeping the other filters."""
    labels = {"": _("All"), "now": _("Applies today"), "soon": _("Starts later"), "ended": _("Ended")}
    tabs = []
    for when, label in labels.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["when"] = when
        tabs.append({"url": f"?{query.urlencode()}", "label": label, "current": when == current})
    return tabs
