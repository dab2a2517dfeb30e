from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from community.models import AuditEntry
from feedback import moderating, policies, translating, triaging, unmasking
from feedback.models import Suggestion, Unmasking
from feedback.tracking import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

TEXT = "My phone is 13812345678, I live in Flat 1203."


def test_whoever_needs_the_original_says_why_and_is_recorded(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send(TEXT)
    assert unmasking.unmask(suggestion, reason=" I must call them. ", by=cast["officer"]) == TEXT
    (look,) = Unmasking.objects.all()
    assert (look.by, look.reason) == (cast["officer"], "I must call them.")
    (entry,) = AuditEntry.objects.about(suggestion).filter(verb="suggestion.unmasked")
    assert (entry.actor, entry.fields, entry.values) == (cast["officer"], ["text"], {})


def test_without_a_reason_nothing_is_shown(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send(TEXT)
    with pytest.raises(unmasking.NoReason):
        unmasking.unmask(suggestion, reason="  ", by=cast["officer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Unmasking.objects.create(suggestion=suggestion, by=cast["officer"], reason="")
    assert not Unmasking.objects.exists()


def test_only_the_holding_office_and_alliance_admins_may(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = send(TEXT)
    may = {key for key, person in cast.items() if policies.can_unmask(person, suggestion)}
    assert may == {"officer", "manager", "admin", "second_admin"}
    moved = triaging.hand_over(suggestion, to=bodies["transport"], reason="Theirs.", by=cast["officer"])
    assert not policies.can_unmask(cast["officer"], moved)
    with pytest.raises(NotAllowed):
        unmasking.unmask(moved, reason="Curious.", by=cast["officer"])


def test_the_desk_shows_the_masked_words_until_a_reason_is_given(
    send: Callable[..., Suggestion], signed_in: Callable[[str], Client]
) -> None:
    reference = send(TEXT).reference
    officer, address = signed_in("officer"), f"/en/desk/suggestions/{reference}/unmasking/"
    for page in (f"/en/desk/suggestions/{reference}/", "/en/desk/suggestions/", address):
        shown = officer.get(page).content.decode()
        assert "13812345678" not in shown
        assert "[phone number]" in shown
    assert officer.post(address, {"reason": ""}).status_code == 422
    assert not Unmasking.objects.exists()
    answer = officer.post(address, {"reason": "I must call them."})
    assert TEXT in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "13812345678" not in officer.get(address).content.decode()
    assert signed_in("editor").post(address, {"reason": "Curious."}).status_code == 403
    assert signed_in("neighbour").post(address, {"reason": "Curious."}).status_code in {403, 404}
    assert Unmasking.objects.count() == 1


def test_what_becomes_public_and_what_translators_read_is_masked(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send(f"{TEXT} Ici.", language="fr", public_wish=True)
    request = suggestion.translation_requests.get()
    assert "1381234" not in request.source_shown
    moderating.release(suggestion, words={"fr": TEXT, "zh-hans": "请拨打13812345678"}, by=cast["moderator"])
    words = Suggestion.objects.get(pk=suggestion.pk).public_words
    assert words.original == "My phone is [phone number], I live in [flat]."
    assert words.text_zh_hans == "请拨打【手机号码】"
    assert Suggestion.objects.get(pk=suggestion.pk).text == f"{TEXT} Ici."
    assert translating.made_for(request) is None
