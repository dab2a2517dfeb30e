from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community.models import Body
from feedback import routing
from feedback.models import Category, RoutingRule
from tests.feedback.conftest import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedback.models import Suggestion

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
    rules = list(RoutingRule.objects.in_force())
    found, reasons = {}, []
    for slug in TOWNSHIPS:
        township = Body.objects.select_related("parent").get(slug=slug)
        for category in Category.objects.all():
            rule = routing.pick(rules, category=category, township=township, kind="suggestion")
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
    assert kept.reason_en == "because: category Neighbourhood life, township Huacao Town, Minhang District. They look after it."
    assert "社区生活" in kept.reason_zh_hans
    assert "由其负责。" in kept.reason_zh_hans
    assert kept.desk == suggestion.desk == bodies["huacao"]
