"""The browser: Chromium from wherever the machine has it, a site full of facts behind it, axe on every page."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from community import notifying
from community.models import Delivery, User
from portal.demo import cast as demo_cast
from tests.conftest import PASSWORD, empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.backends.utils import CursorWrapper
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # sync Playwright beside the ORM
# The shell is Chromium without the windows that nobody sees: the same pages cost it a third less.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = os.environ.get("CHROME") or next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
LEGAL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": {"type": "tag", "values": LEGAL}, "resultTypes": ["violations"]}  # what passes is not spelled out
AXE = Axe().axe_script
JUDGE = (Path(__file__).parent / "judging.js").read_text()
JUDGED: set[str] = set()  # pairs of letters and ground that could be read on an earlier page


def begin_with_the_longest(items: list[pytest.Item]) -> None:
    """Put the walks over every page before all others that leave the database empty: last, one would keep a worker waiting."""
    longest = [item for item in items if item.name.startswith("test_every_page_is_accessible")]
    if longest:
        rest = [item for item in items if item not in longest]
        empties = (number for number, item in enumerate(rest) if "transactional_db" in getattr(item, "fixturenames", ()))
        first = next(empties, len(rest))
        items[:] = [*rest[:first], *longest, *rest[first:]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium these tests are skipped, loudly; where a browser is required, that is an error."""
    walks = [item for item in items if item.get_closest_marker("browser")]
    begin_with_the_longest(items)
    if CHROMIUM or not walks:
        return
    if os.environ.get("BROWSER") == "required":
        raise pytest.UsageError("BROWSER=required, but there is no Chromium on this machine (apt-get install chromium).")
    warnings.warn(pytest.PytestWarning(f"NO CHROMIUM: {len(walks)} browser tests are skipped"), stacklevel=1)
    for item in walks:
        item.add_marker(pytest.mark.skip(reason="NO CHROMIUM on this machine: set CHROME or install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


WINDOWS = ["en-desktop-light", "en-phone-dark", "zh-hans-desktop-light", "zh-hans-phone-dark"]
in_every_window = pytest.mark.parametrize("window", WINDOWS, indirect=True)  # the main stories


@pytest.fixture(params=["en-desktop-light", "zh-hans-phone-dark"])
def window(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return a language and a size: a story is told in both languages and at both sizes, light and dark, in two tellings."""
    language, size, _colours = str(request.param).rsplit("-", 2)
    return language, size


@pytest.fixture
def language(window: tuple[str, str]) -> str:
    return window[0]


@pytest.fixture
def size(window: tuple[str, str]) -> str:
    return window[1]


@dataclass
class Scene:
    """One site in one language, and the people who use it, each in a browser window of their own."""

    site: str
    language: str
    size: str
    browser: Browser
    windows: list[BrowserContext]

    def window(self) -> Walker:
        """Open a new window: a person with no cookies."""
        locale = "zh-CN" if self.language == "zh-hans" else "en-GB"
        context = self.browser.new_context(
            viewport=SIZES[self.size],  # type: ignore[arg-type]  # a plain dict of two numbers
            locale=locale,
            base_url=self.site,
            reduced_motion="reduce",
            color_scheme="dark" if self.size == "phone" else "light",
        )
        context.set_default_timeout(15_000)
        context.add_init_script(AXE)  # sent once a window, not with each page
        self.windows.append(context)
        return Walker(context.new_page(), self)

    def person(self, key: str) -> Walker:
        """Open a window in which one of the cast is signed in already."""
        client = Client()
        client.force_login(User.objects.get(email=demo_cast_email(key)))
        walker = self.window()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        walker.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site}])
        return walker

    def sign_in(self, key: str) -> Walker:
        """Open a window in which one of the cast signs in by the form."""
        walker = self.window()
        walker.go("/account/login/")
        walker.page.fill("input[name=login]", demo_cast_email(key))
        walker.page.fill("input[name=password]", PASSWORD)
        walker.page.press("input[name=password]", "Enter")
        walker.page.wait_for_url(re.compile(r"/account/$|/desk/$"))
        return walker

    def letters(self, address: str) -> list[str]:
        """Return the texts of the mails to an address, oldest first."""
        found = Delivery.objects.filter(address=address).order_by("pk").select_related("message")
        return [delivery.message.text for delivery in found]

    def deliver(self) -> None:
        """Let the worker run once."""
        notifying.deliver_due()


@dataclass
class Walker:
    """A person in a window. Every page they see is checked: axe finds nothing, the console is silent, nothing overflows."""

    page: Page
    scene: Scene

    def __post_init__(self) -> None:
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:  # a refused form answers 422, which Chromium calls an error
            self.complaints.append(text)

    def go(self, path: str) -> Page:
        """Open a page of the language and check it. `path` has no language prefix."""
        self.page.goto(path if path.startswith(("http", "/l/", f"/{self.scene.language}/")) else f"/{self.scene.language}{path}")
        self.check()
        return self.page

    def check(self) -> None:
        """Check the page that is open now."""
        found = self.page.evaluate(JUDGE, [ASKED, list(JUDGED)])
        assert found["broken"] == [], f"{self.page.url}: {found['broken']}"
        JUDGED.update(found["fresh"])
        assert found["excess"] == 0, f"{self.page.url} is {found['excess']} px wider than the window"
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        assert found["lang"] == {"en": "en", "zh-hans": "zh-Hans"}[self.scene.language], self.page.url

    def excess(self) -> int:
        """Return by how many pixels the open page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def demo_cast_email(key: str) -> str:
    """Return the address of one of the cast."""
    return next(part.email for part in demo_cast.CAST if part.key == key)


@pytest.fixture
def facts(transactional_db: None) -> None:
    """Bring the real data, as a fresh site has it: loaded by the first who asks, copied for all who come later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")
        kept = [table for (table,) in cursor.fetchall()]
        if kept:
            bring_back(cursor, kept)
        else:
            call_command("load_facts", verbosity=0)
            keep(cursor)


def keep(cursor: CursorWrapper) -> None:
    """Copy every table that holds something into a schema which the flush between two tests leaves alone."""
    cursor.execute("CREATE SCHEMA kept")
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
        if cursor.fetchone() == (True,):
            cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')


def bring_back(cursor: CursorWrapper, kept: list[str]) -> None:
    """Fill the tables from the copy, in any order. Their numbers went past the copy's long ago and are never set back."""
    empty(but=set())
    cursor.execute("SET session_replication_role = replica")  # foreign keys are whole again when all tables are
    for table in kept:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [f'"{table}"'],
        )
        (columns,) = cursor.fetchone() or ("",)
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM kept."{table}"')
    cursor.execute("SET session_replication_role = DEFAULT")
    ContentType.objects.clear_cache()


@pytest.fixture
def people(facts: None) -> dict[str, User]:
    """Return the cast on the real bodies."""
    return demo_cast.gather(PASSWORD)


@pytest.fixture(scope="session")
def _unchanging_files() -> Iterator[None]:
    """Let windows keep what is static, as they do with the real site: asked for again, it cost as much as the pages did."""

    def serve(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = served(handler, request)
        response.headers["Cache-Control"] = "max-age=3600, immutable"
        return response

    served = StaticFilesHandler.serve
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield


@pytest.fixture
def scene(
    live_server: LiveServer, people: dict[str, User], browser: Browser, language: str, size: str, _unchanging_files: None
) -> Iterator[Scene]:
    """Return the site in one language at one size."""
    cache.clear()
    site = live_server.url.replace("127.0.0.1", "localhost")
    stage = Scene(site, language, size, browser, [])
    yield stage
    for window in stage.windows:
        window.close()


@pytest.fixture
def now() -> Callable[[], Any]:
    return timezone.now
