"""Pictures and documents of a draft. A page for all of them, and an answer in JSON for the editor's picture button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import enclosing, forms, policies, refusals
from community.desk.door import team_only
from community.desk.notices import open_edition
from community.filing import FileRefused
from community.forms.enclosures import DocumentForm, PictureForm, RewordForm, UploadForm
from community.models import Edition, Enclosure

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest

SORTS: dict[str, type[DocumentForm | PictureForm]] = {"picture": PictureForm, "document": DocumentForm}


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def enclosures(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what belongs to the draft, and add to it."""
    edition = _draft(request, slug)
    sort = request.POST.get("sort", "")
    given: dict[str, Any] = forms.bound(request) if sort in SORTS else {}
    blank: dict[str, Any] = {f"{name}_form": form(auto_id=f"{name}_%s") for name, form in SORTS.items()}
    if not given:
        return _page(request, edition, **blank)
    form = SORTS[sort](**given, auto_id=f"{sort}_%s")
    made = _add(request, form, edition)
    if "application/json" in request.headers.get("Accept", ""):
        return _answer(form, made)
    if made is not None:
        messages.success(request, _("Added. It becomes public together with the notice."))
        return redirect("desk_notice_files", slug)
    return _page(request, edition, status=422 if form.is_bound else 200, **{**blank, f"{sort}_form": form})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def enclosure(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say anew what a picture shows, or what a document is called."""
    edition = _draft(request, slug)
    found = get_object_or_404(Enclosure.objects.of(edition), pk=pk)
    found.edition = edition
    form = RewordForm(**forms.bound(request), enclosure=found)
    if form.is_bound and form.is_valid():
        enclosing.reword(found, words=form.words(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk_notice_files", slug)
    context = {"notice": edition.notice, "enclosure": found, "form": form}
    return render(request, "community/desk/notice_file.html", context, status=422 if form.is_bound else 200)


@team_only
@require_POST
def removal(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file out of the draft."""
    edition = _draft(request, slug)
    found = get_object_or_404(Enclosure.objects.of(edition), pk=pk)
    found.edition = edition
    enclosing.remove(found, by=request.user)
    messages.success(request, _("Taken out."))
    return redirect("desk_notice_files", slug)


def _add(request: SignedInRequest, form: DocumentForm | PictureForm, edition: Edition) -> Enclosure | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return form.save(edition, by=request.user)
    except FileRefused as refusal:
        form.add_error("file", str(refusal.message))
    except refusals.PublishingError as refusal:
        form.add_error(None, str(refusal.message))
    return None


def _answer(form: UploadForm, made: Enclosure | None) -> HttpResponse:
    """Tell the editor what was added, or what stands in the way, by field."""
    if made is None:
        return JsonResponse(
            {"errors": {name: [str(each) for each in errors] for name, errors in form.errors.items()}}, status=422
        )
    words = {"en": made.file.alt_en, "zh_hans": made.file.alt_zh_hans}
    return JsonResponse({"src": enclosing.address(made.file_id), "alt": words, "lead": made.role == Enclosure.Role.LEAD})


def _draft(request: SignedInRequest, slug: str) -> Edition:
    """Return the draft to who may write on it; what is no draft has nothing to be added to."""
    edition = open_edition(request, slug)
    if not policies.can_write_notice(request.user, edition.notice.body) or edition.state != Edition.State.DRAFT:
        raise Http404
    return edition


def _page(request: SignedInRequest, edition: Edition, *, status: int = 200, **known: Any) -> HttpResponse:
    found = list(Enclosure.objects.of(edition))
    context = {
        "notice": edition.notice,
        "edition": edition,
        "pictures": [each for each in found if not each.is_document],
        "documents": [each for each in found if each.is_document],
        **known,
    }
    return render(request, "community/desk/notice_files.html", context, status=status)
