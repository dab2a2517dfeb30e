"""What applies today and what changes when: the notices drawn in time, and listed beside the drawing."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import timelines
from community.models import Body, Edition, Notice, Supersession

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from community.models.notice import NoticeQuerySet

LONGEST = 60  # rows


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Draw what starts and ends around today, for all or for the people of one township."""
    today = timezone.localdate()
    township, notices = _of_township(request)
    window = timelines.Window.around(today)
    begun_first = (F("current__effective_from_on").asc(nulls_first=True), "pk")
    found = list(notices.turning(window.first, window.last).order_by(*begun_first)[:LONGEST])
    replaced = _replaced(found)
    listed = timelines.changes(found, since=window.first, until=window.last, replaced=replaced)
    coming, past = timelines.split(listed, today)
    rows = [
        {
            "notice": notice,
            "bar": _bar(window, notice.current, timelines.replaced_on(replaced.get(notice.pk, ()))),
            "transition": _transition(window, notice),
        }
        for notice in found
        if notice.current is not None
    ]
    context = {
        "township": township,
        "townships": Body.objects.townships().order_by("parent__slug", "slug"),
        "window": window,
        "today": today,
        "today_at": window.across(today),
        "rows": rows,
        "coming": coming,
        "past": past,
        "applies": notices.in_force(today).count(),
    }
    return render(request, "community/timeline.html", context)


def _of_township(request: HttpRequest) -> tuple[Body | None, NoticeQuerySet]:
    slug = request.GET.get("township", "")
    if not slug:
        return None, Notice.objects.published().for_listing()
    township = Body.objects.townships().filter(slug=slug).first()
    if township is None:
        raise Http404
    return township, Notice.objects.concerning(township)


def _replaced(found: list[Notice]) -> dict[int, list[Supersession]]:
    """Return by notice what takes its place, wholly or in part."""
    said = Supersession.objects.filter(earlier__in=found, later__current__state=Edition.State.PUBLISHED)
    rows = said.select_related("later__current").order_by("earlier", "pk")
    return {earlier: list(group) for earlier, group in groupby(rows, key=lambda each: each.earlier_id)}


def _bar(window: timelines.Window, edition: Edition, over: date | None) -> timelines.Bar | None:
    """Return what is drawn of a notice: until its own last day, or the day before another one takes its place."""
    lasts = [day for day in (edition.effective_until_on, over - timedelta(days=1) if over else None) if day]
    return window.bar(edition.effective_from_on, min(lasts, default=None))


def _transition(window: timelines.Window, notice: Notice) -> timelines.Bar | None:
    edition = notice.current
    if edition is None or edition.transition_until_on is None:
        return None
    return window.bar(edition.transition_from_on or edition.effective_from_on, edition.transition_until_on)
