"""Links and sources: what answers, what is broken, what says something else; asked of a server of our own."""

from __future__ import annotations

import ssl
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.utils import timezone

from community import checking, collecting, fetching, publishing, refusals, tasks
from community.checking import Health
from community.fetching import Fetched
from community.models import AuditEntry, Place, WebAddress, WebUse
from tests.community.notices import published
from tests.events.builders import make_event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.conf import LazySettings
    from django.test import Client

    from community.models import Body, Notice, User

    SignedIn = Callable[[str], Client]

Problem, State = WebAddress.Problem, WebAddress.State
A_DAY = timedelta(days=1)
NOW = timezone.now()


class Site(ThreadingHTTPServer):
    """A site whose pages a test writes: (status, words) by path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.pages: dict[str, tuple[int, str]] = {}
        self.asked: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who broke off: the tests look at that end."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Page(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, words = self.server.pages.get(self.path, (404, ""))
        self.send_response(status)
        if status in fetching.MOVED:
            self.send_header("Location", words)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's signature
        """Say nothing."""


@pytest.fixture
def site(settings: LazySettings) -> Iterator[Site]:
    settings.LINK_CHECKS_INSIDE = True
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def notice(bodies: dict[str, Body], cast: dict[str, User], site: Site) -> Notice:
    site.pages["/source"] = (200, "<h1>The rule</h1>")
    return published(
        bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", source_url=site.url("/source")
    )


def look(now: object = None) -> int:
    """Look at all that is due, as if the pause between two questions had passed."""
    for address in WebAddress.objects.all():
        cache.delete(f"links:{address.host}")
    return checking.check_due(now)  # type: ignore[arg-type]


# --- what is found on a page ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "problem"), [(200, ""), (404, "gone"), (410, "gone"), (403, "closed"), (429, "closed"), (503, "server")]
)
def test_an_answer_says_what_is_wrong(site: Site, status: int, problem: str) -> None:
    site.pages["/"] = (status, "words")
    found = fetching.fetch(site.url("/"))
    assert (found.problem, found.status, bool(found.fingerprint)) == (problem, status, not problem)


def test_where_a_page_moved_is_followed_but_not_in_circles(site: Site) -> None:
    site.pages |= {
        "/old": (301, "/new"),
        "/new": (200, "here"),
        "/a": (302, "/b"),
        "/b": (302, "/a"),
        "/js": (301, "javascript:x"),
    }
    assert fetching.fetch(site.url("/old")) == fetching.fetch(site.url("/new"))
    assert fetching.fetch(site.url("/a")).problem == Problem.ASTRAY
    assert fetching.fetch(site.url("/js")).problem == Problem.ASTRAY


def test_a_site_that_is_not_there_can_not_be_reached(site: Site) -> None:
    address = site.url("/")
    site.server_close()
    assert fetching.fetch(address).problem == Problem.UNREACHABLE


def test_nothing_inside_our_own_network_is_asked(site: Site, settings: LazySettings) -> None:
    settings.LINK_CHECKS_INSIDE = False
    assert fetching.fetch(site.url("/secret")).problem == Problem.ASTRAY
    assert not site.asked


def test_only_words_make_a_fingerprint() -> None:
    bare = fetching.fingerprint(b"<p>One rule &amp; more</p>", "text/html")
    assert bare == fetching.fingerprint(
        b"<div><script>var t=1</script> One\n rule &amp; <b>more</b></div>", "text/html; charset=utf-8"
    )
    assert bare != fetching.fingerprint(b"<p>Another rule</p>", "text/html")


# --- three failures over three days -----------------------------------------------------------------------------------------
def test_three_failing_days_break_a_link_and_one_answer_heals_it() -> None:
    gone, health = Fetched(Problem.GONE, 404), Health()
    for hours in (0, 1, 2):  # often on one day is one failure
        health = health.after(gone, NOW.replace(hour=1) + timedelta(hours=hours))
    assert (health.state, health.failures) == (State.CAUTION, 1)
    health = health.after(gone, NOW.replace(hour=1) + A_DAY)
    assert health.state == State.CAUTION
    health = health.after(gone, NOW.replace(hour=1) + 2 * A_DAY)
    assert (health.state, health.failing_since) == (State.BROKEN, NOW.replace(hour=1))
    assert health.after(Fetched(), NOW + 3 * A_DAY) == Health(State.OK)


def test_who_does_not_let_us_in_is_doubtful_and_never_broken() -> None:
    health = Health()
    for day in range(5):
        health = health.after(Fetched(Problem.CLOSED, 403), NOW + day * A_DAY)
    assert health == Health(State.CAUTION)


# --- over TLS, as nearly every site speaks ---------------------------------------------------------------------------------
def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Write a certificate that vouches for itself, for one name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    other = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - A_DAY)
        .not_valid_after(NOW + A_DAY)
        .add_extension(x509.SubjectAlternativeName([other]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("about", "problem"),
    [("127.0.0.1 trusted", ""), ("127.0.0.1 unknown", "unreachable"), ("elsewhere.example trusted", "unreachable")],
)
def test_a_site_is_asked_by_tls_and_believed_only_with_a_certificate_of_its_name(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, about: str, problem: str
) -> None:
    name, _blank, known = about.partition(" ")
    paths = certificate(tmp_path, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    if known == "trusted":
        monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    site.pages["/"] = (200, "words")
    found = fetching.fetch(site.url("/").replace("http:", "https:"))
    assert (found.problem, bool(found.fingerprint), site.asked) == (problem, not problem, [] if problem else ["/"])


def test_by_tls_as_well_our_own_network_is_never_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.LINK_CHECKS_INSIDE = False
    paths = certificate(tmp_path, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    assert fetching.fetch(site.url("/").replace("http:", "https:")).problem == Problem.ASTRAY
    assert site.asked == []


# --- where addresses are --------------------------------------------------------------------------------------------------
def test_every_address_of_the_content_is_found_once_and_what_is_gone_goes(
    notice: Notice, bodies: dict[str, Body], cast: dict[str, User], site: Site
) -> None:
    Place.objects.create(
        slug="hall", kind="other", body=bodies["huacao"], name_en="Hall", source=site.url("/source"), published_at=NOW
    )
    Place.objects.create(slug="draft", kind="other", body=bodies["huacao"], name_en="Secret", source=site.url("/secret"))
    text = f'<p>See <a href="{site.url("/a?b=1&amp;c=2")}">here</a> or <a href="mailto:a@b.example">write</a>.</p>'
    edition = publishing.revise(notice, by=cast["editor"])
    publishing.write(edition, content={"text_en": text, "change_note_en": "x", "change_note_zh_hans": "y"}, by=cast["editor"])
    publishing.publish(publishing.submit(edition, by=cast["editor"]), by=cast["manager"])
    for _again in range(2):
        assert collecting.collect() == 3
        assert set(WebAddress.objects.values_list("url", flat=True)) == {site.url("/source"), site.url("/a?b=1&c=2")}
    assert {(use.kind, use.role) for use in WebUse.objects.all()} == {
        ("notice", "source"),
        ("notice", "text"),
        ("place", "source"),
    }
    Place.objects.filter(slug="hall").update(published_at=None)
    assert collecting.collect() == 2


def test_what_was_settled_stays_when_the_rows_are_made_anew(notice: Notice, cast: dict[str, User]) -> None:
    collecting.collect()
    checking.settle(WebUse.objects.get(), by=cast["editor"])
    collecting.collect()
    assert WebUse.objects.get().settled_by == cast["editor"]


def test_addresses_typed_into_either_script_end_where_people_see_them_end() -> None:
    text = "见https://www.shanghai.gov.cn/a?b=1，或 (http://x.example/y). Not ftp://z.example"
    assert collecting.in_plain_words(text) == ["https://www.shanghai.gov.cn/a?b=1", "http://x.example/y"]


def test_events_bring_their_links_once_they_are_published(bodies: dict[str, Body]) -> None:
    words = {"description_en": "Map [here](https://map.example/).", "bring_zh_hans": "详见https://bring.example/。"}
    event = make_event(bodies["huacao"], published=False, **words)
    assert collecting.collect() == 0
    type(event).objects.update(published_at=NOW)
    assert collecting.collect() == 2
    uses = {use.address.url: use for use in WebUse.objects.select_related("address")}
    assert set(uses) == {"https://map.example/", "https://bring.example/"}
    assert {(use.kind, use.page, use.body_id) for use in uses.values()} == {
        ("event", f"/events/{event.slug}/", bodies["huacao"].pk)
    }


@pytest.mark.parametrize(("kind", "who"), [("notice", "editor"), ("event", "organiser"), ("suggestion", "officer")])
def test_each_kind_of_link_is_its_keepers_business(notice: Notice, cast: dict[str, User], kind: str, who: str) -> None:
    collecting.collect()
    WebUse.objects.update(kind=kind)
    for key in ("editor", "organiser", "officer", "moderator", "resident"):
        use = WebUse.objects.get()
        assert WebUse.objects.kept_by(cast[key]).exists() == (key == who)
        if key != who:
            with pytest.raises(refusals.NotAllowed):
                checking.settle(use, by=cast[key])
    checking.settle(WebUse.objects.get(), by=cast[who])
    assert WebUse.objects.kept_by(cast["manager"]).exists()


@pytest.mark.django_db
def test_while_the_checker_is_off_the_desk_says_what_it_is_and_how_to_switch_it_on(
    signed_in: SignedIn, settings: LazySettings
) -> None:
    page = signed_in("editor").get("/en/desk/links/").content.decode()
    assert ("LINK_CHECKS=yes" in page, "Nothing to look at" in page) == (True, False)
    settings.LINK_CHECKS = True
    page = signed_in("editor").get("/en/desk/links/").content.decode()
    assert ("LINK_CHECKS=yes" in page, "Nothing to look at" in page) == (False, True)


# --- the run ----------------------------------------------------------------------------------------------------------------
def test_a_broken_source_comes_to_the_desk_and_leaves_it_when_checked(
    notice: Notice, site: Site, cast: dict[str, User], signed_in: SignedIn
) -> None:
    collecting.collect()
    now = timezone.now() - 5 * A_DAY
    WebAddress.objects.update(next_check_at=now)
    assert look(now) == 1
    assert look(now) == 0  # not before tomorrow
    site.pages["/source"] = (404, "")
    for day in (1, 2, 3):
        look(now + day * A_DAY + timedelta(minutes=day))
    assert WebAddress.objects.get().state == State.BROKEN
    client = signed_in("editor")
    assert site.url("/source") in client.get("/en/desk/links/").content.decode()
    assert "Links and sources to look at" in client.get("/en/desk/").content.decode()
    client.post(f"/en/desk/links/{WebUse.objects.get().pk}/settled/")
    assert site.url("/source") not in client.get("/en/desk/links/").content.decode()
    assert AuditEntry.objects.filter(verb="link.settled").count() == 1


def test_a_source_counts_as_changed_once_its_new_words_stay(notice: Notice, site: Site, signed_in: SignedIn) -> None:
    collecting.collect()
    now = timezone.now()
    look(now)
    site.pages["/source"] = (200, "<h1>Another rule</h1>")
    look(now + A_DAY)
    assert WebAddress.objects.get().changed_at is None
    look(now + A_DAY + timedelta(hours=1))  # asked again soon
    assert WebAddress.objects.get().changed_at is not None
    assert site.url("/source") in signed_in("manager").get("/en/desk/links/?shelf=changed").content.decode()
    assert "last checked on" in signed_in("visitor").get(f"/en/notices/{notice.slug}/").content.decode()


def test_a_page_that_differs_on_every_visit_raises_no_alarm(notice: Notice, site: Site) -> None:
    collecting.collect()
    for day in range(5):
        site.pages["/source"] = (200, f"Visitor {day}")
        look(timezone.now() + day * A_DAY)
    assert WebAddress.objects.get().changed_at is None


@pytest.mark.django_db
def test_one_site_is_asked_once_and_then_left_in_peace(site: Site) -> None:
    for number in range(3):
        WebAddress.objects.create(url=site.url(f"/{number}"), host="127.0.0.1", next_check_at=NOW)
    assert checking.check_due(timezone.now()) == 1
    assert checking.check_due(timezone.now()) == 0
    assert len(site.asked) == 1


def test_the_checker_is_off_unless_switched_on(notice: Notice, site: Site, settings: LazySettings) -> None:
    tasks.collect_links()
    tasks.check_links()
    assert not WebAddress.objects.exists()
    settings.LINK_CHECKS = True
    tasks.collect_links()
    tasks.check_links()
    assert site.asked == ["/source"]


# --- whose business -----------------------------------------------------------------------------------------------------------
def test_another_offices_links_are_out_of_reach(
    notice: Notice, bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    collecting.collect()
    WebUse.objects.update(body=bodies["hongqiao-town"])
    WebAddress.objects.update(state=State.BROKEN, failures=3, failing_since=NOW)
    use = WebUse.objects.get()
    for key in ("editor", "manager", "officer"):
        client = signed_in(key)
        assert use.address.url not in client.get("/en/desk/links/").content.decode()
        assert client.post(f"/en/desk/links/{use.pk}/settled/").status_code == 404
    with pytest.raises(refusals.NotAllowed):
        checking.settle(use, by=cast["editor"])
    assert use.address.url in signed_in("admin").get("/en/desk/links/").content.decode()
