"""What one does in the list of suggestions: keep its filters under a name, give several to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from community.desk.door import team_only
from feedback import assigning
from feedback.desk.paging import PAGE_SIZE
from feedback.forms import AssignForm, SaveFilterForm
from feedback.models import SavedFilter, Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from feedback.assigning import Given


@team_only
@require_POST
def assignments(request: HttpRequest) -> HttpResponse:
    """Give the chosen suggestions to one colleague."""
    person: Any = request.user
    form = AssignForm(request.POST, colleagues=assigning.colleagues(person))
    chosen = request.POST.getlist("reference")[:PAGE_SIZE]
    found = Suggestion.objects.worked_on_by(person).filter(reference__in=chosen)
    if not chosen or not form.is_valid():
        messages.error(request, _("Choose an officer and at least one suggestion."))
        return _back(request.POST.get("query", ""))
    seen = dict(line.split(" ", 1) for line in request.POST.getlist("seen") if " " in line)
    _say(request, form.save(found, by=person, seen=seen))
    return _back(request.POST.get("query", ""))


@team_only
@require_POST
def filters(request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name."""
    form = SaveFilterForm(request.POST)
    person: Any = request.user
    if not form.is_valid():
        messages.error(request, _("Give the filters a name of up to 40 characters."))
    elif form.save(by=person) is None:
        messages.error(request, _("You keep 20 filters already. Remove one first."))
    else:
        messages.success(request, _("The filters are kept."))
    return _back(request.POST.get("query", ""), page=form.cleaned_data.get("page", ""))


@team_only
@require_POST
def filter_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one."""
    person: Any = request.user
    kept = get_object_or_404(SavedFilter.objects.filter(user=person), pk=pk)
    kept.delete()
    messages.success(request, _("The filters are forgotten."))
    return _back("", page=kept.page)


def kept_by(request: HttpRequest, page: SavedFilter.Page) -> dict[str, Any]:
    """Return what a list shows of the filters a person keeps for it, and the form that keeps the present ones."""
    initial = {"page": page, "query": request.GET.urlencode()}
    saved = SavedFilter.objects.filter(user=request.user.pk, page=page)
    return {"saved": saved, "save_form": SaveFilterForm(initial=initial), "filtered_page": page}


def _say(request: HttpRequest, given: Given) -> None:
    """Tell what was given, what could not be, and what a colleague had changed since the list was drawn."""
    if given.done:
        done = ngettext("%(n)d suggestion was given.", "%(n)d suggestions were given.", given.done)
        messages.success(request, done % {"n": given.done})
    if given.refused:
        said = ngettext(
            "%(n)d could not be given: it is on another desk, closed, or with this officer already.",
            "%(n)d could not be given: they are on another desk, closed, or with this officer already.",
            given.refused,
        )
        messages.error(request, said % {"n": given.refused})
    if given.stale:
        said = _("Left as they are, because a colleague has changed them since this list was drawn: %(references)s")
        messages.error(request, said % {"references": ", ".join(given.stale)})


def _back(query: str, *, page: str = "") -> HttpResponse:
    address = reverse(page or SavedFilter.Page.SUGGESTIONS)
    return redirect(f"{address}?{QueryDict(query).urlencode()}" if query else address)
