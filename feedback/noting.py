"""Internal notes: colleagues of the desk talk about a suggestion and call one another by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community import auditing, notifying
from community.models import Membership, User
from feedback import detecting, emails, policies, tracking
from feedback.models import Mention, Note
from feedback.models.suggestion import HANDLERS

if TYPE_CHECKING:
    from uuid import UUID

    from feedback.models import Suggestion

CALL = re.compile(r"(?<![\w.@])@([\w.+-]+(?:@[\w.-]+)?)")


class UnknownColleague(tracking.FeedbackRefused):
    """A note calls someone who is not there, or who may not see this suggestion."""

    def __init__(self, called: str) -> None:
        super().__init__(called)
        self.message = format_lazy("{} @{}", _("Nobody who may read this is called"), called)


class Colleagues:
    """Who may be called in a note on one suggestion: whoever may read it at the desk, by the part before the @."""

    def __init__(self, suggestion: Suggestion) -> None:
        self.suggestion = suggestion

    @cached_property
    def people(self) -> list[User]:
        """Return them by address."""
        desks = {routing.desk for routing in self.suggestion.routings.all()}
        near = {desk.pk for desk in desks} | {desk.parent_id for desk in desks} | {self.suggestion.body_id}
        held = Membership.objects.current(timezone.now()).filter(body__in=near - {None}, role__in=HANDLERS)
        people = User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("email")
        return [person for person in people if policies.can_view_in_full(person, self.suggestion)]

    def handle(self, person: User) -> str:
        """Return by what a person is called: the part before the @, or all of it where two share that."""
        name: str = person.email.partition("@")[0]
        same = [other for other in self.people if other.email.partition("@")[0] == name]
        return name if len(same) == 1 else str(person.email)

    def called_in(self, text: str) -> list[User]:
        """Return whom a text calls. Raises UnknownColleague for a name that is nobody's."""
        by_handle = {self.handle(person): person for person in self.people}
        by_address = {person.email: person for person in self.people}
        found = []
        for called in (name.rstrip(".").lower() for name in CALL.findall(text)):
            person = by_handle.get(called) or by_address.get(called)
            if person is None:
                raise UnknownColleague(called)
            found.append(person)
        return list(dict.fromkeys(found))


def write(suggestion: Suggestion, *, text: str, key: UUID, by: User) -> Note:
    """Leave a note and tell those it calls. The same key again gives the same note. Raises UnknownColleague."""
    if not policies.can_note(by, suggestion):
        raise tracking.NotAllowed
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        kept = Note.objects.filter(key=key, suggestion=suggestion).first()
        if kept is not None:
            return kept
        called = Colleagues(suggestion).called_in(text)
        language = detecting.detect(text).language
        note = Note.objects.create(suggestion=suggestion, key=key, text=text, language=language, by=by)
        for person in called:
            Mention.objects.create(note=note, person=person)
            contact = getattr(person, "contact", None)
            if contact and person != by:
                notifying.queue(emails.mentioned(note), to=contact, key=f"note-{note.pk}-mention-{person.pk}")
        auditing.record("note.written", suggestion, by=by, body=suggestion.desk)
    return note


def see_mentions(suggestion: Suggestion, *, by: User) -> int:
    """Note that a person has seen where they are called on a suggestion; return how often that was."""
    unseen = Mention.objects.filter(note__suggestion=suggestion, person=by, seen_at__isnull=True)
    return unseen.update(seen_at=timezone.now())
