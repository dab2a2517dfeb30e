"""An editor says whom a notice concerns; nobody may be left over as the only answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from community import concerning, publishing, refusals
from community.concerning import Audience
from community.models import AuditEntry, EditionAudience, Notice
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

STUDENTS = Audience.of([("situation", "student", False), ("area", "minhang", False)])
NOBODY = Audience.of([("stay", "transit", False), ("situation", "employee", False)])


@pytest.fixture
def draft(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    return a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, audience=STUDENTS)


def test_a_draft_keeps_its_audience_and_says_when_it_changed(draft: Notice, cast: dict[str, User]) -> None:
    edition = draft.editions.get()
    assert concerning.audience_of(edition.pk).rows == STUDENTS.rows
    publishing.write(edition, content={"audience": STUDENTS}, by=cast["editor"])
    assert not AuditEntry.objects.filter(verb="notice.written").exists()
    publishing.write(edition, content={"audience": Audience()}, by=cast["editor"])
    assert AuditEntry.objects.get(verb="notice.written").fields == ["audience"]
    assert concerning.audience_of(edition.pk).is_everyone


def test_an_audience_that_excludes_everybody_is_refused_and_nothing_changes(
    draft: Notice, bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    with pytest.raises(refusals.ReachesNobody):
        publishing.write(draft.editions.get(), content={"audience": NOBODY, "title_en": "Another"}, by=cast["editor"])
    edition = draft.editions.get()
    assert (edition.words("title", "en"), concerning.audience_of(edition.pk).rows) == ("A new rule", STUDENTS.rows)
    with pytest.raises(refusals.ReachesNobody):
        a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, audience=NOBODY)
    assert Notice.objects.count() == 1


def test_the_next_edition_begins_with_the_same_audience(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], audience=STUDENTS)
    assert concerning.audience_of(publishing.revise(notice, by=cast["admin"]).pk).rows == STUDENTS.rows


# --- at the desk --------------------------------------------------------------------------------------------------------
FORM: dict[str, Any] = {
    "kind": "news",
    "source_language": "en",
    "title_en": "A new rule",
    "source_kind": "none",
    "key": "11111111-1111-4111-8111-111111111111",
}


def test_an_editor_sets_the_audience_beside_the_words(draft: Notice, signed_in: Callable[[str], Client]) -> None:
    client, address = signed_in("editor"), f"/en/desk/notices/{draft.slug}/draft/"
    page = client.get(address)
    assert page.context["form"].initial["situation_values"] == ["student"]
    response = client.post(address, FORM | {"stay_mode": "except", "stay_values": ["transit", "visitor"]})
    assert response.status_code == 302
    assert concerning.audience_of(draft.editions.get().pk).rows == {("stay", "transit", True), ("stay", "visitor", True)}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stay_mode": "only", "stay_values": ["transit"], "situation_mode": "only", "situation_values": ["employee"]}, "nobody"),
        ({"stay_mode": "only"}, "Choose at least one"),
        ({"area_mode": "only", "area_values": ["nowhere"]}, "nowhere"),
    ],
)
def test_a_crossed_audience_is_refused_beside_its_field(
    draft: Notice, signed_in: Callable[[str], Client], wrong: dict[str, Any], words: str
) -> None:
    response = signed_in("editor").post(f"/en/desk/notices/{draft.slug}/draft/", FORM | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert EditionAudience.objects.count() == len(STUDENTS.rows)
