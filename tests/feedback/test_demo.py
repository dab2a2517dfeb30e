from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from community import searching
from community.models import Body
from feedback import indexing, measuring
from feedback.models import Answer, Suggestion, TranslationRequest
from portal.demo import cast, feedback

if TYPE_CHECKING:
    import pytest


def test_the_demos_suggestions_pass_the_verbs_and_come_once(whole_tree: None, caplog: pytest.LogCaptureFixture) -> None:
    cast.gather("a long enough password")
    for _ in range(2):
        feedback.invent(timezone.now())
    made = Suggestion.objects.filter(imported=False)
    assert made.count() == made.filter(is_demo=True).count() == 13 + 59
    assert set(made.values_list("language", flat=True)) == {"en", "zh-hans", "ja", "ko", "fr"}
    states = {"routed", "seen", "in_progress", "asked", "closing", "answered", "resolved"}
    assert set(made.values_list("state", flat=True)) == states
    assert set(made.values_list("public_state", flat=True)) == {"private", "awaiting", "released", "hidden"}
    assert Answer.objects.filter(released_at=None, submitted_at__isnull=False).count() == 2
    assert TranslationRequest.objects.open().count() == 4  # the words of a proposed closing too


def test_three_townships_have_rates_to_show(whole_tree: None) -> None:
    now = timezone.now()
    cast.gather("a long enough password")
    feedback.invent(now)
    townships = Body.objects.townships().order_by("slug")
    rows = {row.key.slug: row for row in measuring.by_body(townships, now=now).rows if row.key}
    for slug in ("hongqiao-subdistrict", "hongqiao-town", "huacao"):
        assert 50 <= (rows[slug].resolution.per_cent or 0) <= 90
        assert 50 <= (rows[slug].satisfaction.per_cent or 0) <= 90
        assert 50 <= (rows[slug].response.per_cent or 0) <= 100


def test_what_is_public_is_found_in_both_languages_and_what_is_not_is_not(whole_tree: None) -> None:
    cast.gather("a long enough password")
    feedback.invent(timezone.now())
    assert indexing.reindex() == 83
    for words, found in (("playground slide", True), ("滑梯", True), ("bike parking", True), ("shoes in the corridor", False)):
        hits = searching.find(words, language="en", now=timezone.now(), kinds=["suggestion"])
        assert bool(hits.hits and not hits.any_of) == found, words
