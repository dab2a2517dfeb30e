from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from community.models import AuditEntry, Contact
from feedback import answering, merging, moderating, submitting, supporting, tracking, triaging
from feedback.models import Merge, Split, Suggestion, Support

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, Delivery, User
    from feedback.models import Category


@pytest.fixture
def two(send: Callable[..., Suggestion]) -> tuple[Suggestion, Suggestion]:
    def writer(name: str) -> Contact:
        return Contact.objects.of(f"{name}@example.com", language="en")

    first = send("The bench at the gate is broken.", contact=writer("first"), public_wish=True)
    second = send("大门口的长椅坏了", contact=writer("second"), answer_language="zh-hans")
    return first, second


def answer(suggestion: Suggestion, cast: dict[str, User], text: str = "We mended the bench. Call 13812345678.") -> None:
    taken = triaging.take(suggestion, by=cast["officer"])
    submitted = answering.submit(answering.draft(taken, text=text, language="en", by=cast["officer"]), by=cast["officer"])
    answering.release(submitted, by=cast["manager"], untranslated=True)


def mails(outbox: Callable[[], list[Delivery]], kind: str) -> list[Delivery]:
    return [delivery for delivery in outbox() if delivery.message.kind == kind]


def test_what_is_joined_ends_as_a_duplicate_and_its_writer_is_told_and_gets_the_answer(
    two: tuple[Suggestion, Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    first, second = two
    merging.merge(second, into=first, reason="The same bench.", by=cast["officer"])
    second.refresh_from_db()
    assert (second.state, second.text) == ("duplicate", "大门口的长椅坏了")
    (told,) = mails(outbox, "suggestion_joined")
    assert (told.address, told.message.language) == ("second@example.com", "zh-hans")
    assert "bench" not in told.message.text
    answer(first, cast)
    (brought,) = mails(outbox, "suggestion_supported")
    assert (brought.address, brought.message.language) == ("second@example.com", "zh-hans")
    assert "We mended the bench." in brought.message.text
    assert "13812345678" not in brought.message.text
    assert AuditEntry.objects.about(second).filter(verb="suggestion.merged").count() == 1


def test_taken_apart_it_goes_its_own_way_and_the_trail_stays(
    two: tuple[Suggestion, Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    first, second = two
    merging.merge(second, into=first, reason="The same bench.", by=cast["officer"])
    for stranger in ("resident", "moderator", "bureau_officer", "admin"):
        with pytest.raises(tracking.NotAllowed):
            merging.unmerge(second, reason="Another bench.", by=cast[stranger])
    merging.unmerge(second, reason="Another bench.", by=cast["officer"])
    second.refresh_from_db()
    assert second.state == "routed"
    (row,) = Merge.objects.all()
    assert (row.undone_by, row.undone_reason) == (cast["officer"], "Another bench.")
    with pytest.raises(merging.NotJoined):
        merging.unmerge(second, reason="Again.", by=cast["officer"])
    answer(first, cast)
    assert mails(outbox, "suggestion_supported") == []


def test_what_cannot_be_joined_is_refused(
    two: tuple[Suggestion, Suggestion], send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    first, second = two
    with pytest.raises(merging.NotTogether):
        merging.merge(first, into=first, reason="Itself.", by=cast["officer"])
    with pytest.raises(merging.NotTogether):
        merging.merge(first, into=submitting.withdraw(send(), by=None), reason="Gone.", by=cast["officer"])
    for stranger in ("neighbour", "moderator", "bureau_officer"):
        with pytest.raises(tracking.NotAllowed):
            merging.merge(second, into=first, reason="Why not.", by=cast[stranger])
    unseen = send(township=bodies["hongqiao-subdistrict"])
    with pytest.raises(tracking.NotAllowed):
        merging.merge(first, into=unseen, reason="Elsewhere.", by=cast["officer"])
    merging.merge(second, into=first, reason="The same.", by=cast["officer"])
    with pytest.raises(merging.OthersAreJoined):
        merging.merge(first, into=send(), reason="A chain.", by=cast["officer"])
    with pytest.raises(tracking.MoveRefused):
        merging.merge(second, into=send(), reason="Twice.", by=cast["officer"])


def test_a_part_becomes_one_of_its_own_on_the_desk_of_its_category(
    two: tuple[Suggestion, Suggestion], cast: dict[str, User], categories: dict[str, Category]
) -> None:
    first, _second = two
    part = merging.split(
        first, text="The bus is late.", category=categories["transport"], reason="Two things.", by=cast["officer"]
    )
    assert (part.desk.slug if part.desk else "", part.contact, part.public_wish) == ("minhang-letters", first.contact, False)
    assert Split.objects.get().whole == first
    with pytest.raises(tracking.NotAllowed):
        merging.split(first, text="x", category=categories["other"], reason="No.", by=cast["moderator"])
    submitting.withdraw(first, by=None)
    with pytest.raises(tracking.NotAllowed):  # nothing is made of what is closed
        merging.split(first, text="A lamp.", category=categories["transport"], reason="Late.", by=cast["officer"])


def test_a_supporter_with_an_account_is_told_and_a_browser_counts_once(
    two: tuple[Suggestion, Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    first, _second = two
    key = uuid4()
    with pytest.raises(supporting.NotPublic):
        supporting.support(first, key=key, language="en")
    first = moderating.release(first, words={"en": "The bench is broken."}, by=cast["moderator"])
    for _ in range(2):
        supporting.support(first, key=key, language="en")
        supporting.support(first, key=uuid4(), language="zh-hans", contact=cast["neighbour"].contact)
    assert Support.objects.counting().count() == 2
    assert first.contact
    with pytest.raises(supporting.OwnSuggestion):
        supporting.support(first, key=uuid4(), language="en", contact=first.contact)
    supporting.end(first, key=key)
    assert Support.objects.counting().count() == 1
    answer(first, cast)
    (told,) = mails(outbox, "suggestion_supported")
    assert (told.address, told.message.language) == (cast["neighbour"].email, "zh-hans")
    assert f"/feedback/{first.reference}/" in told.message.text


def test_the_public_page_counts_voices_and_takes_them_back(
    two: tuple[Suggestion, Suggestion], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    first, second = two
    moderating.release(first, words={"en": "The bench is broken."}, by=cast["moderator"])
    page, button = f"/en/feedback/{first.reference}/", f"/en/feedback/{first.reference}/support/"
    visitor = signed_in("visitor")
    assert visitor.get(button).status_code == 405
    assert visitor.post(f"/en/feedback/{second.reference}/support/").status_code == 404
    visitor.post(button)
    visitor.post(button)
    assert "1 other person wants this too." in visitor.get(page).content.decode()
    visitor.post(button, {"act": "end"})
    assert "1 other person" not in visitor.get(page).content.decode()


def test_the_desk_joins_by_number_and_corrects_the_language(
    two: tuple[Suggestion, Suggestion], signed_in: Callable[[str], Client]
) -> None:
    first, second = two
    officer, address = signed_in("officer"), f"/en/desk/suggestions/{second.reference}/joining/"
    wrong = officer.post(address, {"act": "merge", "merge-into": "XX-1", "merge-reason": "The same."})
    assert wrong.status_code == 422
    values = {"act": "merge", "merge-into": f" {first.reference.lower()} ", "merge-reason": "The same."}
    assert officer.post(address, values).status_code == 302
    assert first.reference in officer.get(address).content.decode()
    officer.post(address.replace("joining", "language"), {"language": "ja"})
    second.refresh_from_db()
    assert (second.language, second.language_confidence) == ("ja", None)
    assert AuditEntry.objects.about(second).filter(verb="suggestion.language_corrected").exists()
