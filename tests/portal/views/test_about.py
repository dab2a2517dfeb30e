"""The pages about the site itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/en/privacy/", "Privacy notice"),
        ("/zh-hans/privacy/", "隐私声明"),
        ("/en/accessibility/", "Accessibility"),
        ("/zh-hans/accessibility/", "无障碍"),
        ("/en/contact/", "Whom to call, whom to write to"),
        ("/zh-hans/contact/", "打给谁，写给谁"),
    ],
)
def test_each_stands_in_the_language_of_its_address(client: Client, address: str, heading: str) -> None:
    response = client.get(address)

    assert headings(response) == [heading]
    assert_well_formed(response)


def test_the_privacy_notice_names_its_version_and_whom_to_write_to(client: Client, settings: object) -> None:
    settings.PRIVACY_NOTICE_VERSION, settings.CONTACT_EMAIL = "2031-02", "people@example.org"  # type: ignore[attr-defined]

    text = client.get("/en/privacy/").content.decode()

    assert "2031-02" in text
    assert "mailto:people@example.org" in text


def test_robots_are_kept_off_what_is_personal(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /zh-hans/desk/" in response.content.decode()


@pytest.mark.parametrize("number", ["110", "119", "120", "12345", "12367"])
def test_every_page_carries_the_emergency_numbers(client: Client, number: str) -> None:
    assert f'href="tel:{number}"' in client.get("/en/privacy/").content.decode()


def test_a_filing_number_is_shown_when_there_is_one(client: Client, settings: object) -> None:
    settings.ICP_FILING = "沪ICP备12345678号"  # type: ignore[attr-defined]

    assert "沪ICP备12345678号" in client.get("/en/privacy/").content.decode()
