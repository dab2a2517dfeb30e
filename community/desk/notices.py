"""The desk of notices: what is being written, what waits for a second person, and each step between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import (
    concerning,
    enclosing,
    forms,
    policies,
    prose,
    publishing,
    refusals,
    states,
    surveying,
    translatables,
    translating,
)
from community.desk.door import team_only
from community.forms.desk_notices import DeskNoticesForm
from community.forms.editions import ForceForm, PublishForm, ScheduleForm, SendBackForm, SupersedeForm, TakeBackForm
from community.forms.enclosures import ReviewForm
from community.forms.notices import writable
from community.models import Edition, Enclosure, Hold, Notice, Supersession, Unsaved
from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpResponse

    from community.accounts import SignedInRequest

A_PAGE = 30
LISTED = (*Edition.OPEN, *Edition.STANDING)


@team_only
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """List the editions of one's own offices by state, office, kind, language and who wrote them."""
    kept = Edition.objects.filter(notice__in=Notice.objects.kept_by(request.user), state__in=LISTED)
    form = DeskNoticesForm(request.GET, kept=kept)
    if not form.is_valid():
        raise Http404
    state = request.GET.get("state")
    kept = form.narrow(kept)
    if state is None and form.is_narrow:
        state = ""
    if state is None:  # nobody chose: what is being worked on, or else what was published
        state = "" if kept.open().exists() or not kept.exists() else Edition.State.PUBLISHED
    if state and state not in LISTED:
        raise Http404
    shown = kept.filter(state=state) if state else kept.open()
    shown = shown.select_related("notice__body__parent", "notice__topic").order_by("-written_at", "-pk")
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(request, state, dict(kept.order_by().values_list("state").annotate(Count("pk")))),
        "form": form,
        "may_write": writable(request.user).exists(),
    }
    return render(request, "community/desk/notices.html", context)


@team_only
@require_safe
def notice(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show an edition as both kinds of readers will see it, and what can be done with it."""
    return show(request, kept_notice(request, slug))


@team_only
@require_POST
def submission(request: SignedInRequest, slug: str) -> HttpResponse:
    """Hand the draft to the second person."""
    edition = open_edition(request, slug)
    done(request, lambda: publishing.submit(edition, by=request.user), _("Submitted. A second person now checks it."))
    return redirect("desk_notice", slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def sending_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Return the edition to its writers with a reason."""
    edition = open_edition(request, slug)
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = SendBackForm(**forms.bound(request))
    if not form.is_valid():
        return show(request, edition.notice, send_back_form=form)
    because = form.cleaned_data["because"]
    done(request, lambda: publishing.send_back(edition, because=because, by=request.user), _("Sent back with your reason."))
    return redirect("desk_notice", slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def publication(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish the edition."""
    edition = open_edition(request, slug)
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = PublishForm(**forms.bound(request), complete=not publishing.missing_words(edition))
    if not form.is_valid():
        return show(request, edition.notice, publish_form=form)
    decided_as = form.cleaned_data.get("decided_as", "")
    done(request, lambda: publishing.publish(edition, by=request.user, decided_as=decided_as), _("Published."))
    return redirect("desk_notice", slug)


@team_only
@require_POST
def revision(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open the next edition beside the published one."""
    found = kept_notice(request, slug)
    opened = done(
        request, lambda: publishing.revise(found, by=request.user), _("A new edition is open. Readers still see the old one.")
    )
    return redirect("desk_notice_draft" if opened else "desk_notice", slug)


def kept_notice(request: SignedInRequest, slug: str) -> Notice:
    """Return a notice of the person's own offices."""
    kept = Notice.objects.kept_by(request.user).select_related("topic", "body__parent", "current__issuing_body")
    found: Notice = get_object_or_404(kept, slug=slug)
    return found


def open_edition(request: SignedInRequest, slug: str) -> Edition:
    """Return the newest edition of a notice, which the verbs then find in the right state or not."""
    found = kept_notice(request, slug)
    edition: Edition = found.editions.select_related("submitted_by", "sent_back_by", "published_by")[0]
    edition.notice = found
    return edition


def standing_edition(request: SignedInRequest, slug: str) -> Edition:
    """Return the edition that stands before the readers, whatever is being written beside it."""
    found = kept_notice(request, slug)
    if found.current is None:
        raise Http404
    found.current.notice = found
    return found.current


def done(request: SignedInRequest, verb: Callable[[], object], message: str) -> bool:
    """Do it and say so, or say why not; what a person may not do is as absent as what is not theirs."""
    try:
        verb()
    except refusals.NotAllowed:
        raise Http404 from None
    except refusals.PublishingError as refusal:
        messages.error(request, str(refusal.message))
        return False
    messages.success(request, message)
    return True


def show(request: SignedInRequest, found: Notice, **refused: Form) -> HttpResponse:
    """Show the newest edition with what can be done; `refused` holds forms that were sent and have to be put right."""
    editions = list(found.editions.select_related("submitted_by", "sent_back_by", "published_by", "scheduled_by", "ended_by"))
    edition = editions[0]
    edition.notice = found
    missing = publishing.missing_words(edition)
    waits = edition.state == Edition.State.SUBMITTED
    may_publish = policies.can_publish_notice(request.user, found)
    may_approve = waits and policies.can_approve_edition(request.user, edition)
    blank: dict[str, Form] = {
        "send_back_form": SendBackForm(),
        "publish_form": PublishForm(complete=not missing),
        "schedule_form": ScheduleForm(complete=not missing),
        "force_form": ForceForm(complete=not missing),
        "withdraw_form": TakeBackForm(),
        "remove_form": TakeBackForm(),
        "review_form": ReviewForm(initial={"due": found.review_due}),
        **({"supersede_form": SupersedeForm(later=found, by=request.user)} if may_publish else {}),
    }
    enclosures = list(Enclosure.objects.of(edition))
    context: dict[str, Any] = {
        "notice": found,
        "edition": edition,
        "editions": editions,
        "previews": [reading_in(edition, code, enclosures) for code in Language.values],
        "documents": [each for each in enclosures if each.is_document],
        **_work(request, edition),
        "missing": refusals.Incomplete(missing).message if missing else "",
        "may_write": policies.can_write_notice(request.user, found.body),
        "may_publish": may_publish,
        "may_approve": may_approve,
        "may_force": may_publish and found.kind == Notice.Kind.BREAKING and edition.state in states.FORCE.starts,
        "may_sign": found.current is not None and policies.can_countersign_edition(request.user, found.current),
        "audience": concerning.audience_of(edition.pk),
        "translations": _translations(request, edition),
        "superseded": Supersession.objects.filter(later=found).select_related("earlier__current", "earlier__body__parent"),
        "own_work": waits and may_publish and not may_approve,
        **blank,
        **refused,
    }
    return render(request, "community/desk/notice.html", context, status=422 if refused else 200)


def _translations(request: SignedInRequest, edition: Edition) -> list[surveying.Row]:
    """Return how the edition's translation stands, to who may translate it."""
    shelf = translatables.shelf("notice")
    if shelf is None or not policies.can_translate(request.user, edition.notice.body):
        return []
    if not shelf.within_reach(request.user).filter(pk=edition.pk).exists():
        return []
    source = edition.notice.source_language
    rows = []
    for language in Language.values:
        if language != source:
            work = translating.work_on(shelf, edition, language)
            rows.append(surveying.row_of(shelf, edition, source=source, language=language, work=work))
    return rows


def _work(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    """Return who writes on a draft just now, and how many unsaved texts there are."""
    held = Hold.objects.filter(edition=edition).select_related("holder").first() if edition.state == Edition.State.DRAFT else None
    busy = held is not None and held.keeps_out(request.user, timezone.now())
    return {"held": held if busy else None, "unsaved": Unsaved.objects.filter(edition=edition).count()}


def reading_in(edition: Edition, language: str, enclosures: list[Enclosure], *, under: str = "") -> dict[str, Any]:
    """Return an edition's words in exactly one language, with the text as it will be drawn; `under` serves its pictures."""
    pictures = enclosing.pictures(enclosures, language, under=under)
    lead = next((each.file_id for each in enclosures if each.role == Enclosure.Role.LEAD), 0)
    return {
        "lead": pictures.get(lead),
        "language": language,
        "name": Language(language).label,
        "title": edition.words("title", language),
        "summary": edition.words("summary", language),
        "affects": edition.words("affects", language),
        "penalty": edition.words("penalty", language),
        "transition": edition.words("transition", language),
        "issuing_body_name": edition.words("issuing_body_name", language),
        "change_note": edition.words("change_note", language),
        "text": prose.draw(edition.words("text", language), pictures),
    }


def _tabs(request: SignedInRequest, current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the states as views of the list, each keeping the filters."""

    def at(state: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        return f"?{query.urlencode()}"

    opened = sum(counts.get(state, 0) for state in Edition.OPEN)
    tabs: list[dict[str, Any]] = [{"url": at(""), "label": _("In progress"), "count": opened, "current": not current}]
    labels = {
        Edition.State.DRAFT: _("Drafts"),
        Edition.State.SUBMITTED: _("Waiting to be published"),
        Edition.State.SCHEDULED: _("Scheduled"),
        Edition.State.PUBLISHED: _("Published"),
        Edition.State.WITHDRAWN: _("Withdrawn"),
        Edition.State.ARCHIVED: _("Archived"),
        Edition.State.GONE: _("Published in error"),
    }
    rare = (Edition.State.SCHEDULED, Edition.State.WITHDRAWN, Edition.State.ARCHIVED, Edition.State.GONE)
    for state, label in labels.items():
        if state in rare and state != current and not counts.get(state):
            continue  # an empty shelf that few ever fill
        tabs.append({"url": at(state), "label": label, "count": counts.get(state, 0), "current": state == current})
    return tabs
