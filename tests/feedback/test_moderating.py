from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community.models import Contact
from feedback import moderating, policies, submitting, tracking
from feedback.models import ModerationAct, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User

EVERYONE = [
    "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer",
    "bureau_officer", "admin",
]  # fmt: skip
WORDS = "  My name is Anna Muster, flat 1203. 谢谢!  \r\nThe gate is shut.\n"


def test_the_public_reads_a_copy_and_the_original_stays_byte_for_byte(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("someone@example.com", language="en")
    suggestion = send(WORDS, public_wish=True, contact=contact, language="en")
    moderating.release(suggestion, words={"en": "The gate is shut.", "zh-hans": "大门关着。"}, by=cast["moderator"])
    moderating.hide(suggestion, reason="Asked by the writer's neighbour.", by=cast["moderator"])
    suggestion.refresh_from_db()
    assert suggestion.public_state == "hidden"
    suggestion = moderating.restore(suggestion, reason="It was about another gate.", by=cast["manager"])
    suggestion.refresh_from_db()
    assert suggestion.text.encode() == WORDS.encode()
    assert suggestion.public_state == "released"
    assert suggestion.public_words.shown.text == "The gate is shut."
    assert list(ModerationAct.objects.values_list("act", flat=True)) == ["release", "hide", "restore"]
    assert [mail.message.kind for mail in outbox()] == ["suggestion_received", "suggestion_public"]


def test_without_the_writers_wish_nothing_becomes_public(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    with pytest.raises(tracking.MoveRefused):
        moderating.release(send(), words={"en": "Hello"}, by=cast["moderator"])
    suggestion = send(public_wish=True)
    submitting.agree_to_publicity(suggestion, agreed=False)
    with pytest.raises(tracking.MoveRefused):
        moderating.release(suggestion, words={"en": "Hello"}, by=cast["moderator"])


def test_hiding_and_restoring_say_why(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send(public_wish=True)
    with pytest.raises(moderating.NoReason):
        moderating.hide(suggestion, reason=" ", by=cast["moderator"])
    moderating.hide(suggestion, reason="Names a person.", by=cast["moderator"])
    assert moderating.restore(suggestion, reason="Masked now.", by=cast["moderator"]).public_state == "awaiting"


@pytest.mark.parametrize("key", EVERYONE)
def test_only_the_townships_moderators_and_managers_and_the_admins_moderate(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], key: str
) -> None:
    here, elsewhere, city = (
        send(public_wish=True),
        send(public_wish=True, township=bodies["hongqiao-town"]),
        send(public_wish=True, township=None),
    )
    may = [policies.can_moderate(cast[key], one) for one in (here, elsewhere, city)]
    assert may == {"moderator": [True, False, False], "manager": [True, False, False], "admin": [True, True, True]}.get(
        key, [False] * 3
    )
    if not may[0]:
        with pytest.raises(tracking.NotAllowed):
            moderating.release(here, words={"en": "Hello"}, by=cast[key])


def test_nobody_moderates_their_own_words(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send(public_wish=True, contact=cast["moderator"].contact)
    with pytest.raises(tracking.NotAllowed):
        moderating.release(suggestion, words={"en": "Hello"}, by=cast["moderator"])


def test_words_in_a_third_language_are_public_in_their_own_script(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send("벤치가 부서졌어요", public_wish=True)
    moderating.release(suggestion, words={"ko": "벤치가 부서졌어요", "zh-hans": "长椅坏了"}, by=cast["moderator"])
    suggestion.refresh_from_db()
    shown = suggestion.public_words.shown
    assert (shown.text, shown.language) == ("벤치가 부서졌어요", "ko")
