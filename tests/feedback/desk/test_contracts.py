from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from community.models import AuditEntry
from feedback.models import Category, RoutingRule, RuleError, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User


@pytest.fixture(autouse=True)
def _ready(categories: dict[str, Category], cast: dict[str, User]) -> None:
    """Every test has categories, rules and people."""


def rule_of(**changes: Any) -> dict[str, Any]:
    values = {
        "order": "5",
        "kind": "complaint",
        "desk": "",
        "note_en": "They do.",
        "note_zh_hans": "由其办理。",
        "why": "Agreed in June",
    }
    return values | {"active": "on"} | changes


def test_an_admin_tries_adds_moves_and_mends_rules_at_the_desk(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], bodies: dict[str, Body]
) -> None:
    admin, hotline = signed_in("admin"), bodies["hotline"]
    send(kind="complaint")
    new = reverse("desk_routing_new")
    assert admin.get(new).status_code == 200
    assert admin.post(new, rule_of(desk=hotline.pk, why="")).status_code == 422
    assert admin.post(new, rule_of(desk=hotline.pk, answer_code="when")).status_code == 422
    tried = admin.post(new, rule_of(desk=hotline.pk, **{"try": "yes"}))
    assert tried.status_code == 200
    assert "1 would go elsewhere." in tried.content.decode()
    assert not RoutingRule.objects.filter(kind="complaint").exists()
    assert admin.post(new, rule_of(desk=hotline.pk)).status_code == 302
    made = RoutingRule.objects.get(kind="complaint")
    assert send(kind="complaint").desk == hotline
    assert AuditEntry.objects.get(verb="rule.added").values["note"] == "Agreed in June"
    page = admin.get(reverse("desk_routing_rule", args=[made.pk])).content.decode()
    assert "Agreed in June" in page
    admin.post(reverse("desk_routing_place", args=[made.pk]), {"to": "down"})
    assert list(RoutingRule.objects.values_list("pk", flat=True)).index(made.pk) == 1
    assert admin.get(reverse("desk_routing_rehearsal")).status_code == 200
    error = RuleError.objects.create(rule=made, what="its desk is closed")
    assert "Its desk is closed".lower() in admin.get(reverse("desk_routing")).content.decode().lower()
    admin.post(reverse("desk_routing_settlement", args=[error.pk]))
    assert not RuleError.objects.filter(settled_at=None).exists()


def contract_of(**changes: Any) -> dict[str, Any]:
    questions = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "name_en": "The river", "name_zh_hans": "河道", "position": "5", "contact_days": "1", "clock_days": "15", "active": "on",
        "publicity": "never", "keywords": "river\n河", "why": "Asked for by the residents' forum",
        **{f"questions-{name}": value for name, value in questions.items()},
    } | changes  # fmt: skip


def test_a_manager_keeps_the_townships_own_categories_and_no_others(
    signed_in: Callable[[str], Client], bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    manager, new = signed_in("manager"), reverse("desk_category_new")
    assert manager.get(new).status_code == 200
    assert manager.post(new, contract_of(slug="river")).status_code == 422  # not for everyone
    foreign = contract_of(slug="river", body=bodies["hongqiao-town"].pk)
    assert manager.post(new, foreign).status_code == 422
    question = {
        "questions-0-code": "when", "questions-0-label_en": "When?", "questions-0-label_zh_hans": "何时？",
        "questions-0-kind": "choice", "questions-0-position": "1", "questions-0-active": "on",
    }  # fmt: skip
    own = contract_of(slug="river", body=bodies["huacao"].pk) | question
    assert manager.post(new, own).status_code == 422  # a choice without choices
    own["questions-0-choices_text"] = "day | By day | 白天\nnight | At night | 夜间"
    assert manager.post(new, own).status_code == 302
    made = Category.objects.get(slug="river")
    assert (made.body, made.version, made.clock_days) == (bodies["huacao"], 1, 15)
    assert made.questions.get().choices == [("day", "By day"), ("night", "At night")]
    assert list(Category.objects.offered_in(bodies["hongqiao-town"]).filter(slug="river")) == []
    address, none = reverse("desk_category", args=["river"]), {"questions-TOTAL_FORMS": "0"}
    assert manager.post(address, contract_of(clock_days="5", why="Faster now", **none)).status_code == 302
    made.refresh_from_db()
    assert (made.version, made.clock_days) == (2, 5)
    history: Any = made.history
    assert [(one.version, one.history_change_reason) for one in history.all()][0] == (2, "Faster now")  # noqa: RUF015  # in order
    assert manager.get(reverse("desk_category", args=["transport"])).status_code == 404
    assert manager.get(reverse("desk_categories")).status_code == 200
    assert manager.get(address).status_code == 200


def test_what_a_category_keeps_private_never_becomes_public(send: Callable[..., Suggestion]) -> None:
    Category.objects.update(publicity="never")
    suggestion = send(category=Category.objects.get(slug="community"), public_wish=True)
    assert (suggestion.public_wish, suggestion.public_state) == (False, "private")


def test_an_officer_sorts_anew_and_sends_back_at_the_desk(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion]
) -> None:
    officer, suggestion = signed_in("officer"), send("The bus is late.")
    page = reverse("desk_suggestion_belonging", args=[suggestion.reference])
    assert "Sort it anew" in officer.get(page).content.decode()
    sorting = reverse("desk_suggestion_sorting", args=[suggestion.reference])
    assert officer.post(sorting, {"category": "transport"}).status_code == 422
    stale = {"category": "transport", "township": "huacao", "seen": "0"}
    assert officer.post(sorting, stale).status_code == 409
    bounce = reverse("desk_suggestion_bounce", args=[suggestion.reference])
    assert officer.post(bounce, {"bounce-reason": ""}).status_code == 422
    assert officer.post(bounce, {"bounce-reason": "A road of the district."}).status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.bounces, suggestion.desk.slug if suggestion.desk else "") == (1, "minhang-letters")
