"""Messages of the team to those who registered: written, looked at with the number of readers, then sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages as flash
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods

from community import notifying
from community.desk.door import team_only
from community.forms import bound
from community.limiting import limited
from community.models.contact import Language
from events import letters
from events.desk.events import own_event
from events.forms import MessageForm
from events.models import GroupMessage
from events.refusals import SchedulingRefused

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from events.models import Event
    from events.policies import SignedInRequest

SHOWN = 50


@team_only
@limited("group_message")
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what was sent and the form; a POST shows the message as it will be read, and sends it once that was seen."""
    event = own_event(request, slug)
    again = {"initial": request.POST.dict()} if "again" in request.POST else bound(request)
    given = {"initial": request.GET.dict()} | again
    form = MessageForm(**given, event=event, dates=list(event.dates.all()))
    if form.is_bound and form.is_valid():
        if "send" in request.POST:
            return _send(request, event, form)
        return render(request, "events/desk/message_preview.html", _preview(event, form))
    return _show(request, event, form)


def _send(request: SignedInRequest, event: Event, form: MessageForm) -> HttpResponse:
    try:
        sent = form.save(by=request.user)
    except SchedulingRefused as refusal:
        form.add_error(None, refusal.message)
        return _show(request, event, form)
    count = sent.recipients.count()
    words = ngettext("Sent to %(count)d person.", "Sent to %(count)d people.", count)
    flash.success(request, words % {"count": count})
    return redirect("desk_event_messages", event.slug)


def _preview(event: Event, form: MessageForm) -> dict[str, Any]:
    """Return the mail in each language, as the outbox draws it, with how many people get it."""
    languages, draft = list(form.people().values()), form.draft()
    sides = []
    for code in Language:
        with override(code):
            mail = notifying.compose(letters.from_the_team(draft), language=code)
        sides.append({"language": code, "mail": mail, "count": languages.count(code)})
    return {"event": event, "form": form, "draft": draft, "sides": sides, "total": len(languages)}


def _show(request: SignedInRequest, event: Event, form: MessageForm) -> HttpResponse:
    sent = (
        GroupMessage.objects.filter(event=event)
        .select_related("date", "written_by")
        .annotate(people=Count("recipients"), left=Count("recipients", filter=Q(recipients__queued_at__isnull=True)))[:SHOWN]
    )
    context = {"event": event, "form": form, "sent": sent}
    return render(request, "events/desk/messages.html", context, status=422 if form.is_bound else 200)
