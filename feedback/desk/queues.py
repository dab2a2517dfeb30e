"""The queues of suggestions: what a role finds, what waits for whom, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import Body, Contact
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import assigning, policies
from feedback.desk import paging, triage
from feedback.forms import AssignForm, TriageFilterForm
from feedback.models import Answer, Assignment, SavedFilter, Suggestion, SuggestionTranslation
from feedback.models.suggestion import HANDLERS, district_ids
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    from community.models import User
    from feedback.models.suggestion import SuggestionQuerySet

State = Suggestion.State
QUEUES: Mapping[str, _StrOrPromise] = {
    "new": _("Newly arrived"),
    "mine": _("Mine"),
    "work": _("In progress"),
    "overdue": _("Overdue"),
    "bounced": _("Sent back"),
    "release": _("To release"),
    "townships": _("On other desks"),
    "done": _("Answered"),
    "all": _("All"),
}
# What waits for someone is counted; the rest are shelves to look things up in.
COUNTED = ("new", "mine", "work", "overdue", "bounced", "release")
OF_OWN_DESKS = ("new", "work", "overdue", "bounced", "townships")
FIRST = "new"
ORDERS = {"overdue": paging.SOONEST, "done": paging.NEWEST, "all": paging.NEWEST}


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show one queue by its filters, a part at a time."""
    assert request.user.is_authenticated  # noqa: S101  # team_only let them in
    person = request.user
    if not policies.handles_suggestions(person):
        raise PermissionDenied
    own = _on(own_desks(person))
    counts = {name: count(name, person, own=own) for name in COUNTED}
    chosen = request.GET.get("queue", "")
    if chosen not in QUEUES:
        chosen = next((name for name in COUNTED if counts[name]), FIRST)
    colleagues = assigning.colleagues(person)
    filters = TriageFilterForm(request.GET, colleagues=colleagues)
    part = paging.part(filters.narrow(queue(chosen, person, own=own)), order=order_of(chosen), given=request.GET)
    context = {
        "tabs": _tabs(chosen, counts),
        "queue": chosen,
        "is_admin": is_alliance_admin(person),
        "filters": filters,
        "hidden": {"queue": chosen},
        **triage.kept_by(request, SavedFilter.Page.SUGGESTIONS),
        "assign_form": AssignForm(colleagues=colleagues) if colleagues else None,
    }
    return render(request, "feedback/desk/suggestions.html", context | _rows(part, chosen))


def order_of(name: str) -> tuple[str, ...]:
    """Return the order of a queue: oldest first where something waits."""
    return ORDERS.get(name, paging.OLDEST)


def queue(name: str, person: User, *, own: Q | None = None) -> SuggestionQuerySet:
    """Return one queue of a person. What is on their own desks waits for them; the rest they may read.

    Each asks for states and desks only, as its index does; imported history is in none of these states. Who asks for several
    says once what is on the person's `own` desks.
    """
    found = Suggestion.objects.all()
    if own is None and name in OF_OWN_DESKS:
        own = _on(own_desks(person))
    own = own or Q()
    match name:
        case "new":
            found = found.filter(own, state__in=Suggestion.ARRIVED)
        case "mine":
            submitted = Answer.objects.filter(suggestion=OuterRef("pk"), released_at=None, submitted_at__isnull=False)
            held = list(Assignment.objects.filter(officer=person, until=None).values_list("suggestion", flat=True))
            found = found.filter(~Exists(submitted), pk__in=held, state__in=Suggestion.IN_HAND)
        case "work":
            found = found.filter(own, state__in=Suggestion.IN_HAND)
        case "overdue":
            found = found.filter(own, state__in=Suggestion.OPEN, due_at__lte=timezone.now())
        case "bounced":
            found = found.filter(own, state__in=Suggestion.OPEN, bounces__gt=0)
        case "release":
            found = found.filter(pk__in=_oldest_to_release(person))
        case "townships":
            found = seen_by(person).filter(state__in=Suggestion.OPEN).exclude(own)
        case "done":
            found = seen_by(person).filter(state__in=Suggestion.CONCLUDED)
        case _:
            found = seen_by(person)
    return found.order_by(*order_of(name))


def count(name: str, person: User, *, own: Q | None = None) -> int:
    """Return how many there are in a queue, counting no further than paging.MOST_COUNTED."""
    return len(_oldest_to_release(person)) if name == "release" else paging.counted(queue(name, person, own=own))


def _oldest_to_release(person: User) -> list[int]:
    """Return the oldest hundred: the next come up as these are released.

    What waits in these offices is read from its index whole and sorted then. By the plain column the engine would walk
    through what waits in all offices, oldest first, until it has met a hundred of these.
    """
    return list(to_release(person).order_by(F("suggestion") + 0)[: paging.MOST_COUNTED])


def own_desks(person: User) -> set[int] | None:
    """Return the desks on which things wait for a person: of their bodies, and of a district's departments. None is all."""
    if is_alliance_admin(person):
        return None
    held = bodies_with(person, Role.OFFICER, Role.MANAGER)
    departments = Body.objects.filter(parent__in=held, kind=Body.Kind.DEPARTMENT) if held else Body.objects.none()
    return held | set(departments.values_list("pk", flat=True))


def seen_by(person: User) -> SuggestionQuerySet:
    """Return what is or was on a desk of a person's bodies, or of what lies below their district."""
    if is_alliance_admin(person):
        return Suggestion.objects.counted()
    held, above = bodies_with(person, *HANDLERS), district_ids(person)
    below = set(Body.objects.filter(parent__in=above).values_list("pk", flat=True)) if above else set()
    return Suggestion.objects.filter(routings__desk__in=held | below).distinct()


def to_release(person: User) -> Any:
    """Return the suggestions whose answer this person may release as the second one (policies.can_release agrees)."""
    officer, manager = bodies_with(person, Role.OFFICER), bodies_with(person, Role.MANAGER)
    districts = bodies_with(person, Role.OFFICER) & district_ids(person)
    theirs = Q(pk__in=officer | manager) | Q(parent__in=manager | districts) | Q(parent__parent__in=manager)
    bodies = set(Body.objects.filter(theirs).values_list("pk", flat=True)) if officer | manager else set()
    waiting = Answer.objects.filter(body__in=bodies, released_at=None, submitted_at__isnull=False)
    waiting = waiting.exclude(drafted_by=person).exclude(submitted_by=person).exclude(drafts__by=person)
    own = Suggestion.objects.filter(contact__in=Contact.objects.filter(user=person).values("pk"))
    return waiting.exclude(suggestion__in=own.values("pk")).values_list("suggestion", flat=True)


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
        "seen": assigning.stamp(suggestion),
        "translation": next((made for made in suggestion.translations.all() if made.is_of(suggestion.text)), None),
        "state": showing.state_tag(suggestion),
        "open_answer": next((answer for answer in suggestion.answers.all() if answer.released_at is None), None),
        "officer": next((held.officer for held in suggestion.assignments.all()), None),
        "is_overdue": suggestion.is_open and suggestion.due_at is not None and suggestion.due_at <= timezone.now(),
    }


def _rows(part: paging.Part, name: str) -> dict[str, Any]:
    """Load one part, and say where the next and the last one begin."""
    found = list(for_table(Suggestion.objects.filter(pk__in=part.keys)).order_by(*order_of(name)))
    return {
        "rows": [row(suggestion) for suggestion in found],
        "later": found[-1].reference if found and part.has_later else "",
        "earlier": found[0].reference if found and part.has_earlier else "",
    }


def _tabs(chosen: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"{reverse('desk_suggestions')}?queue={name}",
            "count": "99+" if counts.get(name, 0) >= paging.MOST_COUNTED else counts.get(name),
            "current": name == chosen,
        }
        for name, label in QUEUES.items()
    ]


def _on(desks: set[int] | None) -> Q:
    return Q() if desks is None else Q(desk__in=desks)
