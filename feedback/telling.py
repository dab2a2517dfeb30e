"""Tells the writer what the office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import linking, notifying
from feedback import emails
from feedback.models import Asked, Inquiry, Suggestion, Support

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community.models import Contact
    from feedback.models import Answer, Closing, Merge, Review, TranslationRequest

QUESTION_LINK = "question"  # the purpose of the link to an office's question
INQUIRY_LINK = "inquiry"  # the purpose of the link to "resolved?" and "satisfied?"
SUPPORT_LINK = "support"  # the purpose of the link by which a supporter hears no more
LINK = "suggestion"  # the purpose of a writer's secret link


def tell_writer(answer: Answer) -> None:
    """Mail a released answer in the language asked for: at once, and again when its translation comes later."""
    suggestion = answer.suggestion
    if suggestion.contact is None or answer.released_at is None:
        return
    translated = answer.language == suggestion.answer_language or answer.sound_translation(suggestion.answer_language)
    occasion = "answered" if translated else "answered-untranslated"
    asked = answer.inquiries.filter(occasion=Inquiry.Occasion.ANSWER, answered_at__isnull=True, cancelled_at__isnull=True).first()
    inquiry_token = linking.make(INQUIRY_LINK, asked) if asked else ""
    mail = emails.answered(answer, token=linking.make(LINK, suggestion), inquiry_token=inquiry_token)
    notifying.queue(mail, to=suggestion.contact, key=f"answer-{answer.pk}-{occasion}", language=suggestion.answer_language)


def tell_taken(suggestion: Suggestion, *, round_: int) -> None:
    """Mail the writer that an officer works on it: once in each round, however many officers follow one another."""
    if suggestion.contact is None:
        return
    mail = emails.taken(suggestion, token=linking.make(LINK, suggestion))
    key = f"suggestion-{suggestion.pk}-taken-{round_}"
    notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)


def tell_joined(merge: Merge) -> None:
    """Mail the writer of what was joined that it is handled with another, whose answer they will get."""
    suggestion = merge.merged
    if suggestion.contact is None:
        return
    mail = emails.joined(merge, token=linking.make(LINK, suggestion))
    notifying.queue(mail, to=suggestion.contact, key=f"merge-{merge.pk}", language=suggestion.answer_language)


def tell_supporters(answer: Answer, *, now_in: str = "") -> None:
    """Mail a released answer to all who wanted the same: who supported it, and whose suggestions were joined with it.

    With `now_in`, those who read this language get it again, now that its translation is checked.
    """
    if answer.released_at is None:
        return
    occasion = "support-translated" if now_in else "support"
    for contact, language, token in _who_wanted_it(answer.suggestion):
        if now_in in {"", language}:
            mail = emails.supported(answer, language=language, token=token)
            notifying.queue(mail, to=contact, key=f"answer-{answer.pk}-{occasion}-{contact.pk}", language=language)


def tell_supporters_closed(closing: Closing) -> None:
    """Mail all who wanted the same how it was closed."""
    for contact, language, token in _who_wanted_it(closing.suggestion):
        mail = emails.supported_closed(closing, token=token)
        notifying.queue(mail, to=contact, key=f"closing-{closing.pk}-support-{contact.pk}", language=language)


def _who_wanted_it(suggestion: Suggestion) -> Iterator[tuple[Contact, str, str]]:
    """Name each of them once, with the language they read and, for those who supported it, the token that ends it."""
    told = {suggestion.contact_id}
    joined = suggestion.joined.filter(undone_at=None).select_related("merged__contact")
    for merge in joined:
        contact = merge.merged.contact
        if contact is not None and contact.pk not in told:
            told.add(contact.pk)
            yield contact, merge.merged.answer_language, ""
    supported = [suggestion.pk, *(merge.merged_id for merge in joined)]
    shown = Support.objects.to_tell().filter(suggestion__in=supported, suggestion__public_state=Suggestion.Publicity.RELEASED)
    for support in shown:
        if support.contact is not None and support.contact.pk not in told:
            told.add(support.contact.pk)
            yield support.contact, support.language, linking.make(SUPPORT_LINK, support)


def tell_asked(asked: Asked) -> None:
    """Mail the writer an office's question: at once, and again when its translation comes later."""
    suggestion = asked.suggestion
    if suggestion.contact is None or not asked.is_open:
        return
    mail = emails.question(asked, token=linking.make(QUESTION_LINK, asked))
    key = f"question-{asked.pk}{_occasion(asked)}"
    language = suggestion.answer_language
    notifying.queue(mail, to=suggestion.contact, key=key, language=language, not_after=asked.expires_at)


def tell_closed(closing: Closing) -> None:
    """Mail the writer how it was closed, and why: at once, and again when its translation comes later."""
    suggestion = closing.suggestion
    if suggestion.contact is None or not closing.released:
        return
    mail = emails.closed(closing, token=linking.make(LINK, suggestion))
    key = f"closing-{closing.pk}{_occasion(closing)}"
    notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)


def tell_reviewed(review: Review) -> None:
    """Mail the writer what came of the second look, and why: at once, and again when its translation comes later."""
    suggestion = review.suggestion
    if suggestion.contact is None or review.decided_at is None:
        return
    mail = emails.reviewed(review, token=linking.make(LINK, suggestion))
    key = f"review-{review.pk}{_occasion(review)}"
    notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)


def tell_translated(request: TranslationRequest) -> None:
    """Tell the writer what an office had said in another language, now that the translation is checked."""
    match request.part:
        case "answer" if request.answer and request.answer.released_at:
            tell_writer(request.answer)
            tell_supporters(request.answer, now_in=request.language)
        case "closing" if request.closing and request.language == request.suggestion.answer_language:
            tell_closed(request.closing)
        case "asked" if request.asked_id:
            tell_asked(Asked.objects.select_related("suggestion__contact", "body__parent").get(pk=request.asked_id))
        case "review" if request.review:
            tell_reviewed(request.review)


def _occasion(original: Asked | Closing | Review) -> str:
    return "-translated" if emails.checked(original, original.suggestion.answer_language) else ""
