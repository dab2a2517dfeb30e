"""Beside the plain way of an edition: the clock, breaking news without a second person, taking back, what was changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community import comparing, publishing, refusals, retiring, searching, timing
from community.models import AuditEntry, Edition, Membership, Notice
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

State = Edition.State
WHY = {"en": "The office cancelled it.", "zh-hans": "主管部门已取消。"}


@pytest.fixture
def submitted(bodies: dict[str, Body], cast: dict[str, User]) -> Edition:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS)
    return publishing.submit(notice.editions.get(), by=cast["editor"])


@pytest.fixture
def notice(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    return published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind=Notice.Kind.NEWS)


def current(notice: Notice) -> Edition:
    edition = Notice.objects.select_related("current").get(pk=notice.pk).current
    assert isinstance(edition, Edition)
    return edition


# --- the clock --------------------------------------------------------------------------------------------------------
def test_the_clock_publishes_when_the_time_has_come_and_once(submitted: Edition, cast: dict[str, User]) -> None:
    at = timezone.now() + timedelta(hours=2)
    timing.schedule(submitted, at=at, by=cast["manager"])
    assert timing.publish_due(at - timedelta(seconds=1)) == 0
    assert not Notice.objects.published().exists()
    assert timing.publish_due(at + timedelta(days=3)) == 1  # the clock stood still for three days: found again
    assert timing.publish_due(at + timedelta(days=3)) == 0
    assert current(submitted.notice).published_by == cast["manager"]
    assert AuditEntry.objects.filter(verb="notice.published").count() == 1


def test_nothing_is_scheduled_for_the_past_or_by_its_own_writer(submitted: Edition, cast: dict[str, User]) -> None:
    with pytest.raises(refusals.TooSoon):
        timing.schedule(submitted, at=timezone.now() - timedelta(minutes=1), by=cast["manager"])
    notice = a_notice(submitted.notice.body, by=cast["manager"], kind=Notice.Kind.NEWS)
    own = publishing.submit(notice.editions.get(), by=cast["manager"])
    with pytest.raises(refusals.OwnWork):
        timing.schedule(own, at=timezone.now() + timedelta(hours=1), by=cast["manager"])


def test_who_lost_the_role_meanwhile_publishes_nothing_by_the_clock(submitted: Edition, cast: dict[str, User]) -> None:
    at = timezone.now() + timedelta(hours=1)
    timing.schedule(submitted, at=at, by=cast["manager"])
    Membership.objects.filter(user=cast["manager"]).update(until=timezone.now())
    assert timing.publish_due(at) == 0
    submitted.refresh_from_db()
    assert (submitted.state, submitted.publish_at) == (State.SUBMITTED, None)
    assert publishing.publish(submitted, by=cast["admin"]).state == State.PUBLISHED


def test_one_language_stays_decided_until_the_clock_strikes(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    missing = ("title_zh_hans", "summary_zh_hans", "text_zh_hans")
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, without=missing)
    edition = publishing.submit(notice.editions.get(), by=cast["editor"])
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(refusals.Incomplete):
        timing.schedule(edition, at=at, by=cast["manager"])
    timing.schedule(edition, at=at, by=cast["manager"], decided_as="Li Wei, Huacao")
    assert timing.publish_due(at) == 1


# --- breaking news ----------------------------------------------------------------------------------------------------
def test_breaking_news_goes_out_alone_and_stays_marked_until_a_second_person_signs(
    bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], kind=Notice.Kind.BREAKING)
    publishing.force(notice.editions.get(), because="Typhoon tonight", by=cast["admin"])
    edition = current(notice)
    assert edition.wants_signature
    with pytest.raises(refusals.OwnWork):
        publishing.countersign(edition, by=cast["admin"])
    publishing.countersign(edition, by=cast["second_admin"])
    assert not current(notice).wants_signature
    with pytest.raises(refusals.MovedOn):
        publishing.countersign(edition, by=cast["second_admin"])


def test_what_is_not_breaking_waits(submitted: Edition, cast: dict[str, User]) -> None:
    with pytest.raises(refusals.NotBreaking):
        publishing.force(submitted, because="Hurry", by=cast["manager"])
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


# --- taking back ------------------------------------------------------------------------------------------------------
def test_a_withdrawn_notice_explains_itself_and_leaves_the_lists(notice: Notice, cast: dict[str, User], client: Client) -> None:
    retiring.withdraw(current(notice), because=WHY, by=cast["manager"])
    for language, words in WHY.items():
        page = client.get(f"/{language}/notices/{notice.slug}/")
        assert page.status_code == 200
        assert words in page.content.decode()
    assert notice.slug not in client.get("/en/notices/").content.decode()
    assert searching.find("rule", now=timezone.now(), language="en").hits == []


def test_without_a_reason_in_both_languages_nothing_is_taken_back(notice: Notice, cast: dict[str, User]) -> None:
    for verb in (retiring.withdraw, retiring.erase):
        with pytest.raises(refusals.Unexplained):
            verb(current(notice), because={"en": "Wrong", "zh-hans": " "}, by=cast["manager"])
    assert current(notice).state == State.PUBLISHED


def test_an_archived_notice_is_read_at_its_address_only(notice: Notice, cast: dict[str, User], client: Client) -> None:
    retiring.archive(current(notice), by=cast["manager"])
    assert "Archived on" in client.get(f"/en/notices/{notice.slug}/").content.decode()
    assert notice.slug not in client.get("/en/notices/").content.decode()


def test_what_was_published_in_error_is_gone_with_its_history(notice: Notice, cast: dict[str, User], client: Client) -> None:
    retiring.erase(current(notice), because=WHY, by=cast["manager"])
    page = client.get(f"/en/notices/{notice.slug}/")
    assert page.status_code == 410
    assert WHY["en"] in page.content.decode()
    assert "What changes, in one sentence." not in page.content.decode()
    assert client.get(f"/en/notices/{notice.slug}/history/").status_code == 404


def test_a_withdrawn_notice_comes_back_with_its_next_edition(notice: Notice, cast: dict[str, User], client: Client) -> None:
    retiring.withdraw(current(notice), because=WHY, by=cast["manager"])
    edition = publishing.revise(notice, by=cast["editor"])
    publishing.write(edition, content={"change_note_en": "Back", "change_note_zh_hans": "恢复"}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])
    assert WHY["en"] not in client.get(f"/en/notices/{notice.slug}/").content.decode()
    assert Notice.objects.published().filter(pk=notice.pk).exists()


# --- what has changed -------------------------------------------------------------------------------------------------
def amend(notice: Notice, cast: dict[str, User], *, significance: str, **words: str) -> None:
    edition = publishing.revise(notice, by=cast["editor"])
    note = {"change_note_en": "See below.", "change_note_zh_hans": "详见下文。"}
    publishing.write(edition, content={**note, "significance": significance, **words}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])


def test_history_tells_what_changed_in_each_language_but_no_typos(notice: Notice, cast: dict[str, User], client: Client) -> None:
    amend(notice, cast, significance="typographic", title_en="A new rules")
    amend(notice, cast, significance="major", summary_en="What ends, in one sentence.", summary_zh_hans="一句话说明何时结束。")
    english = client.get(f"/en/notices/{notice.slug}/history/").content.decode()
    assert "What <del>changes</del><ins>ends</ins>, in one sentence." in english
    assert english.count("<article") == 2
    assert "<del>" not in client.get(f"/en/notices/{notice.slug}/").content.decode()
    chinese = client.get(f"/zh-hans/notices/{notice.slug}/history/").content.decode()
    assert "一句话说明<del>有</del>" in chinese


@given(
    before=st.text("甲乙丙 ab\n。", max_size=40),
    after=st.text("甲乙丙 ab\n。", max_size=40),
    language=st.sampled_from(["en", "zh-hans"]),
)
def test_a_comparison_holds_both_texts_whole(before: str, after: str, language: str) -> None:
    pieces = comparing.compare(before, after, language)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_a_very_long_change_is_told_as_replaced_and_soon(django_assert_num_queries: object) -> None:
    pieces = comparing.compare("甲" * 20_000, "乙" * 20_000, "zh-hans")
    assert [piece.kind for piece in pieces] == ["removed", "added"]


# --- the desk ---------------------------------------------------------------------------------------------------------
def test_the_desk_walks_a_notice_through_clock_and_withdrawal(
    submitted: Edition, signed_in: SignedIn, cast: dict[str, User]
) -> None:
    desk, manager = f"/en/desk/notices/{submitted.notice.slug}/", signed_in("manager")
    past = manager.post(f"{desk}schedule/", {"at": "2020-01-01T10:00"})
    assert past.status_code == 422
    assert "still to come" in past.content.decode()
    soon = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert "The clock publishes it" in manager.post(f"{desk}schedule/", {"at": soon}, follow=True).content.decode()
    assert "stopped" in manager.post(f"{desk}schedule/end/", follow=True).content.decode()
    publishing.publish(submitted, by=cast["manager"])
    half = manager.post(f"{desk}withdrawal/", {"because_en": "Wrong date"})
    assert half.status_code == 422
    assert "Wrong date" in half.content.decode()
    manager.post(f"{desk}withdrawal/", {"because_en": "Wrong date", "because_zh_hans": "日期有误"})
    assert current(submitted.notice).ended_because_zh_hans == "日期有误"


def test_a_debt_of_signature_waits_on_the_desk_of_the_other_admin(
    bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], kind=Notice.Kind.BREAKING)
    desk = f"/en/desk/notices/{notice.slug}/"
    signed_in("admin").post(f"{desk}breaking/", {"because": "Typhoon"})
    assert "Breaking news to sign for" not in signed_in("admin").get("/en/desk/").content.decode()
    assert "Breaking news to sign for" in signed_in("second_admin").get("/en/desk/").content.decode()
    signed_in("second_admin").post(f"{desk}signature/")
    assert current(notice).countersigned_by == cast["second_admin"]
