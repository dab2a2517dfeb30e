"""What the acts of the audit trail are called, for people. An act without a name here is shown as it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

# The first word of an act: what it was done to.
SUBJECTS: Mapping[str, _StrOrPromise] = {
    "suggestion": _("Suggestions"),
    "answer": _("Official answers"),
    "translation": _("Translations"),
    "rule": _("Routing rules"),
    "category": _("Categories"),
    "calendar": _("Calendar"),
    "api_key": _("Keys of programs"),
    "notice": _("Notices"),
    "event": _("Events"),
    "role": _("Roles"),
    "invitation": _("Invitations"),
    "file": _("Files"),
}
ACTS: Mapping[str, _StrOrPromise] = {
    "suggestion.seen": _("read a suggestion"),
    "suggestion.taken": _("took a suggestion"),
    "suggestion.assigned": _("gave a suggestion to an officer"),
    "suggestion.handed_over": _("handed a suggestion over"),
    "suggestion.sent_back_to_desk": _("sent a suggestion back"),
    "suggestion.sorted_anew": _("changed the category of a suggestion"),
    "suggestion.township_chosen": _("chose another township"),
    "suggestion.unmasked": _("read the original words"),
    "suggestion.alarm": _("was reminded of a time limit"),
    "suggestion.sent_by_program": _("a program sent a suggestion"),
    "suggestion.update_reported": _("a program reported an update"),
    "suggestion.moderation_release": _("made words public"),
    "suggestion.moderation_hide": _("hid public words"),
    "suggestion.moderation_restore": _("restored public words"),
    "answer.drafted": _("wrote an answer"),
    "answer.submitted": _("submitted an answer"),
    "answer.sent_back": _("sent an answer back"),
    "answer.released": _("released an answer"),
    "translation.asked": _("asked for a translation"),
    "translation.claimed": _("took on a translation"),
    "translation.saved": _("translated"),
    "translation.checked": _("checked a translation"),
    "rule.changed": _("changed a routing rule"),
    "rule.moved": _("moved a routing rule"),
    "rule.switched_off": _("a rule in error was switched off"),
    "rule.error_settled": _("settled a rule error"),
    "category.added": _("added a category"),
    "category.changed": _("changed a category"),
    "api_key.issued": _("issued a key"),
    "api_key.revoked": _("revoked a key"),
    "role.given": _("gave a role"),
    "role.ended": _("ended a role"),
    "invitation.sent": _("invited someone"),
    "invitation.withdrawn": _("withdrew an invitation"),
    "notice.drafted": _("drafted a notice"),
    "notice.submitted": _("submitted a notice"),
    "notice.published": _("published a notice"),
    "notice.revised": _("began a new edition"),
    "event.drafted": _("drafted an event"),
    "event.edited": _("changed an event"),
    "event.published": _("published an event"),
    "event.called_off": _("called an event off"),
    "event.participants_read": _("read the list of participants"),
    "file.released": _("released a file"),
}
