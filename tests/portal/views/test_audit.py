from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from community import auditing
from portal.views import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import AuditEntry, Body, User


@pytest.fixture
def acts(bodies: dict[str, Body], cast: dict[str, User]) -> list[AuditEntry]:
    """Three acts: in Huacao, in Changning's Hongqiao, and of the alliance."""
    places = [("suggestion.taken", "huacao", "officer"), ("answer.released", "hongqiao-subdistrict", "admin")]
    made = [auditing.record(verb, bodies[slug], by=cast[who], body=bodies[slug]) for verb, slug, who in places]
    return [*made, auditing.record("magic.done", bodies["alliance"], by=None, body=bodies["alliance"])]


def seen(client: Client, query: str = "") -> list[Any]:
    return [row["entry"] for row in client.get(f"{reverse('desk_audit')}{query}").context["rows"]]


def test_an_admin_sees_all_and_a_manager_what_was_done_for_the_own_body(
    signed_in: Callable[[str], Client], acts: list[AuditEntry]
) -> None:
    assert seen(signed_in("admin")) == acts[::-1]
    assert seen(signed_in("manager")) == acts[:1]


def test_the_trail_is_filtered_and_read_in_parts(
    signed_in: Callable[[str], Client], acts: list[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = signed_in("admin")
    assert seen(admin, "?subject=answer") == [acts[1]]
    assert seen(admin, "?actor=officer@") == [acts[0]]
    assert seen(admin, f"?label={acts[1].target_label[:6]}") == [acts[1]]
    assert seen(admin, "?day=2001-01-01") == []
    assert seen(admin, "?subject=nonsense&day=yesterday&before=x") == acts[::-1]
    monkeypatch.setattr(audit, "PAGE_SIZE", 2)
    assert seen(admin) == [acts[2], acts[1]]
    assert seen(admin, f"?before={acts[1].pk}") == [acts[0]]


def test_acts_are_named_in_words_and_unknown_ones_as_they_are(signed_in: Callable[[str], Client], acts: list[AuditEntry]) -> None:
    page = signed_in("admin").get(reverse("desk_audit").replace("/en/", "/zh-hans/")).content.decode()
    assert "承办建议" in page
    assert "magic.done" in page
