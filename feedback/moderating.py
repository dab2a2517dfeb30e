"""What becomes public: a copy that a moderator released. Hiding and restoring say why; the original is never touched."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from community import auditing, linking, notifying
from community.models.contact import Language
from feedback import attaching, emails, indexing, masking, policies, tracking, translating
from feedback.models import ModerationAct, PublicWords, Suggestion
from feedback.telling import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from community.models import User

Publicity = Suggestion.Publicity
Act = ModerationAct.Act


class NoReason(tracking.FeedbackRefused):
    """Hiding and restoring need a reason."""

    message = _("Say why.")


class NoWish(tracking.FeedbackRefused):
    """The writer did not agree, or no longer does."""

    message = _("The writer did not agree that this becomes public.")


def stamp(suggestion: Suggestion) -> str:
    """Return what a moderator's page is drawn with: the last move of the suggestion, and the last decision on its words."""
    decided = ModerationAct.objects.filter(suggestion=suggestion).aggregate(last=models.Max("pk"))["last"] or 0
    return f"{suggestion.stamp}.{decided}"


@contextmanager
def unchanged(suggestion: Suggestion, *, since: str) -> Iterator[None]:
    """Do something only if nobody moved or decided anything since a page was drawn; `since` is its stamp."""
    with transaction.atomic():
        if since and since != stamp(tracking.lock(suggestion)):
            raise tracking.MoveRefused
        yield


def release(suggestion: Suggestion, *, words: Mapping[str, str], by: User) -> Suggestion:
    """Make a copy public, at least in the writer's own language. `words` holds texts by language; what is personal is hidden."""
    with transaction.atomic():
        suggestion = _lock(suggestion, by=by, among={Publicity.AWAITING})
        if not suggestion.public_wish:
            raise NoWish
        _write(suggestion, words, by=by)
        _become(suggestion, Publicity.RELEASED, Act.RELEASE, reason="", by=by)
        translating.ask_for_readers(suggestion)
        if suggestion.contact:
            mail = emails.made_public(suggestion, token=linking.make(LINK, suggestion))
            key = f"suggestion-{suggestion.pk}-public"
            notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)
    return suggestion


def redact(suggestion: Suggestion, *, words: Mapping[str, str], reason: str, by: User) -> Suggestion:
    """Put another copy in the place of the public one, and say why. The original and the earlier copies are kept."""
    with transaction.atomic():
        suggestion = _lock(suggestion, by=by, among={Publicity.RELEASED})
        _write(suggestion, words, by=by)
        _become(suggestion, Publicity.RELEASED, Act.REDACT, reason=reason, by=by)
    return suggestion


def bring_back(suggestion: Suggestion, *, act: ModerationAct, reason: str, by: User) -> Suggestion:
    """Make an earlier copy the public one again, byte for byte, and say why."""
    with transaction.atomic():
        suggestion = _lock(suggestion, by=by, among={Publicity.RELEASED})
        if act.suggestion_id != suggestion.pk or not act.words:
            raise tracking.NotAllowed
        _write(suggestion, act.words, by=by)
        _become(suggestion, Publicity.RELEASED, Act.RESTORE, reason=reason, by=by)
    return suggestion


def hide(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """Take it from the public, or decide that it does not become public, and say why."""
    with transaction.atomic():
        suggestion = _lock(suggestion, by=by, among={Publicity.AWAITING, Publicity.RELEASED})
        _become(suggestion, Publicity.HIDDEN, Act.HIDE, reason=reason, by=by)
    return suggestion


def restore(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """Undo a hiding: what was public is public again as it was, what never was waits again."""
    with transaction.atomic():
        suggestion = _lock(suggestion, by=by, among={Publicity.HIDDEN})
        was_public = PublicWords.objects.filter(suggestion=suggestion).exists()
        _become(suggestion, Publicity.RELEASED if was_public else Publicity.AWAITING, Act.RESTORE, reason=reason, by=by)
    return suggestion


def _lock(suggestion: Suggestion, *, by: User, among: set[Publicity]) -> Suggestion:
    suggestion = tracking.lock(suggestion)
    if not policies.can_moderate(by, suggestion):
        raise tracking.NotAllowed
    if suggestion.public_state not in among:
        raise tracking.MoveRefused
    return suggestion


def _write(suggestion: Suggestion, words: Mapping[str, str], *, by: User) -> None:
    words = {language: masking.mask(text, language=language) for language, text in words.items()}
    values: dict[str, object] = {"by": by, "original": ""}
    for language in Language.values:
        values[build_localized_fieldname("text", language)] = words.get(language, "")
    if not suggestion.is_in_site_language:
        values["original"] = words.get(suggestion.language, "")
    PublicWords.objects.update_or_create(suggestion=suggestion, defaults=values)


def _become(suggestion: Suggestion, state: Publicity, act: Act, *, reason: str, by: User) -> None:
    if act != Act.RELEASE and not reason.strip():
        raise NoReason
    if state == Publicity.HIDDEN:
        attaching.withhold(suggestion, by=by)
    before, suggestion.public_state = suggestion.public_state, state
    suggestion.save(update_fields=["public_state"])
    copy = PublicWords.objects.filter(suggestion=suggestion).select_related("suggestion").first()
    words = copy.by_language if copy else {}
    ModerationAct.objects.create(suggestion=suggestion, act=act, reason=reason, words=words, by=by)
    values = {"public_state": [before, state]}
    auditing.record(
        f"suggestion.moderation_{act}", suggestion, by=by, body=suggestion.body, fields=["public_state"], values=values
    )
    indexing.put(Suggestion.objects.for_listing().get(pk=suggestion.pk))
