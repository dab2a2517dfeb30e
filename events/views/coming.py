"""What a mail's link opens without an account: we are coming, we can't come, there was a reason. One button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import linking
from events import absences, reminding
from events.models import Absence, Reconfirmation, Registration
from events.refusals import RegistrationRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from community.models import Link
    from events.policies import SignedInRequest


@linking.serves("coming")
@linking.serves("cannot-come")
def coming(request: HttpRequest, link: Link) -> HttpResponse:
    """Ask whether a party comes; a POST notes it, or gives its seats back."""
    found = get_object_or_404(Registration.objects.for_listing(), pk=link.target_id)
    refused = None
    if request.method == "POST":
        try:
            (reminding.say_coming if "coming" in request.POST else reminding.say_cannot_come)(found)
            return redirect(request.path)
        except RegistrationRefused as refusal:
            refused = refusal.message
    context = {
        "registration": found, "date": found.date, "event": found.date.event, "refused": refused,
        "asks": link.purpose == "coming", "said": Reconfirmation.objects.filter(registration=found).exists(),
    }  # fmt: skip
    return render(request, "events/coming.html", context, status=422 if refused else 200)


@linking.serves("absence")
def absence_by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Show a missed event to whoever holds its link; a POST says that there was a reason."""
    found = get_object_or_404(_absences(), pk=link.target_id)
    return _explained(request, found) or render(request, "events/absence.html", {"absence": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def missed(request: SignedInRequest) -> HttpResponse:
    """List what one missed and what it means; a POST says that there was a reason."""
    mine = _absences().filter(contact__user=request.user)
    if request.method == "POST":
        found = get_object_or_404(mine, registration__reference=request.POST.get("reference", ""))
        return _explained(request, found) or redirect("account_missed")
    context = {"absences": mine, "counting": min(sum(one.counts_now for one in mine), absences.MOST_COUNTED)}
    return render(request, "events/account_missed.html", context)


def _absences() -> QuerySet[Absence]:
    return Absence.objects.select_related("registration__date__event__body__parent", "registration__date__event__place")


def _explained(request: HttpRequest, absence: Absence) -> HttpResponse | None:
    if request.method != "POST":
        return None
    try:
        absences.appeal(absence)
    except RegistrationRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Thank you. The organiser looks at it; until then it does not count."))
    return redirect(request.path)
