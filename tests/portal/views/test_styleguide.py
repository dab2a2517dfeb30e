"""The style guide: whole in both languages, and closed to the public of a real site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    """Stand on the demo, where everyone may look."""
    settings.DEMO = True


@pytest.mark.parametrize(
    "address", ["/en/styleguide/", "/zh-hans/styleguide/", "/en/styleguide/desk/", "/zh-hans/styleguide/desk/"]
)
def test_every_part_can_be_drawn(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert len(headings(response)) == 1
    assert_well_formed(response)


@pytest.mark.parametrize(("who", "status"), [("visitor", 404), ("resident", 404), ("officer", 200)])
def test_on_a_real_site_only_staff_sees_it(signed_in: Callable[[str], Client], settings: Settings, who: str, status: int) -> None:
    settings.DEMO = False

    assert signed_in(who).get("/en/styleguide/").status_code == status


def test_a_bad_form_sums_up_its_errors_and_points_at_each_field(client: Client) -> None:
    page = client.get("/en/styleguide/").content.decode()

    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#bad_title">In a few words</a> This field is required.' in page
    assert '<a href="#bad_party_0">' in page
    assert 'aria-describedby="bad_title_helptext bad_title_error"' in page
    assert 'id="bad_title_error"' in page
