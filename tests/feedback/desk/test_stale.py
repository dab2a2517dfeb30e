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
from feedback.models import Answer, Suggestion, SuggestionTranslation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import User

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
    "desk_assignments": "given to a colleague: each one is asked again under its lock",
    "desk_suggestion_mentions": "says only that one has read it",
    "desk_suggestion_note": "adds a note, once for its key",
    "desk_routing_settlement": "an error is settled once",
    "desk_routing_place": "moves a rule by one",
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
    "rule": "not about one suggestion; its history keeps each version",
    "category": "not about one suggestion; its history keeps each version",
    "snippet": "not about one suggestion",
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
