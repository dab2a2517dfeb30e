"""Following notices in the browser: the form, the link of the mail, one's own page, the one click of a mail program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client

from community import notifying
from community.models import Delivery, Subscriber, Subscription, Topic
from community.views.subscriptions import hidden
from tests.community.followers import follower

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body

pytestmark = pytest.mark.django_db
FORM = "/en/subscriptions/"
TYPED = {"email": "Reader@mail.example", "language": "en", "rhythm": "daily"}


def mailed_path() -> str:
    notifying.deliver_due()
    found = re.search(r"http://localhost:8000(/\S+/l/\S+/)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_from_the_form_by_mail_to_ones_own_page(bodies: dict[str, Body]) -> None:
    client = Client()
    sent = client.post(FORM, {**TYPED, "township": "huacao"})
    assert (sent.status_code, sent["Location"]) == (302, "/en/subscriptions/sent/")
    path = mailed_path()
    page = client.get(path)
    assert (page.status_code, page.content.count(b'<button class="btn">')) == (200, 1)
    assert Subscription.objects.active().count() == 0  # GET changes nothing
    answer = client.post(path, follow=True)
    assert "Huacao Town, Minhang District" in answer.content.decode()
    assert "r…@mail.example" in answer.content.decode()
    assert "Reader@" not in answer.content.decode()
    assert Subscription.objects.active().get().rhythm == "daily"
    assert client.post(path).status_code == 404  # a link works once


def test_the_form_speaks_of_where_it_was_opened_from(bodies: dict[str, Body]) -> None:
    Topic.objects.create(slug="visa", name_en="Visas", name_zh_hans="签证")
    page = Client().get(f"{FORM}?township=huacao&topic=visa&kind=policy&audience=situation:student").content.decode()
    for value in ("huacao", "visa", "policy", "situation:student"):
        assert f'value="{value}" selected' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"rhythm": "hourly"},
        {"township": "minhang"},
        {"topic": "x"},
        {"kind": "x"},
        {"audience": "area:huacao"},
    ],
)
def test_what_can_not_be_followed_is_refused(wrong: dict[str, str], bodies: dict[str, Body]) -> None:
    answer = Client().post(FORM, TYPED | wrong)
    assert (answer.status_code, Subscription.objects.count()) == (422, 0)


def test_the_answer_does_not_tell_who_follows_already() -> None:
    follower("reader@mail.example")
    known, new = (
        Client().post(FORM, TYPED | {"email": address}, follow=True) for address in ("reader@mail.example", "b@mail.example")
    )
    plain = [re.sub(rb"csrf\w+.*?>", b"", answer.content) for answer in (known, new)]
    assert plain[0] == plain[1]


def test_the_form_is_limited(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "subscribe": "1/h/ip"}
    assert [Client().post(FORM, TYPED).status_code for _attempt in range(2)] == [302, 429]


def test_who_is_signed_in_needs_no_mail(signed_in: Callable[[str], Client], bodies: dict[str, Body]) -> None:
    client = signed_in("resident")
    answer = client.post(FORM, {"township": "huacao", "rhythm": "weekly"}, follow=True)
    assert "Huacao Town, Minhang District" in answer.content.decode()
    assert (Subscription.objects.active().count(), Delivery.objects.count()) == (1, 0)


def test_who_follows_nothing_is_told_what_to_do(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("resident").get("/en/account/subscriptions/")
    assert "You follow nothing" in page.content.decode()
    assert not Subscriber.objects.exists()  # looking stores nothing


# --- One's own page -----------------------------------------------------------------------------------------------------
def page_of(subscription: Subscription, language: str = "en") -> str:
    return f"/{language}/subscriptions/{subscription.subscriber.token}/"


def test_everything_can_be_changed_there() -> None:
    client, mine = Client(), follower("a@mail.example")
    client.post(page_of(mine), {"do": "rhythm", "subscription": mine.pk, "rhythm": "weekly"})
    client.post(page_of(mine), {"do": "language", "language": "zh-hans"})
    mine = Subscription.objects.select_related("subscriber").get()
    assert (mine.rhythm, mine.subscriber.language) == ("weekly", "zh-hans")
    client.post(page_of(mine), {"do": "end", "subscription": mine.pk})
    assert Subscription.objects.active().count() == 0


@pytest.mark.parametrize(
    "deed", [{"do": "rhythm"}, {"do": "end"}, {"do": "language"}, {"do": "language", "language": "fr"}, {"do": "x"}, {}]
)
def test_a_deed_that_says_too_little_does_nothing(deed: dict[str, str]) -> None:
    assert Client().post(page_of(follower("a@mail.example")), deed).status_code == 404


def test_what_others_follow_is_out_of_reach(signed_in: Callable[[str], Client]) -> None:
    mine, theirs = follower("a@mail.example"), follower("b@mail.example")
    deed = {"do": "end", "subscription": theirs.pk}
    assert Client().post(page_of(mine), deed).status_code == 404
    client = signed_in("resident")
    assert client.post("/en/account/subscriptions/", deed).status_code == 404
    assert Subscription.objects.active().count() == 2


@pytest.mark.parametrize("token", ["x" * 48, "short", "%00"])
def test_a_forged_secret_opens_nothing(token: str) -> None:
    answers = [Client().get(f"/en/subscriptions/{token}/"), Client().post(f"/unsubscribe/{token}/")]
    assert {answer.status_code for answer in answers} <= {400, 404}


def test_a_readers_serial_opens_nothing_without_the_sites_signature_for_that_very_door() -> None:
    reader = follower("reader@mail.example").subscriber
    forged = reader.serial + "0" * (len(reader.token) - len(reader.serial))
    swapped = reader.serial + reader.feed_token[len(reader.feed_serial) :]
    for token in (forged, swapped, reader.feed_token):
        assert Client().get(f"/en/subscriptions/{token}/").status_code == 404
        assert Client().post(f"/unsubscribe/{token}/").status_code == 404
    assert Client().get(f"/feeds/private/{reader.token}.atom").status_code == 404
    feed = reader.feed_serial + "0" * (len(reader.token) - len(reader.serial))
    assert Client().get(f"/feeds/private/{feed}.atom").status_code == 404
    assert reader.subscriptions.active().exists()


def test_the_page_stays_out_of_search_engines_and_caches() -> None:
    answer = Client().get(page_of(follower("a@mail.example")))
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


# --- One click ----------------------------------------------------------------------------------------------------------
def test_one_click_of_a_mail_program_ends_everything() -> None:
    mine = follower("a@mail.example")
    follower("a@mail.example", kind="news")
    program = Client(enforce_csrf_checks=True)  # no session, no cookie, no token of a form
    answer = program.post(f"/unsubscribe/{mine.subscriber.token}/", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Subscription.objects.active().count()) == (200, 0)


def test_opening_the_address_ends_nothing_and_leads_to_ones_page() -> None:
    mine = follower("a@mail.example", language="zh-hans")
    answer = Client().get(f"/unsubscribe/{mine.subscriber.token}/")
    assert (answer["Location"], Subscription.objects.active().count()) == (page_of(mine, "zh-hans"), 1)


# --- The ways there -----------------------------------------------------------------------------------------------------
def test_lists_lead_to_following_what_they_show(bodies: dict[str, Body]) -> None:
    assert 'href="/en/subscriptions/?kind=news"' in Client().get("/en/notices/?kind=news").content.decode()
    assert 'href="/en/subscriptions/?township=huacao"' in Client().get("/en/townships/huacao/").content.decode()


def test_a_hidden_address_is_known_to_its_holder_only() -> None:
    assert hidden("someone@mail.example") == "s…@mail.example"
