from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community import linking
from community.models import Contact
from feedback import answering, inquiring, reviewing, submitting, tracking
from feedback.models import DiscontentReason, Inquiry, Review, StateChange
from feedback.telling import INQUIRY_LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from feedback.models import Answer


@pytest.fixture
def asked(answered: Callable[..., Answer], cast: dict[str, User]) -> Inquiry:
    contact = Contact.objects.of("someone@example.com", language="zh-hans")
    answer = answering.release(
        answered("长椅已修好。", language="zh-hans", answer_language="zh-hans", contact=contact), by=cast["manager"]
    )
    return answer.inquiries.get(occasion="answer")


@pytest.fixture
def reasons(db: None) -> dict[str, DiscontentReason]:
    made = [("not-done", "Nothing was done", "没有办理", True), ("slow", "It took too long", "办理太慢", False)]
    return {
        slug: DiscontentReason.objects.create(slug=slug, name_en=en, name_zh_hans=zh, reopens=again)
        for slug, en, zh, again in made
    }


def test_the_answers_mail_brings_the_link_and_its_page_asks_two_things_apart(
    asked: Inquiry, outbox: Callable[[], list[Delivery]]
) -> None:
    assert "两个问题" in outbox()[-1].message.text
    link = f"/zh-hans/l/{linking.make(INQUIRY_LINK, asked)}/"
    page = Client().get(f"{link}?resolved=yes&satisfied=yes").content.decode()
    assert Client().head(f"{link}?resolved=yes&satisfied=yes").status_code == 200
    assert "问题解决了吗？" in page
    assert "您对单位的办理是否满意？" in page
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert Client().post(link, {"resolved": "yes"}).status_code == 422
    assert Client().post(link, {"resolved": "yes", "satisfied": "no"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.resolved, asked.satisfied) == ("yes", "no")
    assert Client().post(link, {"resolved": "no", "satisfied": "no"}).status_code == 409
    assert Inquiry.objects.get(pk=asked.pk).resolved == "yes"


def test_resolved_moves_it_on_and_dissatisfaction_alone_changes_nothing(asked: Inquiry) -> None:
    inquiring.say(asked, resolved="yes", satisfied="no")
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "resolved"
    assert not Review.objects.exists()
    with pytest.raises(inquiring.AlreadySaid):
        inquiring.say(asked, resolved="no", satisfied="no")


@pytest.mark.parametrize(
    ("resolved", "satisfied", "why", "text", "again"),
    [
        ("no", "so_so", ["not-done"], "", True),
        ("no", "yes", ["slow"], "", False),
        ("yes", "no", [], "The third bench is still missing.", True),
        ("no", "no", [], "   ", False),
        ("partly", "so_so", ["not-done"], "Hm.", False),
    ],
)
def test_the_reason_decides_whether_someone_looks_again(
    asked: Inquiry, reasons: dict[str, DiscontentReason], *, resolved: str, satisfied: str, why: list[str], text: str, again: bool
) -> None:
    inquiring.say(asked, resolved=resolved, satisfied=satisfied, reasons=[reasons[slug] for slug in why], text=text)
    asked.suggestion.refresh_from_db()
    assert Review.objects.exists() == again
    assert (asked.suggestion.state == "reopen_asked") == again


@pytest.fixture
def review(asked: Inquiry) -> Review:
    inquiring.say(asked, resolved="no", satisfied="no", text="It is still broken.")
    return Review.objects.get()


@pytest.mark.parametrize("key", ["officer", "editor", "moderator", "organiser", "bureau_officer", "resident"])
def test_who_handled_it_and_strangers_do_not_review_it(review: Review, cast: dict[str, User], key: str) -> None:
    with pytest.raises(tracking.FeedbackRefused) as refusal:
        reviewing.decide(review, decision="keep", reason="It is fine.", by=cast[key])
    assert isinstance(refusal.value, reviewing.OwnWork if key == "officer" else tracking.NotAllowed)
    review.refresh_from_db()
    assert review.decided_at is None


@pytest.mark.parametrize(("decision", "state"), [("reopen", "reopened"), ("keep", "answered")])
def test_another_decides_and_the_writer_hears_it(
    review: Review, cast: dict[str, User], outbox: Callable[[], list[Delivery]], decision: str, state: str
) -> None:
    reviewing.decide(review, decision=decision, reason="我们再看一次。", by=cast["district_officer"])
    review.suggestion.refresh_from_db()
    assert review.suggestion.state == state
    assert not review.suggestion.assignments.filter(until=None).exists()
    assert outbox()[-1].message.kind == "suggestion_reviewed"
    assert "我们再看一次。" in outbox()[-1].message.text
    with pytest.raises(tracking.FeedbackRefused):
        reviewing.decide(review, decision="keep", reason="No.", by=cast["manager"])


def test_a_decision_needs_its_reason(review: Review, cast: dict[str, User]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        reviewing.decide(review, decision="keep", reason="", by=cast["district_officer"])


# --- four weeks later ---------------------------------------------------------------------------------------------------
def test_the_late_check_goes_out_once_after_four_weeks(asked: Inquiry, outbox: Callable[[], list[Delivery]]) -> None:
    due = asked.due_at + timedelta(weeks=4)
    assert inquiring.send_due(due - timedelta(seconds=1)) == 0
    before = len(outbox())
    assert (inquiring.send_due(due), inquiring.send_due(due)) == (1, 0)
    assert [mail.message.kind for mail in outbox()[before:]] == ["suggestion_late_check"]
    assert outbox()[-1].message.language == "zh-hans"


def test_it_asks_also_who_was_content_at_first_and_may_reopen(asked: Inquiry) -> None:
    inquiring.say(asked, resolved="yes", satisfied="yes")
    late = Inquiry.objects.get(occasion="late")
    inquiring.send_due(late.due_at)
    inquiring.say(Inquiry.objects.get(pk=late.pk), resolved="no", satisfied="no", text="It broke again.")
    asked.suggestion.refresh_from_db()
    assert asked.suggestion.state == "reopen_asked"


def test_what_is_no_longer_concluded_is_not_asked(review: Review, cast: dict[str, User]) -> None:
    reviewing.decide(review, decision="reopen", reason="Again.", by=cast["district_officer"])
    late = Inquiry.objects.get(occasion="late")
    assert inquiring.send_due(late.due_at) == 0
    late.refresh_from_db()
    assert late.cancelled_at is not None


def test_a_withdrawn_suggestion_is_not_asked_about(asked: Inquiry) -> None:
    inquiring.say(asked, resolved="no", satisfied="no", text="No.")
    submitting.withdraw(asked.suggestion, by=None)
    assert inquiring.send_due(timezone.now() + timedelta(weeks=9)) == 0
    assert StateChange.objects.filter(suggestion=asked.suggestion).last().to_state == "withdrawn"  # type: ignore[union-attr]  # there is one
