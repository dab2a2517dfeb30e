from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from community import linking
from community.models import Contact
from feedback import answering, following, moderating, tracking, triaging
from feedback.models import Follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from feedback.models import Suggestion


@pytest.fixture
def public(send: Callable[..., Suggestion], cast: dict[str, User]) -> Suggestion:
    return moderating.release(send(public_wish=True), words={"en": "A bench is broken."}, by=cast["moderator"])


def test_an_address_follows_once_its_button_was_pressed_and_until_it_ends(
    public: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("reader@example.com", language="en")
    follow = following.ask(public, contact=contact, language="zh-hans")
    following.ask(public, contact=contact, language="zh-hans")
    assert [mail.message.kind for mail in outbox()] == ["follow_confirmation"]
    triaging.see(public, by=cast["officer"])
    assert following.tell_due(timezone.now()) == 0
    link = f"/en/l/{linking.make(following.CONFIRM_LINK, follow)}/"
    assert Client().get(link).status_code == 200
    assert not Follow.objects.active().exists()
    assert Client().post(link).status_code == 302
    assert following.tell_due(timezone.now()) == 0  # what happened before is not told again
    triaging.take(public, by=cast["officer"])
    assert (following.tell_due(timezone.now()), following.tell_due(timezone.now())) == (1, 0)
    mail = outbox()[-1]
    assert (mail.message.kind, mail.message.language, mail.address) == ("follow_news", "zh-hans", "reader@example.com")
    end = f"/en/l/{linking.make(following.END_LINK, follow)}/"
    Client().get(end)
    assert Follow.objects.active().exists()
    assert Client().post(end).status_code == 302
    answer = answering.draft(public, text="Mended.", language="en", by=cast["officer"])
    answering.release(answering.submit(answer, by=cast["officer"]), by=cast["manager"])
    assert following.tell_due(timezone.now()) == 0


def test_followers_hear_nothing_of_what_was_hidden(public: Suggestion, cast: dict[str, User]) -> None:
    contact = Contact.objects.of("reader@example.com", language="en")
    follow = following.ask(public, contact=contact, language="en", proven=True)
    moderating.hide(public, reason="Names a person.", by=cast["moderator"])
    triaging.see(public, by=cast["officer"])
    assert following.tell_due(timezone.now()) == 0
    assert Client().get(f"/en/l/{linking.make(following.END_LINK, follow)}/").status_code == 404


def test_only_what_is_public_can_be_followed(send: Callable[..., Suggestion]) -> None:
    contact = Contact.objects.of("reader@example.com", language="en")
    with pytest.raises(tracking.MoveRefused):
        following.ask(send(), contact=contact, language="en")


def test_the_page_answers_alike_whoever_follows_already(
    public: Suggestion, signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    address = f"/en/feedback/{public.reference}/follow/"
    assert Client().get(address).status_code == 200
    assert Client().post(address, {"email": "no address"}).status_code == 422
    for _ in range(2):
        assert Client().post(address, {"email": "Reader@example.com"})["Location"] == f"/en/feedback/{public.reference}/"
    assert Follow.objects.count() == 1
    assert not Follow.objects.active().exists()
    signed_in("resident").post(address)
    assert Follow.objects.active().get().contact == cast["resident"].contact


def test_the_feed_tells_public_words_only(public: Suggestion, send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    private = send("My passport is E12345678.")
    feed = Client().get("/feeds/en/suggestions.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert "A bench is broken." in text
    assert private.reference not in text
    assert "The bench at the gate is broken." not in text
    assert public.reference in Client().get("/feeds/zh-hans/suggestions.atom?township=huacao").content.decode()
    assert public.reference not in Client().get("/feeds/en/suggestions.atom?township=hongqiao-town").content.decode()
    for wrong in ("/feeds/xx/suggestions.atom", "/feeds/en/suggestions.atom?township=nowhere"):
        assert Client().get(wrong).status_code == 404
