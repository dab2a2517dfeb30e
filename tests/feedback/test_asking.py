from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community import linking
from community.models import Contact
from feedback import asking, submitting, telling, tracking, translating, triaging
from feedback.models import Question, TranslationRequest
from feedback.telling import LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User
    from feedback.models import Category, Suggestion

REPLY = "  The one by the  gate, 正门左边。\r\n"


@pytest.fixture
def asked(send: Callable[..., Suggestion], cast: dict[str, User]) -> Question:
    contact = Contact.objects.of("someone@example.com", language="en")
    suggestion = triaging.take(send(contact=contact), by=cast["officer"])
    return asking.ask(suggestion, text="哪一张长椅？", language="zh-hans", by=cast["officer"])


def test_one_question_goes_out_and_its_reply_brings_the_work_back(
    asked: Question, outbox: Callable[[], list[Delivery]], cast: dict[str, User]
) -> None:
    assert asked.suggestion.state == "asked"
    mail = outbox()[-1]
    assert (mail.message.kind, mail.address, mail.message.sensitive) == ("suggestion_question", "someone@example.com", True)
    assert mail.not_after == asked.expires_at
    asking.reply(asked, text=REPLY)
    asked.refresh_from_db()
    assert asked.reply.encode() == REPLY.encode()
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "in_progress"
    assert (outbox()[-1].message.kind, outbox()[-1].address) == ("suggestion_reply", cast["officer"].email)
    assert "正门左边" not in outbox()[-1].message.text


def test_a_question_in_another_language_goes_out_at_once_and_again_once_it_is_translated(
    asked: Question, outbox: Callable[[], list[Delivery]], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    links = [f"/en/l/{linking.make(telling.QUESTION_LINK, asked)}/", f"/en/l/{linking.make(LINK, asked.suggestion)}/"]
    assert "A translation is being made" in outbox()[-1].message.text
    assert all("Asked in another language" in Client().get(link).content.decode() for link in links)
    desk = signed_in("officer")
    assert "needs translation" in desk.get(f"/en/desk/suggestions/{asked.suggestion.reference}/").content.decode()
    request = TranslationRequest.objects.open().get()
    assert (request.part, request.language, request.source) == ("asked", "en", "哪一张长椅？")
    Question.objects.filter(pk=asked.pk).update(expires_at=timezone.now() + timedelta(days=1))
    translating.save(request, text="Which bench?", by=cast["editor"])
    translating.check(request, by=cast["admin"])
    assert "needs translation" not in desk.get(f"/en/desk/suggestions/{asked.suggestion.reference}/").content.decode()
    mail = outbox()[-1].message
    assert mail.kind == "suggestion_question"
    assert mail.text.index("Which bench?") < mail.text.index("哪一张长椅？")
    for link in links:
        page = Client().get(link).content.decode()
        assert page.index("Which bench?") < page.index("哪一张长椅？")
    asked.refresh_from_db()
    assert asked.expires_at > timezone.now() + timedelta(days=6), "the time to reply begins when it can be read"


def test_what_was_answered_or_ended_waits_for_no_translator(
    asked: Question, send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    asking.reply(asked, text="The left one.")
    assert not TranslationRequest.objects.open().exists()
    other = asking.ask(triaging.take(send(), by=cast["officer"]), text="哪一张长椅？", language="zh-hans", by=cast["officer"])
    assert TranslationRequest.objects.open().get().part == "asked"
    asking.close_due(other.expires_at)
    assert not TranslationRequest.objects.open().exists()


def test_a_second_question_waits_for_the_first(asked: Question, cast: dict[str, User]) -> None:
    with pytest.raises(asking.QuestionOpen):
        asking.ask(asked.suggestion, text="And?", language="en", by=cast["officer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(
            suggestion=asked.suggestion,
            body=asked.body,
            text="And?",
            language="en",
            asked_by=cast["officer"],
            expires_at=timezone.now() + timedelta(days=1),
        )


@pytest.mark.parametrize("key", ["resident", "editor", "moderator", "manager", "organiser", "bureau_officer", "admin"])
def test_only_an_officer_of_the_desk_asks(send: Callable[..., Suggestion], cast: dict[str, User], key: str) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    with pytest.raises(tracking.NotAllowed):
        asking.ask(suggestion, text="Which?", language="en", by=cast[key])


def test_unanswered_it_ends_once_and_the_office_goes_on(asked: Question) -> None:
    later = asked.expires_at
    assert asking.close_due(later - timedelta(seconds=1)) == 0
    assert (asking.close_due(later), asking.close_due(later)) == (1, 0)
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "in_progress"
    with pytest.raises(asking.QuestionClosed):
        asking.reply(asked, text="Too late")


def test_what_was_withdrawn_meanwhile_is_not_brought_back(asked: Question) -> None:
    submitting.withdraw(asked.suggestion, by=None)
    asking.close_due(asked.expires_at)
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "withdrawn"


def test_behind_the_link_a_reply_is_sent_by_post_only_and_once(asked: Question) -> None:
    link = f"/en/l/{linking.make(telling.QUESTION_LINK, asked)}/"
    assert "哪一张长椅？" in Client().get(f"{link}?text=x").content.decode()
    assert Client().head(f"{link}?text=x").status_code == 200
    assert Client().post(link, {"text": " "}).status_code == 422
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert Client().post(link, {"text": "The left one."}).status_code == 302
    page = Client().post(link, {"text": "No, the right one."})
    assert page.status_code == 410
    assert "No, the right one." in page.content.decode()
    asked.refresh_from_db()
    assert asked.reply == "The left one."


@pytest.mark.parametrize(("language", "words"), [("en", "This question has ended."), ("zh-hans", "已结束")])
def test_an_expired_link_says_so_and_loses_nothing(asked: Question, language: str, words: str) -> None:
    token = linking.make(telling.QUESTION_LINK, asked)
    Question.objects.filter(pk=asked.pk).update(
        asked_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1)
    )
    assert words in Client().get(f"/{language}/l/{token}/").content.decode()
    page = Client().post(f"/{language}/l/{token}/", {"text": "The left one, 左边"})
    assert page.status_code == 410
    assert "The left one, 左边" in page.content.decode()
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "asked"


def test_without_an_address_the_question_stands_behind_the_secret_link(
    bodies: dict[str, Body], categories: dict[str, Category], cast: dict[str, User]
) -> None:
    values: dict[str, Any] = {"category": categories["community"], "township": bodies["huacao"], "answer_language": "en"}
    done = submitting.submit("A bench is broken.", key=uuid4(), kind="suggestion", **values)
    asking.ask(triaging.take(done.suggestion, by=cast["officer"]), text="Which bench?", language="en", by=cast["officer"])
    link = f"/en/l/{done.token}/"
    assert "Which bench?" in Client().get(link).content.decode()
    assert Client().post(link, {"act": "reply", "reply-text": ""}).status_code == 422
    assert Client().post(link, {"act": "reply", "reply-text": "The left one."}).status_code == 302
    assert Question.objects.get().reply == "The left one."
