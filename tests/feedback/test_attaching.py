from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community import filing, linking
from feedback import attaching, moderating, submitting
from feedback.telling import LINK
from feedback.tracking import MoveRefused, NotAllowed
from tests.community.test_mechanisms import let_go, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User
    from feedback.models import Suggestion


@pytest.fixture
def pictured(send: Callable[..., Suggestion], cast: dict[str, User]) -> Suggestion:
    photos = [filing.redraw(SimpleUploadedFile("photo.jpg", picture())) for _ in range(2)]
    return send("The bench is broken.", public_wish=True, photos=photos)


def status(client: Client, address: str) -> int:
    response = client.get(address)
    let_go(response)
    return response.status_code


def test_the_writer_and_the_desk_see_a_photo_and_nobody_else(pictured: Suggestion, signed_in: Callable[[str], Client]) -> None:
    link = f"/en/l/{linking.make(LINK, pictured)}/"
    assert 'src="?photo=1"' in Client().get(link).content.decode()
    assert (status(Client(), f"{link}?photo=2"), status(Client(), f"{link}?photo=3")) == (200, 404)
    desk = f"/en/desk/suggestions/{pictured.reference}/photos/1/"
    seen = {
        key: status(signed_in(key), desk) for key in ("officer", "moderator", "admin", "neighbour", "bureau_officer", "visitor")
    }
    assert seen == {"officer": 200, "moderator": 200, "admin": 200, "neighbour": 403, "bureau_officer": 404, "visitor": 302}


def test_photos_become_public_one_by_one_after_the_words_and_go_when_these_go(
    pictured: Suggestion, cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    first = pictured.attachments.select_related("file")[0].file
    with pytest.raises(MoveRefused):
        attaching.release(pictured, positions=[1], by=cast["moderator"])
    moderating.release(pictured, words={"en": "The bench is broken."}, by=cast["moderator"])
    public = f"/en/feedback/{pictured.reference}/"
    assert "/files/" not in Client().get(public).content.decode()
    signed_in("moderator").post(f"/en/desk/moderation/{pictured.reference}/photos/", {"photo": ["1"]})
    assert Client().get(public).content.decode().count(f'src="/files/{first.pk}/"') == 1
    assert status(Client(), f"/files/{first.pk}/") == 200
    with pytest.raises(NotAllowed):
        attaching.release(pictured, positions=[2], by=cast["officer"])
    moderating.hide(pictured, reason="A face.", by=cast["moderator"])
    assert status(Client(), f"/files/{first.pk}/") == 404


def test_what_is_taken_back_shows_no_photo(pictured: Suggestion, cast: dict[str, User]) -> None:
    moderating.release(pictured, words={"en": "The bench is broken."}, by=cast["moderator"])
    attaching.release(pictured, positions=[1, 2], by=cast["moderator"])
    submitting.withdraw(pictured, by=None)
    assert not pictured.attachments.exclude(file__released_at=None).exists()
