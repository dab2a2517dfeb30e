from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AuditEntry
from feedback import answering, translating, triaging
from feedback.desk.waiting import waiting
from feedback.models import Answer, RoutingRule, Suggestion, TranslationRequest
from feedback.models.translation import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from feedback.models import Category

EVERYONE = {
    "visitor", "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer",
    "bureau_officer", "admin", "second_admin",
}  # fmt: skip
STAFF = EVERYONE - {"visitor", "resident", "neighbour"}


@pytest.fixture(autouse=True)
def _ready(categories: dict[str, Category], cast: dict[str, User]) -> None:
    """Every test has categories, rules and people."""


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# --- who gets in --------------------------------------------------------------------------------------------------------
LISTS = {
    "desk_suggestions": STAFF - {"organiser"},
    "desk_moderation": {"moderator", "manager", "admin", "second_admin"},
    "desk_translations": {"editor", "admin", "second_admin"},
    "desk_routing": {"admin", "second_admin"},
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("undrawn")
def test_each_list_opens_for_its_roles_only(signed_in: Callable[[str], Client], name: str) -> None:
    codes = {key: signed_in(key).get(reverse(name)).status_code for key in EVERYONE}
    expected = {key: 302 if key == "visitor" else 200 if key in LISTS[name] else 403 for key in EVERYONE}
    assert codes == expected


OBJECTS = {
    "desk_suggestion": {"editor", "officer", "moderator", "manager", "district_officer", "admin", "second_admin"},
    "desk_suggestion_handover": {"editor", "officer", "moderator", "manager", "district_officer", "admin", "second_admin"},
    "desk_suggestion_answer": {"editor", "officer", "moderator", "manager", "district_officer", "admin", "second_admin"},
    "desk_suggestion_return": {"editor", "officer", "moderator", "manager", "district_officer", "admin", "second_admin"},
    "desk_moderate": {"moderator", "manager", "admin", "second_admin"},
    "desk_moderate_hiding": {"moderator", "manager", "admin", "second_admin"},
    "desk_moderate_restoration": {"moderator", "manager", "admin", "second_admin"},
}


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.usefixtures("undrawn")
def test_a_foreign_suggestion_is_as_absent_as_one_that_is_not_there(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], name: str
) -> None:
    suggestion = send(public_wish=True)
    address, absent = reverse(name, args=[suggestion.reference]), reverse(name, args=["HC-2020-0001"])
    codes = {key: signed_in(key).get(address).status_code for key in STAFF}
    assert codes == {key: 200 if key in OBJECTS[name] else 404 for key in STAFF}
    assert {signed_in(key).get(absent).status_code for key in STAFF} == {404}
    refused = {signed_in(key).post(address).status_code for key in STAFF - OBJECTS[name]}
    assert refused == ({405} if name == "desk_suggestion" else {404})


@pytest.mark.parametrize("name", ["sight", "assignment", "answer", "handover", "answer_release", "answer_return", "translation"])
@pytest.mark.usefixtures("undrawn")
def test_posting_without_the_right_changes_nothing(
    signed_in: Callable[[str], Client], answered: Callable[..., Answer], name: str
) -> None:
    suggestion = answered().suggestion
    names = {"answer_release": "release", "answer_return": "return"}
    address = reverse(f"desk_suggestion_{names.get(name, name)}", args=[suggestion.reference])
    values = {"to": "transport", "reason": "x", "back-reason": "x", "text": "x", "language": "en", "submit": "yes"}
    before = list(Suggestion.objects.values()), list(Answer.objects.values())
    for key in ("moderator", "editor", "bureau_officer", "organiser", "resident", "visitor"):
        assert signed_in(key).post(address, values).status_code in {302, 403, 404, 405, 409}
        assert signed_in(key).get(address).status_code in {200, 302, 403, 404, 405}
    assert (list(Suggestion.objects.values()), list(Answer.objects.values())) == before


# --- the way of one suggestion ------------------------------------------------------------------------------------------
def test_an_officer_reads_takes_and_answers_and_the_manager_releases(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = send()
    officer, manager = signed_in("officer"), signed_in("manager")

    def at(name: str) -> str:
        return reverse(f"desk_suggestion{name}", args=[suggestion.reference])

    assert suggestion.reference in text_of(officer.get(reverse("desk_suggestions")))
    officer.post(at("_sight"))
    officer.post(at("_assignment"))
    assert officer.post(at("_answer"), {"language": "en", "text": ""}).status_code == 422
    officer.post(at("_answer"), {"language": "en", "text": "We mended it.", "submit": "yes"})
    answer = suggestion.answers.get()
    assert "Release the answer" not in text_of(officer.get(at("")))
    assert "Release the answer" in text_of(manager.get(at("")))
    manager.post(at("_release"), {"edition": "what I did not read"})
    suggestion.refresh_from_db()
    assert suggestion.state == "in_progress"
    manager.post(at("_release"), {"edition": fingerprint(answer.text)})
    suggestion.refresh_from_db()
    assert suggestion.state == "answered"
    verbs = list(AuditEntry.objects.about(suggestion).values_list("verb", flat=True))
    assert verbs == ["suggestion.seen", "suggestion.taken", "answer.drafted", "answer.submitted", "answer.released"]


def test_an_act_from_a_page_that_is_out_of_date_is_refused_and_its_words_are_kept(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = send()
    stamp = suggestion.stamp
    triaging.take(suggestion, by=cast["officer"])
    address = reverse("desk_suggestion_handover", args=[suggestion.reference])
    typed = {"to": "transport", "reason": "The bus stop is theirs.", "seen": stamp}
    response = signed_in("officer").post(address, typed)
    assert response.status_code == 409
    page = text_of(response)
    assert "This has changed meanwhile" in page
    assert "The bus stop is theirs." in page
    suggestion.refresh_from_db()
    assert (suggestion.desk_id, suggestion.routings.count()) == (suggestion.body_id, 1)
    fresh = Suggestion.objects.get(pk=suggestion.pk).stamp
    assert signed_in("officer").post(address, typed | {"seen": fresh}).status_code == 302


def test_what_was_typed_stays_when_a_reason_is_missing(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion]
) -> None:
    suggestion = send()
    response = signed_in("officer").post(reverse("desk_suggestion_handover", args=[suggestion.reference]), {"to": "transport"})
    assert response.status_code == 422
    assert '<option value="transport" selected>' in text_of(response)
    assert "Please check the form" in text_of(response)


def test_the_resident_s_words_stand_in_their_script_under_the_translation(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = send("벤치가 부서졌어요")
    page = text_of(signed_in("officer").get(reverse("desk_suggestions")))
    assert '<span class="strong" lang="ko">벤치가 부서졌어요</span>' in page
    assert "needs translation" in page
    request = suggestion.translation_requests.get()
    editor, admin = signed_in("editor"), signed_in("admin")
    editor.post(reverse("desk_translation_claim", args=[request.pk]))
    editor.post(reverse("desk_translation", args=[request.pk]), {"text": "长椅坏了"})
    assert "translation not checked" in text_of(signed_in("officer").get(reverse("desk_suggestions")))
    made = translating.made_for(request)
    assert made is not None
    edition = {"seen": translating.stamp(request)}
    editor.post(reverse("desk_translation_check", args=[request.pk]), edition)
    assert TranslationRequest.objects.open().count() == 1
    admin.post(reverse("desk_translation_check", args=[request.pk]), edition)
    assert TranslationRequest.objects.open().count() == 0
    page = text_of(signed_in("officer").get(reverse("desk_suggestions")))
    assert page.index("长椅坏了") < page.index("벤치가 부서졌어요")


def test_a_moderator_makes_a_copy_public_and_hides_it_again(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion]
) -> None:
    suggestion, moderator = send("I am Anna. The gate is shut.", public_wish=True), signed_in("moderator")

    def at(name: str) -> str:
        return reverse(f"desk_moderate{name}", args=[suggestion.reference])

    assert moderator.post(at(""), {"en": ""}).status_code == 422
    moderator.post(at(""), {"en": "The gate is shut.", "zh-hans": "大门关着。"})
    assert "The gate is shut." in text_of(Client().get(f"/en/feedback/{suggestion.reference}/"))
    assert moderator.post(at("_hiding"), {"why-reason": ""}).status_code == 422
    moderator.post(at("_hiding"), {"why-reason": "Another gate."})
    assert Client().get(f"/en/feedback/{suggestion.reference}/").status_code == 404
    moderator.post(at("_restoration"), {"why-reason": "It was this one."})
    assert Client().get(f"/en/feedback/{suggestion.reference}/").status_code == 200


# --- rules --------------------------------------------------------------------------------------------------------------
def test_an_admin_tries_a_suggestion_and_moves_a_rule(signed_in: Callable[[str], Client], bodies: dict[str, Body]) -> None:
    admin = signed_in("admin")
    page = text_of(admin.get(f"{reverse('desk_routing')}?category=transport&township=hongqiao-town&kind=question"))
    assert "Minhang District public suggestion and complaints office" in page
    assert Suggestion.objects.count() == 0
    rule = RoutingRule.objects.get(area=bodies["minhang"])
    address = reverse("desk_routing_rule", args=[rule.pk])
    kept = {"order": rule.order, "category": rule.category_id or "", "area": rule.area_id, "active": "on"}
    words = {"note_en": "Asked for.", "note_zh_hans": "应要求。", "why": "The commission asked for it"}
    values = {**kept, **words, "desk": bodies["transport"].pk}
    assert signed_in("manager").post(address, values).status_code == 403
    assert admin.post(address, {**values, "desk": "999999"}).status_code == 422
    assert admin.post(address, values).status_code == 302
    rule.refresh_from_db()
    assert rule.desk == bodies["transport"]
    assert rule.history.count() == 2
    assert AuditEntry.objects.about(rule).get().values["desk"] == ["minhang-letters", "transport"]


# --- what waits ---------------------------------------------------------------------------------------------------------
def test_each_role_is_told_what_waits_for_it(
    send: Callable[..., Suggestion],
    answered: Callable[..., Answer],
    cast: dict[str, User],
    bodies: dict[str, Body],
    categories: dict[str, Category],
) -> None:
    send("벤치가 부서졌어요", public_wish=True)
    send(township=bodies["hongqiao-town"], category=categories["transport"])
    answered("长椅已修好。", language="zh-hans")
    totals = {
        key: {queue.key: queue.total for queue in waiting(person, timezone.now()) if queue.total} for key, person in cast.items()
    }
    assert totals == {
        "resident": {},
        "neighbour": {},
        "organiser": {},
        "officer": {"feedback-new": 1},  # the submitted answer waits for another
        "moderator": {"feedback-moderation": 1},
        "editor": {"feedback-translations": 2},
        "manager": {"feedback-new": 1, "feedback-release": 1, "feedback-moderation": 1},
        "district_officer": {"feedback-new": 1, "feedback-release": 1},
        "bureau_officer": {},
        "admin": {"feedback-new": 2, "feedback-moderation": 1, "feedback-translations": 2},
        "second_admin": {"feedback-new": 2, "feedback-moderation": 1, "feedback-translations": 2},
    }


def test_a_list_asks_as_much_for_one_row_as_for_thirty(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    client = signed_in("admin")
    counts: dict[str, list[int]] = {}
    for number in range(30):
        send("벤치가 부서졌어요", public_wish=True, now=timezone.now() - timedelta(hours=number))
        for name in ("desk_suggestions", "desk_moderation", "desk_translations") if number in {0, 29} else ():
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse(name))
            counts.setdefault(name, []).append(len(captured))
    assert {name: (first, last) for name, (first, last) in counts.items() if first != last} == {}


def test_a_moderated_or_handed_over_suggestion_stays_readable_for_who_had_it(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    suggestion = triaging.hand_over(send(), to=bodies["transport"], reason="公交归交通委。", by=cast["officer"])
    address = reverse("desk_suggestion", args=[suggestion.reference])
    page = text_of(signed_in("officer").get(address))
    assert '<span class="because" lang="zh-Hans">公交归交通委。</span>' in page
    assert "Take it" not in page
    assert "Take it" in text_of(signed_in("bureau_officer").get(address))
    assert not Answer.objects.exists()


def test_the_page_names_who_can_release_an_answer(
    signed_in: Callable[[str], Client], answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    page = text_of(signed_in("officer").get(reverse("desk_suggestion", args=[answered().suggestion.reference])))

    assert cast["manager"].email in page
    assert cast["district_officer"].email in page
    assert "has no second person" not in page


def test_the_page_says_when_nobody_can_release_an_answer(
    signed_in: Callable[[str], Client], answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    for key in ("manager", "district_officer"):
        cast[key].memberships.all().delete()
    page = text_of(signed_in("officer").get(reverse("desk_suggestion", args=[answered().suggestion.reference])))

    assert "has no second person who can release it" in page


def test_an_answer_that_came_back_waits_for_its_writer_again(answered: Callable[..., Answer], cast: dict[str, User]) -> None:
    answer = answered()
    assert "feedback-mine" not in {queue.key for queue in waiting(cast["officer"], timezone.now()) if queue.total}

    answering.send_back(answer, reason="Name the day.", by=cast["manager"])
    mine = next(queue for queue in waiting(cast["officer"], timezone.now()) if queue.key == "feedback-mine")

    assert [(item.reference, str(item.note)) for item in mine.items] == [(answer.suggestion.reference, "answer sent back")]
