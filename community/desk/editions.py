"""Steps of an edition beside the plain way: at a set time, without a second person, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import forms, policies, publishing, retiring, timing
from community.desk.door import team_only
from community.desk.notices import done, open_edition, show, standing_edition
from community.forms.editions import ForceForm, ScheduleForm, TakeBackForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest
    from community.models import Edition


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def scheduling(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the clock publish the edition."""
    edition = _published_by_them(request, open_edition(request, slug))
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = ScheduleForm(**forms.bound(request), complete=not publishing.missing_words(edition))
    if not form.is_valid():
        return show(request, edition.notice, schedule_form=form)
    given = {"at": form.cleaned_data["at"], "decided_as": form.cleaned_data.get("decided_as", "")}
    done(request, lambda: timing.schedule(edition, by=request.user, **given), _("Scheduled. Nobody has to be at the desk then."))
    return redirect("desk_notice", slug)


@team_only
@require_POST
def unscheduling(request: SignedInRequest, slug: str) -> HttpResponse:
    """Stop the clock."""
    edition = _published_by_them(request, open_edition(request, slug))
    done(request, lambda: timing.unschedule(edition, by=request.user), _("The clock is stopped. The edition waits again."))
    return redirect("desk_notice", slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def forcing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish breaking news without a second person."""
    edition = _published_by_them(request, open_edition(request, slug))
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = ForceForm(**forms.bound(request), complete=not publishing.missing_words(edition))
    if not form.is_valid():
        return show(request, edition.notice, force_form=form)
    given = {"because": form.cleaned_data["because"], "decided_as": form.cleaned_data.get("decided_as", "")}
    message = _("Published. A second person is asked to sign for it.")
    done(request, lambda: publishing.force(edition, by=request.user, **given), message)
    return redirect("desk_notice", slug)


@team_only
@require_POST
def signature(request: SignedInRequest, slug: str) -> HttpResponse:
    """Sign for what was published without a second person."""
    edition = _published_by_them(request, standing_edition(request, slug))
    done(request, lambda: publishing.countersign(edition, by=request.user), _("Signed."))
    return redirect("desk_notice", slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: SignedInRequest, slug: str) -> HttpResponse:
    """Tell readers that the notice no longer counts, and why."""
    edition = _published_by_them(request, standing_edition(request, slug))
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = TakeBackForm(**forms.bound(request))
    if not form.is_valid():
        return show(request, edition.notice, withdraw_form=form)
    because = form.reasons()
    message = _("Withdrawn. Its page stays and says why.")
    done(request, lambda: retiring.withdraw(edition, because=because, by=request.user), message)
    return redirect("desk_notice", slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take away what should never have been published."""
    edition = _published_by_them(request, standing_edition(request, slug))
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = TakeBackForm(**forms.bound(request))
    if not form.is_valid():
        return show(request, edition.notice, remove_form=form)
    because = form.reasons()
    message = _("Taken away. Its address says why.")
    done(request, lambda: retiring.erase(edition, because=because, by=request.user), message)
    return redirect("desk_notice", slug)


@team_only
@require_POST
def archiving(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the notice out of lists and search."""
    edition = _published_by_them(request, standing_edition(request, slug))
    done(request, lambda: retiring.archive(edition, by=request.user), _("Archived. It can still be read at its address."))
    return redirect("desk_notice", slug)


def _published_by_them(request: SignedInRequest, edition: Edition) -> Edition:
    """Return the edition to who may publish the notice; to everyone else these doors are absent, before anything is read."""
    if not policies.can_publish_notice(request.user, edition.notice):
        raise Http404
    return edition
