"""What is said after a suggestion's first words: by residents in a third language, by offices in one not asked for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community import linking
from community.models import Contact
from feedback import (
    answering,
    asking,
    clocks,
    closing,
    detecting,
    inquiring,
    merging,
    moderating,
    reporting,
    reviewing,
    tracking,
    translating,
    triaging,
)
from feedback.models import LaterTranslation, SavedFilter, Suggestion, TranslationRequest
from feedback.telling import LINK
from tests.feedback.desk.test_desk import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User
    from feedback.models import Answer, Category, Question

KOREAN = "정문 옆에 있는 벤치가 부서졌습니다. 제 번호는 010-1234-5678 입니다."
CHINESE = "正门旁边的长椅坏了。"


@pytest.fixture
def asked(send: Callable[..., Suggestion], cast: dict[str, User]) -> Question:
    suggestion = triaging.take(send(contact=Contact.objects.of("someone@example.com", language="en")), by=cast["officer"])
    return asking.ask(suggestion, text="Which bench?", language="en", by=cast["officer"])


@pytest.fixture
def discontent(answered: Callable[..., Answer], cast: dict[str, User]) -> Suggestion:
    """Return a suggestion whose writer is not content, and says so in Korean."""
    answer = answering.release(answered(contact=Contact.objects.of("someone@example.com", language="en")), by=cast["manager"])
    inquiring.say(answer.inquiries.get(occasion="answer"), resolved="no", satisfied="no", text=KOREAN)
    return answer.suggestion


def checked(request: TranslationRequest, text: str, cast: dict[str, User]) -> TranslationRequest:
    translating.save(request, text=text, by=cast["editor"])
    translating.check(request, by=cast["admin"])
    return request


@pytest.mark.parametrize(("reply", "waits"), [(KOREAN, True), ("The one by the gate.", False), (CHINESE, False), ("42", False)])
def test_a_reply_in_a_third_language_waits_for_a_translator_as_the_first_words_do(
    asked: Question, reply: str, *, waits: bool
) -> None:
    asking.reply(asked, text=reply)
    found = [(one.part, one.language, one.source) for one in TranslationRequest.objects.open()]
    assert found == ([("question", "zh-hans", reply)] if waits else [])


def test_a_short_reply_is_taken_for_the_language_its_writer_wrote_in() -> None:
    assert detecting.detect("Ok !", likely="fr") == detecting.Guess("fr", 0.0)
    assert detecting.detect("Ok !", likely="ko") == detecting.detect("Ok !") == detecting.Guess("en", 0.0)
    assert detecting.detect("12:30", likely="fr").language == "en"
    assert detecting.detect(KOREAN, likely="fr").language == "ko"


def test_the_desk_reads_the_translation_above_the_reply_and_the_translator_reads_nothing_personal(
    asked: Question, cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    asking.reply(asked, text=KOREAN)
    request = TranslationRequest.objects.get()
    assert "010-1234-5678" not in request.source_shown
    page = reverse("desk_suggestion", args=[asked.suggestion.reference])
    assert "needs translation" in text_of(signed_in("officer").get(page))
    editor = signed_in("editor")
    assert "s reply · Huacao Town" in text_of(editor.get(reverse("desk_translations")))
    assert editor.get(reverse("desk_translation", args=[request.pk])).status_code == 200
    checked(request, CHINESE, cast)
    seen = text_of(signed_in("officer").get(page))
    assert seen.index(CHINESE) < seen.index("정문")
    assert "needs translation" not in seen
    asked.refresh_from_db()
    assert asked.reply == KOREAN


def test_the_time_of_a_reply_s_translation_is_kept_apart_and_what_comes_after_the_answer_is_no_part_of_it(
    asked: Question, discontent: Suggestion
) -> None:
    asking.reply(asked, text=KOREAN)
    later = timezone.now() + timedelta(hours=5)
    assert clocks.spent(asked.suggestion, later).in_translation > timedelta(hours=4)
    assert [one.part for one in discontent.translation_requests.all()] == ["inquiry"]
    assert clocks.spent(discontent, later).in_translation == timedelta()


def test_a_guess_that_was_wrong_is_corrected_and_nothing_waits_any_more(
    asked: Question, cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    asking.reply(asked, text=KOREAN)
    request = TranslationRequest.objects.get()
    address = reverse("desk_translation_language", args=[request.pk])
    editor = signed_in("editor")
    assert "Choose a language." in text_of(editor.post(address, {"language": "xx"}, follow=True))
    editor.post(address, {"language": "ja"})
    assert TranslationRequest.objects.open().get().source_language == "ja"
    assert "The language is corrected." in text_of(editor.post(address, {"language": "en"}, follow=True))
    assert not TranslationRequest.objects.open().exists()
    with pytest.raises(tracking.MoveRefused):
        translating.correct_language(request, language="ja", by=cast["editor"])


def test_a_desk_may_ask_for_an_english_reply_in_chinese(
    asked: Question, cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    asking.reply(asked, text="The one by the gate.")
    address = reverse("desk_suggestion_translation", args=[asked.suggestion.reference])
    officer = signed_in("officer")
    assert officer.post(address, {"question": "0"}).status_code == 404
    officer.post(address, {"question": str(asked.pk)})
    officer.post(address, {"question": str(asked.pk)})
    assert [one.part for one in TranslationRequest.objects.open()] == ["question"]


def test_a_judgement_reaches_the_reviewer_and_a_report_the_moderator_in_chinese(
    discontent: Suggestion, send: Callable[..., Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    public = moderating.release(send("The gate.", public_wish=True), words={"en": "The gate."}, by=cast["moderator"])
    report, key = None, uuid4()
    for _twice in range(2):
        report = reporting.report(public, why="other", text=KOREAN, key=key)
    assert report is not None
    assert {one.part for one in TranslationRequest.objects.open()} == {"inquiry", "report"}
    for request in TranslationRequest.objects.open():
        checked(request, CHINESE, cast)
    for who, address in (
        ("manager", reverse("desk_suggestion", args=[discontent.reference])),
        ("moderator", reverse("desk_report", args=[report.pk])),
    ):
        seen = text_of(signed_in(who).get(address))
        assert seen.index(CHINESE) < seen.index("정문")


def test_a_closing_in_another_language_waits_for_its_translation_or_for_a_decision(
    send: Callable[..., Suggestion],
    cast: dict[str, User],
    outbox: Callable[[], list[Delivery]],
    signed_in: Callable[[str], Client],
) -> None:
    contact = Contact.objects.of("someone@example.com", language="en")
    suggestion = triaging.take(send(contact=contact), by=cast["officer"])
    proposed = closing.propose(suggestion, outcome="planned", words="明年春季更换长椅。", by=cast["officer"])
    request = suggestion.translation_requests.get()
    assert (request.part, request.language) == ("closing", "en")
    with pytest.raises(translating.TranslationMissing):
        closing.release(proposed, by=cast["manager"])
    offices = reverse("desk_closing_release", args=[suggestion.reference])
    assert signed_in("manager").post(offices).status_code == 409
    signed_in("manager").post(offices, {"untranslated": "on"})
    first = outbox()[-1].message
    assert (first.kind, "A translation is being made" in first.text) == ("suggestion_closed", True)
    checked(request, "The bench is replaced next spring.", cast)
    second = outbox()[-1].message
    assert second.kind == "suggestion_closed"
    assert second.text.index("next spring") < second.text.index("明年春季")
    own = text_of(Client().get(linking.address(linking.make(LINK, suggestion))))
    assert "Closed as: planned" in own
    assert own.index("next spring") < own.index("明年春季")


def test_everyone_reads_who_closed_a_public_suggestion_when_and_why_in_both_languages(
    send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    public = moderating.release(send("The gate.", public_wish=True), words={"en": "The gate."}, by=cast["moderator"])
    words = "The gate belongs to the compound. Call 13812345678."
    proposed = closing.propose(triaging.take(public, by=cast["officer"]), outcome="not_possible", words=words, by=cast["officer"])
    page = f"/feedback/{public.reference}/"
    assert "The gate belongs" not in text_of(Client().get(f"/en{page}")), "not before it is released"
    closing.release(proposed, by=cast["manager"])
    seen = text_of(Client().get(f"/en{page}"))
    assert "Closed as: not possible" in seen
    assert "The gate belongs to the compound." in seen
    assert "13812345678" not in seen
    assert re.search(r"<footer>[^<]*20\d\d[^<]*Huacao Town, Minhang District · released by a second person", seen)
    request = TranslationRequest.objects.open().get()
    assert (request.part, request.language, Client().get(f"/zh-hans{page}").status_code) == ("closing", "zh-hans", 200)
    checked(request, "大门属于小区，请致电13812345678。", cast)
    chinese = text_of(Client().get(f"/zh-hans{page}"))
    assert chinese.index("大门属于小区") < chinese.index("The gate belongs")
    assert "13812345678" not in chinese
    call = f"/open311/v2/requests/{public.reference}.json?jurisdiction_id=huacao&lang="
    notes = {language: Client().get(f"{call}{language}").json()[0]["status_notes"] for language in ("en", "zh-hans")}
    assert notes["en"].startswith("The gate belongs to the compound.")
    assert notes["zh-hans"].startswith("大门属于小区")
    assert "13812345678" not in str(notes)


def test_what_is_joined_with_another_leads_there_only_where_that_is_public(
    send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    kept, joined = (
        moderating.release(send("The gate.", public_wish=True), words={"en": "The gate."}, by=cast["moderator"]) for _one in "ab"
    )
    merging.merge(joined, into=kept, reason="The same.", by=cast["officer"])
    page = f"/en/feedback/{joined.reference}/"
    assert kept.reference in text_of(Client().get(page))
    moderating.hide(kept, reason="A name.", by=cast["moderator"])
    seen = text_of(Client().get(page))
    assert "The same was said before" in seen
    assert kept.reference not in seen


@pytest.mark.parametrize(("language", "told"), [("en", 1), ("zh-hans", 0)])
def test_who_can_t_read_a_hand_over_note_is_told_what_language_it_is_in(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], language: str, told: int
) -> None:
    suggestion = triaging.hand_over(send(), to=bodies["transport"], reason="公交站由交通委负责。", by=cast["officer"])
    page = text_of(Client().get(f"/{language}/l/{linking.make(LINK, suggestion)}/"))
    assert '<span class="because" lang="zh-Hans">公交站由交通委负责。</span>' in page
    assert page.count("(in Simplified Chinese, as the office wrote it)") == told


def test_a_closing_given_back_or_in_the_language_asked_for_waits_for_nobody(
    send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    given_back = closing.propose(suggestion, outcome="planned", words="明年春季更换长椅。", by=cast["officer"])
    closing.give_back(given_back, reason="Not yet.", by=cast["manager"])
    closing.release(closing.propose(suggestion, outcome="planned", words="Next spring.", by=cast["officer"]), by=cast["manager"])
    assert not TranslationRequest.objects.open().exists()


def test_the_reason_of_a_second_look_is_mailed_again_once_it_is_translated(
    discontent: Suggestion, cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    reviewing.decide(discontent.reviews.get(), decision="keep", reason="长椅已经修好，现场复查过。", by=cast["district_officer"])
    request = TranslationRequest.objects.open().get(review__isnull=False)
    assert "A translation is being made" in outbox()[-1].message.text
    checked(request, "It was mended; we looked at it again.", cast)
    mail = outbox()[-1].message
    assert (mail.kind, "looked at it again" in mail.text, "现场复查" in mail.text) == ("suggestion_reviewed", True, True)
    own = text_of(Client().get(linking.address(linking.make(LINK, discontent))))
    assert "A second look: stays as it is" in own


def test_a_suggestion_in_a_third_language_is_answered_in_the_language_asked_for(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    contact = Contact.objects.of("someone@example.com", language="zh-hans")
    suggestion = triaging.take(send(KOREAN, answer_language="zh-hans", contact=contact), by=cast["officer"])
    answer = answering.submit(
        answering.draft(suggestion, text="We mended it.", language="en", by=cast["officer"]), by=cast["officer"]
    )
    assert {(one.part, one.language) for one in TranslationRequest.objects.open()} == {("", "zh-hans"), ("answer", "zh-hans")}
    with pytest.raises(translating.TranslationMissing):
        answering.release(answer, by=cast["manager"])
    checked(answer.translation_requests.get(), "长椅已修好。", cast)
    answering.release(answer, by=cast["manager"])
    mail = outbox()[-1].message
    assert (mail.kind, mail.language) == ("suggestion_answered", "zh-hans")
    assert mail.text.index("长椅已修好。") < mail.text.index("We mended it.")
    assert KOREAN in mail.text


def test_a_later_translation_is_of_one_thing(asked: Question, discontent: Suggestion) -> None:
    words = {"language": "zh-hans", "text": CHINESE, "source_hash": "x"}
    for wrong in ({}, {"question": asked, "inquiry": discontent.inquiries.order_by("pk")[0]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LaterTranslation.objects.create(**words, **wrong)


# --- filters of the queue, and of the moderators' ---------------------------------------------------------------------
def rows(client: Client, query: str) -> list[str]:
    page: Any = client.get(f"{reverse('desk_translations')}?{query}")
    return [row["request"].suggestion.reference for row in page.context["rows"]]


def test_the_queue_of_translators_is_narrowed_by_place_state_age_language_and_part(
    send: Callable[..., Suggestion], bodies: dict[str, Body], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    korean, french = send(KOREAN), send("Le banc est cassé.", language="fr", township=bodies["hongqiao-town"])
    city = send("Die Bank ist kaputt.", language="de", township=None)
    made = korean.translation_requests.get()
    translating.save(made, text=CHINESE, by=cast["admin"])
    translating.claim(french.translation_requests.get(), by=cast["second_admin"])
    TranslationRequest.objects.filter(suggestion=city).update(created_at=timezone.now() - timedelta(days=8))
    admin = signed_in("admin")
    assert rows(admin, "") == [city.reference, korean.reference, french.reference]
    for query, expected in {
        "township=huacao": korean,
        "township=city": city,
        "language=fr": french,
        "age=7": city,
        "state=check": korean,
        "state=taken": french,
        "state=free": city,
        "language=ko&part=words&into=zh-hans": korean,
    }.items():
        assert rows(admin, query) == [expected.reference], query
    assert rows(admin, "state=mine") == rows(admin, "part=answer") == rows(admin, "into=en") == []
    assert rows(signed_in("second_admin"), "state=mine") == [french.reference]
    assert len(rows(admin, "state=x&age=y&township=z")) == 3
    assert "Nothing in this queue fits these filters." in text_of(admin.get(f"{reverse('desk_translations')}?part=answer"))


def test_a_shelf_of_moderators_is_narrowed_and_its_filters_are_kept_for_this_list_alone(
    send: Callable[..., Suggestion], categories: dict[str, Category], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    korean, old = send(KOREAN, public_wish=True), send(public_wish=True, category=categories["transport"], kind="complaint")
    Suggestion.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=5))
    admin, list_ = signed_in("admin"), reverse("desk_moderation")

    def found(query: str) -> list[str]:
        return [row["suggestion"].reference for row in admin.get(f"{list_}?{query}").context["rows"]]

    assert found("") == [old.reference, korean.reference]
    assert found("language=ko") == found("category=community") == [korean.reference]
    assert found("age=3") == found("kind=complaint") == found("township=huacao&category=transport") == [old.reference]
    assert found("township=city") == []
    values = {"name": "Old ones", "page": "desk_moderation", "query": "shelf=awaiting&age=3&page=2&evil=1"}
    response = admin.post(reverse("desk_filters"), values, follow=True)
    assert response.redirect_chain[0][0].startswith(f"{list_}?shelf=awaiting&age=3")
    assert SavedFilter.objects.get().query == "shelf=awaiting&age=3"
    assert "Old ones" in text_of(response)
    assert "Old ones" not in text_of(admin.get(reverse("desk_suggestions")))
    response = admin.post(reverse("desk_filter_removal", args=[SavedFilter.objects.get().pk]), follow=True)
    assert response.redirect_chain[0][0] == list_
    admin.post(reverse("desk_filters"), {"name": "x", "page": "home", "query": ""})
    assert not SavedFilter.objects.exists()


def test_the_queue_asks_as_much_for_two_as_for_thirty(
    send: Callable[..., Suggestion], signed_in: Callable[[str], Client]
) -> None:
    admin, counts = signed_in("admin"), []
    admin.get(reverse("desk_translations"))
    for number in range(30):
        send(KOREAN)
        if number in {1, 29}:
            with CaptureQueriesContext(connection) as captured:
                admin.get(reverse("desk_translations"))
            counts.append(len(captured))
    assert counts[0] == counts[1]
