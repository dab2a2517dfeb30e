from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.models import Delivery, Membership
from feedback import closing, conferring, dispatching, policies, tracking, triaging
from feedback.models import Closing, Dispatch, Suggestion
from portal.desk import waiting_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

EVERYONE = (
    "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer", "bureau_officer",
    "admin", "second_admin",
)  # fmt: skip
MONDAY = timezone.make_aware(datetime.combine(date(2026, 3, 9), time(10)))


@pytest.fixture(autouse=True)
def _long_in_their_roles(cast: dict[str, User]) -> None:
    """The cast has worked since before the days of these tests."""
    Membership.objects.update(since=MONDAY - timedelta(days=60))


def told() -> list[tuple[str, str]]:
    """Who was told what: staff read Chinese."""
    rows = Delivery.objects.filter(message__kind="suggestion_arrived").order_by("pk").select_related("message")
    return [(row.message.subject.partition("：")[0], row.address.partition("@")[0]) for row in rows]


# --- consult and inform -------------------------------------------------------------------------------------------------
def test_consulting_and_informing_let_others_read_along_and_move_no_desk(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = send()

    def seeing(key: str) -> bool:
        return Suggestion.objects.visible_to(cast[key]).filter(pk=suggestion.pk).exists()

    assert not seeing("bureau_officer")
    for key in set(EVERYONE) - {"officer"}:
        with pytest.raises(tracking.NotAllowed):
            conferring.consult(suggestion, body=bodies["transport"], question="Yours?", by=cast[key])
    asked = conferring.consult(suggestion, body=bodies["transport"], question="Is the stop yours?", by=cast["officer"])
    assert seeing("bureau_officer")
    assert all(policies.can_view(cast[key], Suggestion.objects.get(pk=suggestion.pk)) == seeing(key) for key in EVERYONE)
    with pytest.raises(conferring.AskedAlready):
        conferring.consult(suggestion, body=bodies["transport"], question="Again?", by=cast["officer"])
    with pytest.raises(conferring.OwnDesk):
        conferring.inform(suggestion, body=bodies["huacao"], by=cast["officer"])
    with pytest.raises(tracking.NotAllowed):
        conferring.reply(asked, words="Yes.", by=cast["officer"])
    conferring.reply(asked, words="Yes, it is.", by=cast["bureau_officer"])
    with pytest.raises(conferring.RepliedAlready):
        conferring.reply(asked, words="No.", by=cast["bureau_officer"])
    conferring.inform(suggestion, body=bodies["minhang"], by=cast["officer"])
    suggestion.refresh_from_db()
    assert (suggestion.desk, suggestion.state, suggestion.routings.count()) == (bodies["huacao"], "routed", 1)
    assert list(suggestion.involvements.values_list("kind", "body__slug")) == [("consult", "transport"), ("inform", "minhang")]


# --- closings -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", EVERYONE)
def test_a_closing_proposed_below_is_released_by_a_second_person_or_the_level_above(
    send: Callable[..., Suggestion], cast: dict[str, User], key: str
) -> None:
    suggestion = triaging.take(send(contact=cast["resident"].contact), by=cast["officer"])
    proposed = closing.propose(suggestion, outcome="resolved", words="Mended.", by=cast["officer"])
    if key in {"manager", "district_officer"}:
        closing.release(proposed, by=cast[key])
        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.due_at) == ("resolved", None)
        assert Delivery.objects.order_by("pk").last().message.kind == "suggestion_closed"  # type: ignore[union-attr]  # there is one
    else:
        with pytest.raises(closing.OwnProposal if key == "officer" else tracking.NotAllowed):
            closing.release(proposed, by=cast[key])
        assert Suggestion.objects.get(pk=suggestion.pk).state == "closing"


def test_a_proposal_given_back_or_taken_back_goes_on(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    first = closing.propose(suggestion, outcome="not_possible", words="No money.", by=cast["officer"])
    assert closing.give_back(first, reason="Ask the committee.", by=cast["manager"]).state == "in_progress"
    with pytest.raises(tracking.MoveRefused):
        closing.release(first, by=cast["manager"])
    second = closing.propose(suggestion, outcome="planned", words="In May.", by=cast["officer"])
    assert closing.give_back(second, reason="Too early.", by=cast["officer"]).state == "in_progress"
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=second.pk).update(released=True)


# --- whom it reached ----------------------------------------------------------------------------------------------------
def test_each_recipient_has_a_state_of_its_own_and_is_told_once(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = send(now=MONDAY)
    conferring.consult(suggestion, body=bodies["transport"], question="Yours?", by=cast["officer"])
    Dispatch.objects.update(next_at=MONDAY)
    assert [dispatching.bring_due(MONDAY) for _again in range(2)] == [2, 0]
    assert told() == [("新到建议", "officer"), ("请会商", "bureau.officer")]
    assert list(Dispatch.objects.order_by("pk").values_list("body__slug", "state")) == [("huacao", "sent"), ("transport", "sent")]
    triaging.take(suggestion, by=cast["officer"])
    dispatching.sweep(MONDAY)
    assert list(Dispatch.objects.order_by("pk").values_list("state", flat=True)) == ["seen", "sent"]
    assert "bench" not in "".join(Delivery.objects.values_list("message__text", flat=True))


def test_only_what_failed_is_tried_again_and_at_last_stays_in_sight(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = send(now=MONDAY)
    conferring.consult(suggestion, body=bodies["transport"], question="Yours?", by=cast["officer"])
    Dispatch.objects.update(next_at=MONDAY)
    now, tries = MONDAY, 0
    for _round in range(8):
        tries += dispatching.bring_due(now)
        Delivery.objects.filter(key__startswith="dispatch", address__startswith="officer").update(state="failed")
        dispatching.sweep(now)
        now += timedelta(hours=3)
    assert tries == 1 + dispatching.MOST_ATTEMPTS
    assert list(Dispatch.objects.order_by("pk").values_list("state", "attempts")) == [("failed", 4), ("sent", 1)]
    assert Dispatch.objects.troubled().count() == 1
    assert "feedback-unreached" in {queue.key for queue in waiting_for(cast["admin"], now)}


def test_where_nobody_is_the_level_above_hears_once_and_the_body_is_tried_each_day(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    send(township=bodies["hongqiao-subdistrict"], now=MONDAY)
    for day in range(3):
        dispatching.bring_due(MONDAY + timedelta(days=day, minutes=day))
    assert Dispatch.objects.get().state == "nobody"
    assert told() == [("新到建议", "admin"), ("新到建议", "second.admin")]
    Membership.objects.create(user=cast["organiser"], body=bodies["hongqiao-subdistrict"], role="officer", since=MONDAY)
    dispatching.bring_due(MONDAY + timedelta(days=4))
    assert Dispatch.objects.get().state == "sent"
    assert told()[-1] == ("新到建议", "organiser")


def test_what_lies_unseen_for_two_working_days_is_swept_up_once(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    send(now=MONDAY)
    dispatching.bring_due(MONDAY)
    swept = [dispatching.sweep(MONDAY + timedelta(days=days, hours=9)) for days in (1, 2, 3)]
    assert swept == [0, 1, 0]
    assert Dispatch.objects.get().state == "stuck"
    assert told()[-1] == ("无人查看", "district.officer")


# --- at the desk --------------------------------------------------------------------------------------------------------
def test_offices_work_together_at_the_desk(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = triaging.take(send(), by=cast["officer"])
    officer, bureau, manager = signed_in("officer"), signed_in("bureau_officer"), signed_in("manager")

    def at(name: str, *more: int) -> str:
        return reverse(f"desk_{name}", args=[suggestion.reference, *more])

    asking = {"confer-kind": "consult", "confer-body": "transport", "confer-words": ""}
    assert officer.post(at("consultation"), asking).status_code == 422
    assert officer.post(at("consultation"), asking | {"confer-words": "Yours?"}).status_code == 302
    asked = suggestion.involvements.get()
    assert "feedback-views" in {queue.key for queue in waiting_for(cast["bureau_officer"], timezone.now())}
    assert "Give this view" in bureau.get(at("suggestion_offices")).content.decode()
    assert officer.post(at("consultation_view", asked.pk), {"view-words": "Yes"}).status_code == 409
    assert bureau.post(at("consultation_view", asked.pk), {"view-words": "It is ours."}).status_code == 302
    assert "It is ours." in officer.get(at("suggestion_offices")).content.decode()
    closing_words = {"closing-outcome": "resolved", "closing-words": "The stop has a roof now."}
    assert officer.post(at("closing"), closing_words | {"seen": "0"}).status_code == 409
    assert officer.post(at("closing"), closing_words).status_code == 302
    assert "feedback-closings" in {queue.key for queue in waiting_for(cast["manager"], timezone.now())}
    assert "Release the closing" not in officer.get(at("suggestion_offices")).content.decode()
    assert manager.post(at("closing_return"), {"return-reason": ""}).status_code == 422
    assert manager.post(at("closing_release")).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.state == "resolved"
