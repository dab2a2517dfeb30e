"""System checks that a deployment must pass."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from portal import checks


@pytest.mark.parametrize("key", [base64.b64encode(bytes(32)).decode(), base64.b64encode(b"ab" * 16).decode(), "same"])
def test_a_ticket_key_that_can_be_guessed_is_an_error(settings: Any, key: str) -> None:
    settings.TICKET_SIGNING_KEY = settings.SECRET_KEY if key == "same" else key
    assert [found.id for found in checks.ticket_key_is_its_own()] == ["portal.E005"]


def test_the_tests_key_is_a_good_one() -> None:
    assert checks.ticket_key_is_its_own() == []
