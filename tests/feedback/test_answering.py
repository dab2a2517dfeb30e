from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.models import AuditEntry, Contact, Membership
from community.models.membership import Role
from feedback import answering, policies, tracking, translating, triaging
from feedback.models import Answer, TranslationRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User
    from feedback.models import Suggestion

NOBODY_ELSE = {"resident", "neighbour", "editor", "organiser", "moderator", "bureau_officer", "admin", "second_admin"}


def test_a_second_person_releases_and_the_writer_is_told(
    answered: Callable[..., Answer], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("someone@example.com", language="zh-hans")
    answer = answering.release(answered(contact=contact), by=cast["manager"])
    assert answer.suggestion.changes.last().to_state == "answered"  # type: ignore[union-attr]  # it was just added
    mail = outbox()[-1].message
    assert (mail.kind, mail.language, mail.sensitive) == ("suggestion_answered", "en", True)
    assert "We mended the bench." in mail.text
    assert "The bench at the gate is broken." in mail.text
    assert AuditEntry.objects.filter(verb="answer.released", actor=cast["manager"]).exists()


def test_who_wrote_or_submitted_it_never_releases_it(
    answered: Callable[..., Answer], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    answer = answered()
    Membership.objects.create(user=cast["officer"], body=bodies["huacao"], role=Role.MANAGER)
    officer = type(cast["officer"]).objects.get(pk=cast["officer"].pk)
    assert not policies.can_release(officer, answer)
    with pytest.raises(answering.OwnAnswer):
        answering.release(answer, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(released_by=officer, released_at=timezone.now())


def test_who_had_a_hand_in_an_earlier_draft_does_not_release_the_later_one(
    answered: Callable[..., Answer], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    Membership.objects.create(user=cast["manager"], body=bodies["huacao"], role=Role.OFFICER)
    manager = type(cast["manager"]).objects.get(pk=cast["manager"].pk)
    answer = answering.send_back(answered(), reason="Say when.", by=cast["district_officer"])
    assert answer.sent_back_reason == "Say when."
    answering.draft(answer.suggestion, text="Mended on Monday.", language="en", by=manager)
    answer = answering.draft(answer.suggestion, text="We mended it on Monday.", language="en", by=cast["officer"])
    answer = answering.submit(answer, by=cast["officer"])
    with pytest.raises(answering.OwnAnswer):
        answering.release(answer, by=manager)
    answering.release(answer, by=cast["district_officer"])


@pytest.mark.parametrize("key", ["officer", "manager", "district_officer", *sorted(NOBODY_ELSE)])
def test_only_the_bodys_others_and_its_district_release(answered: Callable[..., Answer], cast: dict[str, User], key: str) -> None:
    answer = answered()
    assert policies.can_release(cast[key], answer) == (key in {"manager", "district_officer"})
    if key in NOBODY_ELSE:
        with pytest.raises(tracking.NotAllowed):
            answering.release(answer, by=cast[key])
        with pytest.raises(tracking.NotAllowed):
            answering.send_back(answer, reason="No.", by=cast[key])


def test_a_released_answer_is_never_released_again_nor_changed(answered: Callable[..., Answer], cast: dict[str, User]) -> None:
    answer = answering.release(answered(), by=cast["manager"])
    with pytest.raises(tracking.MoveRefused):
        answering.release(answer, by=cast["district_officer"])
    with pytest.raises(tracking.NotAllowed):
        answering.draft(answer.suggestion, text="Other words", language="en", by=cast["officer"])


def test_a_draft_is_not_released_and_a_submitted_one_not_changed(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send()
    with pytest.raises(tracking.NotAllowed):
        answering.draft(suggestion, text="Too soon", language="en", by=cast["officer"])
    triaging.take(suggestion, by=cast["officer"])
    answer = answering.draft(suggestion, text="Soon", language="en", by=cast["officer"])
    with pytest.raises(answering.NotSubmitted):
        answering.release(answer, by=cast["manager"])
    answering.submit(answer, by=cast["officer"])
    with pytest.raises(answering.AlreadySubmitted):
        answering.draft(suggestion, text="Later", language="en", by=cast["officer"])


# --- in the language asked for ------------------------------------------------------------------------------------------
def test_an_answer_in_another_language_waits_for_a_checked_translation(
    answered: Callable[..., Answer], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("someone@example.com", language="en")
    answer = answered("长椅已修好。", language="zh-hans", contact=contact)
    with pytest.raises(translating.TranslationMissing):
        answering.release(answer, by=cast["manager"])
    request = TranslationRequest.objects.get(answer=answer)
    assert request.language == "en"
    translating.save(request, text="The bench is mended.", by=cast["editor"])
    with pytest.raises(translating.TranslationMissing):
        answering.release(answer, by=cast["manager"])
    with pytest.raises(translating.OwnTranslation):
        translating.check(request, by=cast["editor"])
    translating.check(request, by=cast["admin"])
    answering.release(answer, by=cast["manager"])
    text = outbox()[-1].message.text
    assert text.index("The bench is mended.") < text.index("长椅已修好。")


def test_released_untranslated_it_says_so_and_the_translation_follows(
    answered: Callable[..., Answer], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("someone@example.com", language="en")
    answer = answering.release(
        answered("长椅已修好。", language="zh-hans", contact=contact), by=cast["manager"], untranslated=True
    )
    assert "A translation is being made" in outbox()[-1].message.text
    request = TranslationRequest.objects.open().get(answer=answer)
    translating.save(request, text="The bench is mended.", by=cast["editor"])
    translating.check(request, by=cast["admin"])
    assert "The bench is mended." in outbox()[-1].message.text
    assert len(outbox()) == 4


def test_a_translation_of_earlier_words_counts_no_longer(answered: Callable[..., Answer], cast: dict[str, User]) -> None:
    answer = answered("长椅已修好。", language="zh-hans")
    request = TranslationRequest.objects.get(answer=answer)
    translating.save(request, text="The bench is mended.", by=cast["editor"])
    translating.check(request, by=cast["admin"])
    answering.send_back(answer, reason="Which one?", by=cast["manager"])
    answering.draft(answer.suggestion, text="东门长椅已修好。", language="zh-hans", by=cast["officer"])
    answer = answering.submit(answer, by=cast["officer"])
    with pytest.raises(translating.TranslationMissing):
        answering.release(answer, by=cast["manager"])
    assert TranslationRequest.objects.open().filter(answer=answer).count() == 1
