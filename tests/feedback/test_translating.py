from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback import tracking, translating
from feedback.models import SuggestionTranslation, TranslationRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User
    from feedback.models import Suggestion


def test_a_third_language_waits_for_a_translator_and_the_sites_two_do_not(send: Callable[..., Suggestion]) -> None:
    send("The bench is broken.")
    send("长椅坏了，请修一下。")
    korean = send("벤치가 부서졌어요")
    assert [request.suggestion for request in TranslationRequest.objects.open()] == [korean]


def test_a_translation_is_claimed_written_and_checked_by_another(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send("벤치가 부서졌어요")
    request = translating.claim(suggestion.translation_requests.get(), by=cast["editor"])
    with pytest.raises(translating.TakenByAnother):
        translating.claim(request, by=cast["admin"])
    with pytest.raises(translating.NothingToCheck):
        translating.check(request, by=cast["admin"])
    made = translating.save(request, text="长椅坏了", by=cast["editor"])
    with pytest.raises(translating.OwnTranslation):
        translating.check(request, by=cast["editor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestionTranslation.objects.filter(pk=made.pk).update(checked_by=cast["editor"], checked_at=timezone.now())
    assert translating.check(request, by=cast["admin"]).is_checked
    assert not TranslationRequest.objects.open().exists()
    suggestion.refresh_from_db()
    assert suggestion.text == "벤치가 부서졌어요"


def test_whoever_corrects_it_needs_another_to_check(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    request = send("벤치가 부서졌어요").translation_requests.get()
    translating.save(request, text="凳子", by=cast["editor"])
    translating.save(request, text="长椅坏了", by=cast["admin"])
    with pytest.raises(translating.OwnTranslation):
        translating.check(request, by=cast["admin"])
    translating.check(request, by=cast["editor"])


@pytest.mark.parametrize(
    "key", ["resident", "officer", "moderator", "organiser", "manager", "district_officer", "bureau_officer"]
)
def test_only_translators_and_editors_of_its_body_and_admins_translate(
    send: Callable[..., Suggestion], cast: dict[str, User], key: str
) -> None:
    request = send("벤치가 부서졌어요").translation_requests.get()
    with pytest.raises(tracking.NotAllowed):
        translating.save(request, text="长椅坏了", by=cast[key])


def test_a_desk_may_ask_for_english_words_in_chinese(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send()
    assert translating.ask(suggestion, by=cast["officer"]) == translating.ask(suggestion, by=cast["officer"])
    with pytest.raises(tracking.NotAllowed):
        translating.ask(suggestion, by=cast["bureau_officer"])
    with pytest.raises(tracking.NotAllowed):
        translating.ask(send("长椅坏了，请修一下。"), by=cast["officer"])
