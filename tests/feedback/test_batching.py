from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback import answering, batching, phrasing, tracking, translating, triaging
from feedback.forms.answers import without_quotes
from feedback.models import Answer, Snippet
from feedback.models.translation import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User
    from feedback.models import Suggestion

MAIL = "您好，长椅已修好。\n> 请修一下\r\n\n市绿化局\n-----原始邮件-----\n发件人: 华漕镇"


# --- two at once --------------------------------------------------------------------------------------------------------
def test_of_two_officers_who_answer_at_once_the_second_is_told_and_loses_nothing(
    send: Callable[..., Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    address = reverse("desk_suggestion_answer", args=[suggestion.reference])
    first = {"language": "en", "text": "We mended the bench yesterday.", "edition": ""}
    second = {"language": "en", "text": "The bench will be mended soon.", "edition": ""}
    assert signed_in("officer").post(address, first).status_code == 302
    page = signed_in("officer").post(address, second)
    assert page.status_code == 409
    text = page.content.decode()
    assert "We mended the bench yesterday." in text
    assert "The bench will be mended soon." in text
    assert Answer.objects.get().text == first["text"]
    compared = second | {"edition": fingerprint(first["text"])}
    assert f'name="edition" value="{compared["edition"]}"' in text
    assert signed_in("officer").post(address, compared).status_code == 302
    assert Answer.objects.get().text == second["text"]
    assert [draft.text for draft in Answer.objects.get().drafts.all()] == [first["text"], second["text"]]


def test_a_release_sends_only_what_was_read(answered: Callable[..., Answer], cast: dict[str, User]) -> None:
    answer = answered()
    with pytest.raises(tracking.MoveRefused):
        answering.release(answer, by=cast["manager"], edition=fingerprint("Other words"))
    answering.release(answer, by=cast["manager"], edition=fingerprint(answer.text))


# --- language -----------------------------------------------------------------------------------------------------------
def test_a_text_that_looks_like_the_other_language_is_asked_about_once(
    send: Callable[..., Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    address = reverse("desk_suggestion_answer", args=[suggestion.reference])
    typed = {"language": "en", "text": "您好，长椅已经修好，欢迎继续使用。", "edition": ""}
    page = signed_in("officer").post(address, typed)
    assert page.status_code == 422
    assert "looks like the other language" in page.content.decode()
    assert typed["text"] in page.content.decode()
    assert signed_in("officer").post(address, typed | {"sure": "on"}).status_code == 302


# --- snippets -----------------------------------------------------------------------------------------------------------
def test_a_snippet_goes_beneath_what_was_typed_and_stores_nothing(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], signed_in: Callable[[str], Client]
) -> None:
    words = {
        "name_en": "Thanks",
        "name_zh_hans": "感谢",
        "text_en": "Thank you for telling us.",
        "text_zh_hans": "感谢您的反映。",
    }
    snippet = phrasing.keep(Snippet(body=bodies["huacao"], **words), by=cast["manager"])
    foreign = Snippet.objects.create(body=bodies["hongqiao-town"], **words | {"text_en": "Not ours."})
    suggestion = triaging.take(send(), by=cast["officer"])
    address = reverse("desk_suggestion_answer", args=[suggestion.reference])
    typed = {"language": "en", "text": "Hello!", "edition": "", "insert": "yes"}
    page = signed_in("officer").post(address, typed | {"snippet": snippet.pk})
    assert "Hello!\n\nThank you for telling us." in page.content.decode()
    assert "Not ours." not in signed_in("officer").post(address, typed | {"snippet": foreign.pk}).content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("key", ["editor", "moderator", "organiser", "district_officer", "bureau_officer", "resident"])
def test_a_bodys_snippets_are_its_officers_and_managers(cast: dict[str, User], bodies: dict[str, Body], key: str) -> None:
    with pytest.raises(tracking.NotAllowed):
        phrasing.keep(Snippet(body=bodies["huacao"], name_en="x", text_en="x"), by=cast[key])
    with pytest.raises(tracking.NotAllowed):
        phrasing.keep(Snippet(name_en="x", text_en="x"), by=cast["manager"])


def test_a_snippet_is_written_changed_and_put_away_at_the_desk(
    signed_in: Callable[[str], Client], bodies: dict[str, Body]
) -> None:
    client = signed_in("officer")
    typed: dict[str, Any] = {"body": bodies["huacao"].pk, "category": "", "name_zh_hans": "感谢", "text_zh_hans": "感谢您。"}
    assert client.post(reverse("desk_snippet_new"), typed).status_code == 422
    typed |= {"name_en": "Thanks", "text_en": "Thank you."}
    assert client.post(reverse("desk_snippet_new"), typed).status_code == 302
    snippet = Snippet.objects.get()
    assert (snippet.body, snippet.text_zh_hans, snippet.text_en) == (bodies["huacao"], "感谢您。", "Thank you.")
    foreign = typed | {"body": bodies["hongqiao-town"].pk}
    assert client.post(reverse("desk_snippet", args=[snippet.pk]), foreign).status_code == 422
    client.post(reverse("desk_snippet_retirement", args=[snippet.pk]))
    assert not Snippet.objects.in_use().exists()


# --- one for many -------------------------------------------------------------------------------------------------------
def test_one_answer_for_several_waits_for_each_and_a_refusal_holds_up_nobody(
    send: Callable[..., Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    drafted = triaging.take(send("Drafted bench"), by=cast["officer"])
    answering.draft(drafted, text="Mine", language="en", by=cast["officer"])
    fresh = [send(f"Bench {number}") for number in range(3)]
    outcomes = batching.answer_many([drafted, *fresh], text="All mended.", language="en", by=cast["officer"])
    assert [bool(outcome.refusal) for outcome in outcomes] == [True, False, False, False]
    assert Answer.objects.filter(text="All mended.", submitted_at__isnull=False).count() == 3
    assert drafted.answers.get().text == "Mine"
    page = signed_in("manager").get(reverse("desk_answers_release")).content.decode()
    assert page.count("All mended.") == 3
    answers = {answer: fingerprint(answer.text) for answer in Answer.objects.filter(text="All mended.")}
    stale = next(iter(answers))
    answers[stale] = fingerprint("Earlier words")
    released = batching.release_many(answers, by=cast["manager"])
    assert [bool(outcome.refusal) for outcome in released] == [True, False, False]
    assert Answer.objects.filter(released_at__isnull=False).count() == 2


def test_the_page_offers_only_what_the_officer_may_answer(
    send: Callable[..., Suggestion], bodies: dict[str, Body], signed_in: Callable[[str], Client]
) -> None:
    ours, theirs = send("Ours is broken"), send("Theirs is broken", township=bodies["hongqiao-town"])
    address = reverse("desk_answers_bulk")
    page = signed_in("officer").get(address).content.decode()
    assert ours.reference in page
    assert theirs.reference not in page
    typed = {"chosen": [theirs.reference], "language": "en", "text": "All mended."}
    assert signed_in("officer").post(address, typed).status_code == 422
    assert signed_in("officer").post(address, typed | {"chosen": [ours.reference]}).status_code == 302
    assert Answer.objects.get().suggestion == ours


# --- by mail ------------------------------------------------------------------------------------------------------------
def test_a_reply_by_mail_is_taken_written_and_submitted_in_one_act(
    send: Callable[..., Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    suggestion = send(answer_language="zh-hans")
    address = reverse("desk_suggestion_letter", args=[suggestion.reference])
    typed = {"came_from": "市绿化局", "came_on": "2030-01-01", "language": "zh-hans", "text": MAIL, "edition": ""}
    assert signed_in("officer").post(address, typed).status_code == 422
    assert signed_in("officer").post(address, typed | {"came_on": str(timezone.localdate())}).status_code == 302
    answer = Answer.objects.get()
    assert (answer.came_from, answer.text) == ("市绿化局", "您好，长椅已修好。\n\n市绿化局")
    assert answer.is_submitted
    suggestion.refresh_from_db()
    assert suggestion.state == "in_progress"
    answering.release(answer, by=cast["manager"])


def test_quoted_lines_and_what_stands_beneath_them_are_left_out() -> None:
    assert without_quotes("Hello\n> you wrote\n＞ 引用\nBye\n-----Original Message-----\nold") == "Hello\nBye"
    assert without_quotes("> only\n> quotes") == ""


# --- words to translate are given back ------------------------------------------------------------------------------------
def test_a_claim_is_given_back_by_its_owner_only(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    request = translating.claim(send("벤치가 부서졌어요").translation_requests.get(), by=cast["editor"])
    with pytest.raises(translating.TakenByAnother):
        translating.give_back(request, by=cast["admin"])
    translating.give_back(request, by=cast["editor"])
    assert translating.claim(request, by=cast["admin"]).claimed_by == cast["admin"]
