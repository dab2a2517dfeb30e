"""The people's desk: who sees which body, inviting, withdrawing, ending, and the number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community import joining
from community.models import Body, Contact, Delivery, Invitation, Membership, User
from community.models.membership import Role
from portal.demo import cast as demo_cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

HUACAO = "huacao"


def of(slug: str = HUACAO) -> str:
    return reverse("desk_people_of", args=[slug])


@pytest.mark.parametrize("key", ["visitor", *(part.key for part in demo_cast.CAST)])
@pytest.mark.usefixtures("undrawn")
def test_who_gets_in(signed_in: Callable[[str], Client], key: str) -> None:
    inside = {"manager": {HUACAO}, "admin": {HUACAO, "hongqiao-town"}, "second_admin": {HUACAO, "hongqiao-town"}}.get(key, set())
    client = signed_in(key)

    for slug in (HUACAO, "hongqiao-town"):
        expected = 200 if slug in inside else {"visitor": 302, "resident": 403, "neighbour": 403}.get(key, 404)
        assert client.get(of(slug)).status_code == expected, slug
    front = client.get(reverse("desk_people")).status_code
    assert front == {"visitor": 302, "manager": 302, "admin": 200, "second_admin": 200}.get(key, 403)


def test_a_manager_of_one_body_is_led_straight_in(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("manager").get(reverse("desk_people")).headers["Location"] == of()


def test_people_with_their_roles_and_open_invitations_are_listed(
    signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    joining.invite("new@example.org", body=Body.objects.get(slug=HUACAO), role=Role.EDITOR, by=cast["manager"], language="en")
    joining.end_role(Membership.objects.get(user=cast["organiser"]), by=cast["manager"])

    content = signed_in("manager").get(of()).content.decode()

    for expected in (cast["editor"].email, cast["officer"].email, "new@example.org", "Roles that have ended"):
        assert expected in content
    assert cast["district_officer"].email not in content
    assert 'value="admin"' not in content  # that role is given elsewhere, by others


@pytest.mark.parametrize(
    ("query", "found", "absent"),
    [
        ("q=OFFICER", ["officer@demo.example", "district.officer@demo.example"], ["editor@demo.example", "Nobody"]),
        ("q=华漕", ["editor@demo.example", "/people/huacao/"], ["district.officer@demo.example"]),
        ("role=manager", ["manager@demo.example", "Huacao"], ["editor@demo.example"]),
        ("q=huacao&role=manager", ["1 role held"], ["editor@demo.example"]),
        ("q=nobody-has-this", ["Nobody and no body fits", "Clear"], ["Huacao"]),
        ("role=no-such-role", ["/people/huacao/"], ["Nobody"]),
    ],
)
def test_an_admin_finds_people_by_address_body_and_role(
    signed_in: Callable[[str], Client], query: str, found: list[str], absent: list[str]
) -> None:
    page = signed_in("admin").get(f"{reverse('desk_people')}?{query}").content.decode()
    main = page[page.index("<main") :]

    assert [words for words in found if words not in main] == []
    assert [words for words in absent if words in main] == []


def test_an_empty_body_says_what_to_do_next(signed_in: Callable[[str], Client]) -> None:
    assert "Nobody works here yet" in signed_in("admin").get(of("hongqiao-town")).content.decode()


def test_inviting_sends_a_mail_and_says_so(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("manager")

    response = client.post(of(), {"email": "New@example.org", "role": "editor", "language": "zh-hans"})

    assert (response.status_code, response.headers["Location"]) == (302, of())
    assert Invitation.objects.get().email == "new@example.org"
    assert Delivery.objects.get().message.language == "zh-hans"


def test_who_works_there_already_gets_the_further_role_at_once(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    signed_in("manager").post(of(), {"email": cast["editor"].email, "role": "moderator", "language": "en"})

    assert Membership.objects.filter(user=cast["editor"], role=Role.MODERATOR).exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "not an address", "role": "editor", "language": "en"},
        {"email": "new@example.org", "role": "", "language": "en"},
        {"email": "new@example.org", "role": "admin", "language": "en"},
        {"email": "manager@demo.example", "role": "officer", "language": "en"},
        {"email": "editor@demo.example", "role": "editor", "language": "en"},
    ],
)
def test_bad_input_is_answered_with_422_and_nothing_typed_is_lost(
    signed_in: Callable[[str], Client], typed: dict[str, str]
) -> None:
    before = Membership.objects.count()

    response = signed_in("manager").post(of(), typed)

    assert response.status_code == 422
    assert f'value="{typed["email"]}"' in response.content.decode()
    assert (Invitation.objects.count(), Membership.objects.count()) == (0, before)


def test_switching_the_language_invites_nobody(signed_in: Callable[[str], Client]) -> None:
    typed = {"email": "new@example.org", "role": "editor", "language": "en", "switch_language": "zh-hans"}

    response = signed_in("manager").post(of(), typed)

    assert response.status_code == 200
    assert 'value="new@example.org"' in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_role_is_ended_after_a_second_question(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    client, held = signed_in("manager"), Membership.objects.get(user=cast["officer"])
    url = reverse("desk_role_end", args=[HUACAO, held.pk])

    assert cast["officer"].email in client.get(url).content.decode()
    client.post(url, {"switch_language": "zh-hans"})
    assert Membership.objects.get(pk=held.pk).until is None
    assert client.post(url).headers["Location"] == of()

    assert Membership.objects.get(pk=held.pk).until is not None
    assert client.post(url).status_code == 404


def test_who_ends_their_own_role_lands_outside(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    held = Membership.objects.get(user=cast["manager"])

    response = signed_in("manager").post(reverse("desk_role_end", args=[HUACAO, held.pk]))

    assert response.headers["Location"] == reverse("account")


def test_roles_and_invitations_of_foreign_bodies_are_not_there(
    signed_in: Callable[[str], Client], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    client = signed_in("manager")
    held = Membership.objects.get(user=cast["district_officer"])
    asked = joining.invite("x@example.org", body=bodies["minhang"], role=Role.OFFICER, by=cast["admin"], language="en")

    for slug in (HUACAO, "minhang"):
        assert client.post(reverse("desk_role_end", args=[slug, held.pk])).status_code == 404
        assert client.post(reverse("desk_invitation_withdrawal", args=[slug, asked.pk])).status_code == 404
    held.refresh_from_db()
    asked.refresh_from_db()
    assert (held.until, asked.withdrawn_at) == (None, None)


def test_an_invitation_is_withdrawn_by_post_only(
    signed_in: Callable[[str], Client], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    asked = joining.invite("x@example.org", body=bodies[HUACAO], role=Role.OFFICER, by=cast["manager"], language="en")
    client, url = signed_in("manager"), reverse("desk_invitation_withdrawal", args=[HUACAO, asked.pk])

    assert client.get(url).status_code == 405
    client.post(url)

    asked.refresh_from_db()
    assert asked.withdrawn_at is not None


def test_one_and_thirty_people_take_the_same_number_of_queries(
    signed_in: Callable[[str], Client], cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    def fill(number: int, start: int) -> None:
        for i in range(start, start + number):
            user = User.objects.create_user(f"p{i}@example.org")
            Contact.objects.create(email=user.email, user=user)
            Membership.objects.create(user=user, body=bodies["hongqiao-town"], role=Role.EDITOR)
            Membership.objects.create(user=user, body=bodies["hongqiao-town"], role=Role.OFFICER, since=begun, until=begun)
            joining.invite(f"q{i}@example.org", body=bodies["hongqiao-town"], role=Role.EDITOR, by=cast["admin"], language="en")

    begun = timezone.now()
    counts = []
    client = signed_in("admin")
    for number, start in ((1, 0), (29, 1)):
        fill(number, start)
        for url in (of("hongqiao-town"), reverse("desk_people")):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
