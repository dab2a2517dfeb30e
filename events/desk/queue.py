"""The line of each date, its policy, and the answer to "why is nobody being offered this seat?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from community import auditing
from community.desk.door import team_only
from community.forms import bound
from events import lining_up, queueing
from events.desk.events import own_event
from events.forms import FileForm, WaitlistRuleForm
from events.models import Offer, Skip

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from events.models import Event, EventDate, WaitlistEntry
    from events.policies import SignedInRequest


@dataclass(frozen=True)
class Line:
    """A date's line as an organiser sees it."""

    date: EventDate
    why: str
    waiting: list[WaitlistEntry]
    offers: list[Offer]
    skips: list[Skip]


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who waits for each date and why seats are or are not offered; set the policy."""
    event = own_event(request, slug)
    form = WaitlistRuleForm(**bound(request), event=event)
    if form.is_bound and form.is_valid():
        lining_up.set_waitlist_rule(event, form.instance, by=request.user)
        messages.success(request, _("The policy is saved and printed on the event's page."))
        return redirect("desk_event_queue", event.slug)
    now = timezone.now()
    auditing.record("event.participants_read", event, by=request.user, body=event.body)
    lines = [line_of(event, date, now) for date in event.dates.all() if date.ends_at > now]
    context = {"event": event, "lines": lines, "form": form, "file": FileForm()}
    return render(request, "events/desk/queue.html", context, status=422 if form.is_bound else 200)


def line_of(event: Event, date: EventDate, now: datetime) -> Line:
    """Return the line of a date with the reason for what happens to its free seats."""
    date.event = event
    waiting = queueing.line_of(date)
    open_offers = Offer.objects.filter(entry__date=date, answer__isnull=True).select_related("entry__contact")
    skips = Skip.objects.filter(entry__date=date).select_related("entry__contact").order_by("-at")[:20]
    return Line(date, why(date, waiting, now), waiting, list(open_offers), list(skips))


def why(date: EventDate, waiting: list[WaitlistEntry], now: datetime) -> str:
    """Say what happens to the free seats of a date now, and why nobody is offered one if so."""
    free = date.seats_left
    choice = queueing.choose(waiting, free=free, terms=queueing.terms_of(queueing.rule_of(date.event), date, now))
    answers = (
        (date.is_cancelled, _("The date was called off: nothing is offered.")),
        (not date.is_open(now), _("Registration has closed: nothing is offered any more.")),
        (not waiting and free > 0, _("Nobody waits. Free seats are open to everyone.")),
        (not waiting, _("Nobody waits, and all seats are taken or held for an offer.")),
        (free == 0, _("All seats are taken or held for an offer. When one comes free, it is offered within a minute.")),
        (choice.index is not None, _("A party fits. It gets its offer within a minute.")),
    )
    for holds, words in answers:
        if holds:
            return words
    if choice.saved_for is not None:
        party = waiting[choice.saved_for]
        words = _(
            "%(free)d of %(seats)d seats are saved up for the party at place %(number)d: it may not be passed over any more."
        )
        return words % {"free": free, "seats": party.seats, "number": choice.saved_for + 1}
    words = ngettext(
        "%(free)d seat is free, but every party that waits needs more. It is offered as soon as one fits or joins.",
        "%(free)d seats are free, but every party that waits needs more. They are offered as soon as one fits or joins.",
        free,
    )
    return words % {"free": free}
