"""The demo's translation desk: whoever opens it finds an item in each state, and a second start adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community import surveying
from community.models import AuditEntry, Notice, Place
from portal.demo import translations

if TYPE_CHECKING:
    from community.models import Body, User

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def test_an_editor_finds_each_state_and_what_is_taken(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    words = {"name_en": "Centre", "name_zh_hans": "中心"}
    for slug in ("a-centre", "b-centre"):
        Place.objects.create(body=bodies["huacao"], slug=slug, kind="culture", **words)
    translations.invent()
    rows = surveying.rows(cast["editor"])
    assert {row.state for row in rows} == set(surveying.State.values)
    assert [row.claimed_by for row in rows if row.is_claimed] == [cast["admin"]]
    outdated = next(row for row in rows if row.state == "outdated")
    assert outdated.for_readers
    assert "edition 2" in str(outdated.because)
    before = Notice.objects.count(), AuditEntry.objects.count()
    translations.invent()
    assert (Notice.objects.count(), AuditEntry.objects.count()) == before
