"""Freshness of translations: a fact about editions, over any sequence of edits, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community import keeping_up, publishing, refusals, retiring, surveying, translatables, translating
from community.models import Edition, Membership, Notice, Topic, TranslationState
from community.models.membership import Role
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from django.test import Client

    from community.models import Body, User

Significance = Edition.Significance
FIELDS = ("title", "text", "penalty")
NOTES = {"change_note_en": "See below.", "change_note_zh_hans": "详见下文。"}
SHELF = "notice"

fields = st.sets(st.sampled_from(FIELDS))
edits = st.tuples(st.sampled_from(Significance.values), fields, fields)


# --- the rule alone, against the sentence of the design -------------------------------------------------------------------
@pytest.mark.one_engine
@settings(max_examples=150)
@given(st.lists(st.one_of(edits, st.just("released")), max_size=8))
def test_behind_is_what_a_later_minor_or_major_edition_changed_and_no_later_translation_followed(
    steps: list[tuple[str, set[str], set[str]] | str],
) -> None:
    behind: keeping_up.Behind = {}
    for number, step in enumerate(steps, start=2):
        if isinstance(step, str):
            behind = {}
        else:
            significance, source, translated = step
            behind = keeping_up.follow(behind, number=number, significance=significance, source=source, translated=translated)
    assert behind == _told_by_the_sentence(steps)


def _told_by_the_sentence(steps: list[tuple[str, set[str], set[str]] | str]) -> dict[str, list[int]]:
    """Return the same by looking at the whole history for each field, from its end."""
    told: dict[str, list[int]] = {}
    for field in FIELDS:
        for number, step in reversed(list(enumerate(steps, start=2))):
            if isinstance(step, str) or (step[0] != "typographic" and field in step[2]):
                break
            if step[0] != "typographic" and field in step[1]:
                told[field] = [number, *told.get(field, [])]
    return told


# --- the same through the verbs -------------------------------------------------------------------------------------------
@pytest.fixture
def second(bodies: dict[str, Body], cast: dict[str, User]) -> User:
    """A second translator of Huacao, so that the editor's words can be checked there."""
    Membership.objects.create(user=cast["neighbour"], body=bodies["huacao"], role=Role.TRANSLATOR)
    return cast["neighbour"]


def current(notice: Notice) -> Edition:
    edition = Notice.objects.select_related("current__notice").get(pk=notice.pk).current
    assert isinstance(edition, Edition)
    return edition


def state(notice: Notice) -> TranslationState:
    return TranslationState.objects.select_related("based_on", "edition__notice").get(edition=current(notice))


def amend(notice: Notice, cast: dict[str, User], *, significance: str = "minor", **words: str) -> None:
    edition = publishing.revise(Notice.objects.get(pk=notice.pk), by=cast["editor"])
    publishing.write(edition, content={**NOTES, "significance": significance, **words}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])


def release(notice: Notice, cast: dict[str, User], second: User, **words: str) -> None:
    """Let the editor translate what readers see, and a second translator check it."""
    shelf = translatables.shelf(SHELF)
    assert shelf is not None
    edition, language = current(notice), state(notice).language
    said = {**shelf.words(edition, language), **words}
    work = translating.save(shelf, edition.pk, language, words=said, by=cast["editor"])
    assert next(row for row in surveying.rows(cast["editor"]) if row.pk == edition.pk).state == "draft"
    seen = translating.stamp(shelf, shelf.lock(edition.pk), language, work)
    translating.give_back(shelf, edition.pk, language, by=cast["editor"])
    translating.check(shelf, edition.pk, language, by=second, since=seen)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    source=st.sampled_from(["en", "zh-hans"]),
    steps=st.lists(st.one_of(edits, st.sampled_from(["released", "topic", "draft", "spaces"])), min_size=2, max_size=4),
)
def test_over_any_sequence_of_edits_the_state_says_what_happened(
    bodies: dict[str, Body], cast: dict[str, User], second: User, source: str, steps: list[tuple[str, set[str], set[str]] | str]
) -> None:
    words = {"penalty_en": "A fine.", "penalty_zh_hans": "罚款。"}
    notice = published(
        bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", source_language=source, **words
    )
    columns = ("en", "zh_hans") if source == "en" else ("zh_hans", "en")
    behind: keeping_up.Behind = {}
    for count, step in enumerate(steps):
        number = current(notice).number + 1
        if step == "released":
            release(notice, cast, second)
            behind = {}
        elif step == "topic":
            Notice.objects.filter(pk=notice.pk).update(topic=Topic.objects.get_or_create(slug=f"t{count}")[0])
        elif step == "draft":
            edition = publishing.revise(Notice.objects.get(pk=notice.pk), by=cast["editor"])
            publishing.write(edition, content={f"text_{columns[0]}": f"Draft {count}"}, by=cast["editor"])
            assert state(notice).behind == behind
            Edition.objects.filter(pk=edition.pk).delete()
        elif step == "spaces":
            padded = f"{current(notice).words('text', source)}  \r\n"
            amend(notice, cast, significance="major", **{f"text_{columns[0]}": padded})
        else:
            assert isinstance(step, tuple)
            significance, changed, translated = step
            new = {f"{field}_{columns[0]}": f"new {count}" for field in changed}
            new |= {f"{field}_{columns[1]}": f"neu {count}" for field in translated}
            amend(notice, cast, significance=significance, **new)
            behind = keeping_up.follow(behind, number=number, significance=significance, source=changed, translated=translated)
        assert state(notice).behind == behind
        assert (state(notice).based_on == current(notice)) is not bool(behind)


def test_minor_then_major_tells_readers_only_of_the_major(
    bodies: dict[str, Body], cast: dict[str, User], second: User, client: Client
) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    amend(notice, cast, significance="minor", text_en="Go to the other desk.")
    banner = "已有修改"
    page = f"/zh-hans/notices/{notice.slug}/"
    assert state(notice).is_behind
    assert not keeping_up.readers_should_know(state(notice))
    amend(notice, cast, significance="major", title_en="A newer rule", title_zh_hans="一项更新的规定")
    assert state(notice).behind == {"text": [2]}  # what the major edition changed was followed
    assert not keeping_up.readers_should_know(state(notice))
    quiet = client.get(page).content.decode()
    amend(notice, cast, significance="major", text_en="Go nowhere.")
    assert state(notice).behind == {"text": [2, 4]}
    assert keeping_up.readers_should_know(state(notice))
    assert len(client.get(page).content.decode()) > len(quiet), banner
    release(notice, cast, second, text_zh_hans="")
    assert not state(notice).is_behind
    assert state(notice).checked_by == second


def test_only_typographic_history_outdates_nothing_and_catches_up_nothing(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    for count in range(2):
        amend(notice, cast, significance="typographic", title_en=f"A new rule {count}", text_en=f"Go {count}.")
    assert state(notice).behind == {}
    amend(notice, cast, text_en="Go home.")
    amend(notice, cast, significance="typographic", text_zh_hans="请到窗口办理！")
    assert state(notice).behind == {"text": [4]}


def test_archiving_and_withdrawing_outdate_nothing(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    for withdrawn in (True, False):
        notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
        if withdrawn:
            retiring.withdraw(current(notice), because={"en": "Over.", "zh-hans": "已结束。"}, by=cast["manager"])
        else:
            retiring.archive(current(notice), by=cast["manager"])
        assert state(notice).behind == {}
        amend(notice, cast, text_en="It is back.")
        assert state(notice).behind == {"text": [2]}


def test_the_language_it_is_written_in_can_change_until_it_is_published(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", source_language="en")
    edition = notice.editions.get()
    edition.notice = notice
    publishing.write(edition, content={}, about={"source_language": "zh-hans"}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])
    assert (state(notice).language, state(notice).behind) == ("en", {})
    amend(notice, cast, text_zh_hans="请勿前往。")
    assert state(notice).behind == {"text": [2]}
    following = publishing.revise(Notice.objects.get(pk=notice.pk), by=cast["editor"])
    publishing.write(following, content={}, about={"source_language": "en"}, by=cast["editor"])
    assert Notice.objects.get(pk=notice.pk).source_language == "zh-hans"  # its history would turn round


def test_an_empty_source_field_is_followed_by_an_empty_translation(
    bodies: dict[str, Body], cast: dict[str, User], second: User
) -> None:
    notice = published(
        bodies["huacao"],
        by=cast["editor"],
        approved_by=cast["manager"],
        kind="news",
        penalty_en="A fine.",
        penalty_zh_hans="罚款。",
    )
    edition = publishing.revise(notice, by=cast["editor"])
    publishing.write(edition, content={**NOTES, "penalty_en": ""}, by=cast["editor"])
    with pytest.raises(refusals.Incomplete):  # the gate: what one language says the other must say, too
        publishing.submit(edition, by=cast["editor"])
    shelf = translatables.shelf(SHELF)
    assert shelf is not None
    edition.refresh_from_db()
    work = translating.save(shelf, edition.pk, "zh-hans", words=shelf.words(edition, "zh-hans"), by=second)
    assert work.words["penalty"] == ""
    seen = translating.stamp(shelf, shelf.lock(edition.pk), "zh-hans", work)
    translating.give_back(shelf, edition.pk, "zh-hans", by=second)
    translating.check(shelf, edition.pk, "zh-hans", by=cast["admin"], since=seen)
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])
    assert state(notice).behind == {}
    assert current(notice).words("penalty", "zh-hans") == ""


def test_breaking_news_sent_by_its_writer_is_checked_only_by_the_signature(
    bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    notice = a_notice(bodies["alliance"], by=cast["admin"], kind=Notice.Kind.BREAKING)
    publishing.force(notice.editions.get(), because="Typhoon", by=cast["admin"])
    assert state(notice).checked_by is None
    publishing.countersign(current(notice), by=cast["second_admin"])
    assert state(notice).checked_by == cast["second_admin"]


def test_words_translated_before_the_draft_went_on_are_behind_when_it_is_published(
    bodies: dict[str, Body], cast: dict[str, User], second: User
) -> None:
    missing = ("title_zh_hans", "summary_zh_hans", "text_zh_hans")
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", without=missing)
    edition = notice.editions.get()
    shelf = translatables.shelf(SHELF)
    assert shelf is not None
    words = {"title": "规定", "summary": "说明。", "text": "请到窗口。"}
    work = translating.save(shelf, edition.pk, "zh-hans", words=words, by=second)
    seen = translating.stamp(shelf, shelf.lock(edition.pk), "zh-hans", work)
    translating.give_back(shelf, edition.pk, "zh-hans", by=second)
    translating.check(shelf, edition.pk, "zh-hans", by=cast["admin"], since=seen)
    edition = notice.editions.get()
    assert edition.words("title", "zh-hans") == "规定"
    assert second.pk in edition.hands
    publishing.write(edition, content={"text_en": "Stay at home."}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    publishing.publish(edition, by=cast["manager"])
    assert state(notice).behind == {"text": [1]}


def test_a_released_translation_goes_along_into_the_edition_that_is_being_written(
    bodies: dict[str, Body], cast: dict[str, User], second: User
) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    edition = publishing.revise(notice, by=cast["editor"])
    publishing.write(edition, content={**NOTES, "title_zh_hans": "更新的规定"}, by=cast["editor"])
    release(notice, cast, second, text="请到二楼窗口。", title="新的规定")
    edition.refresh_from_db()
    assert edition.words("text", "zh-hans") == "<p>请到二楼窗口。</p>"
    assert edition.words("title", "zh-hans") == "更新的规定"  # written by hand meanwhile, so it stays
