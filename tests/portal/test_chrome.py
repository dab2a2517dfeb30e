"""The chrome is kept for everybody, so nothing in it may be another reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body

    SignedIn = Callable[[str], Client]

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def test_each_page_marks_itself_and_each_reader_has_their_own_links(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    here, there, chinese = (Client().get(path).content.decode() for path in ("/en/events/", "/en/notices/", "/zh-hans/events/"))
    assert ('<a href="/en/events/" aria-current="page">Events' in here, '<a href="/en/events/">Events' in there) == (True, True)
    assert ("活动" in chinese, "Emergency" in here, "Emergency" in chinese) == (True, True, False)
    for _again in range(2):
        officer, visitor = signed_in("officer").get("/en/events/").content.decode(), Client().get("/en/events/").content.decode()
        assert ("Sign out" in officer, "/en/desk/" in officer) == (True, True)
        assert ("Sign out" in visitor, "/en/desk/" in visitor, "Sign in" in visitor) == (False, False, True)


def test_a_new_name_of_a_township_is_seen(bodies: dict[str, Body]) -> None:
    assert "Huacao" in Client().get("/en/events/").content.decode()
    type(bodies["huacao"]).objects.filter(slug="huacao").update(name_en="Flowergrass")
    cache.clear()
    assert "Flowergrass" in Client().get("/en/events/").content.decode()
