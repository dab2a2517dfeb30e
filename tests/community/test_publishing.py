"""From a draft to what everyone reads: the table of moves, the second person, the gate, the next edition."""

from __future__ import annotations

import itertools
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import policies, publishing, refusals, retiring, states, timing
from community.models import AuditEntry, Edition, Membership, Notice, TranslationState
from community.models.membership import Role
from tests.community.notices import WORDS, a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

State = Edition.State
pytestmark = pytest.mark.django_db

WHY = {"en": "The office cancelled it.", "zh-hans": "主管部门已取消。"}
VERBS: dict[states.Move, Callable[[Edition, User], Edition]] = {
    states.WRITE: lambda edition, by: publishing.write(edition, content={"title_en": "Other"}, by=by),
    states.SUBMIT: lambda edition, by: publishing.submit(edition, by=by),
    states.SEND_BACK: lambda edition, by: publishing.send_back(edition, because="Dates?", by=by),
    states.SCHEDULE: lambda edition, by: timing.schedule(edition, at=timezone.now() + timedelta(hours=1), by=by),
    states.UNSCHEDULE: lambda edition, by: timing.unschedule(edition, by=by),
    states.PUBLISH: lambda edition, by: publishing.publish(edition, by=by),
    states.FORCE: lambda edition, by: publishing.force(edition, because="Typhoon", by=by),
    states.COUNTERSIGN: lambda edition, by: publishing.countersign(edition, by=by),
    states.WITHDRAW: lambda edition, by: retiring.withdraw(edition, because=WHY, by=by),
    states.ARCHIVE: lambda edition, by: retiring.archive(edition, by=by),
    states.ERASE: lambda edition, by: retiring.erase(edition, because=WHY, by=by),
}
# Who may make which move on a notice of Huacao that nobody of the cast has written.
WRITERS = {"editor", "manager", "admin", "second_admin"}
NEWS_PUBLISHERS = {"manager", "admin", "second_admin"}
POLICY_PUBLISHERS = {"admin", "second_admin"}


def _allowed(move: states.Move, kind: str) -> set[str]:
    if move in {states.WRITE, states.SUBMIT}:
        return WRITERS
    return NEWS_PUBLISHERS if kind == Notice.Kind.NEWS else POLICY_PUBLISHERS


def _in_state(body: Body, state: str, *, writer: User, kind: str = Notice.Kind.NEWS) -> Edition:
    """Return an edition by an outside writer, put into a state by hand."""
    notice = a_notice(body, by=writer, kind=kind)
    edition = notice.editions.get()
    now = timezone.now()
    if state != State.DRAFT:
        edition.submitted_by, edition.submitted_at = writer, now
    if state == State.SCHEDULED:
        edition.publish_at, edition.scheduled_by = now + timedelta(hours=1), writer
    if state not in Edition.OPEN:
        edition.published_at, edition.imported = now, True
        edition.forced_because = "Typhoon"
    if state in {State.WITHDRAWN, State.ARCHIVED, State.GONE}:
        edition.ended_by, edition.ended_at = writer, now
        edition.ended_because_en, edition.ended_because_zh_hans = WHY.values()
    edition.state = state
    edition.save()
    if state in Edition.STANDING:
        notice.current = edition
        notice.save()
    return edition


@pytest.fixture
def outside_writer(bodies: dict[str, Body]) -> User:
    from community.models import User  # noqa: PLC0415  # the type-only import above has the same name

    user = User.objects.create_user("writer@demo.example")
    Membership.objects.create(user=user, body=bodies["huacao"], role=Role.EDITOR)
    return user


@pytest.mark.parametrize("kind", [Notice.Kind.NEWS, Notice.Kind.POLICY])
@pytest.mark.parametrize("move", VERBS, ids=lambda move: move.verb)
def test_each_move_is_open_to_exactly_those_the_table_of_rights_names(
    move: states.Move, kind: str, cast: dict[str, User], bodies: dict[str, Body], outside_writer: User
) -> None:
    if move == states.FORCE:
        kind = Notice.Kind.BREAKING if kind == Notice.Kind.POLICY else kind
    able = set()
    for key, person in cast.items():
        edition = _in_state(bodies["huacao"], move.starts[0], writer=outside_writer, kind=kind)
        try:
            VERBS[move](edition, person)
        except refusals.NotAllowed:
            edition.refresh_from_db()
            assert edition.state == move.starts[0]
            assert edition.title_en == WORDS["title_en"]
        except refusals.NotBreaking:
            assert move == states.FORCE
            assert kind == Notice.Kind.NEWS
            able.add(key)
        else:
            able.add(key)
            edition.refresh_from_db()
            assert edition.state == (move.end or move.starts[0])
    assert able == _allowed(move, kind)


@pytest.mark.parametrize(("move", "state"), list(itertools.product(VERBS, State)), ids=lambda part: getattr(part, "verb", part))
def test_a_move_is_refused_from_every_state_but_its_own(
    move: states.Move, state: str, cast: dict[str, User], bodies: dict[str, Body], outside_writer: User
) -> None:
    kind = Notice.Kind.BREAKING if move == states.FORCE else Notice.Kind.NEWS
    edition = _in_state(bodies["huacao"], state, writer=outside_writer, kind=kind)
    if state in move.starts:
        assert VERBS[move](edition, cast["second_admin"]).state == (move.end or state)
        return
    with pytest.raises(refusals.MovedOn) as refusal:
        VERBS[move](edition, cast["second_admin"])
    assert str(State(state).label) in str(refusal.value.message)
    edition.refresh_from_db()
    assert edition.state == state


def test_the_editor_of_another_township_can_do_nothing(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    for move, verb in VERBS.items():
        edition = _in_state(bodies["hongqiao-town"], move.starts[0], writer=cast["admin"])
        for key in ("editor", "manager", "officer"):
            with pytest.raises(refusals.NotAllowed):
                verb(edition, cast[key])


# --- the second person ------------------------------------------------------------------------------------------------
def test_who_submitted_cannot_publish(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"])
    edition = publishing.submit(notice.editions.get(), by=cast["admin"])
    with pytest.raises(refusals.OwnWork):
        publishing.publish(edition, by=cast["admin"])
    assert publishing.publish(edition, by=cast["second_admin"]).state == State.PUBLISHED


def test_who_wrote_a_word_cannot_publish_although_another_submitted(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS)
    edition = notice.editions.get()
    publishing.write(edition, content={"title_en": "The manager's word"}, by=cast["manager"])
    publishing.submit(edition, by=cast["editor"])
    with pytest.raises(refusals.OwnWork):
        publishing.publish(edition, by=cast["manager"])
    with pytest.raises(refusals.OwnWork):
        publishing.send_back(edition, because="no", by=cast["manager"])
    assert not policies.can_approve_edition(cast["manager"], edition)
    assert policies.can_approve_edition(cast["admin"], edition)


def test_the_database_itself_refuses_a_publisher_who_submitted(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    edition = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind=Notice.Kind.NEWS).current
    assert edition is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(published_by=cast["editor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(published_by=None)


def test_a_district_manager_is_the_second_person_of_a_one_clerk_township(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    Membership.objects.create(user=cast["neighbour"], body=bodies["minhang"], role=Role.MANAGER)
    notice = a_notice(bodies["huacao"], by=cast["manager"], kind=Notice.Kind.NEWS)
    edition = publishing.submit(notice.editions.get(), by=cast["manager"])
    assert publishing.publish(edition, by=cast["neighbour"]).published_by == cast["neighbour"]


# --- the gate ---------------------------------------------------------------------------------------------------------
def test_publishing_needs_both_languages(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], without=("text_zh_hans", "title_zh_hans"))
    edition = publishing.submit(notice.editions.get(), by=cast["admin"])
    with pytest.raises(refusals.Incomplete) as refusal:
        publishing.publish(edition, by=cast["second_admin"])
    assert refusal.value.missing == [("title", "zh-hans"), ("text", "zh-hans")]


def test_a_named_person_may_decide_to_publish_in_one_language(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], without=("title_zh_hans", "text_zh_hans"))
    edition = publishing.submit(notice.editions.get(), by=cast["admin"])
    publishing.publish(edition, by=cast["second_admin"], decided_as=" Li Wei, Alliance office ")
    state = TranslationState.objects.get(edition=edition)
    assert (state.kind, state.decided_by, state.decided_as) == (
        TranslationState.Kind.ABSENT,
        cast["second_admin"],
        "Li Wei, Alliance office",
    )
    assert Edition.objects.get(pk=edition.pk).reading.language == "en"


def test_the_language_it_is_written_in_must_be_whole_before_it_is_submitted(
    cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], without=("summary_en", "text_en"))
    with pytest.raises(refusals.Incomplete) as refusal:
        publishing.submit(notice.editions.get(), by=cast["admin"])
    assert refusal.value.missing == [("summary", "en"), ("text", "en")]


def test_a_complete_translation_is_noted_with_who_checked_it(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    state = TranslationState.objects.get(edition=notice.current)
    assert (state.language, state.based_on, state.checked_by) == ("zh-hans", notice.current, cast["second_admin"])


# --- sending back, revising -------------------------------------------------------------------------------------------
def test_sending_back_reopens_the_draft_with_its_reason(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    edition = publishing.submit(a_notice(bodies["alliance"], by=cast["admin"]).editions.get(), by=cast["admin"])
    publishing.send_back(edition, because="The date is missing.", by=cast["second_admin"])
    again = Edition.objects.get(pk=edition.pk)
    assert (again.state, again.sent_back_because) == (State.DRAFT, "The date is missing.")
    assert publishing.submit(again, by=cast["admin"]).state == State.SUBMITTED


def test_the_next_edition_supersedes_only_when_it_is_published(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    first = notice.current
    second = publishing.revise(notice, by=cast["second_admin"])
    notice.refresh_from_db()
    assert (notice.current, second.number, second.title_en) == (first, 2, WORDS["title_en"])
    content = {"title_en": "Newer", "change_note_en": "New title.", "change_note_zh_hans": "标题有改动。"}
    publishing.write(second, content=content, by=cast["second_admin"])
    publishing.submit(second, by=cast["second_admin"])
    publishing.publish(second, by=cast["admin"])
    notice.refresh_from_db()
    assert notice.current == second
    assert list(notice.editions.values_list("number", "state")) == [(2, State.PUBLISHED), (1, State.SUPERSEDED)]
    assert TranslationState.objects.get(edition=second).based_on == first  # the Chinese title was not taken along


def test_a_second_open_edition_is_refused_by_verb_and_by_database(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    publishing.revise(notice, by=cast["admin"])
    with pytest.raises(refusals.AlreadyOpen):
        publishing.revise(notice, by=cast["admin"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(notice=notice, number=3, title_en="third")


def test_a_change_must_be_explained_unless_it_is_typographic(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    second = publishing.revise(notice, by=cast["admin"])
    with pytest.raises(refusals.Incomplete):
        publishing.submit(second, by=cast["admin"])
    publishing.write(second, content={"significance": Edition.Significance.TYPOGRAPHIC}, by=cast["admin"])
    publishing.submit(second, by=cast["admin"])
    Edition.objects.filter(pk=notice.current_id).update(public_on="2020-01-02")
    published_again = publishing.publish(second, by=cast["second_admin"])
    assert str(published_again.public_on) == "2020-01-02"


# --- what else each verb does -----------------------------------------------------------------------------------------
def test_every_step_leaves_a_line_in_the_trail(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    assert notice.current is not None
    trail = AuditEntry.objects.about(notice.current)
    assert [entry.verb for entry in trail] == ["notice.drafted", "notice.submitted", "notice.published"]
    assert {entry.body for entry in trail} == {bodies["alliance"]}


def test_a_double_click_makes_one_notice_and_a_taken_address_gets_a_suffix(
    cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    key = uuid.uuid4()
    first = a_notice(bodies["alliance"], by=cast["admin"], key=key)
    assert a_notice(bodies["alliance"], by=cast["admin"], key=key) == first
    other = a_notice(bodies["alliance"], by=cast["admin"])
    assert first.slug == "a-new-rule"
    assert other.slug.startswith("a-new-rule-")
    assert a_notice(bodies["alliance"], by=cast["admin"], title_en="New").slug.startswith("new-")
    chinese: dict[str, Any] = {"source_language": "zh-hans", "without": ("title_en", "summary_en", "text_en")}
    assert a_notice(bodies["alliance"], by=cast["admin"], **chinese).slug == "yi-xiang-xin-gui-ding"


# --- visibility -------------------------------------------------------------------------------------------------------
def test_the_visible_set_and_the_policy_agree_for_everyone(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    Membership.objects.create(user=cast["neighbour"], body=bodies["changning"], role=Role.MANAGER)
    notices = [
        published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"]),
        *(a_notice(bodies[slug], by=cast["admin"]) for slug in ("alliance", "huacao", "hongqiao-subdistrict", "minhang")),
    ]
    seen = {}
    people: dict[str, User | AnonymousUser] = {**cast, "visitor": AnonymousUser()}
    for key, person in people.items():
        visible = set(Notice.objects.visible_to(person))
        assert visible == {notice for notice in Notice.objects.all() if policies.can_view_notice(person, notice)}
        seen[key] = [notice in visible for notice in notices]
    assert seen["visitor"] == seen["resident"] == [True, False, False, False, False]
    assert seen["officer"] == seen["editor"] == [True, False, True, False, False]
    assert seen["neighbour"] == [True, False, False, True, False]
    assert seen["district_officer"] == [True, False, False, False, True]
    assert seen["admin"] == [True] * 5
