"""What waits at the desk with suggestions: new ones, one's own, answers to release, words to moderate and to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
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
    items = [
        _item(one.suggestion, f"{reverse('desk_suggestion', args=[one.suggestion.reference])}#second-look")
        for one in rows[:SHOWN]
    ]
    return [WaitingList("feedback-reviews", _("Second looks"), f"{reverse('desk_suggestions')}?queue=all", len(rows), items)]


def _mentions(user: User) -> list[WaitingList]:
    """Return the suggestions on which a colleague calls this person."""
    # Their ids first: few call one person, and looking for them among all that the person sees would read it all.
    calling = list(Mention.objects.filter(person=user, seen_at__isnull=True).values_list("note__suggestion", flat=True)[:100])
    if not calling:
        return []
    found = Suggestion.objects.worked_on_by(user).filter(pk__in=calling).order_by("created_at", "pk")
    rows = list(queues.for_table(found)[:SHOWN])
    items = [_item(one, f"{reverse('desk_suggestion', args=[one.reference])}#notes") for one in rows]
    return [
        WaitingList(
            "feedback-mentions", _("Notes that call you"), f"{reverse('desk_suggestions')}?queue=all", found.count(), items
        )
    ]


def _reports(user: User) -> list[WaitingList]:
    if not policies.moderates_anywhere(user):
        return []
    found = reports.open_for(user)
    items = [
        WaitingItem(
            title=str(one.get_why_display()),
            url=reverse("desk_report", args=[one.pk]),
            since=one.at,
            body_name=one.suggestion.body.full_name if one.suggestion.body else "",
            reference=one.suggestion.reference,
        )
        for one in found[:SHOWN]
    ]
    return [WaitingList("feedback-reports", _("Reports from readers"), reverse("desk_reports"), found.count(), items)]


def _list(queue: str, title: _StrOrPromise, user: User) -> WaitingList:
    rows = list(queues.for_table(queues.queue(queue, user))[:SHOWN])
    return WaitingList(
        key=f"feedback-{queue}",
        title=title,
        url=f"{reverse('desk_suggestions')}?queue={queue}",
        total=queues.count(queue, user),
        items=[_item(suggestion, reverse("desk_suggestion", args=[suggestion.reference])) for suggestion in rows],
    )


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
    rows = list(queues.for_table(found)[:SHOWN])
    return [
        WaitingList(
            key="feedback-moderation",
            title=_("Public words to look at"),
            url=reverse("desk_moderation"),
            total=counted(found),
            items=[_item(suggestion, reverse("desk_moderate", args=[suggestion.reference])) for suggestion in rows],
        )
    ]


def _translations(user: User) -> list[WaitingList]:
    if not policies.translates_anywhere(user):
        return []
    found = translations.open_for(user)
    items = [
        WaitingItem(
            title=Truncator(asked.source_shown).chars(HEADLINE),
            url=reverse("desk_translation", args=[asked.pk]),
            since=asked.created_at,
            body_name=asked.suggestion.desk.full_name if asked.suggestion.desk else "",
            language=asked.source_language,
            reference=asked.suggestion.reference,
        )
        for asked in found[:SHOWN]
    ]
    return [WaitingList("feedback-translations", _("Words to translate"), reverse("desk_translations"), counted(found), items)]
