"""Files for translators in bulk: an archive of what the table shows goes out, and one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from community import exchanging, forms, policies, surveying
from community.desk.door import team_only
from community.exchanging import Result
from community.forms.translations import ArchiveForm, TranslationFilterForm

if TYPE_CHECKING:
    from community.accounts import SignedInRequest
    from community.exchanging import Outcome
    from community.surveying import Row


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: SignedInRequest) -> HttpResponse:
    """Offer the archive of what the table shows; POST takes one in, each of its files as a draft."""
    rows = _rows(request)
    form = ArchiveForm(**forms.bound(request))
    if not form.is_bound or not form.is_valid():
        return _show(request, rows, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    outcomes = exchanging.take_in_all(given["file"], kind=given["kind"], by=request.user)
    if any(outcome.result == Result.REFUSED for outcome in outcomes):
        return _show(request, rows, form, outcomes=outcomes, status=422)
    taken = sum(outcome.result == Result.TAKEN for outcome in outcomes)
    said = ngettext("%(number)s translation was taken in as a draft.", "%(number)s translations were taken in as drafts.", taken)
    messages.success(request, said % {"number": taken})
    return redirect("desk_translation_list")


@team_only
@require_safe
def archive(request: SignedInRequest) -> HttpResponse:
    """Give out what the table shows, a file of XLIFF 2 an item and language."""
    response = HttpResponse(exchanging.hand_out_all(_rows(request)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="translations-{timezone.localdate().isoformat()}.zip"'
    return response


def _rows(request: SignedInRequest) -> list[Row]:
    """Return the rows of the table with the same filters."""
    if not policies.translates_anywhere(request.user):
        raise PermissionDenied
    form = TranslationFilterForm(request.GET, rows=surveying.rows(request.user), by=request.user)
    if not form.is_valid():
        raise Http404
    return form.in_state(form.narrow())


def _show(
    request: SignedInRequest, rows: list[Row], form: ArchiveForm, *, outcomes: list[Outcome] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "number": min(len(rows), exchanging.MOST),
        "more": len(rows) > exchanging.MOST,
        "query": request.GET.urlencode(),
        "outcomes": outcomes or [],
        "taken": sum(outcome.result == Result.TAKEN for outcome in outcomes or []),
    }
    return render(request, "community/desk/translation_files.html", context, status=status)
