"""What waits at the desk with suggestions: new ones, one's own, answers to release, words to moderate and to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from community.waiting import WaitingItem, WaitingList
from feedback import policies
from feedback.desk import queues, reports, translations
from feedback.desk.paging import counted
from feedback.models import Mention, Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import User
    from feedback.models import Report, TranslationRequest

SHOWN = 10
HEADLINE = 80


def waiting(user: User, now: datetime) -> list[WaitingList]:  # noqa: ARG001  # the shape all packages share
    """Return the queues of a person's roles; nothing for those who have none here."""
    return [
        *_suggestions(user),
        *_second_looks(user),
        *_mentions(user),
        *_moderation(user),
        *_reports(user),
        *_translations(user),
    ]


def _suggestions(user: User) -> list[WaitingList]:
    if not policies.handles_suggestions(user):
        return []
    titles: dict[str, _StrOrPromise] = {
        "new": _("New suggestions"),
        "mine": _("Suggestions you work on"),
        "release": _("Answers to release"),
    }
    return [_list(name, title, user) for name, title in titles.items()]


def _second_looks(user: User) -> list[WaitingList]:
    """Return what its writer was not content with and this person did not handle."""
    if not policies.handles_suggestions(user):
        return []
    rows = reports.reviews_for(user)
    items: Any = SimpleLazyObject(
        lambda: [_item(one.suggestion, _page_of(one.suggestion, "second-look")) for one in rows[:SHOWN]]
    )
    return [WaitingList("feedback-reviews", _("Second looks"), f"{reverse('desk_suggestions')}?queue=all", len(rows), items)]


def _mentions(user: User) -> list[WaitingList]:
    """Return the suggestions on which a colleague calls this person."""
    # Their ids first: few call one person, and looking for them among all that the person sees would read it all.
    calling = list(Mention.objects.filter(person=user, seen_at__isnull=True).values_list("note__suggestion", flat=True)[:100])
    if not calling:
        return []
    found = Suggestion.objects.worked_on_by(user).filter(pk__in=calling).order_by("created_at", "pk")
    items: Any = SimpleLazyObject(lambda: [_item(one, _page_of(one, "notes")) for one in queues.for_table(found)[:SHOWN]])
    url = f"{reverse('desk_suggestions')}?queue=all"
    return [WaitingList("feedback-mentions", _("Notes that call you"), url, found.count(), items)]


def _reports(user: User) -> list[WaitingList]:
    if not policies.moderates_anywhere(user):
        return []
    found = reports.open_for(user)
    items: Any = SimpleLazyObject(lambda: [_report(one) for one in found[:SHOWN]])
    return [WaitingList("feedback-reports", _("Reports from readers"), reverse("desk_reports"), found.count(), items)]


def _report(report: Report) -> WaitingItem:
    return WaitingItem(
        title=str(report.get_why_display()),
        url=reverse("desk_report", args=[report.pk]),
        since=report.at,
        body_name=report.suggestion.body.full_name if report.suggestion.body else "",
        reference=report.suggestion.reference,
    )


def _list(queue: str, title: _StrOrPromise, user: User) -> WaitingList:
    items: Any = SimpleLazyObject(
        lambda: [_item(one, _page_of(one)) for one in queues.for_table(queues.queue(queue, user))[:SHOWN]]
    )
    url = f"{reverse('desk_suggestions')}?queue={queue}"
    return WaitingList(key=f"feedback-{queue}", title=title, url=url, total=queues.count(queue, user), items=items)


def _page_of(suggestion: Suggestion, part: str = "") -> str:
    address = reverse("desk_suggestion", args=[suggestion.reference])
    return f"{address}#{part}" if part else address


def _item(suggestion: Suggestion, url: str) -> WaitingItem:
    """Return it in the staff's words where they were checked, else in the writer's own."""
    made = next((made for made in suggestion.translations.all() if made.is_checked and made.is_of(suggestion.text)), None)
    sent_back = next((answer for answer in suggestion.answers.all() if answer.sent_back_at and not answer.released_at), None)
    return WaitingItem(
        title=Truncator(made.text).chars(HEADLINE) if made else suggestion.headline,
        url=url,
        since=sent_back.sent_back_at if sent_back and sent_back.sent_back_at else suggestion.created_at,
        body_name=suggestion.desk.full_name if suggestion.desk else "",
        language=made.language if made else suggestion.language,
        reference=suggestion.reference,
        note=_("answer sent back") if sent_back else "",
    )


def _moderation(user: User) -> list[WaitingList]:
    if not policies.moderates_anywhere(user):
        return []
    found = Suggestion.objects.to_moderate(user).filter(public_state=Suggestion.Publicity.AWAITING).order_by("created_at", "pk")
    items: Any = SimpleLazyObject(
        lambda: [_item(one, reverse("desk_moderate", args=[one.reference])) for one in queues.for_table(found)[:SHOWN]]
    )
    title, url = _("Public words to look at"), reverse("desk_moderation")
    return [WaitingList(key="feedback-moderation", title=title, url=url, total=counted(found), items=items)]


def _translations(user: User) -> list[WaitingList]:
    if not policies.translates_anywhere(user):
        return []
    found = translations.open_for(user)
    items: Any = SimpleLazyObject(lambda: [_asked(one) for one in found[:SHOWN]])
    return [WaitingList("feedback-translations", _("Words to translate"), reverse("desk_translations"), counted(found), items)]


def _asked(request: TranslationRequest) -> WaitingItem:
    return WaitingItem(
        title=Truncator(request.source_shown).chars(HEADLINE),
        url=reverse("desk_translation", args=[request.pk]),
        since=request.created_at,
        body_name=request.suggestion.desk.full_name if request.suggestion.desk else "",
        language=request.source_language,
        reference=request.suggestion.reference,
    )
