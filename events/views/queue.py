"""Standing in line for a date: the form, and the page of one's place, opened from the account or by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import linking
from community.forms import bound
from community.limiting import limited
from events import lining_up, making_up, offering, queueing
from events.forms import WaitlistForm
from events.models import Event, EventDate, Offer, WaitlistEntry, WaitlistRule
from events.refusals import RegistrationRefused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from community.models import Link
    from events.policies import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("registration")
def waitlist(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the policy and the form; take a place in line."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_page(), slug=slug)
    rule, dates = queueing.rule_of(event), _dates_with_a_line(event)
    partial = rule.policy == WaitlistRule.Policy.PARTIAL
    form = WaitlistForm(**bound(request), dates=dates, reader=request.user, partial=partial, wanted=request.GET)
    if form.is_bound and form.is_valid():
        try:
            return _joined(request, form.save())
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "event": event,
        "dates": dates,
        "form": form,
        "rule": rule,
        "makes_up": any(date.makes_up_for_id for date in dates),
    }
    return render(request, "events/waitlist.html", context, status=422 if form.is_bound else 200)


@require_safe
def waitlist_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the link is in the mailbox; the same words for every address."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_page(), slug=slug)
    return render(request, "events/waitlist_sent.html", {"event": event})


@require_safe
@login_required
def places(request: SignedInRequest) -> HttpResponse:
    """List the lines one stands in, and what became of earlier ones."""
    mine = WaitlistEntry.objects.filter(contact__user=request.user).for_listing()
    context = {"live": mine.live().order_by("date__starts_at"), "ended": mine.exclude(state__in=WaitlistEntry.LIVE)[:20]}
    return render(request, "events/account_waitlist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def place(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one's own place, or act on it."""
    mine = WaitlistEntry.objects.filter(contact__user=request.user).for_listing()
    return show_place(request, get_object_or_404(mine, key=key))


@linking.serves("waitlist")
def place_by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Show a place to whoever holds its link; a POST confirms it, answers its offer, or leaves."""
    return show_place(request, get_object_or_404(WaitlistEntry.objects.for_listing(), pk=link.target_id))


@linking.serves("offer")
def offer_by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Show an offer to whoever holds its link; a POST accepts or declines it."""
    offer = get_object_or_404(Offer.objects.select_related("registration"), pk=link.target_id)
    offer.entry = WaitlistEntry.objects.for_listing().get(pk=offer.entry_id)
    return show_place(request, offer.entry, offer)


def show_place(request: HttpRequest, entry: WaitlistEntry, offer: Offer | None = None) -> HttpResponse:
    """Show where a party stands, or do what was pressed; a stale button is refused in words."""
    offer = offer or entry.offers.select_related("registration").order_by("-made_at").first()
    refused = None
    if request.method == "POST":
        try:
            return _act(request, entry, offer)
        except RegistrationRefused as refusal:
            refused = refusal.message
    entry.refresh_from_db()
    line, terms = queueing.line_of(entry.date), queueing.terms_of(queueing.rule_of(entry.date.event), entry.date, timezone.now())
    standing = queueing.place_of(entry, line, terms, ahead=making_up.may_come_before(entry))
    context = {
        "entry": entry, "date": entry.date, "event": entry.date.event, "offer": offer, "refused": refused,
        "place": standing, "skips": entry.skips.all(), "terms": terms,
        "offer_is_open": offer is not None and not offer.outcome and offer.expires_at > timezone.now(),
        "rule": queueing.rule_of(entry.date.event),
    }  # fmt: skip
    return render(request, "events/waitlist_place.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, entry: WaitlistEntry, offer: Offer | None) -> HttpResponse:
    if "confirm" in request.POST:
        lining_up.confirm(entry)
        messages.success(request, _("Your place counts from now."))
    elif "leave" in request.POST:
        lining_up.leave(entry)
        messages.success(request, _("You have left the waiting list."))
    elif offer is None or request.POST.get("offer") != str(offer.pk):
        raise Http404
    elif "decline" in request.POST:
        offering.decline(offer)
        messages.success(request, _("Thank you for telling us: the seats go to the next party."))
    else:
        offering.accept(offer, keep_waiting="keep_waiting" in request.POST)
        messages.success(request, _("The seats are yours. A mail with all you need is on its way."))
    return redirect(request.path)


def _joined(request: HttpRequest, entry: WaitlistEntry) -> HttpResponse:
    if not request.user.is_authenticated:  # the same for every address: the page must not tell who waits
        return redirect("events:waitlist_sent", entry.date.event.slug)
    if entry.state == WaitlistEntry.State.OFFERED:
        messages.success(request, _("There are seats for you: please answer the offer."))
    else:
        messages.success(request, _("You are on the waiting list."))
    return redirect("account_waitlist_place", entry.key)


def _dates_with_a_line(event: Event) -> list[EventDate]:
    """Return the dates one can wait for: full ones, and those whose free seats are kept for others."""
    if not event.is_published:
        return []
    now = timezone.now()
    dates = [date for date in event.dates.order_by("starts_at") if date.is_open(now)]
    for date in dates:
        date.event = event
    return dates
