"""The queues of suggestions: what a role finds, what waits for whom, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import Body
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import policies
from feedback.models import Answer, Assignment, Suggestion, SuggestionTranslation
from feedback.models.suggestion import district_ids
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    from community.models import User
    from feedback.models.suggestion import SuggestionQuerySet

PAGE_SIZE = 30
State = Suggestion.State
IN_HAND = (State.IN_PROGRESS, State.ASKED, State.WAITING, State.FORWARDED, State.CLOSING)
QUEUES: Mapping[str, _StrOrPromise] = {
    "new": _("Newly arrived"),
    "mine": _("Mine"),
    "work": _("In progress"),
    "release": _("To release"),
    "townships": _("On other desks"),
    "done": _("Answered"),
    "all": _("All"),
}
FIRST = "new"
NEWEST_FIRST = {"done", "all"}


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show one queue, with the number of each."""
    assert request.user.is_authenticated  # noqa: S101  # team_only let them in
    if not policies.handles_suggestions(request.user):
        raise PermissionDenied
    queues = {name: queue(name, request.user) for name in QUEUES}
    counts = {name: found.count() for name, found in queues.items()}
    chosen = request.GET.get("queue", "")
    if chosen not in QUEUES:
        chosen = next((name for name in QUEUES if counts[name]), FIRST)
    page = Paginator(for_table(queues[chosen]), PAGE_SIZE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"{reverse('desk_suggestions')}?queue={name}", "count": counts[name], "current": name == chosen}
        for name, label in QUEUES.items()
    ]
    context = {"page": page, "rows": [row(suggestion) for suggestion in page], "tabs": tabs, "queue": chosen}
    return render(request, "feedback/desk/suggestions.html", context)


def queue(name: str, person: User) -> SuggestionQuerySet:
    """Return one queue of a person. What is on their own desks waits for them; the rest they may read."""
    found = Suggestion.objects.worked_on_by(person)
    own = _on_own_desks(person)
    mine = Assignment.objects.filter(officer=person, until=None).values("suggestion")
    submitted = Answer.objects.filter(released_at=None, submitted_at__isnull=False).values("suggestion")
    rows = {
        "new": found.filter(own, state__in=[State.ROUTED, State.SEEN, State.REOPENED]),
        "mine": found.filter(pk__in=mine, state__in=IN_HAND).exclude(pk__in=submitted),
        "work": found.filter(own, state__in=IN_HAND),
        "release": found.filter(pk__in=to_release(person)),
        "townships": found.filter(state__in=Suggestion.OPEN).exclude(own),
        "done": found.filter(state__in=Suggestion.CONCLUDED),
        "all": found,
    }[name]
    order = ("-created_at", "-pk") if name in NEWEST_FIRST else ("created_at", "pk")
    return rows.order_by(*order)


def to_release(person: User) -> Any:
    """Return the suggestions whose answer this person may release as the second one (policies.can_release agrees)."""
    officer, manager = bodies_with(person, Role.OFFICER), bodies_with(person, Role.MANAGER)
    districts = bodies_with(person, Role.OFFICER) & district_ids(person)
    theirs = Q(body__in=officer | manager) | Q(body__parent__in=manager | districts) | Q(body__parent__parent__in=manager)
    waiting = Answer.objects.filter(theirs, released_at=None, submitted_at__isnull=False)
    waiting = waiting.exclude(drafted_by=person).exclude(submitted_by=person).exclude(drafts__by=person)
    return waiting.exclude(suggestion__contact__isnull=False, suggestion__contact__user=person).values("suggestion")


def for_table(found: SuggestionQuerySet) -> SuggestionQuerySet:
    """Load what a row shows."""
    return found.for_listing().prefetch_related(
        Prefetch("translations", SuggestionTranslation.objects.order_by("pk")),
        Prefetch("answers", Answer.objects.order_by("pk")),
        Prefetch("assignments", Assignment.objects.filter(until=None).select_related("officer")),
    )


def row(suggestion: Suggestion) -> dict[str, Any]:
    """Return what a row shows: the staff's words first, the writer's own beneath."""
    return {
        "suggestion": suggestion,
        "translation": next((made for made in suggestion.translations.all() if made.is_of(suggestion.text)), None),
        "state": showing.state_tag(suggestion),
        "open_answer": next((answer for answer in suggestion.answers.all() if answer.released_at is None), None),
        "officer": next((held.officer for held in suggestion.assignments.all()), None),
    }


def _on_own_desks(person: User) -> Q:
    if is_alliance_admin(person):
        return Q()
    officer = bodies_with(person, Role.OFFICER, Role.MANAGER)
    return Q(desk__in=officer) | Q(desk__parent__in=officer, desk__kind=Body.Kind.DEPARTMENT)
