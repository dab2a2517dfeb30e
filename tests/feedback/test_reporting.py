from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from feedback import moderating, reporting, tracking
from feedback.models import ModerationAct, Report, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

WORDS = "  My name is Anna Muster. 谢谢!  \r\nThe gate is shut.\n"
FIRST = {"en": "The gate  is shut.\r\n", "zh-hans": "大门关着。"}


@pytest.fixture
def public(send: Callable[..., Suggestion], cast: dict[str, User]) -> Suggestion:
    return moderating.release(send(WORDS, public_wish=True, language="en"), words=FIRST, by=cast["moderator"])


def test_a_redaction_comes_back_byte_for_byte_and_the_original_is_never_touched(
    public: Suggestion, cast: dict[str, User]
) -> None:
    moderating.redact(public, words={"en": "A gate."}, reason="Too exact.", by=cast["moderator"])
    public.public_words.refresh_from_db()
    assert public.public_words.by_language == {"en": "A gate."}
    first = ModerationAct.objects.get(act="release")
    moderating.bring_back(public, act=first, reason="It was fine.", by=cast["manager"])
    fresh = Suggestion.objects.get(pk=public.pk)
    assert fresh.public_words.by_language == FIRST
    assert fresh.text.encode() == WORDS.encode()
    assert list(ModerationAct.objects.values_list("act", "reason")) == [
        ("release", ""), ("redact", "Too exact."), ("restore", "It was fine."),
    ]  # fmt: skip


def test_redacting_needs_a_reason_and_its_moderator(public: Suggestion, cast: dict[str, User]) -> None:
    with pytest.raises(moderating.NoReason):
        moderating.redact(public, words={"en": "A gate."}, reason=" ", by=cast["moderator"])
    for key in ("officer", "editor", "resident", "bureau_officer"):
        with pytest.raises(tracking.NotAllowed):
            moderating.redact(public, words={"en": "A gate."}, reason="Why not.", by=cast[key])
    assert Suggestion.objects.get(pk=public.pk).public_words.by_language == FIRST


def test_another_suggestions_words_do_not_come_back_here(
    public: Suggestion, send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    other = moderating.release(send(public_wish=True), words={"en": "Other."}, by=cast["moderator"])
    with pytest.raises(tracking.NotAllowed):
        moderating.bring_back(public, act=other.moderation_acts.get(), reason="Mixed up.", by=cast["moderator"])


def test_the_moderators_page_redacts_and_brings_back(
    public: Suggestion, signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    address = f"/en/desk/moderation/{public.reference}/"
    typed = {"redact-en": "A gate.", "redact-zh-hans": "", "redact-reason": ""}
    assert signed_in("moderator").post(f"{address}redaction/", typed).status_code == 422
    assert signed_in("moderator").post(f"{address}redaction/", typed | {"redact-reason": "Too exact."}).status_code == 302
    assert "A gate." in Client().get(f"/en/feedback/{public.reference}/").content.decode()
    first = ModerationAct.objects.get(act="release").pk
    signed_in("moderator").post(f"{address}earlier/", {"earlier-act": first, "earlier-reason": "It was fine."})
    assert "The gate  is shut." in Client().get(f"/en/feedback/{public.reference}/").content.decode()


def test_a_reader_reports_without_a_name_and_a_moderator_decides_once(
    public: Suggestion, signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    address, key = f"/en/feedback/{public.reference}/report/", str(uuid4())
    assert Client().post(address, {"why": "nonsense", "key": key}).status_code == 422
    for _ in range(2):
        assert Client().post(address, {"why": "personal", "text": "A name, 名字", "key": key}).status_code == 302
    report = Report.objects.get()
    assert "Reports from readers" in signed_in("moderator").get("/en/desk/").content.decode()
    desk = f"/en/desk/reports/{report.pk}/"
    assert signed_in("moderator").post(desk, {"decision": "dismissed", "reason": ""}).status_code == 422
    assert signed_in("moderator").post(desk, {"decision": "dismissed", "reason": "No name there."}).status_code == 302
    late = signed_in("manager").post(desk, {"decision": "acted", "reason": "I saw one."})
    assert late.status_code == 409
    report.refresh_from_db()
    assert (report.decision, report.decided_by) == ("dismissed", cast["moderator"])


def test_a_decision_without_a_reason_can_not_be_stored(public: Suggestion, cast: dict[str, User]) -> None:
    report = reporting.report(public, why="other", text="", key=uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        reporting.decide(report, decision="acted", reason="", by=cast["moderator"])


def test_what_is_not_public_can_not_be_reported(
    send: Callable[..., Suggestion], public: Suggestion, cast: dict[str, User]
) -> None:
    assert Client().get(f"/en/feedback/{send().reference}/report/").status_code == 404
    moderating.hide(public, reason="A name.", by=cast["moderator"])
    with pytest.raises(tracking.MoveRefused):
        reporting.report(public, why="other", text="", key=uuid4())


def test_too_many_reports_in_an_hour_are_refused(public: Suggestion) -> None:
    cache.clear()
    address = f"/en/feedback/{public.reference}/report/"
    codes = [Client().post(address, {"why": "other", "key": str(uuid4())}).status_code for _ in range(22)]
    assert codes == [302] * 20 + [429] * 2
