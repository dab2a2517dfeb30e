from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback import moderating

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import User
    from feedback.models import Suggestion

POINT = (31.226437, 121.310512)


def test_a_public_point_is_a_dot_rounded_and_a_private_one_is_none(
    client: Client, send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    public = send("The bench at the gate is broken.", public_wish=True, point=POINT)
    moderating.release(public, words={"en": "The bench is broken."}, by=cast["moderator"])
    private = send("My neighbour is loud.", point=(31.2301, 121.3202))
    response = client.get("/en/feedback/?view=map")
    page = response.content.decode()
    assert page.count('class="dot"') == 1
    assert f"<title>{public.reference}, Neighbourhood life</title>" in page
    assert f'href="/en/feedback/{public.reference}/"' in page
    assert private.reference not in page
    (dot,) = response.context["map"]["dots"]
    assert (dot["latitude"], dot["longitude"]) == (31.226, 121.311)
    assert str(POINT[0]) not in page
    assert "The bench is broken." in page


def test_the_map_keeps_to_the_filters(client: Client, send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    public = send(public_wish=True, point=POINT)
    moderating.release(public, words={"en": "The bench is broken."}, by=cast["moderator"])
    assert 'class="dot"' in client.get("/en/feedback/?view=map&township=huacao").content.decode()
    assert 'class="dot"' not in client.get("/en/feedback/?view=map&township=hongqiao-town").content.decode()
    assert 'class="dot"' not in client.get("/en/feedback/?view=map&category=transport").content.decode()


def test_the_map_asks_as_much_for_one_dot_as_for_eight(
    client: Client, send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    address = "/en/feedback/?view=map"

    def public() -> None:
        made = send(public_wish=True, point=POINT)
        moderating.release(made, words={"en": "The bench is broken."}, by=cast["moderator"])

    public()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(7):
        public()
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.decode().count('class="dot"') == 8
    assert len(many) == len(few)
