"""What every test may ask for: the bodies, the cast, a client signed in as one of them, the outbox."""

from __future__ import annotations

import gc
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models import Max
from django.template.backends.django import Template
from django.test import Client, TransactionTestCase
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, settings

from community.models import Body, Contact, Delivery, Membership, Profile, User
from portal.demo import cast as demo_cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model
    from pytest_django import DjangoDbBlocker

PASSWORD = "a long enough password"

# A machine that is shared is slow by turns: that says nothing about what is tried.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

# slug: (kind, parent, code, English name, Chinese name); a small part of the facts' tree, enough for every rule
BODIES = {
    "alliance": ("alliance", None, None, "Info-Services Alliance", "资讯服务联盟"),
    "shanghai": ("city", None, "SH", "Shanghai", "上海市"),
    "minhang": ("district", "shanghai", None, "Minhang District", "闵行区"),
    "changning": ("district", "shanghai", None, "Changning District", "长宁区"),
    "transport": ("bureau", "shanghai", None, "Shanghai Municipal Commission of Transport", "上海市交通委员会"),
    "hotline": ("bureau", "shanghai", None, "12345 citizen service hotline", "12345市民服务热线"),
    "minhang-letters": (
        "department",
        "minhang",
        None,
        "Minhang District public suggestion and complaints office",
        "闵行区信访办",
    ),
    "changning-letters": (
        "department",
        "changning",
        None,
        "Changning District public suggestion and complaints office",
        "长宁区信访办",
    ),
    "huacao": ("township", "minhang", "HC", "Huacao Town", "华漕镇"),
    "hongqiao-town": ("township", "minhang", "HT", "Hongqiao Town", "虹桥镇"),
    "hongqiao-subdistrict": ("township", "changning", "HS", "Hongqiao Subdistrict", "虹桥街道"),
}


# Pages draw what verbs and queries found, and those are tried on both engines, so one engine is enough for the pages.
# The triage list is the exception: it pages by keys in SQL of its own.
DRAWN = tuple(
    f"tests/{package}/{part}/" for package in ("community", "events", "feedback", "portal") for part in ("views", "desk")
)
DRAWN += ("tests/feedback/open311/", "tests/portal/test_desk.py", "tests/community/test_people_desk.py")
BY_KEYS = "tests/feedback/desk/test_triage.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what one engine is enough for; on SQLite leave out what only a server that locks rows can show."""
    for item in items:
        asks_no_engine = not {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())) and not item.get_closest_marker(
            "django_db"
        )
        if asks_no_engine or (item.nodeid.startswith(DRAWN) and not item.nodeid.startswith(BY_KEYS)):
            item.add_marker(pytest.mark.one_engine)
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgresql") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: parallel transactions, pgvector, live pages"))


def pytest_collection_finish() -> None:
    """Leave alone for good what is there before the first test: looking through it again and again cost a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


MADE_BY_DJANGO = {"django_content_type", "auth_permission"}  # the same for ever: made with the tables


def empty(*, but: set[str]) -> None:
    """Delete every row of every table, except those of `but`, in any order: foreign keys are whole again when all are gone."""
    with connection.cursor() as cursor:
        tables = [f'"{name}"' for name in connection.introspection.table_names(cursor) if name not in but]
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables))  # most hold nothing
        full = [table for table, found in zip(tables, cursor.fetchone() or (), strict=True) if found]
        on_server = connection.vendor == "postgresql"
        cursor.execute("SET session_replication_role = replica" if on_server else "PRAGMA foreign_keys = OFF")
        for table in full:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET session_replication_role = DEFAULT" if on_server else "PRAGMA foreign_keys = ON")
        if on_server and full:
            cursor.execute("VACUUM " + ", ".join(full))  # the next test must not read past what this one left


def _quick_teardown(_case: TransactionTestCase) -> None:
    empty(but=MADE_BY_DJANGO)


# Django truncates two hundred tables and makes its own rows anew after every test that commits: a second and a half each.
setattr(TransactionTestCase, "_fixture_teardown", _quick_teardown)  # noqa: B010  # the only place to hook in


@pytest.fixture(autouse=True)
def _clean_slate(request: pytest.FixtureRequest) -> Iterator[None]:
    """Start each test in English and without what an earlier one left in the cache (sessions, rate limits)."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Make the one table that no model stands for: the others are made from the models, many times faster than by migrating.

    That the migrations lead to the same tables is tests/test_migrations.py.
    """
    search_index = import_module("community.migrations.0004_search_index")
    words_apart = import_module("community.migrations.0019_search_words_apart")
    terms_in_rows = import_module("community.migrations.0020_search_terms_in_the_rows")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        search_index.make_table_of_terms(None, editor)
        words_apart.leave_nothing_pending(None, editor)
        terms_in_rows.put_terms_into_the_rows(None, editor)


KEPT: dict[object, list[list[Model]]] = {}


def once(key: object, make: Callable[[], object], *models: type[Model]) -> list[list[Model]]:
    """Return the rows that `make` leaves in the tables, parents first: made once a process, then put back in bulk.

    Half of all tests want the same people: saving them one by one each time took a third of the suite's time.
    """
    if key in KEPT and not any(_taken(model, rows) for model, rows in zip(models, KEPT[key], strict=True)):
        return _put_back(key, models)
    last = [model._base_manager.aggregate(last=Max("pk", default=0))["last"] for model in models]
    make()
    found = zip(models, last, strict=True)
    made = [list(model._base_manager.filter(pk__gt=pk).order_by("pk")) for model, pk in found]
    KEPT.setdefault(key, [[copy(row) for row in rows] for rows in made])  # what a test remembers on a row is its own
    return made


def _taken(model: type[Model], rows: list[Model]) -> bool:
    """Tell whether a number is in use already: SQLite gives numbers out again when a test is rolled back."""
    return connection.vendor == "sqlite" and model._base_manager.filter(pk__in=[row.pk for row in rows]).exists()


def _put_back(key: object, models: tuple[type[Model], ...]) -> list[list[Model]]:
    rows = [[copy(row) for row in kept] for kept in KEPT[key]]
    for model, copies in zip(models, rows, strict=True):
        model._base_manager.bulk_create(copies)
    return rows


@pytest.fixture
def bodies(db: None) -> dict[str, Body]:
    """Return a small tree of bodies by slug: two districts, three townships (both Hongqiaos), two bureaus."""

    def make() -> None:
        made: dict[str, Body] = {}
        for slug, (kind, parent, code, name_en, name_zh) in BODIES.items():
            made[slug] = Body.objects.create(
                slug=slug, kind=kind, parent=made[parent] if parent else None, code=code, name_en=name_en, name_zh_hans=name_zh
            )

    rows, _history = once("bodies", make, Body, apps.get_model("community", "HistoricalBody"))
    return {body.slug: body for body in rows if isinstance(body, Body)}


@pytest.fixture
def cast(bodies: dict[str, Body]) -> dict[str, User]:
    """Return the demo's cast by key (portal/demo/cast.py); everyone's password is PASSWORD."""
    where = tuple(sorted((slug, body.pk) for slug, body in bodies.items()))  # a test may bring bodies of its own
    rows, *_rest = once(where, lambda: demo_cast.gather(PASSWORD), User, EmailAddress, Contact, Profile, Membership)
    users = {user.email: user for user in rows if isinstance(user, User)}
    return {part.key: users[part.email] for part in demo_cast.CAST}


@pytest.fixture
def signed_in(cast: dict[str, User]) -> Callable[[str], Client]:
    """Return a function that gives a client signed in as one of the cast; ``visitor`` is nobody."""

    def as_(key: str) -> Client:
        client = Client()
        if key != "visitor":
            client.force_login(cast[key])
        return client

    return as_


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no page: for tests that ask who passes, which is decided before; drawing hundreds of pages costs minutes."""
    monkeypatch.setattr(Template, "render", lambda *_given, **_context: SafeString(""))


@pytest.fixture
def outbox() -> Callable[[], list[Delivery]]:
    """Return a function that lists what was queued so far, oldest first, each with its message."""
    return lambda: list(Delivery.objects.select_related("message").order_by("pk"))
