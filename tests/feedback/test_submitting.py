from __future__ import annotations

import threading
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from community import linking
from community.models import Contact, Link
from feedback import submitting, tracking
from feedback.models import Provenance, StateChange, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User
    from feedback.models import Category

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI)


def test_it_is_numbered_by_township_and_year_of_shanghai(send: Callable[..., Suggestion], bodies: dict[str, Body]) -> None:
    before = datetime(2026, 12, 31, 23, 50, tzinfo=SHANGHAI)
    assert [send(now=before).reference, send(now=before).reference] == ["HC-2026-0001", "HC-2026-0002"]
    assert send(now=NEW_YEAR).reference == "HC-2027-0001"
    assert send(township=bodies["hongqiao-town"], now=before).reference == "HT-2026-0001"
    assert send(township=bodies["hongqiao-subdistrict"], now=before).reference == "HS-2026-0001"
    assert send(township=None, now=before).reference == "SH-2026-0001"


def test_it_is_received_then_routed_and_on_a_desk_at_once(send: Callable[..., Suggestion], bodies: dict[str, Body]) -> None:
    suggestion = send()
    assert suggestion.state == "routed"
    assert suggestion.desk == bodies["huacao"]
    assert list(StateChange.objects.values_list("from_state", "to_state")) == [("", "received"), ("received", "routed")]


def test_the_same_form_sent_twice_is_one_suggestion_whose_links_all_open(
    send: Callable[..., Suggestion], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    key = uuid4()
    values: dict[str, Any] = {
        "key": key,
        "category": categories["community"],
        "township": bodies["huacao"],
        "kind": "help",
        "answer_language": "en",
    }
    first, second = submitting.submit("A bench.", **values), submitting.submit("A bench.", **values)
    assert first.suggestion == second.suggestion
    assert Suggestion.objects.count() == 1
    assert {linking.resolve(token).target for token in (first.token, second.token)} == {first.suggestion}


def test_an_email_is_optional_and_gets_the_link_but_not_the_words(
    send: Callable[..., Suggestion], outbox: Callable[[], list[Delivery]]
) -> None:
    send()
    assert outbox() == []
    contact = Contact.objects.of("someone@example.com", language="en")
    suggestion = send("Buy cheap pills", contact=contact, answer_language="zh-hans")
    (mail,) = outbox()
    assert (mail.message.kind, mail.message.language, mail.message.sensitive) == ("suggestion_received", "zh-hans", True)
    assert suggestion.reference in mail.message.subject
    assert "/zh-hans/l/" in mail.message.text
    assert "由其负责。" in mail.message.text
    assert "cheap pills" not in mail.message.text + mail.message.html


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bus stop on Jidi Road has no English sign.", "en"),
        ("Bus stop 没有英文站牌，老人坐错车", "zh-hans"),
        ("水曜の夜に卓球室を開けてほしい。", "ja"),
        ("국제학교 앞에 횡단보도가 없어요.", "ko"),
        ("Il manque un passage piéton devant l'école de mes enfants.", "fr"),
        ("???", "en"),
    ],
)
def test_the_language_is_guessed(send: Callable[..., Suggestion], text: str, language: str) -> None:
    assert send(text).language == language


def test_what_the_writer_says_of_the_language_counts_more(send: Callable[..., Suggestion]) -> None:
    said = send("Hola", language="es")
    assert (said.language, said.language_confidence) == ("es", None)
    corrected = submitting.correct_language(send("ciao"), language="it")
    assert corrected.language == "it"
    assert corrected.translation_requests.get().language == "zh-hans"
    submitting.correct_language(corrected, language="en")
    assert not corrected.translation_requests.filter(done_at=None).exists()


def test_taken_back_it_is_private_and_nobody_works_on_it(send: Callable[..., Suggestion]) -> None:
    suggestion = submitting.withdraw(send("벤치가 부서졌어요", public_wish=True), by=None)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.public_state) == ("withdrawn", "private")
    assert not suggestion.translation_requests.filter(done_at=None).exists()
    with pytest.raises(tracking.MoveRefused):
        submitting.withdraw(suggestion, by=None)
    with pytest.raises(tracking.MoveRefused):
        submitting.agree_to_publicity(suggestion, agreed=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_state": "released"},
        {"public_state": "awaiting"},
        {"imported": True},
        {"state": "imported"},
        {"desk": None},
        {"text": ""},
        {"public_wish": True, "public_state": "released", "state": "withdrawn"},
    ],
)
def test_the_database_refuses_what_must_never_be(send: Callable[..., Suggestion], wrong: dict[str, Any]) -> None:
    suggestion = send()
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(**wrong)


def test_history_has_no_writer_no_moves_and_counts_nowhere(whole_tree: None, cast_of_facts: dict[str, User]) -> None:
    history = Suggestion.objects.filter(imported=True)
    assert (history.count(), Suggestion.objects.counted().count(), Suggestion.objects.public().count()) == (80, 0, 0)
    assert Provenance.objects.exclude(source="").count() == 80
    assert not history.filter(answers__isnull=False).exists()
    contact = Contact.objects.of("someone@example.com", language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(imported=True).update(contact=contact)
    with pytest.raises(tracking.MoveRefused):
        submitting.withdraw(history[0], by=None)


@pytest.fixture
def cast_of_facts(whole_tree: None) -> dict[str, User]:
    return {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_many_at_once_get_different_numbers_and_one_form_stays_one(
    send: Callable[..., Suggestion], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    shared = uuid4()
    keys = [uuid4() for _ in range(8)] + [shared] * 4
    problems: list[BaseException] = []
    barrier = threading.Barrier(len(keys))

    def submit(key: Any) -> None:
        try:
            barrier.wait()
            send(key=key)
        except BaseException as error:  # noqa: BLE001  # told in the main thread
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[key]) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    references = list(Suggestion.objects.values_list("reference", flat=True))
    assert len(references) == len(set(references)) == 9
    assert Suggestion.objects.filter(key=shared).count() == 1
    assert Link.objects.count() == 12
