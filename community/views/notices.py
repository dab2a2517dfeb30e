"""What residents read: the list of notices, and one notice with its dates, its source and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import policies, rich_text, translating
from community.forms.notices import NoticeFilterForm
from community.models import Body, EditionSource, Notice, Topic, TranslationState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Edition

A_PAGE = 12
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
    context = {"page": page, "form": form, "tabs": _tabs(request, form.cleaned_data["when"])}
    return render(request, "community/notices.html", context)


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the current edition of a notice."""
    shown = Notice.objects.published().select_related("topic", "body__parent", "current__issuing_body")
    found = get_object_or_404(shown, slug=slug)
    edition = found.current
    context = {
        "notice": found,
        "edition": edition,
        "sources": EditionSource.objects.filter(edition=edition),
        "text": rich_text.render(edition.reading.text),
        "address": request.build_absolute_uri(request.path),
        "related": _related(found),
        "at_desk": policies.keeps(request.user, found.body),
        **_translation(edition),
    }
    return render(request, "community/notice.html", context)


def _related(found: Notice) -> list[Notice]:
    if found.topic_id is None:
        return []
    return list(Notice.objects.published().filter(topic=found.topic_id).exclude(pk=found.pk).for_listing()[:RELATED])


def _translation(edition: Edition) -> dict[str, Any]:
    """Return what a reader should know of the translation: that it was left out, or that it is behind."""
    state = TranslationState.objects.filter(edition=edition).select_related("based_on", "edition__notice").first()
    if state is None:
        return {}
    behind = state.language == edition.reading.language and translating.readers_should_know(state)
    return {"left_out": state if state.kind == TranslationState.Kind.ABSENT else None, "behind": behind}


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
