"""Writing at the desk: the form of a draft, what its page keeps by itself, and whose turn it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import comparing, drafting, forms, glossing, limiting, paragraphs, plain_language, policies, prose, refusals
from community.desk.door import team_only
from community.desk.notices import open_edition
from community.forms.notices import PROSE, TEXTS, NoticeForm, hints_of, writable
from community.forms.prose import Typed
from community.models import Edition, Enclosure, Hold, Unsaved
from community.models.contact import Language

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from community.accounts import SignedInRequest

NOT_KEPT = {"csrfmiddlewaretoken", "switch_language", "key", "before", "seen_at", "language", "next"}


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a notice, or go on with one that was typed and never saved."""
    if not writable(request.user).exists():
        raise Http404
    kept = None if request.method == "POST" else Unsaved.objects.filter(writer=request.user, edition=None).first()
    form = NoticeForm(**(_as_typed(kept) if kept else forms.bound(request)), by=request.user)
    if form.is_bound and form.is_valid():
        try:
            notice = form.save()
        except refusals.PublishingError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            drafting.discard(None, by=request.user)
            messages.success(request, _("The draft is saved. Nobody outside your office can see it."))
            return redirect("desk_notice", notice.slug)
    return _page(request, form, kept=kept, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write on the draft, in one's turn."""
    edition = _writable(request, slug)
    if edition.state != Edition.State.DRAFT:
        return _too_late(request, edition)
    kept = None if request.method == "POST" else Unsaved.objects.filter(writer=request.user, edition=edition).first()
    form = NoticeForm(**(_as_typed(kept) if kept else forms.bound(request)), by=request.user, edition=edition)
    if not form.is_bound:
        held = Hold.objects.filter(edition=edition).select_related("holder").first()
        if held is not None and held.keeps_out(request.user, timezone.now()) and request.method != "POST":
            return render(
                request, "community/desk/notice_held.html", {"notice": edition.notice, "edition": edition, "held": held}
            )
        return _page(request, form, edition=edition, kept=kept)
    if not form.is_valid():
        return _page(request, form, edition=edition, status=422)
    return _save(request, form, edition)


def _save(request: SignedInRequest, form: NoticeForm, edition: Edition) -> HttpResponse:
    try:
        form.save()
    except (refusals.BeingWritten, refusals.WrittenMeanwhile) as refusal:
        _keep(request, edition, always=True)
        fresh = open_edition(request, edition.notice.slug)
        return _page(request, form, edition=fresh, refusal=refusal, status=409)
    except refusals.NotAllowed:
        raise Http404 from None
    except refusals.PublishingError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, form, edition=edition, status=422)
    messages.success(request, _("The draft is saved."))
    return redirect("desk_notice", edition.notice.slug)


def _too_late(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """Say that the draft has moved on; what was typed is kept all the same."""
    messages.error(request, refusals.MovedOn(edition.state).message)
    if request.method == "POST" and "switch_language" not in request.POST:
        _keep(request, edition, always=True)
        messages.info(request, _("What you typed is kept."))
        return redirect("desk_notice_unsaved", edition.notice.slug)
    return redirect("desk_notice", edition.notice.slug)


# --- What a page keeps by itself ------------------------------------------------------------------------------------------
@team_only
@limiting.limited("autosave")
@require_POST
def autosave_new(request: SignedInRequest) -> HttpResponse:
    """Keep what a page of a new notice holds."""
    if not writable(request.user).exists():
        raise Http404
    return _kept(request, None)


@team_only
@limiting.limited("autosave")
@require_POST
def autosave(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep what a page holds, and say that its writer is still there; or tell that it is somebody else's turn now."""
    edition = _writable(request, slug)
    try:
        drafting.hold(edition, by=request.user)
    except refusals.PublishingError as refusal:
        if "still" not in request.POST:
            _keep(request, edition)
        return JsonResponse({"state": "held", "said": _said_of(refusal)}, status=409)
    return JsonResponse({"state": "still"}) if "still" in request.POST else _kept(request, edition)


def _kept(request: SignedInRequest, edition: Edition | None) -> HttpResponse:
    if not request.POST.get("key"):
        return JsonResponse({"state": "refused"}, status=400)
    try:
        kept = _keep(request, edition)
    except refusals.OpenElsewhere as refusal:
        return JsonResponse({"state": "elsewhere", "said": str(refusal.message)}, status=409)
    said = _("Kept at %(when)s, not saved yet.") % {"when": refusals.moment(kept.saved_at)}
    hints = hints_of(request.POST)
    return JsonResponse({"state": "kept", "said": said, "before": kept.saved_at.isoformat(), "hints": _spoken(hints)})


def _keep(request: SignedInRequest, edition: Edition | None, *, always: bool = False) -> Unsaved:
    posted = request.POST
    try:
        key = UUID(posted.get("key", ""))
    except ValueError:
        raise Http404 from None
    fields = {
        name: values if len(values) > 1 else values[0] for name, values in posted.lists() if name not in NOT_KEPT and values
    }
    moments = {name: _moment(posted, name) for name in ("before", "seen_at")}
    known = {"before": moments["before"], "written_at": moments["seen_at"]}
    return drafting.keep(edition, fields=fields, key=key, always=always, by=request.user, **known)


def _said_of(refusal: refusals.PublishingError) -> str:
    return _("%(why)s What you typed is kept, but it is not saved.") % {"why": refusal.message}


def _spoken(hints: dict[str, list[plain_language.Hint]]) -> dict[str, list[dict[str, str]]]:
    return {name: [{"said": str(hint.message), "quote": hint.quote} for hint in found] for name, found in hints.items()}


# --- Whose turn it is -----------------------------------------------------------------------------------------------------
@team_only
@require_POST
def turn(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the turn over from whoever writes now."""
    edition = _writable(request, slug)
    try:
        drafting.hold(edition, by=request.user, take_over=True)
    except refusals.PublishingError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("desk_notice", slug)
    return redirect("desk_notice_draft", slug)


# --- Unsaved texts --------------------------------------------------------------------------------------------------------
@team_only
@require_safe
def unsaved(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what was typed on the newest edition and not saved, one's own and colleagues', beside what is saved."""
    edition = _writable(request, slug)
    rows = Unsaved.objects.filter(edition=edition).select_related("writer").order_by("-saved_at")
    shown = [{"row": row, "is_own": row.writer_id == request.user.pk, "texts": _differences(edition, row)} for row in rows]
    is_draft = edition.state == Edition.State.DRAFT
    context = {"notice": edition.notice, "edition": edition, "shown": shown, "is_draft": is_draft}
    return render(request, "community/desk/notice_unsaved.html", context)


@team_only
@require_POST
def unsaved_use(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Go on from what a colleague typed."""
    edition = _writable(request, slug)
    drafting.take_in(get_object_or_404(Unsaved, pk=pk, edition=edition), by=request.user)
    return redirect("desk_notice_draft", slug)


@team_only
@require_POST
def unsaved_discard(request: SignedInRequest, slug: str) -> HttpResponse:
    """Throw away one's own unsaved text."""
    edition = _writable(request, slug)
    drafting.discard(edition, by=request.user)
    messages.success(request, _("Your unsaved text is thrown away."))
    return redirect("desk_notice", slug)


@team_only
@require_POST
def unsaved_discard_new(request: SignedInRequest) -> HttpResponse:
    """Throw away a new notice that was never saved."""
    if not writable(request.user).exists():
        raise Http404
    drafting.discard(None, by=request.user)
    messages.success(request, _("Your unsaved text is thrown away."))
    return redirect("desk_notice_new")


# --- The page -------------------------------------------------------------------------------------------------------------
def _page(request: SignedInRequest, form: NoticeForm, *, status: int = 200, **known: Any) -> HttpResponse:
    edition, refusal = known.get("edition"), known.get("refusal")
    if refusal is not None and edition is not None:
        form.see_anew(edition)
    terms = _terms(edition) if edition else []
    context = {
        "form": form,
        "edition": edition,
        "notice": edition.notice if edition else None,
        "kept": known.get("kept"),
        "refusal": refusal,
        "differences": _form_differences(form, edition) if refusal is not None and edition else [],
        "terms": terms,
        "missing": sum(bool(each.missing_in) for each in terms),
        "pictures": [each for each in Enclosure.objects.of(edition) if not each.is_document] if edition else [],
    }
    return render(request, "community/desk/notice_form.html", context, status=status)


def _writable(request: SignedInRequest, slug: str) -> Edition:
    edition = open_edition(request, slug)
    if not policies.can_write_notice(request.user, edition.notice.body):
        raise Http404
    return edition


def _terms(edition: Edition) -> list[glossing.Fixed]:
    """Return the fixed terms of what was written first, and where the other language has other words for them."""
    source = edition.notice.source_language
    found: list[glossing.Fixed] = []
    for target in Language.values:
        if target != source:
            texts = [
                glossing.Text(str(label), *(paragraphs.plain(edition.words(field, code)) for code in (source, target)))
                for field, (label, *_rest) in TEXTS.items()
            ]
            found += glossing.fixed(texts, source=source, target=target)
    return found


def _as_typed(kept: Unsaved) -> dict[str, Any]:
    """Return what a form is made of that shows unsaved text, as the page that typed it would send it."""
    seen_at = kept.written_at.isoformat() if kept.written_at else ""
    return {"initial": {**kept.fields, "before": kept.saved_at.isoformat(), "seen_at": seen_at}}


def _moment(posted: QueryDict, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(posted.get(name, ""))
    except ValueError:
        return None


def _form_differences(form: NoticeForm, edition: Edition) -> list[Any]:
    return _compared(edition, {name: str(form.cleaned_data.get(name) or "") for name in form.fields})


def _differences(edition: Edition, row: Unsaved) -> list[Any]:
    typed = {name: str(value) for name, value in row.fields.items()}
    for name in PROSE:
        if name in typed:
            typed[name] = Typed(typed[name], "html" if typed.get(f"{name}-form") == "html" else "markdown").html
    return _compared(edition, typed)


def _compared(edition: Edition, typed: dict[str, str]) -> list[Any]:
    """Return, for each text that differs, its label, language and the pieces that lead from what is saved to what was typed."""
    found = []
    for field, (label, *_rest) in TEXTS.items():
        for code in Language.values:
            name = f"{field}_{code.replace('-', '_')}"
            old, new = edition.words(field, code), typed.get(name, edition.words(field, code))
            old, new = (prose.plain(words) if name in PROSE else words for words in (old, new))
            if old != new:
                found.append({"label": label, "language": code, "pieces": comparing.compare(old, new, code)})
    return found
