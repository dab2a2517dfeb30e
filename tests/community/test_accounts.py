"""Accounts as a person meets them: opened, confirmed, entered, protected, changed. Mails are rows until a worker sends them."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from community import accounts, emails, notifying
from community.models import AuditEntry, Body, Consent, Contact, Delivery, Message, Profile, User
from tests.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test.client import _MonkeyPatchedWSGIResponse as ClientResponse

ADDRESS = "ana@example.org"
SIGN_UP = {"email": ADDRESS, "password1": PASSWORD, "language": "zh-hans", "township": "", "consent": "on"}


def page(name: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name)


def newest_mail() -> Message:
    return Delivery.objects.order_by("-pk")[0].message


def code_in(message: Message) -> str:
    found = re.search(r"\b\d{4}-\d{4}\b", message.text)
    assert found, message.text
    return found[0]


def sign_up(client: Client, **changes: str) -> ClientResponse:
    return client.post(page("account_signup"), SIGN_UP | changes)


def confirmed(client: Client, **changes: str) -> User:
    sign_up(client, **changes)
    client.post(page("account_email_verification_sent"), {"code": code_in(newest_mail())})
    return User.objects.get(email=changes.get("email", ADDRESS))


# --- Signing up -------------------------------------------------------------------------------------------------------
def test_sign_up_leaves_account_contact_profile_and_consent(bodies: dict[str, Body], client: Client) -> None:
    response = sign_up(client, township=str(bodies["hongqiao-town"].pk))

    assert response.status_code == 302
    assert response.headers["Location"] == page("account_email_verification_sent")
    contact = Contact.objects.get()
    assert (contact.email, contact.language, contact.user.email, contact.confirmed_at) == (ADDRESS, "zh-hans", ADDRESS, None)  # type: ignore[union-attr]
    profile = Profile.objects.get()
    assert (profile.contact, profile.township, profile.reading_language) == (contact, bodies["hongqiao-town"], "zh-hans")
    consent = Consent.objects.get()
    assert (consent.contact, consent.document, consent.version) == (contact, "privacy", settings.PRIVACY_NOTICE_VERSION)


def test_the_code_from_the_mail_confirms_the_address_and_signs_in(bodies: dict[str, Body], client: Client) -> None:
    sign_up(client)
    assert client.get(page("account")).status_code == 302  # not yet

    response = client.post(page("account_email_verification_sent"), {"code": code_in(newest_mail())})

    assert response.status_code == 302
    assert client.get(page("account")).status_code == 200
    assert Contact.objects.get().is_confirmed
    assert EmailAddress.objects.get().verified


def test_a_wrong_code_confirms_nothing(bodies: dict[str, Body], client: Client) -> None:
    sign_up(client)

    response = client.post(page("account_email_verification_sent"), {"code": "0000-0000"})

    assert response.status_code == 422
    assert not Contact.objects.get().is_confirmed


@pytest.mark.parametrize("missing", ["email", "password1", "language", "consent"])
def test_without_a_required_field_no_account_is_made_and_nothing_typed_is_lost(
    bodies: dict[str, Body], client: Client, missing: str
) -> None:
    township = str(bodies["hongqiao-town"].pk)

    response = sign_up(client, township=township, **{missing: ""})

    assert response.status_code == 422
    assert not User.objects.exists()
    assert f'<option value="{township}" selected' in response.content.decode()
    assert 'class="error-summary"' in response.content.decode()
    assert PASSWORD not in response.content.decode()


def test_townships_to_choose_from_have_their_district_beside_them(bodies: dict[str, Body], client: Client) -> None:
    content = client.get(page("account_signup")).content.decode()

    assert "Hongqiao Town, Minhang District" in content
    assert "Hongqiao Subdistrict, Changning District" in content


def test_a_guest_who_signs_up_keeps_their_contact_and_their_language_counts_once_proven(
    bodies: dict[str, Body], client: Client
) -> None:
    guest = Contact.objects.create(email=ADDRESS, language="en", confirmed_at=timezone.now())

    sign_up(client)

    guest.refresh_from_db()
    assert guest.user is not None
    assert guest.language == "en"  # whoever typed the address has not shown that it is theirs
    client.post(page("account_email_verification_sent"), {"code": code_in(newest_mail())})
    guest.refresh_from_db()
    assert (Contact.objects.count(), guest.language) == (1, "zh-hans")


def test_a_known_address_is_answered_like_an_unknown_one(cast: dict[str, User], client: Client) -> None:
    known = sign_up(client, email=cast["resident"].email)
    unknown = sign_up(Client())

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    kinds = list(Delivery.objects.order_by("pk").values_list("message__kind", flat=True))
    assert kinds == ["account-account-already-exists", "account-email-confirmation-signup"]
    assert User.objects.filter(email=cast["resident"].email).count() == 1


# --- Mails are rows ---------------------------------------------------------------------------------------------------
def test_no_mail_leaves_from_the_page_and_its_text_is_emptied_once_sent(bodies: dict[str, Body], client: Client) -> None:
    sign_up(client)

    assert mail.outbox == []
    message = newest_mail()
    assert (message.language, message.sensitive, message.purged_at) == ("zh-hans", True, None)
    code = code_in(message)
    assert code in message.html

    assert notifying.deliver_due() == 1
    assert [sent.to for sent in mail.outbox] == [[ADDRESS]]
    assert code in mail.outbox[0].body
    message.refresh_from_db()
    assert (message.text, message.html) == ("", "")


def test_an_unknown_address_gets_its_answer_without_being_kept_as_a_contact(bodies: dict[str, Body], client: Client) -> None:
    client.post(page("account_reset_password"), {"email": "nobody@example.org"})

    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.contact, delivery.message.kind) == ("nobody@example.org", None, "account-unknown-account")
    assert not Contact.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_mail_of_allauth_has_words_of_ours_in_both_languages(language: str) -> None:
    seen = {}
    context = {"code": "1234-5678", "from_email": "a@b.cd", "to_email": "e@f.gh", "ip": "::1", "timestamp": timezone.now()}
    for name in emails.SUBJECTS:
        folder = "mfa" if name.startswith(("totp", "recovery")) else "account"
        message = notifying.compose(emails.account(f"{folder}/email/{name}", context=context), language=language)
        seen[name] = message.subject
        assert message.html.count("<h1") == 1
        assert "example.com" not in message.text
    assert len(set(seen.values())) >= len(seen) - 1  # a reset and a change are the same to the reader


# --- Signing in -------------------------------------------------------------------------------------------------------
def test_sign_in_by_password_and_by_code(cast: dict[str, User], client: Client) -> None:
    email = cast["resident"].email
    response = client.post(page("account_login"), {"login": email, "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, page("account"))

    other = Client()
    other.post(page("account_request_login_code"), {"email": email})
    response = other.post(page("account_confirm_login_code"), {"code": code_in(newest_mail())})
    assert response.status_code == 302
    assert other.get(page("account")).status_code == 200


def test_a_wrong_password_says_the_same_for_known_and_unknown(cast: dict[str, User], client: Client) -> None:
    answers = {
        client.post(page("account_login"), {"login": email, "password": "not the right one"}).status_code
        for email in (cast["resident"].email, "nobody@example.org")
    }
    assert answers == {422}


def test_a_reset_by_code_sets_a_new_password(cast: dict[str, User], client: Client) -> None:
    client.post(page("account_reset_password"), {"email": cast["resident"].email})
    client.post(page("account_confirm_password_reset_code"), {"code": code_in(newest_mail())})
    new = "quite another password"

    client.post(page("account_complete_password_reset"), {"password1": new, "password2": new})

    cast["resident"].refresh_from_db()
    assert cast["resident"].check_password(new)
    assert newest_mail().kind == "account-password-reset"


def test_the_password_is_changed_by_who_knows_the_present_one(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    client, new = signed_in("resident"), "quite another password"

    wrong = client.post(page("account_change_password"), {"oldpassword": "no", "password1": new, "password2": new})
    assert wrong.status_code == 422
    client.post(page("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    cast["resident"].refresh_from_db()
    assert cast["resident"].check_password(new)


def test_too_many_sign_ups_from_one_place_are_refused_with_429(bodies: dict[str, Body], client: Client) -> None:
    statuses = [sign_up(client, email=f"p{i}@example.org", consent="").status_code for i in range(21)]

    assert statuses[0] == 422
    assert statuses[-1] == 429


# --- Switching the language of a half-filled form ---------------------------------------------------------------------
def test_switching_the_language_of_the_sign_up_acts_as_nothing_and_keeps_what_was_typed(
    bodies: dict[str, Body], client: Client
) -> None:
    typed = SIGN_UP | {"township": str(bodies["hongqiao-town"].pk), "switch_language": "zh-hans"}

    for _press in range(25):  # reading is not limited
        response = client.post(page("account_signup", "zh-hans"), typed)

    content = response.content.decode()
    assert response.status_code == 200
    assert 'lang="zh-Hans"' in content
    assert ADDRESS in content
    assert f'<option value="{typed["township"]}" selected' in content
    assert re.search(r'name="consent"[^>]*checked', content)
    assert PASSWORD not in content
    assert "error-summary" not in content
    assert (User.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account_login", {"login": "resident@demo.example", "password": PASSWORD}),
        ("account_reset_password", {"email": "resident@demo.example"}),
        ("account_request_login_code", {"email": "resident@demo.example"}),
    ],
)
def test_switching_the_language_elsewhere_does_nothing_either(
    cast: dict[str, User], client: Client, name: str, typed: dict[str, str]
) -> None:
    response = client.post(page(name, "zh-hans"), typed | {"switch_language": "zh-hans"})

    assert response.status_code == 200
    assert "resident@demo.example" in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert not Delivery.objects.exists()
    assert client.get(page("account")).status_code == 302


# --- Changing the address ---------------------------------------------------------------------------------------------
def change_address(client: Client, new: str) -> ClientResponse:
    client.post(page("account_reauthenticate"), {"password": PASSWORD})
    client.post(page("account_email"), {"action_add": "1", "email": new})
    return client.post(page("account_email_verification_sent"), {"code": code_in(newest_mail())})


def test_a_new_address_counts_once_proven_and_all_three_places_agree(
    signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    client, old = signed_in("resident"), cast["resident"].email
    client.post(page("account_reauthenticate"), {"password": PASSWORD})
    client.post(page("account_email"), {"action_add": "1", "email": ADDRESS})
    user = User.objects.get(pk=cast["resident"].pk)
    assert (user.email, user.contact.email) == (old, old)

    change_address(client, ADDRESS)

    user = User.objects.get(pk=user.pk)
    assert (user.email, user.contact.email) == (ADDRESS, ADDRESS)
    assert [found.email for found in EmailAddress.objects.filter(user=user)] == [ADDRESS]
    told = Delivery.objects.get(message__kind="account-email-changed")
    assert told.address == old


def test_a_guests_contact_of_the_new_address_becomes_part_of_the_account(
    signed_in: Callable[[str], Client], cast: dict[str, User]
) -> None:
    guest = Contact.objects.create(email=ADDRESS, confirmed_at=timezone.now())
    Consent.objects.create(contact=guest, document="privacy", version="2020-01")
    theirs = notifying.compose(notifying.Mail("x", "x", "emails/base"), language="en")
    theirs.save()
    sent = Delivery.objects.create(message=theirs, contact=guest, address=ADDRESS, key="to-the-guest")

    change_address(signed_in("resident"), ADDRESS)

    contact = Contact.objects.get(email=ADDRESS)
    assert contact.user == cast["resident"]
    assert not Contact.objects.filter(pk=guest.pk).exists()
    sent.refresh_from_db()
    assert sent.contact == contact
    assert contact.consents.filter(version="2020-01").exists()


def test_where_the_two_cant_be_joined_the_address_stays_as_it_is(
    signed_in: Callable[[str], Client], cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    Contact.objects.create(email=ADDRESS, confirmed_at=timezone.now())

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise accounts.AddressTaken

    monkeypatch.setattr(accounts, "_absorb", refuse)
    client, old = signed_in("resident"), cast["resident"].email

    response = change_address(client, ADDRESS)

    assert response.status_code == 302
    user = User.objects.get(pk=cast["resident"].pk)
    assert (user.email, user.contact.email) == (old, old)
    assert [found.email for found in EmailAddress.objects.filter(user=user)] == [old]
    assert "can&#x27;t be joined" in client.get(page("account")).content.decode()


# --- The account page and the profile ---------------------------------------------------------------------------------
def test_the_account_page_shows_what_is_stored_and_the_consent_with_its_version(bodies: dict[str, Body], client: Client) -> None:
    confirmed(client, township=str(bodies["huacao"].pk))

    content = client.get(page("account")).content.decode()

    assert "Huacao Town, Minhang District" in content
    assert f"version {settings.PRIVACY_NOTICE_VERSION}" in content


def test_the_profile_is_changed_and_the_site_goes_on_in_the_language_chosen(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("resident")
    township = Body.objects.get(slug="hongqiao-subdistrict")

    response = client.post(page("account_profile"), {"township": township.pk, "language": "en", "reading_language": "zh-hans"})

    assert (response.status_code, response.headers["Location"]) == (302, page("account", "zh-hans"))
    profile = Profile.objects.get(contact__email="resident@demo.example")
    assert (profile.township, profile.reading_language, profile.contact.language) == (township, "zh-hans", "en")


@pytest.mark.parametrize("changes", [{"township": "0"}, {"language": "fr"}, {"reading_language": ""}])
def test_a_profile_with_errors_is_answered_with_422(signed_in: Callable[[str], Client], changes: dict[str, str]) -> None:
    typed = {"township": "", "language": "zh-hans", "reading_language": "en"} | changes

    assert signed_in("resident").post(page("account_profile"), typed).status_code == 422
    assert Contact.objects.get(email="resident@demo.example").language == "en"


@pytest.mark.parametrize("name", ["account", "account_profile", "account_email", "account_change_password", "mfa_index"])
def test_strangers_are_asked_to_sign_in(bodies: dict[str, Body], client: Client, name: str) -> None:
    response = client.get(page(name))

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, page("account_login"))


def test_signing_out_needs_a_post(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("resident")

    client.get(page("account_logout"))
    assert client.get(page("account")).status_code == 200
    client.post(page("account_logout"))
    assert client.get(page("account")).status_code == 302


# --- The second factor, and the desk's door ---------------------------------------------------------------------------
def app_code(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def set_up_app(client: Client) -> str:
    client.post(page("account_reauthenticate"), {"password": PASSWORD})
    content = client.get(page("mfa_activate_totp")).content.decode()
    assert "data:image/svg+xml;base64," in content
    secret = str(client.session["mfa.totp.secret"])
    assert secret in content
    response = client.post(page("mfa_activate_totp"), {"code": app_code(secret)})
    assert response.headers["Location"] == page("mfa_view_recovery_codes")
    return secret


def test_an_app_is_set_up_and_then_asked_for(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    secret = set_up_app(signed_in("officer"))
    other = Client()

    response = other.post(page("account_login"), {"login": cast["officer"].email, "password": PASSWORD})
    assert response.headers["Location"].startswith(page("mfa_authenticate"))
    assert other.get(page("account")).status_code == 302
    assert other.post(page("mfa_authenticate"), {"code": "000000"}).status_code == 422
    assert other.post(page("mfa_authenticate"), {"code": app_code(secret)}).status_code == 302
    assert other.get(page("account")).status_code == 200


def test_a_recovery_code_opens_once(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    set_up_app(signed_in("officer"))
    code = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    opened = []
    for _attempt in range(2):
        client = Client()
        client.post(page("account_login"), {"login": cast["officer"].email, "password": PASSWORD})
        opened.append(client.post(page("mfa_authenticate"), {"code": code}).status_code)

    assert opened == [302, 422]


@pytest.mark.parametrize(
    ("key", "status"), [("visitor", 302), ("resident", 403), ("officer", 302), ("manager", 302), ("admin", 302)]
)
def test_the_desk_asks_strangers_to_sign_in_residents_to_leave_and_staff_for_an_app(
    signed_in: Callable[[str], Client], settings: pytest.FixtureRequest, key: str, status: int
) -> None:
    settings.STAFF_TOTP = True  # type: ignore[attr-defined]

    response = signed_in(key).get(page("desk_people"))

    assert response.status_code == status
    if status == 302:
        goal = "account_login" if key == "visitor" else "mfa_activate_totp"
        assert response.headers["Location"].split("?")[0] == page(goal)


def test_with_an_app_the_desk_opens(signed_in: Callable[[str], Client], settings: pytest.FixtureRequest) -> None:
    settings.STAFF_TOTP = True  # type: ignore[attr-defined]
    client = signed_in("admin")
    assert client.get(page("desk_people")).status_code == 302

    set_up_app(client)

    assert client.get(page("desk_people")).status_code == 200


# --- Every page -------------------------------------------------------------------------------------------------------
OPEN = ["account_login", "account_signup", "account_reset_password", "account_request_login_code", "account_inactive"]
BEHIND = [
    "account", "account_profile", "account_email", "account_change_password", "account_logout", "account_reauthenticate",
    "mfa_index",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("key", "name"), [("visitor", name) for name in OPEN] + [("resident", name) for name in BEHIND])
def test_every_account_page_has_one_heading_and_nothing_inline(
    signed_in: Callable[[str], Client], key: str, name: str, language: str
) -> None:
    response = signed_in(key).get(page(name, language))

    content = response.content.decode()
    assert response.status_code == 200
    assert content.count("<h1") == 1
    assert 'class="skip"' in content  # ours, not allauth's own template
    assert not re.search(r"<style|style=|<script(?! src)| on\w+=", content)


def test_the_account_verbs_write_no_personal_data_into_the_trail(bodies: dict[str, Body], client: Client) -> None:
    confirmed(client)

    assert not AuditEntry.objects.filter(target_label__contains="@").exists()
