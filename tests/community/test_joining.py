"""Who may give which role where; invitations; roles that end at once; the first alliance admin."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation

from community import joining, linking, policies
from community.models import AuditEntry, Body, Contact, Delivery, Invitation, Link, Membership, User
from community.models.membership import Role
from portal.demo import cast as demo_cast
from tests.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

ADDRESS = "wei@example.org"


@pytest.fixture
def district_manager(cast: dict[str, User], bodies: dict[str, Body]) -> User:
    part = demo_cast.Part("district_manager", "minhang", (Role.MANAGER,))
    return demo_cast.gather(PASSWORD, [part])["district_manager"]


def link_in(delivery: Delivery) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+/l/\S+/)", delivery.message.text)
    assert found, delivery.message.text
    return found[1]


def invited(by: User, body: Body, role: Role = Role.EDITOR, email: str = ADDRESS) -> tuple[Invitation, str]:
    invitation = joining.invite(email, body=body, role=role, by=by, language="en")
    return invitation, link_in(Delivery.objects.latest("pk"))


def account(email: str = ADDRESS) -> User:
    """Return a confirmed account without a role."""
    user = User.objects.create_user(email, PASSWORD)
    Contact.objects.create(email=email, user=user, confirmed_at=timezone.now())
    return user


def roles_of(user: User) -> set[tuple[str, str]]:
    return {(held.body.slug, held.role) for held in User.objects.get(pk=user.pk).current_memberships}


# --- Who may what -----------------------------------------------------------------------------------------------------
MAY = {
    "manager": {"huacao"},
    "district_manager": {"minhang", "minhang-letters", "huacao", "hongqiao-town"},
    "admin": {
        "alliance", "shanghai", "minhang", "changning", "transport", "hotline", "minhang-letters", "changning-letters",
        "huacao", "hongqiao-town", "hongqiao-subdistrict",
    },
}  # fmt: skip
EVERYONE = [part.key for part in demo_cast.CAST] + ["district_manager"]


@pytest.mark.parametrize("key", EVERYONE)
def test_who_may_give_which_role_where(cast: dict[str, User], bodies: dict[str, Body], district_manager: User, key: str) -> None:
    person = (cast | {"district_manager": district_manager})[key]
    expected = MAY.get("admin" if key == "second_admin" else key, set())

    for body in bodies.values():
        for role in Role:
            may = (body.slug == "alliance" and key in {"admin", "second_admin"}) if role == Role.ADMIN else body.slug in expected
            assert policies.can_give_role(person, body, role) is may, (key, body.slug, role)
    assert {body.slug for body in joining.bodies_managed_by(person)} == expected


@pytest.mark.parametrize("key", ["resident", "editor", "officer", "district_officer", "manager"])
def test_who_may_not_is_refused_by_every_verb(cast: dict[str, User], bodies: dict[str, Body], key: str) -> None:
    person, elsewhere = cast[key], bodies["hongqiao-subdistrict"]
    held = joining.give_role(cast["neighbour"], body=elsewhere, role=Role.EDITOR, by=cast["admin"])
    invitation, _link = invited(cast["admin"], elsewhere)

    for act in (
        lambda: joining.invite("x@example.org", body=elsewhere, role=Role.EDITOR, by=person, language="en"),
        lambda: joining.give_role(cast["resident"], body=elsewhere, role=Role.EDITOR, by=person),
        lambda: joining.end_role(held, by=person),
        lambda: joining.withdraw_invitation(invitation, by=person),
    ):
        with pytest.raises(joining.NotAllowed):
            act()
    assert roles_of(cast["neighbour"]) == {("hongqiao-subdistrict", "editor")}
    assert joining.is_open(Invitation.objects.get(pk=invitation.pk))


def test_nobody_gives_a_role_to_themselves(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    manager, body = cast["manager"], bodies["huacao"]

    with pytest.raises(joining.OwnRole):
        joining.give_role(manager, body=body, role=Role.OFFICER, by=manager)
    with pytest.raises(joining.OwnRole):
        joining.invite(manager.email.upper(), body=body, role=Role.OFFICER, by=manager, language="en")
    assert roles_of(manager) == {("huacao", "manager")}


def test_a_manager_of_the_alliances_body_makes_no_alliance_admin_and_ends_none(
    cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    alliance = bodies["alliance"]
    joining.give_role(cast["editor"], body=alliance, role=Role.MANAGER, by=cast["admin"])
    manager = User.objects.get(pk=cast["editor"].pk)

    with pytest.raises(joining.NotAllowed):
        joining.give_role(cast["resident"], body=alliance, role=Role.ADMIN, by=manager)
    with pytest.raises(joining.NotAllowed):
        joining.end_role(Membership.objects.get(user=cast["admin"]), by=manager)


def test_a_closed_body_takes_nobody_in(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    bodies["huacao"].active = False
    bodies["huacao"].save()

    with pytest.raises(joining.BodyClosed):
        joining.give_role(cast["resident"], body=bodies["huacao"], role=Role.EDITOR, by=cast["admin"])


# --- Giving and ending ------------------------------------------------------------------------------------------------
def test_a_role_is_given_told_recorded_and_can_be_given_again_after_it_ended(
    cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    person, by, body = cast["resident"], cast["manager"], bodies["huacao"]
    held = joining.give_role(person, body=body, role=Role.EDITOR, by=by)
    with pytest.raises(joining.HasRole):
        joining.give_role(person, body=body, role=Role.EDITOR, by=by)
    joining.end_role(held, by=by)
    assert roles_of(person) == set()
    with pytest.raises(joining.RoleEnded):
        joining.end_role(held, by=by)

    again = joining.give_role(person, body=body, role=Role.EDITOR, by=by)

    assert again.pk == held.pk
    assert roles_of(person) == {("huacao", "editor")}
    kinds = list(Delivery.objects.filter(address=person.email).order_by("pk").values_list("message__kind", flat=True))
    assert kinds == ["role-given", "role-ended", "role-given"]
    verbs = list(AuditEntry.objects.about(person).values_list("verb", "actor", "body", "values"))
    given, ended = {"role": [None, "editor"]}, {"role": ["editor", None]}
    assert verbs == [
        ("role.given", by.pk, body.pk, given), ("role.ended", by.pk, body.pk, ended), ("role.given", by.pk, body.pk, given),
    ]  # fmt: skip
    assert not AuditEntry.objects.filter(target_label__contains="@").exists()


def test_a_role_ends_with_the_next_request(cast: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("manager")
    assert client.get(reverse("desk_people_of", args=["huacao"])).status_code == 200

    joining.end_role(Membership.objects.get(user=cast["manager"]), by=cast["admin"])

    assert client.get(reverse("desk_people_of", args=["huacao"])).status_code == 403


def test_the_last_alliance_admin_stays(cast: dict[str, User]) -> None:
    first, second = (Membership.objects.get(user=cast[key]) for key in ("admin", "second_admin"))
    joining.end_role(second, by=cast["admin"])

    with pytest.raises(joining.LastAdmin):
        joining.end_role(first, by=cast["admin"])
    assert roles_of(cast["admin"]) == {("alliance", "admin")}


def test_an_admin_whose_account_is_closed_does_not_count_as_one_left(cast: dict[str, User]) -> None:
    User.objects.filter(pk=cast["second_admin"].pk).update(is_active=False)

    with pytest.raises(joining.LastAdmin):
        joining.end_role(Membership.objects.get(user=cast["admin"]), by=cast["admin"])


# --- Invitations ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "words"), [("en", "Accept the role"), ("zh-hans", "接受这一角色")])
def test_someone_without_an_account_is_led_through_sign_up_to_the_role(
    cast: dict[str, User], bodies: dict[str, Body], client: Client, language: str, words: str
) -> None:
    joining.invite(f" {ADDRESS.upper()} ", body=bodies["huacao"], role=Role.ORGANISER, by=cast["manager"], language=language)
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.message.language, delivery.contact) == (ADDRESS, language, None)
    link = link_in(delivery)
    assert link.startswith(f"/{language}/l/")
    shown = client.get(link).content.decode()
    assert cast["manager"].email in shown
    sign_up = re.search(r'href="([^"]+signup/[^"]+)"', shown)
    assert sign_up
    assert words not in shown

    form = {"email": ADDRESS, "password1": PASSWORD, "language": language, "township": "", "consent": "on"}
    client.post(sign_up[1].replace("&amp;", "&"), form | {"next": link})
    code = re.search(r"\b\d{4}-\d{4}\b", Delivery.objects.latest("pk").message.text)
    assert code
    with translation.override(language):
        response = client.post(reverse("account_email_verification_sent"), {"code": code[0]})
    assert response.headers["Location"] == link
    assert words in client.get(link).content.decode()
    assert client.post(link).status_code == 302

    user = User.objects.get(email=ADDRESS)
    assert roles_of(user) == {("huacao", "organiser")}
    assert client.get(link).status_code == 404


def test_nothing_happens_on_get_nor_for_strangers(cast: dict[str, User], bodies: dict[str, Body], client: Client) -> None:
    user = account()
    _invitation, link = invited(cast["manager"], bodies["huacao"])

    client.post(link)
    client.force_login(user)
    client.get(link)
    client.post(link, {"switch_language": "zh-hans"})

    assert roles_of(user) == set()


def test_the_invitation_of_another_address_can_be_read_but_not_taken(
    cast: dict[str, User], bodies: dict[str, Body], signed_in: Callable[[str], Client]
) -> None:
    invitation, link = invited(cast["manager"], bodies["huacao"])
    client = signed_in("resident")

    assert "Accept the role" not in client.get(link).content.decode()
    client.post(link)

    assert roles_of(cast["resident"]) == set()
    with pytest.raises(joining.WrongAccount):
        joining.accept(invitation, by=cast["resident"])


def test_an_expired_a_withdrawn_and_a_foreign_link_open_the_same_page(
    cast: dict[str, User], bodies: dict[str, Body], client: Client
) -> None:
    user = account()
    client.force_login(user)
    _first, expired = invited(cast["manager"], bodies["huacao"])
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    second, withdrawn = invited(cast["manager"], bodies["huacao"], Role.OFFICER)
    joining.withdraw_invitation(second, by=cast["manager"])
    unknown = linking.address("not-a-token")

    for link in (expired, withdrawn, unknown):
        assert client.get(link).status_code == 404
        assert client.post(link).status_code == 404
    assert roles_of(user) == set()


def test_an_invitation_counts_only_while_its_sender_may_give_the_role(
    cast: dict[str, User], bodies: dict[str, Body], client: Client
) -> None:
    user = account()
    invitation, link = invited(cast["manager"], bodies["huacao"])
    joining.end_role(Membership.objects.get(user=cast["manager"]), by=cast["admin"])
    client.force_login(user)

    assert client.get(link).status_code == 404
    with pytest.raises(joining.InvitationClosed):
        joining.accept(invitation, by=user)


def test_nobody_is_asked_twice_nor_for_what_they_have_but_again_after_it_ran_out(
    cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    by, body = cast["manager"], bodies["huacao"]
    invitation, _link = invited(by, body)
    with pytest.raises(joining.AskedAlready):
        invited(by, body)
    with pytest.raises(joining.HasRole):
        invited(by, body, email=cast["editor"].email)

    Invitation.objects.filter(pk=invitation.pk).update(created_at=timezone.now() - joining.OPEN_FOR)
    again, _link = invited(by, body)

    assert joining.is_open(again)
    assert not joining.is_open(Invitation.objects.get(pk=invitation.pk))


# --- The first alliance admin -----------------------------------------------------------------------------------------
def test_the_command_makes_a_confirmed_account_alliance_admin(
    bodies: dict[str, Body], capsys: pytest.CaptureFixture[str]
) -> None:
    user = account()

    call_command("make_alliance_admin", ADDRESS.upper())

    assert roles_of(user) == {("alliance", "admin")}
    assert "is alliance admin from now on" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already"):
        call_command("make_alliance_admin", ADDRESS)


def test_the_command_invites_who_has_no_account(
    bodies: dict[str, Body], client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_alliance_admin", ADDRESS, language="zh-hans")

    assert "invitation" in capsys.readouterr().out
    client.force_login(user := account())
    client.post(link_in(Delivery.objects.get()))
    assert roles_of(user) == {("alliance", "admin")}


@pytest.mark.parametrize(("email", "body"), [(ADDRESS, "huacao"), (ADDRESS, "nowhere"), ("not an address", "alliance")])
def test_the_command_refuses_unknown_bodies_and_addresses(bodies: dict[str, Body], email: str, body: str) -> None:
    with pytest.raises(CommandError):
        call_command("make_alliance_admin", email, body=body)
    assert not Invitation.objects.exists()
