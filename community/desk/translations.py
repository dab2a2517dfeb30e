"""The translation desk: one table of everything with two languages, and each item side by side with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import exchanging, forms, glossing, paragraphs, policies, surveying, translatables, translating
from community.desk.door import team_only
from community.forms.prose import Typed
from community.forms.translations import TO_DO, ImportForm, TranslationFilterForm, TranslationForm
from community.models.contact import Language
from community.refusals import NotAllowed, NotItsPicture, PublishingError
from community.surveying import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.accounts import SignedInRequest
    from community.models import Translation
    from community.surveying import Row
    from community.translatables import Shelf

A_PAGE = 30
CONFLICT = 409


class Found:
    """The item, language and shelf of an address, as far as this person may translate it; everything else is absent."""

    def __init__(self, request: SignedInRequest, shelf: str, pk: int, language: str) -> None:
        place = translatables.shelf(shelf)
        if place is None or language not in Language.values:
            raise Http404
        self.shelf: Shelf = place
        self.item: Any = get_object_or_404(place.within_reach(request.user), pk=pk)
        self.language = language
        self.source = translating.source_language(place, self.item, language)
        if not self.source or not policies.can_translate(request.user, place.body_of(self.item)):
            raise Http404
        self.address = (shelf, pk, language)
        self.user = request.user

    @property
    def work(self) -> Translation | None:
        """Return what was made so far."""
        return translating.work_on(self.shelf, self.item, self.language)


@team_only
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """List every item and language of one's own offices with its state, most urgent first."""
    if not policies.translates_anywhere(request.user):
        raise PermissionDenied
    form = TranslationFilterForm(request.GET, rows=surveying.rows(request.user), by=request.user)
    if not form.is_valid():
        raise Http404
    rows = form.narrow()
    context = {
        "page": Paginator(form.in_state(rows), A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "query": request.GET.urlencode(),
        "tabs": _tabs(request, form.cleaned_data["state"], rows),
    }
    return render(request, "community/desk/translations.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Show source and translation side by side; POST keeps a translation."""
    found = Found(request, shelf, pk, language)
    form = _form(found, **forms.bound(request))
    if not form.is_bound or not form.is_valid():
        return _show(request, found, form, status=422 if form.is_bound else 200)
    seen = request.POST.get("seen") or "nothing"
    try:
        translating.save(found.shelf, pk, language, words=form.words(), by=request.user, since=seen)
    except PublishingError as refusal:
        form.add_error(None, str(refusal.message))
        return _show(request, found, form, status=422 if isinstance(refusal, NotItsPicture) else CONFLICT)
    messages.success(request, _("Kept. It waits for a second person to check it."))
    return redirect("desk_translation_item", *found.address)


@team_only
@require_POST
def claim(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Take it for some hours, so that nobody else does the same."""
    found = Found(request, shelf, pk, language)
    _do(request, lambda: translating.claim(found.shelf, pk, language, by=request.user), _("It is yours to translate."))
    return redirect("desk_translation_item", *found.address)


@team_only
@require_POST
def giving_back(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Give it back."""
    found = Found(request, shelf, pk, language)
    _do(
        request,
        lambda: translating.give_back(found.shelf, pk, language, by=request.user),
        _("Another translator can take it now."),
    )
    return redirect("desk_translation_item", *found.address)


@team_only
@require_POST
def check(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Vouch for it, as the second person."""
    found = Found(request, shelf, pk, language)
    seen = request.POST.get("seen", "")
    vouch = lambda: translating.check(found.shelf, pk, language, by=request.user, since=seen)  # noqa: E731  # an act with a name
    if _do(request, vouch, _("Checked. The translation stands at its item now.")):
        return redirect("desk_translation_list")
    return redirect("desk_translation_item", *found.address)


@team_only
@require_POST
def correction(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Say as its editor that the original was only corrected."""
    found = Found(request, shelf, pk, language)
    seen = request.POST.get("seen", "")
    say = lambda: translating.call_typographic(found.shelf, pk, language, by=request.user, since=seen)  # noqa: E731  # an act with a name
    _do(request, say, _("The translation stands as it was checked."))
    return redirect("desk_translation_item", *found.address)


@team_only
@require_safe
def file(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Give the item out as XLIFF 2, with what was made of it so far."""
    found = Found(request, shelf, pk, language)
    response = HttpResponse(exchanging.hand_out(found.shelf, found.item, language), content_type="application/xliff+xml")
    name = exchanging.file_name(found.shelf, found.item, language)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def taking_in(request: SignedInRequest, shelf: str, pk: int, language: str) -> HttpResponse:
    """Take a translator's file in, as a draft."""
    found = Found(request, shelf, pk, language)
    form = ImportForm(**forms.bound(request))
    if request.method != "POST" or "switch_language" in request.POST:
        return redirect("desk_translation_item", *found.address)
    if form.is_valid():
        given = {
            "data": form.cleaned_data["file"],
            "kind": form.cleaned_data["kind"],
            "since": request.POST.get("seen") or "nothing",
        }
        try:
            exchanging.take_in(found.shelf, found.item, language, by=request.user, **given)
        except PublishingError as refusal:
            form.add_error("file", str(refusal.message))
        else:
            messages.success(request, _("Taken in as a draft. Readers see none of it before a second person has checked it."))
            return redirect("desk_translation_item", *found.address)
    return _show(request, found, _form(found), import_form=form, status=422)


def _form(found: Found, **bound: Any) -> TranslationForm:
    work, shelf = found.work, found.shelf
    target = work.words if work and work.is_pending else shelf.words(found.item, found.language)
    source = shelf.words(found.item, found.source)
    return TranslationForm(shelf=shelf, source=source, target=target, language=found.language, **bound)


def _show(
    request: SignedInRequest, found: Found, form: TranslationForm, *, import_form: ImportForm | None = None, status: int = 200
) -> HttpResponse:
    work, now = found.work, timezone.now()
    row = surveying.row_of(found.shelf, found.item, source=found.source, language=found.language, work=work)
    taken = work is not None and work.is_claimed(now)
    mine = taken and work is not None and work.claimed_by_id == request.user.pk
    author, hands = row.written_by_id, found.shelf.hands(found.item)
    own = author == request.user.pk if author else request.user.pk in hands
    held = taken and work is not None and work.claimed_by_id not in {request.user.pk, author}
    context = {
        "row": row,
        "item": found.item,
        "work": work,
        "form": form,
        "pictures": found.shelf.pictures(found.item),
        "pairs": _pairs(found, form, work),
        "gone": _gone(found),
        "source_name": Language(found.source).label,
        "target_name": Language(found.language).label,
        "seen": translating.stamp(found.shelf, found.item, found.language, work),
        "address": found.shelf.address(found.item),
        "is_taken": taken,
        "is_mine": mine,
        "may_check": not own and not held and row.state in {State.DRAFT, State.MACHINE, State.UNCHECKED},
        "may_weigh": row.state == State.OUTDATED
        and not found.shelf.has_editions
        and not (taken and not mine)
        and policies.can_weigh_change(request.user, row.body),
        "own": own and row.state in {State.DRAFT, State.MACHINE},
        "import_form": import_form or ImportForm(),
    }
    return render(request, "community/desk/translation.html", context, status=status)


def _pairs(found: Found, form: TranslationForm, work: Translation | None) -> list[dict[str, Any]]:
    """Return each text of the source, paragraph by paragraph with what happened to it, beside its box."""
    followed = found.shelf.followed(found.item, found.language, work)
    source = found.shelf.words(found.item, found.source)
    present = found.shelf.words(found.item, found.language)
    labels = {each.name: capfirst(str(each.label)) for each in found.shelf.fields}
    pairs = []
    for name in form.fields:
        parts = paragraphs.compare(followed.get(name, ""), source[name], found.source)
        pairs.append(
            {
                "field": form[name],
                "paragraphs": parts,
                "terms": _terms(found, labels[name], source[name], form[name].value()),
                "changed": sum(part.kind != "same" for part in parts) if any(followed.values()) else 0,
                "present": paragraphs.plain(present[name])
                if work and work.is_pending and not paragraphs.same(present[name], work.words.get(name, ""))
                else "",
            }
        )
    return pairs


def _terms(found: Found, label: str, original: str, typed: Any) -> list[glossing.Fixed]:
    """Return the fixed terms of one text, as far as what stands in its box goes."""
    made = typed.html if isinstance(typed, Typed) else typed or ""
    text = glossing.Text(label, paragraphs.plain(original), paragraphs.plain(made))
    return glossing.fixed([text], source=found.source, target=found.language)


def _gone(found: Found) -> list[Any]:
    """Return the labels of texts that the source no longer has: checking takes them out of the translation, too."""
    source, target = (found.shelf.words(found.item, code) for code in (found.source, found.language))
    return [each.label for each in found.shelf.fields if target[each.name].strip() and not source[each.name].strip()]


def _do(request: SignedInRequest, act: Callable[[], object], done: str) -> bool:
    try:
        act()
    except NotAllowed:
        raise Http404 from None
    except PublishingError as refusal:
        messages.error(request, str(refusal.message))
        return False
    messages.success(request, done)
    return True


def _tabs(request: SignedInRequest, current: str, rows: list[Row]) -> list[dict[str, Any]]:
    """Return the states as views of the list, each keeping the other filters."""
    counts = {state: sum(row.state == state for row in rows) for state in State}
    shown: list[tuple[str, Any, int]] = [("", _("To do"), sum(counts[state] for state in TO_DO))]
    shown += [(state.value, str(state.label).capitalize(), counts[state]) for state in State]
    shown += [("all", _("All"), len(rows))]
    tabs = []
    for state, label, count in shown:
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        tabs.append({"url": f"?{query.urlencode()}", "label": label, "count": count, "current": state == current})
    return tabs
