"""The glossary: terms in both languages, whose words search treats as one; and what was searched in vain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import glossing, searching
from community.models import AuditEntry, GlossaryTerm, SearchMiss
from community.searching import Item, lexicon, missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from community.models import User

NOW = timezone.now()
DRONE = {"name_en": "drone", "name_zh_hans": "无人机", "others_en": "UAV\nunmanned aircraft", "others_zh_hans": "航拍器"}


@pytest.fixture
def texts(db: None) -> None:
    searching.put_all(
        [
            Item("notice", 1, "/n/1/", {"en": "Drone rules"}, {}, {}),
            Item("notice", 2, "/n/2/", {"zh-hans": "无人机登记"}, {}, {}),
            Item("notice", 3, "/n/3/", {"en": "A manned aircraft, unmanned no more"}, {}, {}),
        ]
    )


def ids(query: str) -> set[int]:
    return {hit.item_id for hit in searching.find(query, now=NOW, language="en").hits}


def enter(cast: dict[str, User], capture: DjangoCaptureOnCommitCallbacks, **words: str) -> GlossaryTerm:
    with capture(execute=True):
        return glossing.enter({**DRONE, **words}, by=cast["admin"])


def test_all_words_of_a_term_find_the_same(
    texts: None, cast: dict[str, User], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert ids("UAV") == set()
    term = enter(cast, django_capture_on_commit_callbacks)
    for words in ("UAV", "uavs", "drones", "无人机", "無人機", "航拍器", "wurenji", "unmanned aircraft"):
        assert ids(words) == {1, 2}, words
    with django_capture_on_commit_callbacks(execute=True):
        glossing.change(term, words={**DRONE, "others_en": ""}, by=cast["admin"])
    assert ids("UAV") == set()
    with django_capture_on_commit_callbacks(execute=True):
        glossing.take_out(term, by=cast["admin"])
    assert (ids("drones"), ids("无人机")) == ({1}, {2})
    assert list(AuditEntry.objects.filter(verb__startswith="glossary.").order_by("pk").values_list("verb", flat=True)) == [
        "glossary.entered",
        "glossary.changed",
        "glossary.taken_out",
    ]


def test_the_terms_of_a_text_are_known_in_either_language(
    cast: dict[str, User], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enter(cast, django_capture_on_commit_callbacks)
    ring = {"name_en": "15-minute circle", "name_zh_hans": "15分钟生活圈", "others_en": "drone circle", "others_zh_hans": ""}
    enter(cast, django_capture_on_commit_callbacks, **ring)

    def standing(
        text: str, translation: str = "", source: str = "en", target: str = "zh-hans"
    ) -> list[tuple[str, str, list[str]]]:
        found = glossing.fixed([glossing.Text("Title", text, translation)], source=source, target=target)
        return [(each.said, each.word, each.missing_in) for each in found]

    assert standing("Register your UAVs first.") == [("drone", "无人机", [])]
    assert standing("Register your UAVs first.", "请先登记無人機。") == [("drone", "无人机", [])]
    assert standing("Register your UAVs first.", "请先登记航拍器。") == [("drone", "无人机", ["Title"])]
    back = {"source": "zh-hans", "target": "en"}
    assert standing("民用无人机管理办法", "Rules for Drones", **back) == [("无人机", "drone", [])]
    assert standing("民用无人机管理办法", "Rules for UAVs", **back) == [("无人机", "drone", ["Title"])]
    assert standing("Dronestagram 人机交互", "x") == []
    hidden = standing("The drone circle", "15 分钟生活圈")  # a longer name hides what is in it
    assert hidden == [("15-minute circle", "15分钟生活圈", [])]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name_zh_hans": ""}, "name_zh_hans"),
        ({"name_en": "…"}, "name_en"),
        ({"name_en": "Drones"}, "name_en"),
        ({"others_zh_hans": "航拍器"}, "others_zh_hans"),
        ({"others_en": "\n".join(f"word{'x' * n}" for n in range(13))}, "others_en"),
    ],
)
def test_a_term_without_words_or_with_another_ones_is_refused(
    signed_in: Callable[[str], Client], given: dict[str, str], field: str
) -> None:
    GlossaryTerm.objects.create(**DRONE)
    response = signed_in("admin").post("/en/desk/glossary/", {"name_en": "kite", "name_zh_hans": "风筝", **given})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert GlossaryTerm.objects.count() == 1


def test_an_admin_enters_changes_and_takes_out_a_term(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("admin")
    assert client.post("/en/desk/glossary/", DRONE).status_code == 302
    term = GlossaryTerm.objects.get()
    page = signed_in("editor").get("/en/desk/glossary/?q=航拍").content.decode()
    assert "无人机" in page
    assert "Enter a term" not in page
    assert signed_in("editor").post("/en/desk/glossary/", {**DRONE, "name_en": "kite"}).status_code == 403
    assert client.post(f"/en/desk/glossary/{term.pk}/", {**DRONE, "note": "Not for toys"}).status_code == 302
    term.refresh_from_db()
    assert term.note == "Not for toys"
    assert client.post(f"/en/desk/glossary/{term.pk}/removal/").status_code == 302
    assert not GlossaryTerm.objects.exists()


def test_who_writes_a_notice_sees_the_fixed_terms_in_it(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    from tests.community.notices import a_notice  # noqa: PLC0415  # needs the cast's bodies

    GlossaryTerm.objects.create(**DRONE)
    cache.delete(lexicon.CACHED)
    body = cast["editor"].current_memberships[0].body
    notice = a_notice(body, by=cast["editor"], kind="news", title_en="Fly your UAV")
    page = signed_in("editor").get(f"/en/desk/notices/{notice.slug}/draft/").content.decode()
    assert "1 fixed term in this text" in page
    assert "other words in: Title" in page
    title = notice.editions.get().pk
    page = signed_in("editor").get(f"/en/desk/translation-desk/notice/{title}/zh-hans/").content.decode()
    assert page.count("other words in the translation") == 1
    notice.editions.update(title_zh_hans="无人机的规定")
    for address in (f"translation-desk/notice/{title}/zh-hans/", f"notices/{notice.slug}/draft/"):
        assert "other words in" not in signed_in("editor").get(f"/en/desk/{address}").content.decode()


# --- what was searched in vain ----------------------------------------------------------------------------------------
TODAY = timezone.localdate(NOW)


def counted() -> list[tuple[str, str, int]]:
    return list(SearchMiss.objects.order_by("words", "language").values_list("words", "language", "times"))


def test_a_miss_is_one_row_however_it_is_written(client: Client, db: None) -> None:
    for typed in ("Swimming pools", "swimming  pool", "ＳＷＩＭＭＩＮＧ POOL"):
        client.get("/en/search/", {"q": typed})
    assert (missing.count(TODAY), counted()) == (3, [("swimming pool", "en", 3)])
    client.get("/zh-hans/search/", {"q": "swimming pool"})
    client.get("/en/search/", {"q": "Swimming pool?"})
    client.get("/en/search/", {"q": "casino"})
    assert (missing.count(TODAY), missing.count(TODAY)) == (3, 0)
    assert counted() == [("casino", "en", 1), ("swimming pool", "en", 4), ("swimming pool", "zh-hans", 1)]


def test_searching_writes_no_row(client: Client, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/search/", {"q": "swimming pool"})
    asked = [query["sql"] for query in queries]
    assert any(sql.startswith("SELECT") for sql in asked)
    assert [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_program_that_types_at_random_fills_neither_cache_nor_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "MOST_NOTED", 5)
    monkeypatch.setattr(missing, "MOST_KEPT", 3)
    for number in range(8):
        missing.note(f"word {number}", language="en")
    assert missing.count(TODAY) == 5
    assert [words for words, _language, _times in counted()] == ["word 3", "word 4", "word 5"]


def test_counting_goes_on_where_the_cache_forgot(db: None) -> None:
    for _again in range(3):
        missing.note("swimming pool", language="en")
    assert missing.count(TODAY) == 3
    cache.delete(missing.NOTED)
    missing.note("casino", language="en")
    assert (missing.count(TODAY), counted()) == (1, [("casino", "en", 1), ("swimming pool", "en", 3)])


def test_what_finds_something_is_no_miss(client: Client, texts: None) -> None:
    client.get("/en/search/", {"q": "drone"})
    client.get("/en/search/", {"q": "drone", "kind": "event"})
    client.get("/en/search/", {"q": '"""'})
    assert missing.count(TODAY) == 0


@pytest.mark.parametrize(
    "typed",
    ["E12345678", "my number 13800001111", "me@example.org", "https://x.example", "word " * 9, "x" * 70, "…"],
)
def test_what_may_be_somebodys_own_is_not_kept(db: None, typed: str) -> None:
    assert not missing.note(typed, language="en")
    assert missing.count(TODAY) == 0


def test_what_was_asked_once_is_shown_to_nobody_and_all_is_forgotten_in_time(signed_in: Callable[[str], Client]) -> None:
    def miss(words: str, times: int, last_on: date) -> None:
        SearchMiss.objects.create(words=words, language="en", times=times, first_on=last_on, last_on=last_on)

    miss("once lately", 1, TODAY)
    miss("once before", 1, TODAY - timedelta(days=15))
    miss("often", 9, TODAY - timedelta(days=100))
    miss("often long ago", 9, TODAY - timedelta(days=181))
    page = signed_in("editor").get("/en/desk/searches/").content.decode()
    assert "often" in page
    assert "once" not in page.replace("more than once", "")
    assert missing.forget(TODAY) == 2
    assert set(SearchMiss.objects.values_list("words", flat=True)) == {"once lately", "often"}


def test_an_admin_takes_missed_words_into_the_glossary(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("admin").get("/en/desk/glossary/?add=游泳池")
    assert page.context["form"].initial == {"others_zh_hans": "游泳池"}
