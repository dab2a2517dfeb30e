"""The working calendar at the desk: what is published, what admins entered above it, and which years are announced."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import policies, working_days
from community.desk.door import team_only
from community.forms import CalendarDayForm, CalendarYearForm, bound
from community.models import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.working_days import Calendar


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Show this year and the next; POST enters a day."""
    _refuse_others(request)
    form = CalendarDayForm(**bound(request))
    if form.is_bound and form.is_valid():
        form.save_as(_person(request))
        messages.success(request, _("Entered. What was promised by it is being computed anew."))
        return redirect("desk_working_days")
    return _page(request, form, CalendarYearForm(prefix="year"))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest) -> HttpResponse:
    """Declare a year complete."""
    _refuse_others(request)
    form = CalendarYearForm(**bound(request), prefix="year")
    if form.is_bound and form.is_valid():
        form.save_as(_person(request))
        messages.success(request, _("Noted. What was provisional is being computed anew."))
        return redirect("desk_working_days")
    return _page(request, CalendarDayForm(), form)


@team_only
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the published calendar decide about a day again."""
    _refuse_others(request)
    working_days.take_out(get_object_or_404(CalendarDay, pk=pk), by=_person(request))
    messages.success(request, _("Taken out. What was promised by it is being computed anew."))
    return redirect("desk_working_days")


def _page(request: HttpRequest, form: CalendarDayForm, year_form: CalendarYearForm) -> HttpResponse:
    calendar, this = working_days.calendar(), timezone.localdate().year
    context = {
        "form": form,
        "year_form": year_form,
        "days": CalendarDay.objects.select_related("by"),
        "declared": CalendarYear.objects.all(),
        "years": [(one, calendar.knows(one), _spans(calendar, one)) for one in (this, this + 1)],
    }
    failed = form.is_bound or year_form.is_bound
    return render(request, "community/desk/working_days.html", context, status=422 if failed else 200)


def _spans(calendar: Calendar, of: int) -> list[tuple[date, date, bool]]:
    """Return the spans of a year in which offices do otherwise than the week says: first day, last day, whether they work."""
    spans: list[tuple[date, date, bool]] = []
    day = date(of, 1, 1)
    while day.year == of:
        works = calendar.is_workday(day)
        if works != (day.weekday() <= working_days.FRIDAY):
            if spans and spans[-1][2] == works and day - spans[-1][1] == timedelta(days=1):
                spans[-1] = (spans[-1][0], day, works)
            else:
                spans.append((day, day, works))
        day += timedelta(days=1)
    return spans


def _refuse_others(request: HttpRequest) -> None:
    if not policies.is_alliance_admin(request.user):
        raise PermissionDenied


def _person(request: HttpRequest) -> Any:
    return request.user
