"""What is on and what has been on, and the page of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import rich_text
from community.models import Body
from events import describing, policies, sharing
from events.forms import DateFilterForm, PastFilterForm
from events.models import EventDate, Limit, PastEvent
from events.views.by_address import EventByAddress, own_registrations

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from events.models import Event
    from events.models.date import EventDateQuerySet
    from events.models.event import EventLanguage
    from events.models.rule import Rule

A_PAGE = 12
A_PAGE_OF_HISTORY = 18
RECENT = 6

_event = EventByAddress(lambda events: events.for_page())


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what is coming by date, or what has been on."""
    return _past(request) if request.GET.get("view") == "past" else _coming(request)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event: what, when, where, how many seats are left, and how to get one."""
    event = _event(request.user, slug)
    own, may_organise = own_registrations(request.user, event), policies.can_organise(request.user, event.body)
    is_same_for_all = event.is_published and not own and not may_organise
    context = {
        "event": event,
        "offer": _Offer(event),
        "own": own,
        "may_organise": may_organise,
        "is_same_for_all": is_same_for_all,
    }
    return render(request, "events/detail.html", context)


class _Offer:
    """What an event's page says of its dates and rules. It asks only when drawn: most readers get a part that is kept."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def all_dates(self) -> list[EventDate]:
        """All dates, with what each has of its own."""
        rows = EventDate.objects.select_related("place__body__parent", "makes_up_for").prefetch_related(
            "moves", Prefetch("limits", queryset=Limit.objects.own())
        )
        prefetch_related_objects([self.event], "languages", Prefetch("dates", queryset=rows))
        return list(self.event.dates.all())

    @property
    def languages(self) -> list[EventLanguage]:
        """The languages spoken there."""
        _ = self.all_dates  # fetches them along
        return list(self.event.languages.all())

    @cached_property
    def coming(self) -> list[EventDate]:
        """The dates that have not ended."""
        return [date for date in self.all_dates if date.ends_at > timezone.now()]

    @property
    def dates(self) -> list[EventDate]:
        """What is listed: what comes, or else what has been."""
        return self.coming or self.all_dates

    @cached_property
    def open_dates(self) -> list[EventDate]:
        """The dates one can register for."""
        return [date for date in self.coming if date.standing in {"open", "few"}] if self.event.is_published else []

    @cached_property
    def date(self) -> EventDate | None:
        """The date that the page speaks of first."""
        fitting = [date for date in self.coming if date.standing in {"open", "few"}]
        return next(iter([*fitting, *self.dates]), None)

    @cached_property
    def description(self) -> str:
        """The text, drawn."""
        return rich_text.render(self.event.description) if self.event.description else ""

    @property
    def described(self) -> list[dict[str, Any]]:
        """The dates for search engines."""
        return describing.of_dates(self.event, self.coming) if self.event.is_published else []

    @cached_property
    def share_text(self) -> str:
        """The text for a group."""
        return sharing.group_text(self.event, self.dates) if self.event.is_published else ""

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that say now who may come."""
        now = timezone.now()
        return [rule for rule in self.event.rules.prefetch_related("townships") if rule.is_reserve or rule.applies(now)]


def _coming(request: HttpRequest) -> HttpResponse:
    """List what is coming. The list says the same to everybody and is drawn for many: lazy, so that it asks only when drawn."""
    now = timezone.now()
    form: Any = SimpleLazyObject(lambda: DateFilterForm(request.GET, townships=Body.objects.townships(), now=now))
    page = SimpleLazyObject(lambda: _page_of(form.narrow(EventDate.objects.published().coming(now)), request))
    return render(request, "events/list.html", {"page": page, "form": form, "tabs": _tabs("coming")})


def _page_of(dates: EventDateQuerySet, request: HttpRequest) -> Page[Any]:
    """Return a page of dates. Their keys first: sorting thousands of whole rows, with event and places, is nearly all it cost."""
    page: Page[Any] = Paginator(dates.values_list("pk", flat=True), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(EventDate.objects.filter(pk__in=list(page)).for_listing())
    return page


def _past(request: HttpRequest) -> HttpResponse:
    form = PastFilterForm(request.GET, townships=Body.objects.townships())
    page = Paginator(form.narrow(PastEvent.objects.all()).for_listing(), A_PAGE_OF_HISTORY).get_page(request.GET.get("page"))
    recent = EventDate.objects.visible_to(request.user).published().going_ahead().over(timezone.now()).for_listing()
    first = page.number == 1 and not form.asked
    context = {"page": page, "form": form, "tabs": _tabs("past"), "recent": recent[:RECENT] if first else []}
    return render(request, "events/past.html", context)


def _tabs(current: str) -> list[dict[str, Any]]:
    return [
        {"url": "?", "label": _("What is on"), "current": current == "coming"},
        {"url": "?view=past", "label": _("What has been on"), "current": current == "past"},
    ]
