from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from community.models import User
from feedback import answering, moderating, policies, submitting, triaging
from feedback.desk import queues, translations
from feedback.models import Answer, Suggestion, TranslationRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body
    from community.policies import Person


@pytest.fixture
def everything(
    send: Callable[..., Suggestion],
    answered: Callable[..., Answer],
    bodies: dict[str, Body],
    cast: dict[str, User],
    categories: object,
) -> None:
    """Make suggestions in every township, state and publicity, on many desks, some from the cast itself."""
    for township, wish in product(["huacao", "hongqiao-town", "hongqiao-subdistrict", None], [False, True]):
        send("벤치가 부서졌어요", township=bodies[township] if township else None, public_wish=wish)
        send(
            township=bodies[township] if township else None,
            public_wish=wish,
            category=categories["transport"],  # type: ignore[index]  # a dict
            contact=cast["moderator"].contact,
        )
    handed = triaging.take(send(contact=cast["resident"].contact, public_wish=True), by=cast["officer"])
    triaging.hand_over(handed, to=bodies["transport"], reason="公交归交通委。", by=cast["officer"])
    submitting.withdraw(send(contact=cast["neighbour"].contact), by=cast["neighbour"])
    released = answering.release(
        answered("长椅已修好。", language="zh-hans", public_wish=True), by=cast["manager"], untranslated=True
    )
    moderating.release(released.suggestion, words={"en": "A bench."}, by=cast["moderator"])
    moderating.hide(send(public_wish=True), reason="Names someone.", by=cast["moderator"])
    answered(contact=cast["manager"].contact)


@pytest.mark.usefixtures("everything")
def test_lists_and_questions_agree_for_everyone(cast: dict[str, User]) -> None:
    """What a queryset gives and what the policy says of each row is the same, for a visitor and the whole cast."""
    rows = list(Suggestion.objects.select_related("body__parent", "desk__parent", "contact").prefetch_related("routings__desk"))
    answers = list(Answer.objects.select_related("suggestion__contact", "body__parent").prefetch_related("drafts"))
    requests = list(TranslationRequest.objects.open().select_related("suggestion__desk__parent", "suggestion__contact"))
    assert len(rows) > 15
    people: dict[str, Person] = {"visitor": AnonymousUser(), **cast}
    for key, person in people.items():
        seen = set(Suggestion.objects.visible_to(person))
        assert seen == {row for row in rows if policies.can_view(person, row)}, key
        worked = set(Suggestion.objects.worked_on_by(person))
        assert worked == {row for row in rows if policies.can_view_in_full(person, row)}, key
        moderated = set(Suggestion.objects.to_moderate(person))
        public = {row for row in rows if row.public_state != "private"}
        assert moderated == {row for row in public if policies.can_moderate(person, row)}, key
        if isinstance(person, User):
            to_release = set(queues.to_release(person).values_list("suggestion", flat=True))
            assert to_release == {one.suggestion.pk for one in answers if policies.can_release(person, one)}, key
            assert set(translations.open_for(person)) == {
                one for one in requests if policies.can_translate(person, one.suggestion)
            }, key


@pytest.mark.usefixtures("everything")
def test_a_township_sees_nothing_of_its_neighbours(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    for key in ("officer", "moderator", "manager", "editor"):
        worked = Suggestion.objects.worked_on_by(cast[key]).exclude(body=bodies["huacao"])
        assert not worked.exists(), key
    assert not Suggestion.objects.worked_on_by(cast["organiser"]).exists()
    assert not Suggestion.objects.worked_on_by(cast["district_officer"]).filter(body=bodies["hongqiao-subdistrict"]).exists()
    bureau = Suggestion.objects.worked_on_by(cast["bureau_officer"])
    assert set(bureau.values_list("routings__desk__slug", flat=True)) >= {"transport"}
    assert not bureau.exclude(routings__desk=bodies["transport"]).exists()


def test_a_role_that_ended_opens_nothing(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    from django.utils import timezone  # noqa: PLC0415  # only here

    suggestion = send()
    assert suggestion in Suggestion.objects.worked_on_by(cast["officer"])
    cast["officer"].memberships.update(until=timezone.now())
    officer = User.objects.get(pk=cast["officer"].pk)
    assert suggestion not in Suggestion.objects.worked_on_by(officer)
    assert not policies.can_take(officer, suggestion)
