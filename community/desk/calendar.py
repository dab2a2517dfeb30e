"""A month of notices: what the clock will publish, what begins and ends to apply, what should be looked at again."""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from community import reviewing
from community.desk.door import team_only
from community.models import Edition, Notice

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from community.accounts import SignedInRequest
    from community.models import User

A_WEEK = 7
DATED: list[tuple[str, str, _StrOrPromise]] = [
    ("effective_from", "begins", _("begins to apply")),
    ("transition_until", "turns", _("transition ends")),
    ("effective_until", "ends", pgettext_lazy("a notice", "ends")),
]


@dataclass(frozen=True)
class Entry:
    """One thing that happens to a notice on a day."""

    day: date
    kind: str  # scheduled, begins, turns, ends, review
    label: _StrOrPromise
    edition: Edition
    at: datetime | None = None


@team_only
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show a month of one's own offices; above it what is due to be looked at again, whichever month it was due in."""
    today = timezone.localdate()
    first = _asked(request.GET.get("month", ""), today)
    following = (first + timedelta(days=32)).replace(day=1)
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries(request.user, first, following), key=lambda each: (each.day, each.at is None, each.kind)):
        by_day.setdefault(entry.day, []).append(entry)
    days = [day for week in months.Calendar().monthdatescalendar(first.year, first.month) for day in week]
    shown = [{"day": day, "is_other": day.month != first.month, "entries": by_day.get(day, [])} for day in days]
    context = {
        "month": first,
        "today": today,
        "weeks": [shown[start : start + A_WEEK] for start in range(0, len(shown), A_WEEK)],
        "weekdays": days[:A_WEEK],
        "due": reviewing.due_for(request.user, today),
        "total": sum(len(found) for found in by_day.values()),
        "previous": (first - timedelta(days=1)).strftime("%Y-%m"),
        "following": following.strftime("%Y-%m"),
    }
    return render(request, "community/desk/notices_calendar.html", context)


def entries(user: User, first: date, following: date) -> list[Entry]:
    """Return what happens to the notices of a person's offices from one day to before another."""
    notices = Notice.objects.kept_by(user)
    last = following - timedelta(days=1)
    begin, end = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, following))
    kept = Edition.objects.filter(notice__in=notices).select_related("notice__body__parent")
    scheduled = kept.filter(state=Edition.State.SCHEDULED, publish_at__gte=begin, publish_at__lt=end)
    found = [
        Entry(timezone.localdate(each.publish_at), "scheduled", _("the clock publishes"), each, each.publish_at)
        for each in scheduled
    ]
    turning = Q()
    for name, _kind, _label in DATED:
        turning |= Q(**{f"{name}_on__range": (first, last)})
    for each in kept.filter(turning, state__in=(*Edition.OPEN, Edition.State.PUBLISHED)):
        for name, kind, label in DATED:
            day = getattr(each, f"{name}_on")
            if day and first <= day <= last:
                found.append(Entry(day, kind, label, each))
    for notice in notices.published().filter(review_due__range=(first, last)).select_related("current", "body__parent"):
        notice.current.notice = notice
        found.append(Entry(notice.review_due, "review", _("look at it again"), notice.current))
    return found


def _asked(month: str, today: date) -> date:
    """Return the first day of the month that was asked for, or of this one. Absent for what is no month."""
    if not month:
        return today.replace(day=1)
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise Http404
    return date(int(month[:4]), int(month[5:]), 1)
