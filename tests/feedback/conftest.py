"""What the tests of feedback ask for: categories and rules in the small tree, the facts' whole tree, suggestions on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from feedback import answering, submitting, triaging
from feedback.models import Category, RoutingRule
from portal.demo import load_bodies, load_feedback
from portal.demo.papers import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from feedback.models import Answer, Suggestion


@pytest.fixture
def whole_tree(db: None) -> None:
    """Load the facts' bodies, categories, rules and history."""
    bureaus = facts("bureaus")
    load_bodies.load(bureaus=bureaus, townships=facts("townships"))
    load_feedback.load(facts("concerns"), bureaus)


@pytest.fixture
def categories(bodies: dict[str, Body]) -> dict[str, Category]:
    """Three categories and a small table: neighbourhood life to the townships, the rest to district offices and bureaus."""
    made = {
        slug: Category.objects.create(slug=slug, name_en=en, name_zh_hans=zh, position=position)
        for position, (slug, en, zh) in enumerate(
            [
                ("transport", "Transport", "交通出行"),
                ("community", "Neighbourhood life", "社区生活"),
                ("other", "Something else", "其他"),
            ]
        )
    }
    rows: list[tuple[int, str | None, str | None, str]] = [
        (10, "community", "huacao", "huacao"),
        (20, "community", "hongqiao-town", "hongqiao-town"),
        (30, "community", "hongqiao-subdistrict", "hongqiao-subdistrict"),
        (40, "transport", "minhang", "minhang-letters"),
        (50, "transport", "changning", "changning-letters"),
        (60, "transport", None, "transport"),
        (90, None, None, "hotline"),
    ]
    for order, category, area, desk in rows:
        RoutingRule.objects.create(
            order=order,
            category=made[category] if category else None,
            area=bodies[area] if area else None,
            desk=bodies[desk],
            note_en="They look after it.",
            note_zh_hans="由其负责。",
        )
    return made


@pytest.fixture
def send(bodies: dict[str, Body], categories: dict[str, Category]) -> Callable[..., Suggestion]:
    """Return a function that submits something in Huacao about its neighbourhood, unless told otherwise."""

    def submit(text: str = "The bench at the gate is broken.", **changes: Any) -> Suggestion:
        values: dict[str, Any] = {
            "key": uuid4(),
            "category": categories["community"],
            "township": bodies["huacao"],
            "kind": "suggestion",
            "answer_language": "en",
        }
        return submitting.submit(text, **(values | changes)).suggestion

    return submit


@pytest.fixture
def answered(send: Callable[..., Suggestion], cast: dict[str, User]) -> Callable[..., Answer]:
    """Return a function that takes a new suggestion to a submitted answer by the officer of Huacao."""

    def go(text: str = "We mended the bench.", *, language: str = "en", **changes: Any) -> Answer:
        suggestion = triaging.take(send(**changes), by=cast["officer"])
        answer = answering.draft(suggestion, text=text, language=language, by=cast["officer"])
        return answering.submit(answer, by=cast["officer"])

    return go
