"""Queries that are put together once: they find what the queryset finds, with the values and the rows of the moment."""

from __future__ import annotations

import gc
from datetime import date, timedelta
from importlib import import_module
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community.laying_out import Given, LaidOut
from community.models import Body, Membership, Message, User

NUMBER, WORD = models.BigAutoField(), models.CharField()


def test_it_finds_what_the_queryset_finds_with_relations_and_annotations(cast: dict[str, User]) -> None:
    def lay() -> models.QuerySet[User]:
        held = Membership.objects.current(Given("now", models.DateTimeField())).filter(user=OuterRef("pk"))
        return User.objects.select_related("contact").annotate(found=Exists(held)).filter(pk=Given("pk", NUMBER))

    laid, now = LaidOut(lay), timezone.now()
    for key, works in (("officer", True), ("resident", False)):
        with CaptureQueriesContext(connection) as asked:
            found = laid.first(pk=str(cast[key].pk), now=now)
            assert found is not None
            assert (found, found.contact.email, vars(found)["found"]) == (cast[key], cast[key].email, works)
        assert len(asked) == 1
    before = laid.first(pk=cast["officer"].pk, now=now - timedelta(days=9999))
    assert before is not None
    assert not vars(before)["found"]
    assert laid.first(pk=0, now=now) is None


def test_its_sql_is_written_once_and_its_rows_are_read_each_time(
    bodies: dict[str, Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    written, write = [], SQLCompiler.as_sql

    def note(compiler: SQLCompiler, *given: bool) -> tuple[str, tuple[object, ...]]:
        written.append(compiler)
        return write(compiler, *given)

    monkeypatch.setattr(SQLCompiler, "as_sql", note)
    laid = LaidOut(lambda: Body.objects.filter(slug=Given("slug", WORD)).select_related("parent"))
    assert [laid.first(slug=slug).parent for slug in ("huacao", "transport")] == [bodies["minhang"], bodies["shanghai"]]  # type: ignore[union-attr]  # there
    assert len(written) == 1
    bodies["huacao"].phone = "021"
    bodies["huacao"].save(update_fields=["phone"])
    assert [body.phone for body in laid(slug="huacao")] == ["021"]


def test_it_brings_along_what_is_fetched_beside(cast: dict[str, User]) -> None:
    laid = LaidOut(lambda: User.objects.filter(email=Given("email", WORD)).prefetch_related("memberships"))
    for key in ("officer", "manager"):
        (found,) = laid(email=cast[key].email)
        with CaptureQueriesContext(connection) as asked:
            assert [held.role for held in found.memberships.all()] == [key]
        assert not asked.captured_queries


def test_it_is_laid_out_anew_for_each_language(bodies: dict[str, Body]) -> None:
    laid = LaidOut(lambda: Body.objects.filter(name=Given("name", WORD)))
    assert laid(name="Huacao Town") == [bodies["huacao"]]
    with translation.override("zh-hans"):
        assert (laid(name="Huacao Town"), laid(name="华漕镇")) == ([], [bodies["huacao"]])


def test_values_reach_the_database_as_their_field_writes_them(db: None) -> None:
    key, now = str(uuid4()), timezone.now()
    made = Message.objects.create(key=key, kind="x", language="en", subject="S", text="T", created_at=now)
    laid = LaidOut(lambda: Message.objects.filter(key=Given("key", WORD), created_at=Given("at", models.DateTimeField())))
    assert (laid(key=key, at=now), laid(key=key, at=now + timedelta(seconds=1)), laid(key="'; --", at=now)) == ([made], [], [])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection(bodies: dict[str, Body]) -> None:
    laid = LaidOut(lambda: Body.objects.filter(slug=Given("slug", WORD)))
    used: list[tuple[object, list[Body]]] = []

    def ask() -> None:
        with CaptureQueriesContext(connection) as asked:
            found = laid(slug="huacao")
        used.append((len(asked), found))
        connection.close()

    assert laid(slug="huacao") == [bodies["huacao"]]
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert used == [(1, [bodies["huacao"]])]


@pytest.mark.one_engine
def test_no_query_of_the_site_is_laid_out_with_a_moment_of_its_own(db: None) -> None:
    """A day that came from the clock when the query was laid out would stand in it until the process ends."""
    import_module(settings.ROOT_URLCONF)
    gc.unfreeze()  # what was there before the first test is looked through as well (tests/conftest.py)
    laid = [each for each in gc.get_objects() if type(each) is LaidOut]  # isinstance would wake lazy objects of other tests
    gc.freeze()
    held = [each.lay().query.sql_with_params()[1] for each in laid]
    assert len(laid) > 1
    assert [params for params in held if any(isinstance(value, date) for value in params)] == []
