"""Who is told of a notice at once: once, with every reason, never of what is no longer true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from community import announcing, notifying, publishing, retiring, subscribing
from community.models import Change, Delivery, EditionAudience, Message, Notice, Notification, Subscription, Topic
from tests.community.followers import follower
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

pytestmark = pytest.mark.django_db
BECAUSE = {"en": "It was wrong.", "zh-hans": "内容有误。"}


@pytest.fixture
def publish(cast: dict[str, User], bodies: dict[str, Body]) -> Callable[..., Notice]:
    def make(body: str = "huacao", **about: Any) -> Notice:
        return published(bodies[body], by=cast["admin"], approved_by=cast["second_admin"], **about)

    return make


def revised(notice: Notice, cast: dict[str, User], significance: str) -> Notice:
    edition = publishing.revise(notice, by=cast["admin"])
    note = {"significance": significance, "change_note_en": "The fee is gone.", "change_note_zh_hans": "不再收费。"}
    publishing.write(edition, content=note, by=cast["admin"])
    publishing.publish(publishing.submit(edition, by=cast["admin"]), by=cast["second_admin"])
    found: Notice = Notice.objects.get(pk=notice.pk)
    return found


def addresses() -> list[str]:
    return sorted(Delivery.objects.filter(message__kind="notice").values_list("address", flat=True))


def test_publishing_leaves_word_and_sends_nothing(publish: Callable[..., Notice]) -> None:
    follower("a@mail.example")
    publish()
    assert (Change.objects.get().kind, Delivery.objects.count()) == ("new", 0)


def test_who_follows_is_told_once_with_every_reason(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    follower("a@mail.example", township=bodies["huacao"])
    follower("a@mail.example", kind="policy")
    publish()
    assert (announcing.tell_due(), announcing.tell_due()) == (1, 0)
    assert Delivery.objects.get().why == "You get this mail because you follow: Huacao Town, Minhang District; policy update."


def test_one_message_a_language(publish: Callable[..., Notice]) -> None:
    for number in range(4):
        follower(f"p{number}@mail.example", language="zh-hans" if number % 2 else "en")
    publish()
    announcing.tell_due()
    titles = dict(Message.objects.values_list("language", "subject"))
    assert (titles, len(addresses())) == ({"en": "A new rule", "zh-hans": "一项新规定"}, 4)


def test_the_mail_says_why_and_can_be_ended_by_one_click(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    reader = follower("a@mail.example", township=bodies["huacao"]).subscriber
    publish()
    announcing.tell_due()
    notifying.deliver_due()
    sent = mail.outbox[0]
    address = f"http://localhost:8000/unsubscribe/{reader.token}/"
    assert sent.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert isinstance(sent, mail.EmailMultiAlternatives)
    for words in (str(sent.body), str(sent.alternatives[0][0])):
        assert "because you follow: Huacao Town, Minhang District" in words
        assert f"/en/subscriptions/{reader.token}/" in words
        assert "\ue000" not in words


def test_the_same_delivery_is_the_same_mail_whenever_it_is_sent(publish: Callable[..., Notice]) -> None:
    follower("a@mail.example")
    publish()
    announcing.tell_due()
    for _again in range(2):
        Delivery.objects.update(state="pending")
        notifying.deliver_due()
    first, second = (sent.message() for sent in mail.outbox)
    assert dict(first.items()) | {"Content-Type": ""} == dict(second.items()) | {"Content-Type": ""}
    assert [part.get_payload() for part in first.walk() if not part.is_multipart()] == [
        part.get_payload() for part in second.walk() if not part.is_multipart()
    ]


# --- Whom ---------------------------------------------------------------------------------------------------------------
def test_what_one_follows_decides(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    visa, tax = (Topic.objects.create(slug=slug, name_en=slug, name_zh_hans=slug) for slug in ("visa", "tax"))
    wishes: dict[str, dict[str, Any]] = {
        "all": {},
        "here": {"township": bodies["huacao"]},
        "elsewhere": {"township": bodies["hongqiao-town"]},
        "visa": {"topic": visa},
        "tax": {"topic": tax},
        "policy": {"kind": "policy"},
        "news": {"kind": "news"},
        "both": {"topic": visa, "township": bodies["huacao"]},
        "half": {"topic": visa, "township": bodies["hongqiao-town"]},
    }
    for name, wish in wishes.items():
        follower(f"{name}@mail.example", **wish)
    notice = publish("huacao")
    Notice.objects.filter(pk=notice.pk).update(topic=visa)
    announcing.tell_due()
    assert [address.partition("@")[0] for address in addresses()] == ["all", "both", "here", "policy", "visa"]


@pytest.mark.parametrize("office", ["huacao", "hongqiao-town", "minhang", "changning", "shanghai", "transport", "alliance"])
def test_followers_of_a_township_hear_what_its_list_shows(
    office: str, publish: Callable[..., Notice], bodies: dict[str, Body]
) -> None:
    townships = ["huacao", "hongqiao-town", "hongqiao-subdistrict"]
    for slug in townships:
        follower(f"{slug}@mail.example", township=bodies[slug])
    notice = publish(office)
    announcing.tell_due()
    listed = [slug for slug in townships if notice in Notice.objects.concerning(bodies[slug])]
    assert addresses() == sorted(f"{slug}@mail.example" for slug in listed)


def test_who_is_not_concerned_is_not_told(publish: Callable[..., Notice], bodies: dict[str, Body], cast: dict[str, User]) -> None:
    wishes: dict[str, dict[str, Any]] = {
        "all": {},
        "student": {"audience": "situation:student"},
        "worker": {"audience": "stay:work-a"},
        "there": {"township": bodies["hongqiao-town"]},
    }
    for name, wish in wishes.items():
        follower(f"{name}@mail.example", **wish)
    notice = publish("alliance")
    assert notice.current is not None
    for dimension, value in (("stay", "study"), ("stay", "family"), ("area", "huacao")):
        EditionAudience.objects.create(edition=notice.current, dimension=dimension, value=value)
    announcing.tell_due()
    assert addresses() == ["all@mail.example", "student@mail.example"]


def test_the_language_one_speaks_can_be_followed(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    offered = Client().get("/en/subscriptions/?audience=language:ja").content.decode()
    assert '<option value="language:ja" selected>people who speak Japanese</option>' in offered
    for code in ("ja", "ko"):
        follower(f"{code}@mail.example", audience=f"language:{code}")
    notice = publish("alliance")
    assert notice.current is not None
    EditionAudience.objects.create(edition=notice.current, dimension="language", value="ja")
    announcing.tell_due()
    assert addresses() == ["ja@mail.example"]
    assert Delivery.objects.get().why == "You get this mail because you follow: people who speak Japanese."
    for code, there in (("ja", True), ("ko", False)):
        assert (notice.slug in Client().get(f"/feeds/en/notices.atom?audience=language:{code}").content.decode()) == there


@pytest.mark.parametrize("state", ["unconfirmed", "ended", "daily", "later"])
def test_who_does_not_want_a_mail_now_gets_none(state: str, publish: Callable[..., Notice]) -> None:
    if state != "later":
        subscription = follower("a@mail.example", rhythm="daily" if state == "daily" else "at_once")
    if state == "unconfirmed":
        Subscription.objects.update(confirmed_at=None)
    if state == "ended":
        subscribing.end(subscription)
    publish()
    if state == "later":
        follower("a@mail.example")
    announcing.tell_due()
    assert addresses() == []


def test_what_is_not_published_is_told_to_nobody(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    follower("a@mail.example")
    publishing.submit(a_notice(bodies["huacao"], by=cast["editor"], kind="news").editions.get(), by=cast["editor"])
    assert (announcing.tell_due(), Change.objects.count()) == (0, 0)


# --- What ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("significance", "mails"), [("typographic", 1), ("minor", 1), ("major", 2)])
def test_only_a_major_change_is_worth_a_mail(
    significance: str, mails: int, publish: Callable[..., Notice], cast: dict[str, User]
) -> None:
    follower("a@mail.example")
    notice = publish()
    announcing.tell_due()
    revised(notice, cast, significance)
    announcing.tell_due()
    told = list(Message.objects.filter(kind="notice").order_by("pk"))
    assert len(addresses()) == mails
    if mails > 1:
        assert told[-1].subject == "Changed: A new rule"
        assert "The fee is gone." in told[-1].text


def test_a_notice_in_one_language_is_told_to_all_and_marked(publish: Callable[..., Notice]) -> None:
    follower("a@mail.example")
    without = ("title_en", "summary_en", "text_en")
    publish(source_language="zh-hans", without=without, decided_as="Li Na")
    announcing.tell_due()
    message = Message.objects.get()
    assert (message.subject, "not available in your language" in message.text) == ("一项新规定", True)
    assert 'lang="zh-Hans"' in message.html


# --- Taken back ---------------------------------------------------------------------------------------------------------
def test_who_was_told_learns_that_it_was_taken_back(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    follower("told@mail.example")
    notice = publish()
    announcing.tell_due()
    notifying.deliver_due()
    follower("later@mail.example")
    assert notice.current is not None
    retiring.withdraw(notice.current, because=BECAUSE, by=cast["admin"])
    announcing.tell_due()
    last = Delivery.objects.select_related("message").latest("pk")
    assert (addresses(), last.message.subject) == (["told@mail.example"] * 2, "No longer counts: A new rule")
    assert "It was wrong." in last.message.text


def test_what_waits_to_be_sent_is_stopped_and_nobody_is_confused(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    follower("a@mail.example")
    notice = publish()
    announcing.tell_due()
    assert notice.current is not None
    retiring.withdraw(notice.current, because=BECAUSE, by=cast["admin"])
    announcing.tell_due()
    assert (notifying.deliver_due(), Delivery.objects.get().state) == (0, Delivery.State.EXPIRED)


def test_what_is_taken_back_before_anyone_was_told_is_not_told(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    follower("a@mail.example")
    notice = publish()
    assert notice.current is not None
    retiring.withdraw(notice.current, because=BECAUSE, by=cast["admin"])
    assert (announcing.tell_due(), Change.objects.filter(told_at=None).count()) == (0, 0)


def test_words_published_in_error_are_not_repeated(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    follower("a@mail.example", language="zh-hans")
    notice = publish()
    announcing.tell_due()
    notifying.deliver_due()
    assert notice.current is not None
    retiring.erase(notice.current, because=BECAUSE, by=cast["admin"])
    announcing.tell_due()
    message = Delivery.objects.select_related("message").latest("pk").message
    assert "一项新规定" not in message.subject + message.text + message.html
    assert "内容有误。" in message.text


def test_what_is_archived_is_no_news(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    notice = publish()
    assert notice.current is not None
    retiring.archive(notice.current, by=cast["admin"])
    assert list(Change.objects.values_list("kind", flat=True)) == ["new"]


# --- Many ---------------------------------------------------------------------------------------------------------------
def test_a_killed_worker_leaves_nobody_out_and_tells_nobody_twice(
    publish: Callable[..., Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "IN_A_STEP", 2)
    for number in range(5):
        follower(f"p{number}@mail.example", language="zh-hans" if number % 2 else "en")
    publish()
    assert announcing.tell_next(Change.objects.get().pk) == 2  # and the worker is killed
    with translation.override("zh-hans"):
        announcing.tell_due()
    assert addresses() == [f"p{number}@mail.example" for number in range(5)]
    assert (Notification.objects.count(), Message.objects.count()) == (5, 2)
