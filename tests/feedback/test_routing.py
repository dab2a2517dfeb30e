from __future__ import annotations

import random
import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from community.models import Body, Township
from feedback import hinting, rehearsing, routing, ruling, submitting, tracking, triaging
from feedback.forms import SuggestionForm
from feedback.models import Category, Routing, RoutingRule, RuleError, Suggestion
from feedback.routing import Case, Table
from portal.demo.papers import facts
from tests.events.builders import make_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

TOWNSHIPS = {
    "huamu": "pudong",
    "jinqiao": "pudong",
    "zhangjiang": "pudong",
    "sanlin": "pudong",
    "hongqiao-subdistrict": "changning",
    "yichuan-road": "putuo",
    "huacao": "minhang",
    "hongqiao-town": "minhang",
    "xujing": "qingpu",
}
HANDLED_IN_EVERY_DISTRICT = {
    "residence": "exit-entry",
    "visa": "exit-entry",
    "education": "education",
    "health": "health",
    "waste": "landscaping",
    "environment": "landscaping",
    "participation": "letters",
}
ONLY_IN_CHANGNING = {"transport": "construction", "housing": "construction", "work": "talent"}


@pytest.fixture
def _loaded(whole_tree: None) -> None:
    """Name the facts as loaded."""


def where(township: str | None, category: str, kind: str = "suggestion") -> routing.Decision:
    return routing.decide(
        category=Category.objects.get(slug=category),
        township=Body.objects.select_related("parent").get(slug=township) if township else None,
        kind=kind,
    )


def expected(township: str, category: str) -> str:
    district = TOWNSHIPS[township]
    if category in {"community", "services"}:
        return township
    if district == "changning" and category in ONLY_IN_CHANGNING:
        return f"changning-{ONLY_IN_CHANGNING[category]}"
    return f"{district}-{HANDLED_IN_EVERY_DISTRICT.get(category, 'letters')}"


@pytest.mark.usefixtures("_loaded")
def test_every_category_of_every_township_has_its_desk_and_says_why() -> None:
    table = routing.Table.load()
    found, reasons = {}, []
    for slug in TOWNSHIPS:
        township = Body.objects.select_related("parent").get(slug=slug)
        for category in Category.objects.all():
            rule = table.decide(routing.Case(category, township, "suggestion", timezone.now())).rule
            assert rule is not None, (slug, category.slug)
            found[slug, category.slug] = rule.desk.slug
            reasons.append(rule.note_en and rule.note_zh_hans)
    assert found == {(slug, category): expected(slug, category) for slug, category in found}
    assert len(found) == 9 * Category.objects.count()
    assert all(reasons)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("category", ["transport", "health", "community", "noise", "other"])
def test_the_two_hongqiaos_never_meet(category: str) -> None:
    town, subdistrict = where("hongqiao-town", category), where("hongqiao-subdistrict", category)
    assert {town.desk.slug, town.desk.parent.slug if town.desk.parent else ""} & {"minhang", "minhang-letters"}
    assert {subdistrict.desk.slug, subdistrict.desk.parent.slug if subdistrict.desk.parent else ""} & {
        "changning",
        "changning-construction",
    }
    assert "Hongqiao Town, Minhang District" in town.reason_en
    assert "Hongqiao Subdistrict, Changning District" in subdistrict.reason_en
    assert "闵行区" in town.reason_zh_hans


@pytest.mark.usefixtures("_loaded")
def test_what_concerns_the_whole_city_goes_to_the_bureau_or_the_hotline() -> None:
    assert {slug: where(None, slug).desk.slug for slug in ("transport", "health", "tax", "visa", "signage", "other")} == {
        "transport": "transport",
        "health": "health",
        "tax": "tax",
        "visa": "exit-entry",
        "signage": "foreign-affairs",
        "other": "hotline",
    }


@pytest.mark.usefixtures("_loaded")
def test_a_desk_we_only_assume_is_marked_inferred() -> None:
    assert where("huacao", "transport").inferred
    assert where("huacao", "transport").desk.slug == "minhang-letters"


def test_loading_the_facts_again_adds_nothing(whole_tree: None) -> None:
    from portal.demo import load_feedback  # noqa: PLC0415  # beside the call it tests

    assert load_feedback.load(facts("concerns"), facts("bureaus")) == 0


def test_without_rules_the_districts_office_passes_it_on(bodies: dict[str, Body]) -> None:
    category = Category.objects.create(slug="stray", name_en="Stray", name_zh_hans="无主")
    assert where("huacao", "stray").desk == bodies["minhang-letters"]
    assert where("hongqiao-subdistrict", "stray").desk == bodies["changning-letters"]
    assert where(None, "stray").desk == bodies["hotline"]
    Body.objects.filter(slug__in=["minhang-letters", "hotline"]).update(active=False)
    assert where("huacao", "stray").desk == bodies["minhang"]
    assert where(None, "stray").desk == bodies["shanghai"]
    assert where("huacao", category.slug).inferred


def test_the_first_rule_wins_and_a_closed_desk_or_a_switched_off_rule_is_passed_over(
    send: Callable[..., Suggestion], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    first = RoutingRule.objects.create(
        order=1, category=categories["transport"], area=bodies["huacao"], kind="complaint", desk=bodies["transport"]
    )
    assert where("huacao", "transport", "complaint").rule == first
    assert where("huacao", "transport").desk == bodies["minhang-letters"]
    RoutingRule.objects.filter(pk=first.pk).update(active=False)
    assert where("huacao", "transport", "complaint").desk == bodies["minhang-letters"]
    RoutingRule.objects.filter(pk=first.pk).update(active=True)
    Body.objects.filter(slug="transport").update(active=False)
    assert where("huacao", "transport", "complaint").desk == bodies["minhang-letters"]


def test_the_reason_is_kept_as_it_was_in_both_languages(send: Callable[..., Suggestion], bodies: dict[str, Body]) -> None:
    suggestion = send()
    RoutingRule.objects.update(note_en="Something else.", note_zh_hans="别的。")
    kept = suggestion.routings.get()
    assert kept.reason_en == ("because it is about “Neighbourhood life” in Huacao Town, Minhang District. They look after it.")
    assert "社区生活" in kept.reason_zh_hans
    assert "由其负责。" in kept.reason_zh_hans
    assert kept.desk == suggestion.desk == bodies["huacao"]


# --- conditions ---------------------------------------------------------------------------------------------------------
def at(day: int, hour: int) -> datetime:
    """A day of October 2026: 1 to 7 off, Saturday 10 worked."""
    return timezone.make_aware(datetime.combine(date(2026, 10, day), datetime.min.time().replace(hour=hour)))


def test_each_condition_is_asked_and_told(bodies: dict[str, Body], categories: dict[str, Category]) -> None:
    community, huacao = categories["community"], bodies["huacao"]
    place, elsewhere = make_place(huacao), make_place(huacao)
    community.questions.create(
        code="when", label_en="When?", label_zh_hans="何时？", kind="choice",
        options=[{"key": "night", "en": "At night", "zh-hans": "夜间"}],
    )  # fmt: skip
    base: dict[str, Any] = {"category": community, "township": huacao, "kind": "complaint", "at": at(9, 10)}
    # conditions; what meets them; what does not; what the resident reads
    cases: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
        ({"kind": "complaint"}, {}, {"kind": "question"}, "it is a complaint"),
        ({"place": place}, {"place": place}, {"place": elsewhere}, "it is about the place"),
        ({"answer_code": "when", "answer_value": "night"}, {"details": {"when": "night"}}, {}, "you answered “At night”"),
        ({"days": "off"}, {"at": at(5, 10)}, {"at": at(10, 10)}, "it came on a day off"),
        ({"days": "working"}, {"at": at(10, 10)}, {"at": at(11, 10)}, "it came on a working day"),
        ({"from_hour": 18, "until_hour": 24}, {"at": at(9, 23)}, {"at": at(9, 17)}, "between 18 and 24 o'clock"),
        ({"from_date": date(2026, 10, 8)}, {"at": at(8, 0)}, {"at": at(7, 23)}, "of the time of the year"),
        ({"until_date": date(2026, 10, 8)}, {"at": at(8, 23)}, {"at": at(9, 0)}, "of the time of the year"),
    ]
    for conditions, meets, fails, words in cases:
        rule = RoutingRule.objects.create(order=1, category=community, desk=bodies["transport"], **conditions)
        table = Table.load()
        decision = table.decide(Case(**(base | meets)))
        assert (decision.rule, decision.desk) == (rule, bodies["transport"])
        assert words in decision.reason_en
        assert table.decide(Case(**(base | fails))).desk == huacao
        rule.delete()


def test_where_no_rule_says_more_the_category_names_the_desk(bodies: dict[str, Body]) -> None:
    category = Category.objects.create(slug="river", name_en="The river", name_zh_hans="河道", desk=bodies["huacao"])
    decision = where("hongqiao-town", category.slug)
    assert (decision.desk, decision.rule, decision.inferred) == (bodies["huacao"], None, False)
    assert "The category names this office." in decision.reason_en


# --- errors -------------------------------------------------------------------------------------------------------------
def test_a_rule_in_error_switches_itself_off_into_a_queue_and_nobody_is_left_without_a_desk(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    closed = RoutingRule.objects.create(order=1, desk=bodies["transport"], note_en="x", note_zh_hans="x")
    Body.objects.filter(pk=bodies["transport"].pk).update(active=False)
    asks = RoutingRule.objects.create(
        order=2, category=categories["community"], desk=bodies["hotline"], answer_code="gone", answer_value="yes"
    )
    assert where("huacao", "community").faults  # choosing writes nothing
    assert not RuleError.objects.exists()
    suggestion = send()
    assert suggestion.desk == bodies["huacao"]
    errors = RuleError.objects.order_by("rule__order").values_list("rule", "what", "suggestion")
    assert list(errors) == [
        (closed.pk, routing.CLOSED_DESK, suggestion.pk),
        (asks.pk, routing.NO_SUCH_QUESTION, suggestion.pk),
    ]
    assert not RoutingRule.objects.filter(pk__in=[closed.pk, asks.pk], active=True).exists()
    history: Any = RoutingRule.history  # type: ignore[attr-defined]  # simple_history adds it
    assert history.filter(id=closed.pk).first().history_change_reason == routing.CLOSED_DESK
    send()
    assert RuleError.objects.count() == 2
    closed.refresh_from_db()
    closed.active, closed.desk = True, bodies["hotline"]
    ruling.save_rule(closed, note="The hotline takes it", fields=["desk"], by=cast["admin"])
    assert RuleError.objects.filter(settled_at=None).count() == 1


def test_an_unexpected_error_in_one_rule_is_a_fault_and_not_a_failure(
    bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    rule = RoutingRule.objects.create(order=1, desk=bodies["hotline"], from_hour=0, until_hour=24)
    table = Table.load()
    table.rules[0].from_hour = "noon"  # what no form lets through
    decision = table.decide(Case(categories["community"], bodies["huacao"], "help", timezone.now()))
    assert decision.desk == bodies["huacao"]
    assert [fault.rule for fault in decision.faults] == [rule]


# --- sent back, sorted anew, across the boundary ------------------------------------------------------------------------
def test_sent_back_it_returns_to_who_handed_it_over_and_bounces_are_counted(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = triaging.hand_over(send(), to=bodies["transport"], reason="A bus stop.", by=cast["officer"])
    with pytest.raises(tracking.NotAllowed):
        triaging.send_back(suggestion, reason="No.", by=cast["officer"])
    suggestion = triaging.send_back(suggestion, reason="It is a private bus.", by=cast["bureau_officer"])
    assert (suggestion.desk, suggestion.bounces, suggestion.state) == (bodies["huacao"], 1, "routed")
    # Sent back once more it does not go round in a circle: the district's office passes it on.
    suggestion = triaging.send_back(suggestion, reason="Not ours either.", by=cast["officer"])
    assert (suggestion.desk, suggestion.bounces) == (bodies["minhang-letters"], 2)
    assert list(suggestion.routings.values_list("act", flat=True)) == ["rule", "hand_over", "send_back", "send_back"]


def test_sorted_anew_the_rules_decide_and_the_promise_follows(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    Category.objects.filter(slug="transport").update(clock_days=15, version=4)
    suggestion = send()
    changes = {"category": Category.objects.get(slug="transport"), "township": bodies["huacao"]}
    with pytest.raises(tracking.NotAllowed):
        triaging.sort_anew(suggestion, **changes, by=cast["bureau_officer"])
    suggestion = triaging.sort_anew(suggestion, **changes, by=cast["officer"])
    suggestion.refresh_from_db()
    assert (suggestion.desk, suggestion.category_version) == (bodies["minhang-letters"], 4)
    assert suggestion.clocks.get(kind="answer").days == 15
    row = suggestion.routings.last()
    assert row is not None
    assert (row.rule.desk if row.rule else None, "Transport" in row.reason_en) == (bodies["minhang-letters"], True)
    with pytest.raises(triaging.NothingToChange):
        triaging.sort_anew(suggestion, **changes, by=cast["district_officer"])


def test_a_writer_chooses_the_neighbour_across_the_boundary_until_an_officer_has_it(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    points = {"huacao": (31.215, 121.31), "hongqiao-town": (31.19, 121.37), "hongqiao-subdistrict": (31.20, 121.41)}
    for slug, (latitude, longitude) in points.items():
        Township.objects.create(body=bodies[slug], latitude=latitude, longitude=longitude, source="https://x.example/")
    assert routing.neighbours(bodies["huacao"]) == [bodies["hongqiao-town"]]
    suggestion = send()
    with pytest.raises(triaging.NotNextDoor):
        triaging.choose_township(suggestion, township=bodies["hongqiao-subdistrict"])
    suggestion = triaging.choose_township(suggestion, township=bodies["hongqiao-town"])
    assert (suggestion.desk, suggestion.body) == (bodies["hongqiao-town"], bodies["hongqiao-town"])
    other = triaging.take(send(), by=cast["officer"])
    with pytest.raises(tracking.MoveRefused):
        triaging.choose_township(other, township=bodies["hongqiao-town"])


# --- hints and dry runs -------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("_loaded")
def test_words_hint_at_a_category_and_decide_nothing() -> None:
    assert hinting.hints("The bus is late every day")[0].slug == "transport"
    assert hinting.hints("小区门口的垃圾没人收")[0].slug in {"waste", "community"}
    assert hinting.hints("I busied myself") == []
    assert hinting.hints("") == []


def test_a_dry_run_over_the_past_tells_what_would_move_and_writes_nothing(
    send: Callable[..., Suggestion], bodies: dict[str, Body], categories: dict[str, Category]
) -> None:
    stays, moves = send(), send(kind="complaint")
    before = list(Suggestion.objects.values()), list(Routing.objects.values()), RoutingRule.objects.count()
    draft = RoutingRule(order=1, kind="complaint", desk=bodies["hotline"])
    found = rehearsing.of_draft(draft)
    assert (found.total, found.same) == (2, 1)
    assert [(one.suggestion, one.before, one.decision.desk) for one in found.moved] == [
        (moves, bodies["huacao"], bodies["hotline"])
    ]
    assert rehearsing.of_past().moved == []
    assert (list(Suggestion.objects.values()), list(Routing.objects.values()), RoutingRule.objects.count()) == before
    draft.save()
    assert [one.suggestion for one in rehearsing.of_past().moved] == [moves]
    assert stays.desk == bodies["huacao"]


# --- figures ------------------------------------------------------------------------------------------------------------
WORDS = [
    "The crossing is dark.", "路口太暗了。", "横断歩道が暗いです。", "횡단보도가 어두워요.", "Le passage piéton est sombre.",
    "Der Übergang ist dunkel.", "El cruce está oscuro.", "Переход тёмный.", "المعبر مظلم.", "L'incrocio è buio.",
]  # fmt: skip


def form_of(category: Category, township: str, kind: str, text: str) -> SuggestionForm:
    data = {
        "key": str(uuid4()),
        "category": category.slug,
        "township": township,
        "kind": kind,
        "text": text,
        "answer_language": "en",
    }
    return SuggestionForm(data, person=AnonymousUser())


@pytest.mark.usefixtures("_loaded")
@pytest.mark.one_engine
def test_of_a_thousand_mixed_suggestions_every_valid_one_has_a_desk_and_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table.load()
    monkeypatch.setattr(Table, "load", lambda: table)  # read once: the table does not change in this test
    dice = random.Random(20261122)
    categories, kinds = list(Category.objects.active()), Suggestion.Kind.values
    townships: list[Body | None] = [*Body.objects.townships(), None]
    combinations = [(one, township, kind) for one in categories for township in townships for kind in kinds]
    dice.shuffle(combinations)
    for number, (category, township, kind) in enumerate(combinations[:900]):
        submitting.submit(
            WORDS[number % len(WORDS)], key=uuid4(), category=category, township=township, kind=kind, answer_language="en"
        )
    broken = [{"text": ""}, {"text": "x" * 5000}, {"kind": "rumour"}, {"township": "atlantis"}, {"text": " \n "}]
    for number, (category, township, kind) in enumerate(combinations[900:1000]):
        given = {"category": category, "township": township.slug if township else "city", "kind": kind, "text": "Dark."}
        assert not form_of(**(given | broken[number % len(broken)])).is_valid()
    routed = Suggestion.objects.counted()
    assert routed.count() == 900
    assert not routed.exclude(state="routed").exists()
    assert not routed.filter(desk=None).exists()
    assert Routing.objects.exclude(reason_en="").exclude(reason_zh_hans="").count() == 900
    assert not RuleError.objects.exists()


@pytest.mark.usefixtures("_loaded")
def test_two_thousand_routes_are_chosen_a_second_without_a_query(django_assert_num_queries: Any) -> None:
    table, now = Table.load(), timezone.now()
    townships: list[Body | None] = [*Body.objects.townships(), None]
    cases = [
        Case(category, township, kind, now)
        for category in Category.objects.active().select_related("desk")
        for township in townships
        for kind in Suggestion.Kind.values
    ]
    with translation.override("en"):
        table.decide(cases[0])  # catalogues are read once
    begun = time.process_time()
    with django_assert_num_queries(0):
        chosen = [table.decide(case) for case in cases * 3]
    assert len(chosen) / (time.process_time() - begun) >= 2000
    assert all(decision.reason_en and decision.reason_zh_hans for decision in chosen)
