"""The facts' policies become notices: all of them, once, with their dates and sources as they are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import timezone

from community import concerning, indexing, searching
from community.fields import Precision
from community.models import Body, Edition, EditionSource, Notice, Topic, TranslationState
from portal.demo import load_notices

FACTS = Path(load_notices.__file__).parent / "facts" / "policies.yaml"


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["policies"]
    return found


@pytest.fixture
def loaded(bodies: dict[str, Body], rows: list[dict[str, Any]]) -> int:
    return load_notices.load(rows)


def _edition(id_: str) -> Edition:
    found: Edition = Edition.objects.get(notice__imported_as=id_)
    return found


def test_all_policies_load_once(loaded: int, rows: list[dict[str, Any]]) -> None:
    assert loaded == Notice.objects.published().count() == 41
    assert load_notices.load(rows) == 0
    assert Edition.objects.count() == TranslationState.objects.count() == 41


def test_every_policy_is_whole_in_both_languages_and_under_a_topic(loaded: int) -> None:
    for edition in Edition.objects.all():
        assert edition.has_words_in("en"), edition
        assert edition.has_words_in("zh-hans"), edition
    assert not Notice.objects.filter(topic__isnull=True).exists()
    assert {topic.slug for topic in Topic.objects.all()} == set(Notice.objects.values_list("topic__slug", flat=True))


def test_no_publisher_is_invented(loaded: int) -> None:
    assert not Edition.objects.exclude(imported=True, published_by=None, submitted_by=None).exists()


def test_dates_keep_what_is_known_and_no_more(loaded: int) -> None:
    assert str(_edition("work-permit-card").issued) == "2024-11"
    assert str(_edition("pension-leave").effective_from) == "unknown"
    waiver = _edition("visa-waiver-2026")
    assert (str(waiver.effective_from), str(waiver.effective_until)) == ("unknown", "2026-12-31")
    dogs = _edition("dog-licence")
    assert (str(dogs.issued), dogs.issued_note_zh_hans) == ("2022-11-01", "网上办理改版")
    noise = _edition("noise-renovation")
    assert (noise.issued.precision, noise.issued_note_en) == (Precision.UNKNOWN, "2012 or 2013")
    assert str(_edition("hotline-12345").source) == "2022"


def test_sources_say_whether_they_are_official_and_what_was_inferred(loaded: int, rows: list[dict[str, Any]]) -> None:
    official = {row["id"] for row in rows if row["official_source"]}
    assert set(Notice.objects.filter(current__official=True).values_list("imported_as", flat=True)) == official
    assert EditionSource.objects.count() == sum("also_source" in row for row in rows)
    assert EditionSource.objects.get(edition=_edition("licence-conversion")).official
    assert "Inferred by us" in (_edition("marriage-districts").words("caution", "en"))
    assert "由我们推断" in (_edition("marriage-districts").words("caution", "zh-hans"))
    assert _edition("hotline-12345").words("text", "zh-hans").startswith("<p>服务语种：英语、日语、法语")


def test_every_remark_of_the_facts_has_its_chinese_words(rows: list[dict[str, Any]]) -> None:
    single = [row.get(name) for row in rows for name in ("source_quality", "document_no_note", "also_source_note")]
    remarks = {remark for remark in single if remark} | {remark for row in rows for remark in row.get("inferred_fields", [])}
    assert remarks <= set(load_notices.REMARKS)


def test_policies_can_be_found_in_both_languages(loaded: int) -> None:
    indexing.reindex_notices()

    def ids(query: str) -> set[int]:
        return {hit.item_id for hit in searching.find(query, now=timezone.now(), language="en").hits}

    renovation = Notice.objects.get(imported_as="noise-renovation").pk
    assert renovation in ids("装修")
    assert renovation in ids("renovation")


def test_an_audience_is_set_only_where_the_facts_name_one_and_each_reaches_someone(
    loaded: int, rows: list[dict[str, Any]]
) -> None:
    assert set(load_notices.AUDIENCES) <= {row["id"] for row in rows}
    audiences = {id_: concerning.audience_of(_edition(id_).pk) for id_ in load_notices.AUDIENCES}
    assert all(concerning.reaches_anyone(each, townships=Body.objects.townships()) for each in audiences.values())
    assert audiences["school-enrolment"].sentences == [
        "Only for: has a partner or children here.",
        "Only for: Changning District.",
    ]
    assert concerning.audience_of(_edition("waste-sorting").pk).is_everyone
