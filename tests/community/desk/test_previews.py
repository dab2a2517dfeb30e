"""A link that shows a draft: to whoever has it, in both languages, for a time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from community import enclosing, previewing, publishing
from community.models import Link, Membership
from community.refusals import NotAllowed
from tests.community.notices import a_notice
from tests.community.test_mechanisms import let_go, picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from community.models import Body, Notice, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LIST = "/en/desk/notices/"


@pytest.fixture
def draft(bodies: dict[str, Body], cast: dict[str, User], settings: Any, tmp_path: Path) -> Notice:
    settings.MEDIA_ROOT = str(tmp_path)
    return a_notice(bodies["huacao"], by=cast["editor"], kind="news")


def shared(client: Client, draft: Notice) -> str:
    page = client.post(f"{LIST}{draft.slug}/previews/").content.decode()
    found = re.search(r'value="http://[^/]+(/en/l/[\w-]+/)"', page)
    assert found
    return found[1]


def test_whoever_has_the_link_reads_the_draft_in_both_languages_with_its_pictures(
    signed_in: SignedIn, draft: Notice, client: Client, cast: dict[str, User]
) -> None:
    edition = draft.editions.get()
    file = SimpleUploadedFile("map.jpg", picture())
    inside = enclosing.add_picture(edition, file, alt={"en": "A map", "zh-hans": "地图"}, by=cast["editor"])
    publishing.write(edition, content={"text_en": f'<p>See</p><img src="/files/{inside.file_id}/">'}, by=cast["editor"])
    address = shared(signed_in("editor"), draft)
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "A new rule" in page
    assert "一项新规定" in page
    shown = client.get(f"{address}?file={inside.file_id}")
    assert (shown.status_code, f'src="{address}?file={inside.file_id}"' in page) == (200, True)
    let_go(shown)
    for number in ("0", "x", "²", str(inside.file_id + 1)):
        assert client.get(f"{address}?file={number}").status_code == 404
    assert client.get(f"/en/notices/{draft.slug}/").status_code == 404
    assert client.post(address).status_code == 404


def test_a_link_ends_by_time_by_hand_and_by_publication(
    signed_in: SignedIn, draft: Notice, client: Client, cast: dict[str, User]
) -> None:
    editor = signed_in("editor")
    first, second = shared(editor, draft), shared(editor, draft)
    editor.post(f"{LIST}{draft.slug}/previews/end/")
    assert {client.get(first).status_code, client.get(second).status_code} == {404}
    third = shared(editor, draft)
    Link.objects.filter(revoked_at__isnull=True).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(third).status_code == 404
    fourth = shared(editor, draft)
    publishing.publish(publishing.submit(draft.editions.get(), by=cast["editor"]), by=cast["manager"])
    assert client.get(fourth).headers["Location"] == f"/en/notices/{draft.slug}/"
    assert editor.post(f"{LIST}{draft.slug}/previews/").headers["Location"] == f"{LIST}{draft.slug}/"


def test_only_who_writes_or_publishes_it_makes_links(
    signed_in: SignedIn, draft: Notice, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    Membership.objects.create(user=cast["neighbour"], body=bodies["hongqiao-subdistrict"], role="manager")
    for key in ("neighbour", "officer", "bureau_officer"):
        assert signed_in(key).post(f"{LIST}{draft.slug}/previews/").status_code == 404
        for verb in (previewing.share, previewing.end):  # the door asks, and so does what is behind it
            with pytest.raises(NotAllowed):
                verb(draft.editions.get(), by=cast[key])
    assert not Link.objects.exists()
