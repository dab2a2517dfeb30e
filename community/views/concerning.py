"""Does this concern me? Asked by anyone without leaving a trace, or answered from what a person asked us to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import accounts, concerning, forms, remembering
from community.concerning import Audience, Person
from community.forms.audience import ConcernForm, RememberForm
from community.models import Notice, Profile, Trait
from community.models.audience import Dimension

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.accounts import SignedInRequest

A_PAGE = 12


@require_safe
def notices_for_me(request: HttpRequest) -> HttpResponse:
    """List what applies and concerns whoever asks, each notice with the reason."""
    form, person = asked(request)
    standing = Notice.objects.published().not_ended(timezone.localdate()).for_listing()
    surely = "surely" in request.GET
    found = concerning.narrow(standing, person, surely=surely)
    if person.told_anything:
        found = concerning.meant_first(found)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    audiences = concerning.audiences_of(notice.current_id or 0 for notice in page)
    rows = [(notice, concerning.concerns(audiences.get(notice.current_id or 0, Audience()), person)) for notice in page]
    context = {
        "form": form,
        "person": person,
        "page": page,
        "rows": rows,
        "surely": surely,
        "remembered": _traits(request).exists(),
    }
    response = render(request, "community/notices_for_me.html", context)
    add_never_cache_headers(response)  # an address that says something of a person is nobody else's
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def about_me(request: SignedInRequest) -> HttpResponse:
    """Let a person say what we may remember of them, or have it forgotten."""
    contact = accounts.contact_of(request.user)
    if "forget" in request.POST:
        remembering.forget(contact)
        messages.success(request, _("Deleted. We remember none of it."))
        return redirect("account_about_me")
    known = list(Trait.objects.filter(profile__contact=contact).order_by("pk"))
    typed = forms.bound(request)
    form = RememberForm(**{"initial": _shown(Person.of((row.dimension, row.value) for row in known)), **typed})
    if not form.is_valid():
        context = {"form": form, "since": known[0].agreed_at if known else None}
        return render(request, "community/account_about_me.html", context, status=422 if form.is_bound else 200)
    remembering.remember(contact, said=form.pairs)
    messages.success(request, _("We remember it, to choose notices for you."))
    return redirect("account_about_me")


def asked(request: HttpRequest) -> tuple[ConcernForm, Person]:
    """Return the form and the person it describes: by the address if that says anything, else by what they let us keep."""
    names = [name for name in ConcernForm.base_fields if name in request.GET]
    if names:
        form = ConcernForm(request.GET)
        if not form.is_valid():
            raise Http404
        return form, form.person()
    person = known_of(request)
    return ConcernForm(initial=_shown(person)), person


def known_of(request: HttpRequest) -> Person:
    """Return what a signed-in person let us keep, nothing of anyone else."""
    if not request.user.is_authenticated:
        return Person()
    profile = Profile.objects.select_related("township__parent").filter(contact__user=request.user).first()
    return concerning.person_of(profile) if profile else Person()


def answer(request: HttpRequest, edition: int) -> dict[str, Any]:
    """Return what the page of a notice shows: whom it concerns, and whether whoever asks is one of them."""
    audience = concerning.audience_of(edition)
    if audience.is_everyone:
        return {"audience": audience}
    form, person = asked(request)
    verdict = concerning.concerns(audience, person) if person.told_anything else None
    return {"audience": audience, "concern_form": form, "verdict": verdict, "was_asked": form.is_bound}


def _traits(request: HttpRequest) -> Any:
    mine = Trait.objects.none()
    return Trait.objects.filter(profile__contact__user=request.user) if request.user.is_authenticated else mine


def _shown(person: Person) -> dict[str, Any]:
    """Return what is known of a person as the fields show it; of two areas, township and district, the township."""
    said = {dimension: sorted(values) for dimension, values in person.said.items() if dimension != Dimension.AREA}
    return {**said, "stay": "".join(said.get(Dimension.STAY, [])[:1]), "area": person.lives_in}
