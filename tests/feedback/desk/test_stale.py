"""Acts from a page that is out of date: each door refuses them in clear words, keeps what was typed, and does nothing twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

import feedback
from community.models import AuditEntry
from feedback import answering, closing, merging, moderating, translating, triaging
from feedback.models import Answer, Category, CategoryQuestion, RoutingRule, Snippet, Suggestion, SuggestionTranslation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

TEMPLATES = Path(feedback.__file__).parent / "templates/feedback/desk"
WORDS = "Words I had typed."
CHANGED = "This has changed meanwhile"
# Door: who acts, and what they send.
DOORS: dict[str, tuple[str, dict[str, str]]] = {
    "desk_suggestion_sight": ("officer", {}),
    "desk_suggestion_assignment": ("officer", {}),
    "desk_suggestion_translation": ("officer", {}),
    "desk_suggestion_handover": ("officer", {"to": "transport", "reason": WORDS}),
    "desk_suggestion_sorting": ("officer", {"category": "transport", "township": "huacao"}),
    "desk_suggestion_bounce": ("officer", {"bounce-reason": WORDS}),
    "desk_suggestion_language": ("officer", {"language": "fr"}),
    "desk_suggestion_question": ("officer", {"ask-language": "en", "ask-text": WORDS}),
    "desk_suggestion_answer": ("officer", {"language": "en", "text": WORDS, "submit": "yes"}),
    "desk_suggestion_letter": ("officer", {"came_from": "X", "came_on": "2026-01-05", "language": "en", "text": WORDS}),
    "desk_consultation": ("officer", {"confer-kind": "consult", "confer-body": "transport", "confer-words": WORDS}),
    "desk_closing": ("officer", {"closing-outcome": "resolved", "closing-words": WORDS}),
    "desk_suggestion_joining merge": ("officer", {"act": "merge", "merge-into": "other", "merge-reason": WORDS}),
    "desk_suggestion_joining split": (
        "officer",
        {"act": "split", "split-text": WORDS, "split-category": "transport", "split-reason": "x"},
    ),
    "desk_suggestion_joining unmerge": ("officer", {"act": "unmerge", "unmerge-reason": WORDS}),
    "desk_suggestion_release": ("manager", {}),
    "desk_suggestion_return": ("manager", {"back-reason": WORDS}),
    "desk_closing_release": ("manager", {}),
    "desk_closing_return": ("manager", {"return-reason": WORDS}),
    "desk_moderate": ("moderator", {"ko": WORDS}),
    "desk_moderate_hiding": ("moderator", {"why-reason": WORDS}),
    "desk_moderate_restoration": ("moderator", {"why-reason": WORDS}),
    "desk_moderate_redaction": ("moderator", {"redact-ko": WORDS, "redact-reason": "x"}),
    "desk_moderate_earlier": ("moderator", {"earlier-act": "first", "earlier-reason": WORDS}),
    "desk_moderate_photos": ("moderator", {"photo": "1"}),
}
BUTTONS = {
    "desk_suggestion_sight",
    "desk_suggestion_assignment",
    "desk_suggestion_translation",
    "desk_suggestion_language",
    "desk_suggestion_release",
    "desk_moderate_photos",
}
KOREAN = "정문 옆에 있는 벤치가 부서졌습니다. 고쳐 주세요."


@pytest.fixture
def suggestion(send: Callable[..., Suggestion]) -> Suggestion:
    return send(KOREAN, public_wish=True)


def lead_to(door: str, suggestion: Suggestion, cast: dict[str, User]) -> None:
    """Take a suggestion to where a door has something to do."""
    officer, moderator = cast["officer"], cast["moderator"]
    if door in {"desk_suggestion_release", "desk_suggestion_return"}:
        taken = triaging.take(suggestion, by=officer)
        answering.submit(answering.draft(taken, text="Mended.", language="en", by=officer), by=officer)
    elif door.startswith("desk_closing_"):
        closing.propose(triaging.take(suggestion, by=officer), outcome="resolved", words="Done.", by=officer)
    elif door.startswith("desk_moderate") and door != "desk_moderate":
        moderating.release(suggestion, words={"ko": KOREAN}, by=moderator)
        if door == "desk_moderate_restoration":
            moderating.hide(suggestion, reason="A name.", by=moderator)
    elif door not in {"desk_suggestion_sight", "desk_suggestion_assignment", "desk_moderate"}:
        triaging.take(suggestion, by=officer)


def rows() -> list[Any]:
    return [
        list(Suggestion.objects.order_by("pk").values()),
        list(Answer.objects.values()),
        AuditEntry.objects.count(),
    ]


@pytest.mark.parametrize("door", DOORS)
def test_what_changed_meanwhile_is_not_acted_on(
    suggestion: Suggestion, send: Callable[..., Suggestion], signed_in: Callable[[str], Client], cast: dict[str, User], door: str
) -> None:
    who, typed = DOORS[door]
    name, _space, act = door.partition(" ")
    other = send("The bench again.")
    if act == "unmerge":
        triaging.take(suggestion, by=cast["officer"])
        merging.merge(suggestion, into=other, reason="The same.", by=cast["officer"])
    else:
        lead_to(name, suggestion, cast)
    typed = {key: {"other": other.reference, "first": "0"}.get(value, value) for key, value in typed.items()}
    if name == "desk_moderate_earlier":
        typed["earlier-act"] = str(suggestion.moderation_acts.order_by("pk")[0].pk)
    address, before = reverse(name, args=[suggestion.reference]), rows()
    response = signed_in(who).post(address, typed | {"seen": "0"}, follow=name in BUTTONS)
    assert (response.status_code, rows()) == (200 if name in BUTTONS else 409, before)
    page = response.content.decode()
    assert CHANGED in page
    assert WORDS in page or WORDS not in typed.values()


# Forms whose act can't go stale, or that carry something else to compare.
OTHERWISE = {
    "desk_filter_removal": "one's own bookmark",
    "desk_filters": "one's own bookmark",
    "desk_assignments": "each of its rows says what was seen",
    "desk_suggestion_mentions": "says only that one has read it",
    "desk_suggestion_note": "adds a note, once for its key",
    "desk_routing_settlement": "an error is settled once",
    "desk_consultation_view": "an office gives its view once",
    "desk_translation_claim": "taken by one person at a time",
    "desk_translation_return": "one's own claim",
    "desk_translation_language": "says only what language words are in",
    "desk_snippet_retirement": "nothing comes back",
    "key_end": "nothing comes back",
    "keys": "issues a key",
    "bulk": "answers what has no answer yet, each under its lock",
    "releasing": "each answer carries the edition that was read",
    "report": "decided once",
    "unmasking": "reads, and changes nothing",
}


def test_each_form_about_a_suggestion_says_what_was_seen() -> None:
    silent = []
    for path in sorted(TEMPLATES.glob("*.html")):
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL):
            if 'method="post"' not in form or 'name="seen"' in form:
                continue
            target = next(iter(re.findall(r"action=\"{% url '(\w+)'", form)), path.stem)
            silent += [target] if target not in OTHERWISE else []
    assert silent == []


def test_a_translation_is_not_written_over_one_that_came_meanwhile(
    suggestion: Suggestion, signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    request = suggestion.translation_requests.get()
    seen = translating.stamp(request)
    translating.save(request, text="门口的长椅坏了。", by=cast["admin"])
    address = reverse("desk_translation", args=[request.pk])
    response = signed_in("editor").post(address, {"text": WORDS, "seen": seen})
    assert response.status_code == 409
    page = response.content.decode()
    assert CHANGED in page
    assert WORDS in page
    assert SuggestionTranslation.objects.get().text == "门口的长椅坏了。"
    fresh = {"text": WORDS, "seen": translating.stamp(request)}
    assert signed_in("editor").post(address, fresh).status_code == 302


# --- two windows on what is not a suggestion ------------------------------------------------------------------------------
def form_of(page: Any) -> dict[str, Any]:
    """Return what a browser would send from a page's first form with a hidden `seen`."""
    context = page.context
    form = context["form"]
    values = {field.html_name: "" if field.value() is None else field.value() for field in form}
    if "questions" in context:
        management = context["questions"].management_form
        values |= {field.html_name: field.value() for field in management}
        asked = [field for question in context["questions"] for field in question]
        values |= {field.html_name: "" if field.value() is None else field.value() for field in asked}
    values = {name: value for name, value in values.items() if value is not False}
    return values | {"seen": context["seen"]}


@pytest.mark.parametrize("what", ["rule", "category", "snippet"])
def test_of_two_windows_the_second_is_told_what_the_first_changed_and_loses_nothing(
    categories: dict[str, Category], bodies: dict[str, Body], signed_in: Callable[[str], Client], what: str
) -> None:
    words = {"name_en": "Thanks", "name_zh_hans": "感谢", "text_en": "Thank you.", "text_zh_hans": "感谢您。"}
    address, field = {
        "rule": (reverse("desk_routing_rule", args=[RoutingRule.objects.all()[0].pk]), "note_en"),
        "category": (reverse("desk_category", args=["community"]), "description_en"),
        "snippet": (reverse("desk_snippet", args=[Snippet.objects.create(body=bodies["huacao"], **words).pk]), "text_en"),
    }[what]
    admin = signed_in("admin")
    first, second = form_of(admin.get(address)), form_of(admin.get(address))
    assert admin.post(address, first | {field: "Of the first window.", "why": "First."}).status_code == 302
    typed = second | {field: WORDS, "why": "Second."}
    refused = admin.post(address, typed)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "A colleague has changed this meanwhile." in page
    assert WORDS in page
    assert page.index("As it stands now") < page.index("Of the first window.")
    stored: Any = {"rule": RoutingRule, "category": Category, "snippet": Snippet}[what]
    assert stored.objects.filter(**{field: "Of the first window."}).exists()
    assert admin.post(address, typed | {"seen": refused.context["seen"]}).status_code == 302
    assert stored.objects.filter(**{field: WORDS}).exists()


def test_a_question_added_in_another_window_counts_as_a_change_of_its_category(
    categories: dict[str, Category], signed_in: Callable[[str], Client]
) -> None:
    address, admin = reverse("desk_category", args=["community"]), signed_in("admin")
    values = form_of(admin.get(address)) | {"why": "x"}
    CategoryQuestion.objects.create(
        category=categories["community"], code="since", label_en="Since when?", label_zh_hans="何时起？"
    )
    refused = admin.post(address, values)
    assert refused.status_code == 409
    assert "Since when?" in refused.content.decode()


def test_a_rule_is_not_moved_in_an_old_table(categories: dict[str, Category], signed_in: Callable[[str], Client]) -> None:
    admin, last = signed_in("admin"), RoutingRule.objects.order_by("order").last()
    assert last is not None
    seen = admin.get(reverse("desk_routing")).context["seen"]
    place = reverse("desk_routing_place", args=[last.pk])
    assert "The order is changed." in admin.post(place, {"to": "up", "seen": seen}, follow=True).content.decode()
    last.refresh_from_db()
    before = last.order
    assert CHANGED in admin.post(place, {"to": "up", "seen": seen}, follow=True).content.decode()
    last.refresh_from_db()
    assert last.order == before


def test_several_given_from_an_old_list_leave_what_a_colleague_took_meanwhile(
    send: Callable[..., Suggestion], signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    here, taken = send(), send()
    manager = signed_in("manager")
    rows: Any = manager.get(f"{reverse('desk_suggestions')}?queue=new").context["rows"]
    seen = [f"{row['suggestion'].reference} {row['seen']}" for row in rows]
    triaging.take(taken, by=cast["officer"])
    values = {"reference": [here.reference, taken.reference], "officer": cast["officer"].pk, "seen": seen, "query": ""}
    page = manager.post(reverse("desk_assignments"), values, follow=True).content.decode()
    assert "1 suggestion was given." in page
    assert f"since this list was drawn: {taken.reference}" in page
    assert taken.assignments.count() == 1
