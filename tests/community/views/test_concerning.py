"""Does this concern me? Asked without a trace, answered with the reason; remembered only by wish, and deletable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community import publishing
from community.concerning import Audience
from community.models import Trait
from tests.community.notices import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, Notice, User

    SignedIn = Callable[[str], Client]

STUDENTS = Audience.of([("situation", "student", False)])
FOR_ME = "/en/notices/for-me/"
ABOUT_ME = "/en/account/about-me/"


@pytest.fixture
def notice(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    return published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], audience=STUDENTS)


def test_anyone_asks_and_gets_the_reason_and_nothing_is_kept(client: Client, notice: Notice) -> None:
    address = f"/en/notices/{notice.slug}/"
    assert "Does this concern me?" in client.get(address).content.decode()
    yes = client.get(f"{address}?situation=student")
    assert "It concerns you" in yes.content.decode()
    assert "You said: studies here." in yes.content.decode()
    assert "no-store" in yes["Cache-Control"]
    assert not yes.cookies
    assert "It does not concern you" in client.get(f"{address}?situation=employer").content.decode()
    assert "It may concern you" in client.get(f"{address}?stay=study").content.decode()
    assert client.get(f"{address}?stay=nonsense").status_code == 404
    assert not Trait.objects.exists()


def test_what_concerns_everyone_asks_nothing(bodies: dict[str, Body], cast: dict[str, User], client: Client) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    assert "Does this concern me?" not in client.get(f"/en/notices/{notice.slug}/").content.decode()


def test_the_list_for_me_goes_by_the_same_rule(client: Client, notice: Notice) -> None:
    assert notice.slug in client.get(FOR_ME).content.decode()
    assert notice.slug in client.get(f"{FOR_ME}?situation=student").content.decode()
    assert notice.slug not in client.get(f"{FOR_ME}?situation=none").content.decode()
    assert notice.slug in client.get(f"{FOR_ME}?stay=study").content.decode()
    assert notice.slug not in client.get(f"{FOR_ME}?stay=study&surely=1").content.decode()


def test_the_list_for_me_asks_as_often_for_one_notice_as_for_many(
    client: Client, notice: Notice, bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{FOR_ME}?situation=student&area=huacao")
        return len(asked)

    queries()
    few = queries()
    for _number in range(4):
        published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], audience=STUDENTS)
    assert queries() == few


def test_nothing_is_remembered_without_the_wish(signed_in: SignedIn) -> None:
    client = signed_in("resident")
    refused = client.post(ABOUT_ME, {"stay": "work-a", "nationality": ["waiver"]})
    assert refused.status_code == 422
    assert "Without your wish" in refused.content.decode()
    assert not Trait.objects.exists()


def test_what_is_remembered_answers_and_can_be_deleted(signed_in: SignedIn, notice: Notice) -> None:
    client = signed_in("resident")
    client.post(ABOUT_ME, {"stay": "study", "situation": ["student"], "agreed": "on"})
    assert set(Trait.objects.values_list("dimension", "value")) == {("stay", "study"), ("situation", "student")}
    assert "It concerns you" in client.get(f"/en/notices/{notice.slug}/").content.decode()
    assert "It concerns you" not in signed_in("neighbour").get(f"/en/notices/{notice.slug}/").content.decode()
    assert "You agreed on" in client.get(ABOUT_ME).content.decode()
    client.post(ABOUT_ME, {"situation": ["none"], "agreed": "on"})
    assert list(Trait.objects.values_list("value", flat=True)) == ["none"]
    client.post(ABOUT_ME, {"forget": "1"})
    assert not Trait.objects.exists()


def test_a_changed_audience_is_part_of_the_history(client: Client, notice: Notice, cast: dict[str, User]) -> None:
    edition = publishing.revise(notice, by=cast["admin"])
    wider = Audience.of([("situation", "student", False), ("situation", "family", False)])
    note = {"change_note_en": "Families, too.", "change_note_zh_hans": "家庭也适用。"}
    publishing.write(edition, content={"audience": wider, **note}, by=cast["admin"])
    publishing.publish(publishing.submit(edition, by=cast["admin"]), by=cast["second_admin"])
    page = client.get(f"/en/notices/{notice.slug}/history/").content.decode()
    assert "<ins>Only for: has a partner or children here; studies here." in page


def test_what_is_meant_for_some_comes_before_what_is_for_everyone(
    client: Client, notice: Notice, bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    later = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"])
    shown = [each.pk for each, _verdict in client.get(FOR_ME).context["rows"]]
    assert shown == [later.pk, notice.pk]
    shown = [each.pk for each, _verdict in client.get(f"{FOR_ME}?situation=student").context["rows"]]
    assert shown == [notice.pk, later.pk]
