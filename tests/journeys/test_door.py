"""Three phones keep a door without a network: they load once, reload in aeroplane mode, scan, and agree in the end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from community import cards
from events import checking_in, registering, ticketing
from events.models import Attendance, CheckIn, DoorLink, EventDate, Person
from tests.events.builders import make_date, make_event, make_place, register
from tests.journeys.conftest import ASKED, CHROMIUM, QUIET, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright
    from pytest_django.live_server_helper import LiveServer

    from community.models import Body, User
    from events.models import Registration

pytestmark = pytest.mark.browser


@pytest.fixture
def date(transactional_db: None, bodies: dict[str, Body]) -> EventDate:
    """Return a date that begins in an hour."""
    return make_date(make_event(bodies["huacao"], place=make_place(bodies["huacao"])), days=1 / 24, capacity=200)


def door_of(date: EventDate, *, by: User, site: str) -> tuple[str, DoorLink]:
    """Return the address of a date's door, open from an hour ago on."""
    now = timezone.now()
    span = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=5)}
    door, token = checking_in.open_door(date, by=by, label="Gate A", **span)
    return f"{site.replace('127.0.0.1', 'localhost')}/door/{token}/", door


@pytest.fixture
def address(date: EventDate, cast: dict[str, User], live_server: LiveServer) -> str:
    """Return the address of a door that is open."""
    cache.clear()
    return door_of(date, by=cast["organiser"], site=live_server.url)[0]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the door on a phone of its own."""
    contexts: list[BrowserContext] = []

    def open_(address: str, *, ahead: int = 0, **options: Any) -> Page:
        context = browser.new_context(viewport=SIZES["phone"], locale="zh-CN", reduced_motion="reduce", **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.add_init_script(f"const now = Date.now; Date.now = () => now() + {ahead} * 1000;")
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("body[data-ready][data-kept]")
        return page

    yield open_
    for context in contexts:
        context.close()


TWICE = "(name) => { for (const _time of [1, 2]) document.querySelector(name).click(); }"  # as an eager thumb does


def scan_all(page: Page, texts: list[str]) -> list[str]:
    """Read tickets one after the other as a scanner does that types what it reads; return the verdicts."""
    verdicts: list[str] = page.evaluate(
        """async (texts) => {
          const part = (name) => document.querySelector(`[data-part="${name}"]`);
          const verdicts = [];
          for (const text of texts) {
            part('open-code').click();
            part('code').value = text;
            for (const _enter of '\\r\\n') part('code-panel').requestSubmit(); // some scanners end with both
            const tooLate = performance.now() + 15000;
            while (!part('code-panel').hidden) {
              if (performance.now() > tooLate) throw new Error(`no verdict on ${text}`);
              await new Promise((resolve) => { setTimeout(resolve, 5); });
            }
            verdicts.push(part('verdict').dataset.verdict);
          }
          return verdicts;
        }""",
        texts,
    )
    return verdicts


def scan(page: Page, text: str) -> str:
    return scan_all(page, [text])[0]


def wait_until_sent(page: Page, words: str = "全部已上传") -> None:
    page.locator("[data-part=pending]", has_text=words).wait_for()


DAY = 24 * 3600
KEPT = """import('/static/events/door/store.js').then(async (store) => {
  const key = `bundle:${document.body.dataset.date}`;
  return [store, key, await store.read(key)];
})"""


def pending(page: Page) -> int:
    return int(page.evaluate("(async () => { const s = await import('/static/events/door/store.js');"
                             " const all = await s.acts(Number(document.body.dataset.date));"
                             " return all.filter((act) => !act.sent).length; })()"))  # fmt: skip


def test_three_phones_without_a_network_agree_in_the_end(date: EventDate, address: str, phone: Callable[..., Page]) -> None:
    parties = [register(date, seats=1 + number % 4, people=[Person(name="Ana Lima")]) for number in range(50)]
    tickets = [ticketing.text(party) for party in parties]
    shares = {"first": range(25), "second": range(15, 40), "third": [*range(30, 50), *range(5)]}
    pages = {name: phone(address) for name in shares}
    for page in pages.values():
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert "离线" in page.inner_text("[data-part=network]")
    for name, share in shares.items():
        assert set(scan_all(pages[name], [tickets[number] for number in share])) == {"welcome"}
        assert pending(pages[name]) == 25
    assert scan(pages["first"], tickets[0]) == "already"
    assert "25 条待上传" in pages["second"].inner_text("[data-part=pending]")
    assert CheckIn.objects.count() == 0
    for name in ("third", "first", "second"):
        pages[name].context.set_offline(False)
        wait_until_sent(pages[name])
        assert pending(pages[name]) == 0
    assert dict(Attendance.objects.values_list("registration", "here")) == {party.pk: party.seats for party in parties}
    doubles = checking_in.report(date).doubles
    twice = [*range(5), *range(15, 25), *range(30, 40)]
    assert sorted(party.pk for party, _acts in doubles) == sorted(parties[number].pk for number in twice)
    assert {len({act.device for act in acts}) for _party, acts in doubles} == {2}
    assert all(act.was_offline and act.is_genuine for act in CheckIn.objects.all())


def not_for_this_door(date: EventDate, elsewhere: Body) -> dict[str, str]:
    """Return genuine tickets that open another door or none, by what a phone says to them."""
    parties = {
        "wrongDay": register(make_date(date.event, days=1.1)),
        "wrongHall": register(make_date(make_event(date.event.body), starts_at=date.starts_at)),
        "over": register(make_date(date.event, days=2)),
        "calledOff": register(make_date(date.event, days=3)),
        "elsewhere": register(make_date(make_event(elsewhere))),
        "cancelled": register(date),
        "held": register(date, guest=True),
    }
    registering.cancel(parties["cancelled"])
    EventDate.objects.filter(pk=parties["calledOff"].date_id).update(cancelled_at=timezone.now())
    then = timezone.now() - timedelta(days=1)
    EventDate.objects.filter(pk=parties["over"].date_id).update(starts_at=then - timedelta(hours=1), ends_at=then)
    return {said: ticketing.text(party) for said, party in parties.items()}


def test_what_a_phone_says_to_each_kind_of_ticket(
    date: EventDate, address: str, phone: Callable[..., Page], bodies: dict[str, Body]
) -> None:
    party, other, gone = (register(date, seats=seats, people=[Person(name="Zoë Quist")]) for seats in (4, 2, 1))
    others = not_for_this_door(date, bodies["hongqiao-town"])
    page = phone(address, permissions=[])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.context.set_offline(True)
    assert scan(page, ticketing.text(party)) == "welcome"
    assert "Z. Q." in page.inner_text("[data-part=about]")  # opened with this very ticket
    page.evaluate(TWICE, "[data-part=fewer]")
    page.locator("[data-part=step-count]", has_text="2 / 4").wait_for()
    assert scan(page, ticketing.text(party)) == "companion"
    page.click("[data-part=fewer]")
    page.locator("[data-part=step-count]", has_text="3 / 4").wait_for()  # until then nobody can be added
    page.evaluate(TWICE, "[data-part=more]")  # one place is left
    assert scan(page, ticketing.text(party)) == "already"
    assert scan(page, other.code.lower()) == "welcome"
    page.click("[data-part=undo]")
    page.wait_for_selector("[data-verdict=undone]")
    assert scan(page, other.code) == "welcome"
    unknown = ["AAA-AAA", "https://weixin.qq.com/r/abc"]
    assert scan_all(page, [*unknown, forged(party)]) == ["unknownCode", "unknownCode", "forged"]
    assert scan(page, others["wrongDay"]) == "wrongDay"
    shown = page.inner_text("[data-part=verdict]")
    assert (str(date.event.title_zh_hans) in shown, str(date.event.title_en) in shown) == (True, True)
    assert {said: scan(page, ticket) for said, ticket in others.items()} == {said: said for said in others}
    assert scan(page, ticketing.text(register(date, seats=2))) == "unlisted"  # registered since this phone had a network
    old = ticketing.text(gone)
    ticketing.reissue(gone)
    page.context.set_offline(False)
    page.wait_for_selector("[data-part=bar][data-online=true]")
    assert scan(page, old) == "replaced"
    page.evaluate(
        f"""() => {{
          const part = (name) => document.querySelector(`[data-part="${{name}}"]`);
          part('open-code').click();
          part('code').value = 'AAA-AAA';
          part('code-panel').requestSubmit();
          part('open-walk-in').click(); // while the code is still being looked up
          ({TWICE})("[data-people='2']");
        }}"""
    )
    page.wait_for_selector("[data-verdict=walkedIn]")
    page.click("[data-part=open-name]")
    page.fill("[data-part=name]", "quist")
    page.press("[data-part=name]", "Enter")
    page.locator("[data-part=found] button", has_text="Zoë Q.").first.wait_for()
    page.click("[data-language=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "online" in page.inner_text("[data-part=network]")
    wait_until_sent(page, "all sent")
    assert (Attendance.objects.get(registration=party).here, checking_in.walked_in(date)) == (4, 2)
    assert max(act.already + act.people for act in CheckIn.objects.filter(registration=party)) == 4
    assert checking_in.report(date).doubles == []
    results = Axe().run(page, options=ASKED)
    assert [rule["id"] for rule in results.response["violations"]] == []
    assert errors == []


def test_a_phone_reads_and_checks_tickets_without_help_of_its_browser(
    date: EventDate, address: str, phone: Callable[..., Page]
) -> None:
    ticket = ticketing.text(register(date))
    page = phone(address)
    page.context.set_offline(True)  # both libraries were kept beforehand
    read = page.evaluate(
        """async ([ticket, forged, address]) => {
          const { reader } = await import('/static/events/door/scanner.js');
          const tickets = await import('/static/events/door/tickets.js');
          const image = new Image(); image.src = address; await image.decode();
          const canvas = document.createElement('canvas'); canvas.width = canvas.height = 480;
          canvas.getContext('2d').drawImage(image, 0, 0, 480, 480);
          const look = await reader({ native: false });
          const store = await import('/static/events/door/store.js');
          const { key } = await store.read(`bundle:${document.body.dataset.date}`);
          const check = (text) => tickets.isGenuineByLibrary(tickets.parse(text), tickets.bytesOf(key));
          const { ofTicket } = await import('/static/events/door/verdict.js');
          const read = tickets.parse(ticket);
          const bundle = { date: { id: read.dateId, cancelled: true } }; // since this phone had a network
          const { verdict } = ofTicket({ ticket: read, genuine: true, party: [1, 1, 'y', ''], here: 0, bundle, now: 0 });
          const other = ofTicket({ ticket: tickets.parse('https://weixin.qq.com/r/abc'), bundle }).verdict;
          return [await look(canvas), await check(ticket), await check(forged), verdict, other];
        }""",
        [ticket, forged(ticket), qr(ticket)],
    )
    assert read == [ticket, True, False, "calledOff", "foreign"]


def test_many_acts_go_in_several_messages_and_a_revoked_link_ends_the_door(
    date: EventDate, phone: Callable[..., Page], cast: dict[str, User], live_server: LiveServer
) -> None:
    cache.clear()
    address, door = door_of(date, by=cast["organiser"], site=live_server.url)
    page = phone(address)
    page.evaluate(
        """async () => {
          const store = await import('/static/events/door/store.js');
          const act = { date: Number(document.body.dataset.date), kind: 'walk-in', way: '', reference: '', people: 1, already: 0,
            at: Date.now(), skew: 0, offline: true, sent: false };
          for (let number = 0; number < 201; number += 1) await store.add({ ...act, nonce: crypto.randomUUID() });
          dispatchEvent(new Event('online'));
          for (let look = 0; look < 500 && (await store.acts(act.date)).some((one) => !one.sent); look += 1) {
            await new Promise((done) => { setTimeout(done, 20); });
          }
        }"""
    )
    assert checking_in.walked_in(date) == 201
    checking_in.close_door(door, by=cast["organiser"])
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-part=ended]").wait_for()
    assert page.evaluate(f"{KEPT}.then((kept) => kept[2] ?? null)") is None
    unreadable = "{ ...act, nonce: 'x', people: 0, sent: false }"
    page.evaluate(
        f"{KEPT}.then(async ([store]) => {{ const [act] = await store.acts({date.pk}); await store.add({unreadable}); }})"
    )
    page.goto(door_of(date, by=cast["organiser"], site=live_server.url)[0])
    page.wait_for_selector("body[data-ready]")
    assert page.evaluate(f"{KEPT}.then((kept) => kept[2].walkIns)") == 201


def test_what_was_recorded_is_sent_after_the_link_has_ended(
    date: EventDate, address: str, phone: Callable[..., Page], cast: dict[str, User], live_server: LiveServer
) -> None:
    party = register(date, seats=2)
    page = phone(address, ahead=DAY)
    assert ("1440" in page.inner_text("[data-part=clock]"), page.is_hidden("[data-part=ended]")) == (True, True)
    assert scan(page, ticketing.text(party)) == "welcome"
    wait_until_sent(page)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.click("[data-part=undo]")
    page.wait_for_selector("[data-verdict=undone]")
    assert scan(page, ticketing.text(party)) == "welcome"  # it was taken back, though the site does not know yet
    DoorLink.objects.update(opens_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(hours=1))
    page.evaluate(f"{KEPT}.then(([store, key, bundle]) => store.keep(key, {{ ...bundle, closes: 0 }}))")  # hours pass
    page.reload()
    page.locator("[data-part=ended]").wait_for()
    assert (page.evaluate(f"{KEPT}.then((kept) => kept[2] ?? null)"), pending(page)) == (None, 2)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(door_of(make_date(date.event, days=1.1), by=cast["organiser"], site=live_server.url)[0])
    page.wait_for_selector("body[data-ready]")
    assert not CheckIn.objects.exclude(date=date).exists()  # what belongs to one date stays with it
    page.goto(address)  # the site says that it has ended; the phone's own copy has something to send still
    wait_until_sent(page)
    assert (Attendance.objects.get().here, pending(page), page.is_visible("[data-part=ended]")) == (2, 0, True)
    act = CheckIn.objects.latest("pk")
    assert (abs((act.happened_at - timezone.now()).total_seconds()) < 300, act.has_odd_clock) == (True, True)


def forged(party: Registration | str) -> str:
    """Return a ticket that nobody signed: one letter of its signature is another."""
    ticket = party if isinstance(party, str) else ticketing.text(party)
    return ticket[:60] + ("A" if ticket[60] != "A" else "B") + ticket[61:]


def qr(ticket: str) -> str:
    from community import cards  # noqa: PLC0415  # drawn for this one test

    return cards.qr_data_uri(ticket)


def film(path: Path, text: str) -> None:
    """Write what a camera sees that is held before a ticket: one frame, which Chromium shows again and again."""
    frame = Image.new("RGB", (640, 480), "grey")
    matrix = cards.qr_matrix(text)
    code = Image.new("1", (len(matrix) + 8, len(matrix) + 8), 1)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            code.putpixel((column + 4, row + 4), 0 if dark else 1)
    frame.paste(code.resize((420, 420)).rotate(4, fillcolor=1), (110, 30))
    grey, blue, red = frame.convert("YCbCr").split()
    planes = [grey.tobytes(), *(plane.resize((320, 240)).tobytes() for plane in (blue, red))]
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\nFRAME\n" + b"".join(planes))


def test_the_camera_reads_a_ticket_that_is_held_before_it(
    date: EventDate, address: str, playwright: Playwright, tmp_path: Path
) -> None:
    """Chromium has no detector of its own on this system, so the vendored decoder reads; without a network, too."""
    film(tmp_path / "ticket.y4m", ticketing.text(register(date, seats=2)))
    camera = [f"--use-file-for-fake-video-capture={tmp_path / 'ticket.y4m'}", "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *camera, "--use-fake-ui-for-media-stream"])
    try:
        page = browser.new_context(viewport=SIZES["phone"], locale="zh-CN", permissions=["camera"]).new_page()  # type: ignore[arg-type]
        page.goto(address)
        page.wait_for_selector("body[data-ready][data-kept]")
        page.context.set_offline(True)
        page.click("[data-part=scan]")
        page.wait_for_selector("[data-part=verdict][data-verdict=welcome]")
        assert page.locator("[data-part=camera]").is_hidden()
        assert pending(page) == 1
    finally:
        browser.close()
