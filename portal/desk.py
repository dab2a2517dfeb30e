"""The desk over all packages: what waits for a person, the menu of their roles, the unread badge, the daily mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community import notifying, policies, waiting
from community.desk.waiting import waiting as waiting_in_community
from community.models import User
from community.models.membership import Role
from community.notifying import Mail
from events.desk.waiting import waiting as waiting_in_events
from feedback.desk.between import waiting as waiting_between_offices
from feedback.desk.waiting import waiting as waiting_in_feedback

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.waiting import Numbers, WaitingList

PROVIDERS = (waiting_in_feedback, waiting_between_offices, waiting_in_events, waiting_in_community)


def waiting_for(user: User, now: datetime) -> list[WaitingList]:
    """Return every queue of this person that is not empty."""
    return [queue for provider in PROVIDERS for queue in provider(user, now) if queue.total]


def numbers_for(user: User) -> Numbers:
    """Return how much waits for this person; what others did meanwhile may be missing for a minute."""
    return waiting.remembered(user) or waiting.remember(user, waiting_for(user, timezone.now()))


def mark_seen(user: User) -> None:
    """Remember that the person has looked at all that waits now."""
    user.desk_seen_at = timezone.now()
    user.save(update_fields=["desk_seen_at"])


def tell_everyone(now: datetime) -> int:
    """Queue one mail to each member of staff for whom something waits; once a day, however often this runs."""
    told = 0
    today = timezone.localdate(now)
    staff = (
        User.objects.filter(is_active=True, contact__isnull=False, memberships__isnull=False).distinct().select_related("contact")
    )
    for user in staff.iterator(chunk_size=200):
        with translation.override(user.contact.language):  # offices and titles are named in the reader's language
            queues = waiting_for(user, now) if user.is_team else []
        if queues:
            mail = Mail(
                kind="desk.waiting",
                subject=_("What waits for you at the desk"),
                template="portal/emails/waiting",
                context={"queues": queues, "unread": sum(queue.unread_since(user.desk_seen_at) for queue in queues)},
            )
            told += notifying.queue(mail, to=user.contact, key=f"waiting-{user.pk}-{today:%Y-%m-%d}") is not None
    return told


# label, url name, who finds it in the menu
PLACES: tuple[tuple[_StrOrPromise, str, tuple[Role, ...]], ...] = (
    (_("Suggestions"), "desk_suggestions", (Role.OFFICER, Role.MANAGER, Role.ADMIN)),
    (_("Moderation"), "desk_moderation", (Role.MODERATOR, Role.MANAGER, Role.ADMIN)),
    (_("Words to translate"), "desk_translations", (Role.TRANSLATOR, Role.EDITOR, Role.ADMIN)),
    (_("Translation desk"), "desk_translation_list", (Role.TRANSLATOR, Role.EDITOR, Role.ADMIN)),
    (_("Events"), "desk_events", (Role.ORGANISER, Role.MANAGER, Role.ADMIN)),
    (_("Notices"), "desk_notices", (Role.EDITOR, Role.MANAGER, Role.ADMIN)),
    (_("People and roles"), "desk_people", (Role.MANAGER, Role.ADMIN)),
    (_("Categories"), "desk_categories", (Role.MANAGER, Role.ADMIN)),
    (_("Routing rules"), "desk_routing", (Role.ADMIN,)),
    (_("Links and sources"), "desk_links", (Role.EDITOR, Role.MANAGER, Role.ADMIN)),
    (_("Glossary"), "desk_glossary", (Role.EDITOR, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN)),
    (_("Searched in vain"), "desk_searches", (Role.EDITOR, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN)),
    (_("Emergency banner"), "desk_banners", (Role.ADMIN,)),
    (_("Working days"), "desk_working_days", (Role.ADMIN,)),
    (_("Keys of programs"), "desk_keys", (Role.ADMIN,)),
    (_("Audit trail"), "desk_audit", (Role.MANAGER, Role.ADMIN)),
)


@dataclass(frozen=True)
class MenuItem:
    """A place at the desk, with how much waits there."""

    label: _StrOrPromise
    url: str
    count: int | None = None
    waiting: bool = False
    exact: bool = False  # its own page only, not those below


@dataclass(frozen=True)
class MenuSection:
    """A group of places."""

    label: _StrOrPromise
    items: list[MenuItem]


def menu(user: User, numbers: Numbers) -> list[MenuSection]:
    """Return the places a person's roles lead to, each with the number of things that wait there."""
    start = MenuItem(_("What waits for you"), reverse("desk"), sum(numbers.totals.values()), waiting=True, exact=True)
    places = []
    for label, name, roles in PLACES:
        if policies.bodies_with(user, *roles):
            url = reverse(name)
            count = numbers.below(url)
            places.append(MenuItem(label, url, count or None, waiting=bool(count)))
    return [MenuSection("", [start]), MenuSection(_("Work"), places)]
