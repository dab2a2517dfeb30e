"""A guest's voice: counted without a name, and told what happens once an address has confirmed it by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client

from community import linking
from community.models import Contact
from feedback import answering, closing, moderating, supporting, translating, triaging
from feedback.models import Support
from feedback.telling import SUPPORT_LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from feedback.models import Answer, Suggestion

GUEST = "guest@mail.example"


@pytest.fixture
def public(send: Callable[..., Suggestion], cast: dict[str, User]) -> Suggestion:
    suggestion = send(public_wish=True, contact=Contact.objects.of("writer@mail.example", language="en"))
    return moderating.release(suggestion, words={"en": "The bench is broken."}, by=cast["moderator"])


@pytest.fixture
def news(public: Suggestion) -> str:
    return f"/en/feedback/{public.reference}/support/news/"


def answer(suggestion: Suggestion, cast: dict[str, User], text: str = "We mended it.", language: str = "en") -> Answer:
    taken = triaging.take(suggestion, by=cast["officer"])
    made = answering.submit(answering.draft(taken, text=text, language=language, by=cast["officer"]), by=cast["officer"])
    return answering.release(made, by=cast["manager"], untranslated=True)


def told(outbox: Callable[[], list[Delivery]]) -> list[Delivery]:
    return [mail for mail in outbox() if mail.message.kind == "suggestion_supported"]


def path_in(mail: Delivery) -> str:
    return "/" + mail.message.text.split("/en/l/")[1].split()[0].join(["en/l/", ""])


def test_a_guest_gives_an_address_confirms_it_is_told_and_ends_it(
    public: Suggestion, news: str, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    browser = Client()
    assert browser.post(news, {"email": "nobody"}).status_code == 422
    assert "nobody" in browser.post(news, {"email": "nobody"}).content.decode()
    assert not Support.objects.exists()
    page = browser.post(news, {"email": GUEST}, follow=True).content.decode()
    assert "Your voice counts." in page
    assert "1 other person wants this too." in page
    (asked,) = [mail for mail in outbox() if mail.address == GUEST]
    confirm = path_in(asked)
    assert "press the button" in Client().get(confirm).content.decode()
    assert Support.objects.get().contact is None  # a mail scanner that opens the link confirms nothing
    Client().post(confirm)
    Client().post(confirm)
    given = Support.objects.get()
    assert (given.contact, given.asked) == (Contact.objects.get(email=GUEST), None)
    assert "You are told by mail what happens." in browser.get(f"/en/feedback/{public.reference}/").content.decode()
    answer(public, cast)
    (mail,) = told(outbox)
    assert (mail.address, "We mended it." in mail.message.text) == (GUEST, True)
    end = path_in(mail)
    assert "only the mails end" in Client().get(end).content.decode()
    Client().post(end)
    assert "no longer" in Client().get(end).content.decode()
    given.refresh_from_db()
    assert (given.quiet_at is None, Support.objects.counting().count(), Support.objects.to_tell().count()) == (False, 1, 0)


def test_without_an_address_a_voice_counts_and_belongs_to_nobody(
    public: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    key = uuid4()
    supporting.support(public, key=key, language="en")
    supporting.ask_to_be_told(public, key=key, contact=Contact.objects.of(GUEST, language="en"), language="en")
    answer(public, cast)
    assert told(outbox) == []
    assert Support.objects.counting().count() == 1


def test_an_address_is_asked_once_a_day_and_another_one_ends_the_first_one_s_link(
    public: Suggestion, outbox: Callable[[], list[Delivery]]
) -> None:
    key, first, second = uuid4(), Contact.objects.of(GUEST, language="en"), Contact.objects.of("b@mail.example", language="en")
    for _ in range(3):
        supporting.ask_to_be_told(public, key=key, contact=first, language="en")
    supporting.ask_to_be_told(public, key=uuid4(), contact=first, language="en")
    asked = [mail for mail in outbox() if mail.address == GUEST]
    assert len(asked) == 1
    supporting.ask_to_be_told(public, key=key, contact=second, language="en")
    assert Client().post(path_in(asked[0])).status_code in {404, 410}
    assert not Support.objects.exclude(contact=None).exists()


def test_one_person_is_one_voice_however_it_was_given(public: Suggestion, cast: dict[str, User]) -> None:
    neighbour = cast["neighbour"].contact
    before = supporting.support(public, key=uuid4(), language="en", contact=neighbour)
    supporting.silence(before)
    again = supporting.ask_to_be_told(public, key=uuid4(), contact=neighbour, language="en")
    assert Support.objects.counting().count() == 2
    assert supporting.confirm(again) == before
    assert list(Support.objects.counting()) == list(Support.objects.to_tell()) == [before]


def test_its_writer_s_address_is_no_second_voice_and_the_guest_can_t_tell(public: Suggestion, news: str) -> None:
    assert public.contact
    known, unknown = Client().post(news, {"email": public.contact.email}), Client().post(news, {"email": GUEST})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    given = Support.objects.get(asked=public.contact)
    with pytest.raises(supporting.OwnSuggestion):
        supporting.confirm(given)
    assert Support.objects.counting().count() == 1


def test_a_confirmed_voice_is_taken_back_by_its_browser(public: Suggestion, news: str) -> None:
    browser = Client()
    browser.post(news, {"email": GUEST})
    supporting.confirm(Support.objects.get())
    browser.post(f"/en/feedback/{public.reference}/support/", {"act": "end"})
    assert not Support.objects.counting().exists()


def test_supporters_are_told_how_it_was_closed_and_again_when_the_answer_is_translated(
    public: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    supporting.support(public, key=uuid4(), language="en", contact=cast["neighbour"].contact)
    made = answer(public, cast, "长椅已修好。", "zh-hans")
    assert "长椅已修好。" in told(outbox)[-1].message.text
    request = made.translation_requests.get()
    translating.save(request, text="The bench is mended.", by=cast["editor"])
    translating.check(request, by=cast["admin"])
    assert "The bench is mended." in told(outbox)[-1].message.text
    assert len(told(outbox)) == 2


def test_supporters_hear_the_outcome_of_a_closing_and_not_the_words_for_its_writer(
    public: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    supporting.support(public, key=uuid4(), language="en", contact=cast["neighbour"].contact)
    taken = triaging.take(public, by=cast["officer"])
    closing.release(
        closing.propose(taken, outcome="planned", words="Dear Anna, in spring.", by=cast["officer"]), by=cast["manager"]
    )
    (mail,) = told(outbox)
    assert "as: planned" in mail.message.text
    assert "Anna" not in mail.message.text


def test_what_is_no_longer_public_is_told_to_nobody_and_its_links_are_absent(
    public: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    given = supporting.support(public, key=uuid4(), language="en", contact=cast["neighbour"].contact)
    link = linking.address(linking.make(SUPPORT_LINK, given))
    hidden = moderating.hide(public, reason="A name.", by=cast["moderator"])
    answer(hidden, cast)
    assert told(outbox) == []
    assert Client().get(link).status_code == 404
