from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse

from feedback import noting, tracking
from feedback.models import Mention, Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Delivery, User
    from feedback.models import Suggestion


def test_a_note_calls_a_colleague_by_name_and_tells_nobody_its_words(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    suggestion, key = send(), uuid4()
    for _ in range(2):
        noting.write(suggestion, text="@manager and @district.officer: 请看一下。", key=key, by=cast["officer"])
    assert Note.objects.count() == 1
    assert [(mail.address, mail.message.kind) for mail in outbox()] == [
        (cast["manager"].email, "note_mention"),
        (cast["district_officer"].email, "note_mention"),
    ]
    assert "请看一下" not in outbox()[0].message.text + outbox()[0].message.html
    assert noting.see_mentions(suggestion, by=cast["manager"]) == 1
    assert set(Mention.objects.filter(seen_at=None).values_list("person", flat=True)) == {cast["district_officer"].pk}


@pytest.mark.parametrize("text", ["@bureau.officer look", "@nobody", "(@resident)", "@someone@else.example"])
def test_who_may_not_read_it_can_not_be_called(send: Callable[..., Suggestion], cast: dict[str, User], text: str) -> None:
    with pytest.raises(noting.UnknownColleague):
        noting.write(send(), text=text, key=uuid4(), by=cast["officer"])
    assert not Note.objects.exists()


def test_an_address_in_a_note_calls_nobody(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    noting.write(send(), text="They wrote to office@huacao.example.", key=uuid4(), by=cast["officer"])
    assert not Mention.objects.exists()


@pytest.mark.parametrize("key", ["resident", "neighbour", "organiser", "bureau_officer"])
def test_strangers_leave_no_note(send: Callable[..., Suggestion], cast: dict[str, User], key: str) -> None:
    with pytest.raises(tracking.NotAllowed):
        noting.write(send(), text="Hello", key=uuid4(), by=cast[key])


def test_nobody_notes_on_their_own_suggestion(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    with pytest.raises(tracking.NotAllowed):
        noting.write(send(contact=cast["officer"].contact), text="Hello", key=uuid4(), by=cast["officer"])


def test_a_wrong_name_keeps_what_was_typed(
    send: Callable[..., Suggestion], signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    suggestion = send()
    address = reverse("desk_suggestion_note", args=[suggestion.reference])
    page = signed_in("officer").post(address, {"note-text": "@nobody 请看", "note-key": str(uuid4())})
    assert page.status_code == 422
    assert "@nobody 请看" in page.content.decode()
    sent = signed_in("officer").post(address, {"note-text": "@manager 请看", "note-key": str(uuid4())})
    assert sent.status_code == 302
    waiting = signed_in("manager").get("/en/desk/").content.decode()
    assert "Notes that call you" in waiting
    shown = signed_in("manager").get(reverse("desk_suggestion", args=[suggestion.reference])).content.decode()
    assert "@manager 请看" in shown
    assert "You are called here" in shown
