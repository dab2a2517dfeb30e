"""Does this concern me? The rule, its reason, and that the database gives the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from community import concerning
from community.concerning import IMPOSSIBLE, Answer, Audience, Person, Rule, concerns
from community.models import Body, EditionAudience, Notice, Profile, Trait
from community.models.audience import NONE_OF_THESE, Dimension, Nationality, Situation, Stay
from tests.community.notices import published

if TYPE_CHECKING:
    from community.models import User

STAYS, DOING, PASSPORTS = (st.sampled_from([choice.value for choice in each]) for each in (Stay, Situation, Nationality))
PLACES = st.sampled_from(["huacao", "minhang", "hongqiao-town", "changning"])
VALUES = st.one_of(
    st.tuples(st.just("stay"), STAYS),
    st.tuples(st.just("situation"), DOING),
    st.tuples(st.just("nationality"), PASSPORTS),
    st.tuples(st.just("area"), PLACES),
)
PEOPLE = st.builds(Person.of, st.sets(VALUES, max_size=5))
AUDIENCES = st.builds(
    lambda said: Audience.of((*pair, excluded) for pair, excluded in said.items()),
    st.dictionaries(VALUES, st.booleans(), max_size=4),
)


def audience(**rules: list[str]) -> Audience:
    return Audience.of((dimension, value, False) for dimension, values in rules.items() for value in values)


# --- the rule -----------------------------------------------------------------------------------------------------------
def test_what_says_nothing_of_people_concerns_everyone() -> None:
    for person in (Person(), Person.of([("stay", Stay.TRANSIT)])):
        verdict = concerns(Audience(), person)
        assert (verdict.answer, verdict.reason) == (Answer.YES, "It concerns everyone.")


def test_any_of_one_kind_will_do_and_every_dimension_counts() -> None:
    rule = audience(stay=["work-a", "work-b"], situation=["family"])
    told = [("stay", "work-b"), ("situation", "family")]
    verdict = concerns(rule, Person.of(told))
    assert verdict.answer is Answer.YES
    assert verdict.reason == "You said: work permit, category B; has a partner or children here."
    assert concerns(rule, Person.of([("stay", "work-b"), ("situation", "student")])).answer is Answer.NO


def test_what_was_not_told_decides_nothing_and_is_named() -> None:
    verdict = concerns(audience(stay=["study"], situation=["student"]), Person.of([("situation", "student")]))
    assert verdict.answer is Answer.MAYBE
    assert verdict.reason == ("It depends on what you did not say: right to stay. Only for: residence permit for study.")


def test_what_does_not_fit_outweighs_what_is_not_known() -> None:
    verdict = concerns(audience(stay=["study"], situation=["student"]), Person.of([("stay", "transit")]))
    assert (verdict.answer, verdict.reason) == (Answer.NO, "Only for: residence permit for study.")


def test_who_is_left_out_is_told_so() -> None:
    rule = Audience.of([("nationality", "waiver", True)])
    assert concerns(rule, Person.of([("nationality", "waiver")])).reason == (
        "Not for: passport of a country on the visa-free list."
    )
    verdict = concerns(rule, Person.of([("nationality", "other")]))
    assert (verdict.answer, verdict.reason) == (Answer.YES, "You are not among those left out.")


def test_who_does_none_of_it_is_not_asked_again() -> None:
    assert concerns(audience(situation=["student"]), Person.of([("situation", NONE_OF_THESE)])).answer is Answer.NO


@pytest.mark.django_db
def test_a_district_concerns_its_townships(bodies: dict[str, Body]) -> None:
    rule = Audience.of([("area", "minhang", False)], names={"minhang": "Minhang District"})
    assert concerns(rule, Person.of(lives_in=bodies["huacao"])).reason == "You said: Minhang District."
    assert concerns(rule, Person.of(lives_in=bodies["hongqiao-subdistrict"])).answer is Answer.NO


def test_reasons_are_given_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        verdict = concerns(audience(stay=["work-a"]), Person.of([("stay", "work-a")]))
        assert "A类工作许可" in verdict.reason


@given(rule=AUDIENCES, person=PEOPLE)
def test_telling_more_never_turns_a_yes_or_a_no(rule: Audience, person: Person) -> None:
    """A reader who answers one more question only ever gets a clearer answer."""
    before = concerns(rule, person).answer
    for dimension in set(rule.rules) - set(person.said):
        more = Person({**person.said, dimension: frozenset({"anything"})})
        after = concerns(rule, more).answer
        assert before is Answer.MAYBE or after is before


# --- nobody -------------------------------------------------------------------------------------------------------------
TOWNSHIPS = [Body(slug="huacao", parent=Body(slug="minhang")), Body(slug="hongqiao-subdistrict", parent=Body(slug="changning"))]


@pytest.mark.parametrize(
    "rows",
    [
        [("stay", choice.value, True) for choice in Stay],
        [("nationality", choice.value, True) for choice in Nationality],
        [("area", "minhang", True), ("area", "hongqiao-subdistrict", True)],
        [("area", "huacao", False), ("area", "minhang", True)],
        [("stay", "transit", False), ("situation", "employee", False)],
        [("stay", "work-a", False), ("nationality", "hmt", False)],
    ],
)
def test_an_audience_that_leaves_nobody_is_known(rows: list[tuple[str, str, bool]]) -> None:
    assert not concerning.reaches_anyone(Audience.of(rows), townships=TOWNSHIPS)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("area", "minhang", True)],
        [("stay", choice.value, True) for choice in Stay if choice != Stay.FAMILY],
        [("situation", choice.value, True) for choice in Situation],
        [("stay", "transit", False), ("nationality", "transit-list", False)],
    ],
)
def test_an_audience_with_somebody_in_it_is_fine(rows: list[tuple[str, str, bool]]) -> None:
    assert concerning.reaches_anyone(Audience.of(rows), townships=TOWNSHIPS)


@given(rule=AUDIENCES, stay=STAYS, doing=DOING, passport=PASSPORTS)
def test_whoever_can_exist_and_is_concerned_proves_that_it_reaches_someone(
    rule: Audience, stay: str, doing: str, passport: str
) -> None:
    person = Person.of([("stay", stay), ("situation", doing), ("nationality", passport)], lives_in=TOWNSHIPS[0])
    exists = not {(stay, doing), (stay, passport)} & IMPOSSIBLE
    if exists and concerns(rule, person).answer is Answer.YES:
        assert concerning.reaches_anyone(rule, townships=TOWNSHIPS)


# --- the database agrees ------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(rules=st.lists(AUDIENCES, min_size=1, max_size=4), people=st.lists(PEOPLE, min_size=1, max_size=4))
def test_the_database_answers_as_the_rule_does(rules: list[Audience], people: list[Person]) -> None:
    with transaction.atomic():
        office = Body.objects.create(slug="office", kind="alliance", name_en="Office", name_zh_hans="办公室")
        notices = {_imported(office, number, rule): rule for number, rule in enumerate(rules)}
        for person in people:
            answers = {notice: concerns(rule, person).answer for notice, rule in notices.items()}
            may = set(concerning.narrow(Notice.objects.all(), person))
            surely = set(concerning.narrow(Notice.objects.all(), person, surely=True))
            assert may == {notice for notice, answer in answers.items() if answer is not Answer.NO}
            assert surely == {notice for notice, answer in answers.items() if answer is Answer.YES}
        transaction.set_rollback(True)


def _imported(office: Body, number: int, rule: Audience) -> Notice:
    notice: Notice = Notice.objects.create(slug=f"n{number}", body=office, kind="policy", source_language="en")
    edition = notice.editions.create(notice=notice, number=1, title_en="Words")
    EditionAudience.objects.bulk_create(
        EditionAudience(edition=edition, dimension=dimension, value=value, excluded=excluded)
        for dimension, value, excluded in rule.rows
    )
    notice.current = edition
    notice.save()
    return notice


@pytest.mark.django_db
def test_audiences_come_from_the_rows_with_the_names_of_areas(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    assert concerning.audience_of(notice.current_id or 0).is_everyone
    EditionAudience.objects.create(edition_id=notice.current_id or 0, dimension=Dimension.AREA, value="hongqiao-town")
    assert concerning.audience_of(notice.current_id or 0).sentences == ["Only for: Hongqiao Town, Minhang District."]


@pytest.mark.django_db
def test_only_known_kinds_are_stored_and_nothing_of_where_one_lives_beside_the_profile(cast: dict[str, User]) -> None:
    profile = Profile.objects.get(contact__user=cast["resident"])
    for dimension, value in (("stay", "spy"), ("area", "huacao"), ("passport", "waiver")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trait.objects.create(profile=profile, dimension=dimension, value=value)
    Trait.objects.create(profile=profile, dimension=Dimension.STAY, value=Stay.WORK_A)
    assert concerning.person_of(profile).said["stay"] == {"work-a"}


def test_rules_are_compared_by_what_they_let_in() -> None:
    assert Rule().fits(frozenset({"anything"}))
    assert not Rule(only=frozenset({"a"})).fits(frozenset())
