"""Following notices: asked by anyone, confirmed by the address alone, changed and ended without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError
from django.utils import timezone

from community import accounts, linking, notifying, subscribing
from community.models import Contact, Delivery, Link, Message, Subscriber, Subscription
from community.subscribing import Wish
from tests.community.followers import follower

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

pytestmark = pytest.mark.django_db


def someone(email: str = "reader@mail.example") -> Contact:
    return Contact.objects.of(email, language="en")


def ask(wish: Wish | None = None, *, language: str = "en", rhythm: str = "daily") -> Subscription:
    return subscribing.ask(wish or Wish(), contact=someone(), rhythm=rhythm, language=language)


def test_nothing_counts_before_the_button_of_the_mail_was_pressed(outbox: Callable[[], list[Delivery]]) -> None:
    subscription = ask()
    assert (subscription.is_active, [mail.message.kind for mail in outbox()]) == (False, ["subscription-confirmation"])
    assert Subscription.objects.active().count() == 0


def test_the_button_makes_it_count_and_proves_the_address() -> None:
    subscribing.confirm(ask())
    assert Subscription.objects.active().count() == 1
    assert someone().is_confirmed


def test_the_mail_asks_in_the_language_of_the_form(outbox: Callable[[], list[Delivery]], bodies: dict[str, Body]) -> None:
    ask(Wish(township=bodies["huacao"]), language="zh-hans")
    assert "华漕镇" in outbox()[0].message.text


def test_asking_again_is_one_subscription() -> None:
    first, second = ask(), ask(rhythm="weekly")
    assert (first.pk, Subscription.objects.get().rhythm) == (second.pk, "weekly")


def test_the_database_keeps_the_same_wish_once() -> None:
    subscription = ask()
    with pytest.raises(IntegrityError):
        Subscription.objects.create(subscriber=subscription.subscriber)


def test_a_stranger_changes_nothing_of_what_an_address_follows() -> None:
    kept = follower("reader@mail.example", rhythm="daily")
    ask(rhythm="weekly", language="zh-hans")
    kept.refresh_from_db()
    assert (kept.rhythm, kept.is_active, kept.subscriber.language) == ("daily", True, "en")


def test_a_mailbox_is_not_flooded(bodies: dict[str, Body], outbox: Callable[[], list[Delivery]]) -> None:
    for kind in ("", "policy", "breaking", "news", "assistance"):
        ask(Wish(kind=kind, township=bodies["huacao"]))
    assert len(outbox()) == subscribing.ASKED_A_DAY


def test_one_address_follows_a_bounded_number_of_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "MOST", 1)
    ask()
    with pytest.raises(subscribing.TooMany):
        ask(Wish(kind="news"))


def test_what_nobody_confirmed_is_forgotten() -> None:
    ask()
    kept = follower("kept@mail.example")
    long_ago = timezone.now() - subscribing.FORGOTTEN_AFTER - timedelta(hours=1)
    Subscription.objects.update(asked_at=long_ago)
    Subscriber.objects.update(created_at=long_ago)
    assert subscribing.forget_unconfirmed() == 1
    assert list(Subscriber.objects.all()) == [kept.subscriber]


def test_ending_everything_stops_what_waits_to_be_sent() -> None:
    subscription = follower("reader@mail.example")
    message = Message.objects.create(kind="notice", language="en", subject="x", text="x")
    waiting = Delivery.objects.create(message=message, subscriber=subscription.subscriber, address="reader@mail.example", key="x")
    assert (subscribing.end_all(subscription.subscriber), subscribing.end_all(subscription.subscriber)) == (1, 0)
    waiting.refresh_from_db()
    assert (waiting.state, Subscription.objects.active().count()) == (Delivery.State.EXPIRED, 0)


def test_what_was_ended_can_be_followed_again() -> None:
    subscription = follower("reader@mail.example")
    subscribing.end(subscription)
    follower("reader@mail.example")
    assert Subscription.objects.active().count() == 1


def test_an_address_that_gets_an_account_keeps_what_it_follows(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    resident = cast["resident"]
    follower(resident.email, kind="news")
    follower("old@mail.example", kind="news")
    follower("old@mail.example", township=bodies["huacao"])
    contact = accounts.confirm(resident, email="old@mail.example")
    kept = Subscriber.objects.get(contact=contact).subscriptions.active()
    assert sorted(one.what for one in kept) == ["Huacao Town, Minhang District", "local news"]


# --- Secrets ------------------------------------------------------------------------------------------------------------
def test_a_secret_opens_the_page_of_one_subscriber() -> None:
    mine, other = follower("a@mail.example").subscriber, follower("b@mail.example").subscriber
    assert Subscriber.of_token(mine.token) == mine
    assert Subscriber.of_feed_token(mine.feed_token) == mine
    forged = [mine.serial, mine.token[:-1], mine.serial + other.token[16:], mine.feed_token, "", "x" * 48]
    assert [Subscriber.of_token(token) for token in forged] == [None] * len(forged)


def test_another_address_of_the_feed_ends_the_old_one() -> None:
    mine = follower("a@mail.example").subscriber
    old = mine.feed_token
    subscribing.change_feed_address(mine)
    assert (Subscriber.of_feed_token(old), Subscriber.of_feed_token(mine.feed_token)) == (None, mine)


def test_the_confirmation_ends_in_time(outbox: Callable[[], list[Delivery]]) -> None:
    ask()
    link = Link.objects.get(purpose=subscribing.CONFIRM_LINK)
    assert link.is_open(timezone.now())
    assert not link.is_open(timezone.now() + subscribing.CONFIRM_WITHIN)
    assert outbox()[0].not_after is not None


def test_a_used_link_is_used(outbox: Callable[[], list[Delivery]]) -> None:
    ask()
    link = Link.objects.get(purpose=subscribing.CONFIRM_LINK)
    linking.use(link)
    with pytest.raises(linking.LinkClosed):
        linking.use(link)


def test_the_mail_that_asks_is_emptied_once_sent() -> None:
    ask()
    notifying.deliver_due()
    assert Message.objects.get().text == ""
