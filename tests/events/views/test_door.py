"""The door's side of the site: who may ask, what a phone gets, what it may send."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from community import linking
from community.models import AuditEntry, Link
from events import checking_in, registering, ticketing
from events.models import Attendance, CheckIn, DoorLink, Person
from events.views.door_words import words
from tests.events.builders import make_date, make_event, register

if TYPE_CHECKING:
    from community.models import User
    from events.models import EventDate, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(date: EventDate, cast: dict[str, User]) -> str:
    """Return the token of a door that is open now."""
    now = timezone.now()
    hour = timedelta(hours=1)
    return checking_in.open_door(date, by=cast["organiser"], opens_at=now - hour, closes_at=now + hour)[1]


def move(**changes: Any) -> None:
    DoorLink.objects.update(**changes)


def send(token: str, *acts: dict[str, Any], now: float | None = None, **changes: Any) -> Any:
    message = {"device": "K7M4", "now": (now or timezone.now().timestamp()) * 1000, "acts": acts, **changes}
    return Client(enforce_csrf_checks=True).post(f"/door/{token}/sync/", json.dumps(message), content_type="application/json")


def arrival(of: Registration, **changes: Any) -> dict[str, Any]:
    given = {"nonce": str(uuid4()), "kind": "arrival", "way": "qr", "reference": of.reference, "people": of.seats, "already": 0}
    return {**given, "at": timezone.now().timestamp() * 1000, "skew": 0, "ticket": ticketing.text(of), "offline": True, **changes}


def hidden(of: Registration, bundle: dict[str, Any]) -> str:
    return hashlib.sha256(f"{bundle['salt']}{of.reference}".encode()).hexdigest()[:24]


def bundle_of(token: str) -> dict[str, Any]:
    found: dict[str, Any] = Client().get(f"/door/{token}/bundle/").json()
    return found


def test_the_door_opens_without_an_account_in_chinese_and_holds_no_data(date: EventDate, token: str) -> None:
    register(date, people=[Person(name="Ana Lima")])
    response = Client().get(f"/door/{token}/")
    page = response.content.decode()
    assert (response.status_code, 'lang="zh-Hans"' in page, "扫描入场码" in page, "Scan a ticket" in page) == (
        200,
        True,
        True,
        True,
    )
    assert ("Ana" in page, response.cookies) == (False, {})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("hours", "status", "words_"),
    [((2, 3), 403, "签到台尚未开放"), ((-3, -2), 410, "此签到链接无法使用")],
    ids=["too early", "over"],
)
def test_a_link_works_in_its_time_only(token: str, hours: tuple[int, int], status: int, words_: str) -> None:
    now = timezone.now()
    move(opens_at=now + timedelta(hours=hours[0]), closes_at=now + timedelta(hours=hours[1]))
    response = Client().get(f"/door/{token}/")
    assert (response.status_code, words_ in response.content.decode()) == (status, True)
    assert Client().get(f"/door/{token}/bundle/").status_code == status
    assert Client().post(f"/door/{token}/search/", {"name": "ana"}).status_code == status


def test_a_foreign_a_revoked_and_a_made_up_link_open_nothing(date: EventDate, token: str, cast: dict[str, User]) -> None:
    foreign = linking.make("registration", register(date))
    assert [Client().get(f"/door/{one}/").status_code for one in (foreign, "x" * 32)] == [404, 404]
    page = Client().get(f"/door/{foreign}/").content.decode()
    assert ("此签到链接无法使用" in page, "This check-in link does not work" in page) == (True, True)
    assert [Client().get(f"/door/{one}/bundle/").status_code for one in (foreign, "x" * 32)] == [404, 404]
    checking_in.close_door(DoorLink.objects.get(), by=cast["organiser"])
    assert [Client().get(f"/door/{token}/{tail}").status_code for tail in ("", "bundle/")] == [410, 410]
    assert send(token).status_code == 410


def test_what_was_recorded_in_time_may_be_sent_later(date: EventDate, token: str) -> None:
    party = register(date)
    now = timezone.now()
    move(opens_at=now - timedelta(hours=9), closes_at=now - timedelta(hours=8))
    answer = send(token, arrival(party))
    assert (answer.status_code, answer.json()["open"], CheckIn.objects.count()) == (200, False, 1)
    Link.objects.update(expires_at=now)
    assert send(token).status_code == 410


def test_the_bundle_says_nothing_of_people(date: EventDate, token: str) -> None:
    party = register(date, seats=3, people=[Person(name="Ana Lima", age_band="18-59"), Person(name="王小明", age_band="6-12")])
    text = Client().get(f"/door/{token}/bundle/").content.decode()
    for secret in ("Ana", "Lima", "王", party.contact.email, party.reference, party.code, ticketing.text(party), "A. L."):
        assert secret not in text
    raw = base64.b32decode(ticketing.text(party).removeprefix("TP"))
    for encoded in (base64.b64encode(raw[-64:]).decode(), raw[-64:].hex()):
        assert encoded not in text


def test_a_record_opens_with_its_own_ticket_and_with_no_other(date: EventDate, token: str) -> None:
    party, other = (
        register(date, seats=2, people=[Person(name="Ana Lima", age_band="18-59"), Person(age_band="2-5")]),
        register(date),
    )
    bundle = bundle_of(token)
    version, seats, state, sealed = bundle["parties"][hidden(party, bundle)]
    raw = base64.b64decode(sealed)
    said = json.loads(AESGCM(ticketing.record_key(ticketing.text(party))).decrypt(raw[:12], raw[12:], None))
    assert (version, seats, state) == (1, 2, "y")
    assert said == {"initials": "A. L.", "language": "en", "children": 1}
    with pytest.raises(InvalidTag):
        AESGCM(ticketing.record_key(ticketing.text(other))).decrypt(raw[:12], raw[12:], None)


def test_the_bundle_knows_what_ended_and_where_others_belong(date: EventDate, token: str) -> None:
    cancelled, held = register(date), register(date, guest=True)
    registering.cancel(cancelled)
    tomorrow = make_date(date.event, days=8)
    draft = make_date(make_event(date.event.body, published=False), days=8)
    bundle = bundle_of(token)
    assert [bundle["parties"][hidden(party, bundle)][2:] for party in (cancelled, held)] == [["x", ""], ["h", ""]]
    assert bundle["nearby"][str(tomorrow.pk)]["title"] == {"en": date.event.title_en, "zh-hans": date.event.title_zh_hans}
    assert str(draft.pk) not in bundle["nearby"]


def test_sending_needs_no_cookie_and_answers_how_things_stand(date: EventDate, token: str) -> None:
    party = register(date, seats=2)
    act = arrival(party)
    for _time in range(2):  # the answer to the first was lost
        answer = send(
            token, act, {**arrival(party), "kind": "walk-in", "reference": "", "ticket": "", "nonce": str(act["nonce"])}
        )
    told = answer.json()
    assert (answer.status_code, told["done"], told["here"]) == (200, [act["nonce"]] * 2, {hidden(party, bundle_of(token)): 2})
    assert (CheckIn.objects.get().is_genuine, Attendance.objects.get().here) == (True, 2)


def test_the_edition_changes_when_the_list_does(date: EventDate, token: str) -> None:
    party = register(date)
    editions = [send(token).json()["edition"]]
    ticketing.reissue(party)
    editions.append(send(token).json()["edition"])
    registering.cancel(party)
    editions.append(send(token).json()["edition"])
    one, other = register(date), register(date, guest=True)
    editions.append(send(token).json()["edition"])
    registering.cancel(one)
    registering.confirm(other)  # as many parties and as many confirmed as before
    editions.append(send(token).json()["edition"])
    assert (len(set(editions)), bundle_of(token)["edition"]) == (5, editions[-1])


def test_a_phone_whose_clock_is_a_day_off_is_measured(date: EventDate, token: str) -> None:
    yesterday = timezone.now().timestamp() - 86_400
    party = register(date)
    send(token, arrival(party, at=yesterday * 1000, skew=86_400), now=yesterday)
    act = CheckIn.objects.get()
    assert abs(act.skew_when_sent - 86_400) <= 2
    assert abs((act.happened_at - timezone.now()).total_seconds()) < 60
    assert act.has_odd_clock


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "x"}, {"kind": "theft"}, {"people": 6}, {"people": 0}, {"people": "2"}, {"people": 1.5}, {"already": -1},
        {"reference": "000000"}, {"reference": ""}, {"at": "now"}, {"at": 1e18}, {"at": True}, {"skew": 1e12}, {"kind": "undo"},
        {"kind": "walk-in", "people": 51}, {"at": float("nan")},
    ],
)  # fmt: skip
def test_a_message_no_phone_of_ours_sends_is_refused_whole(date: EventDate, token: str, changes: dict[str, Any]) -> None:
    good, bad = arrival(register(date)), arrival(register(date), **changes)
    assert (send(token, good, bad).status_code, CheckIn.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b'{"device": "A", "now": 0, "acts": {}}', b'{"device":"a\\u0000","now":1,"acts":[]}']
)
def test_nonsense_is_refused(token: str, body: bytes) -> None:
    answer = Client().post(f"/door/{token}/sync/", body, content_type="application/json")
    assert answer.status_code == 400


def test_names_are_found_online_shortened_on_the_trail_and_not_too_often(date: EventDate, token: str, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "door_search": "2/m/key"}
    party = register(date, seats=2, people=[Person(name="王小明")])
    answers = [Client().post(f"/door/{token}/search/", {"name": "wang xiao"}) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].json() == {
        "found": [{"reference": party.reference, "code": party.code, "name": "王＊＊", "seats": 2, "here": 0}]
    }
    assert AuditEntry.objects.filter(verb="event.door_searched").count() == 2


def test_the_phone_can_install_the_door_and_the_worker_serves_the_whole_site(token: str) -> None:
    manifest = Client().get(f"/door/{token}/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["display"], manifest["lang"]) == (f"/door/{token}/", "standalone", "zh-Hans")
    worker = Client().get("/sw.js")
    assert (worker.status_code, worker["Content-Type"].split(";")[0]) == (200, "text/javascript")


def test_a_door_says_everything_in_both_languages() -> None:
    said = words()
    assert set(said["zh-hans"]) == set(said["en"])
    assert [key for key, text in said["en"].items() if said["zh-hans"][key] == text and text.strip("{n}/ ")] == []
