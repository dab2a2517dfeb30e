"""Messages of the team: each of a group once, in their own language, whatever is pressed twice or killed in between."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from community.models import AuditEntry, Delivery
from events import lining_up, messaging
from events.models import Absence, Attendance, EventDate, GroupMessage, Recipient
from events.refusals import SchedulingRefused
from tests.events.builders import make_contact, make_date, make_event, register, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import User
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

WORDS = {"subject_en": "Bring boots", "subject_zh_hans": "请穿雨鞋", "text_en": "It rains.", "text_zh_hans": "下雨了。"}


def write(
    event: Event, by: User, *, date: EventDate | None = None, group: str = "confirmed", key: UUID | None = None
) -> GroupMessage:
    return messaging.write(event, group=group, date=date, words=WORDS, key=key or uuid4(), by=by)


def sent_to() -> dict[str, str]:
    mails = Delivery.objects.filter(message__kind="group-message").select_related("message")
    return {mail.address: mail.message.subject for mail in mails}


def test_everyone_reads_it_once_in_their_own_language(date: EventDate, cast: dict[str, User]) -> None:
    later, ana, wang = make_date(date.event, days=9), make_contact(), make_contact(language="zh-hans")
    for contact in (ana, wang):
        register(date, contact=contact)
        register(later, contact=contact)
    register(date, guest=True)  # not confirmed
    message = write(date.event, cast["organiser"])
    assert sent_to() == {ana.email: "Bring boots", wang.email: "请穿雨鞋"}
    mail = Delivery.objects.get(address=wang.email, message__kind="group-message").message
    for words in ("下雨了。", f"/zh-hans/events/{date.event.slug}/", "华漕镇"):
        assert words in mail.text
    entry = AuditEntry.objects.get(verb="event.group_written_to")
    assert (message.recipients.count(), entry.values["recipients"], entry.body) == (2, 2, date.event.body)


def test_groups_are_those_they_name_of_one_date_or_of_all(date: EventDate) -> None:
    full = make_date(date.event, days=9, capacity=1)
    waiting = wait(full, 1)
    first, missed, excused = register(date), register(date), register(date)
    foreign, no_book, tonight = make_date(make_event(date.event.body)), make_date(date.event), make_date(date.event, days=0.1)
    there = [register(one) for one in (foreign, no_book, tonight)]
    elsewhere, left = wait(make_date(foreign.event, days=9, capacity=1)), wait(full)
    lining_up.leave(left)
    for registration in (there[0], register(tonight)):
        Attendance.objects.create(registration=registration, here=1)
    Attendance.objects.create(registration=first, here=1)
    Absence.objects.create(registration=excused, contact=excused.contact, fades_at=timezone.now(), excused_at=timezone.now())
    for over, hours in ((date, 3), (no_book, 4)):
        ended = timezone.now() - timedelta(hours=hours)
        EventDate.objects.filter(pk=over.pk).update(starts_at=ended - timedelta(hours=2), ends_at=ended)

    def group(name: str, of: EventDate | None = None) -> set[int]:
        return set(messaging.group_of(date.event, group=name, date=of))

    assert group("waiting") == group("waiting", full) == {waiting.contact_id}
    assert group("waiting", date) == set()
    assert group("came", date) == {first.contact_id}
    assert group("missed") == {missed.contact_id}  # neither who was excused, nor where nobody kept book or it is not over
    assert group("missed", full) == set()
    for name in messaging.Group.values:
        strangers = group(name) & {there[0].contact_id, elsewhere.contact_id}
        assert (strangers, group(name, foreign), group(name, elsewhere.date)) == (set(), set(), set()), name


def test_who_registered_in_two_languages_reads_the_first(date: EventDate, cast: dict[str, User]) -> None:
    contact = make_contact(language="zh-hans")
    register(date, contact=contact, language="en")
    register(make_date(date.event, days=9), contact=contact, language="zh-hans")
    assert messaging.group_of(date.event, group="confirmed") == {contact.pk: "en"}


def test_another_events_form_shows_nothing_of_its_message(date: EventDate, cast: dict[str, User], signed_in: SignedIn) -> None:
    register(date)
    other = make_date(make_event(date.event.body))
    register(other)
    key = write(date.event, cast["organiser"]).key
    with pytest.raises(SchedulingRefused):
        write(other.event, cast["organiser"], key=key)
    page = signed_in("organiser").get(f"/en/desk/events/{other.event.slug}/messages/").content.decode()
    assert ("Bring boots" in page, len(sent_to())) == (False, 1)


def test_the_same_form_sent_twice_writes_once_and_an_empty_group_nothing(date: EventDate, cast: dict[str, User]) -> None:
    register(date)
    key = uuid4()
    first, second = (write(date.event, cast["organiser"], key=key) for _time in range(2))
    assert (first, GroupMessage.objects.count(), len(sent_to())) == (second, 1, 1)
    with pytest.raises(messaging.NobodyToTell):
        write(date.event, cast["organiser"], group="waiting")
    assert (GroupMessage.objects.count(), AuditEntry.objects.filter(verb="event.group_written_to").count()) == (1, 1)


def test_what_a_killed_process_left_is_sent_by_the_next_run_and_nothing_twice(
    date: EventDate, cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messaging, "AT_ONCE", 1)
    for _party in range(3):
        register(date)
    write(date.event, cast["organiser"])
    assert len(sent_to()) == 1
    assert (messaging.finish(), messaging.finish(), len(sent_to())) == (2, 0, 3)
    Recipient.objects.update(queued_at=None)  # killed between the mail and the note
    messaging.finish()
    assert Delivery.objects.filter(message__kind="group-message").count() == 3


def test_an_event_writes_five_times_a_day_at_most(date: EventDate, cast: dict[str, User]) -> None:
    register(date)
    for _message in range(5):
        write(date.event, cast["organiser"])
    with pytest.raises(messaging.EnoughMessages):
        write(date.event, cast["organiser"])
    other = make_date(make_event(date.event.body))
    register(other)
    assert write(other.event, cast["organiser"]).recipients.count() == 1  # counted for each event alone
    GroupMessage.objects.update(written_at=timezone.now() - timedelta(days=2))
    write(date.event, cast["organiser"])
    assert GroupMessage.objects.count() == 7


def test_at_the_desk_it_is_seen_first_with_the_number_of_readers(date: EventDate, signed_in: SignedIn) -> None:
    register(date, contact=make_contact(language="zh-hans"))
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/messages/"
    typed = {**WORDS, "group": "confirmed", "date": date.key, "key": str(uuid4())}
    page = client.post(address, typed).content.decode()
    for words in (
        "1 person gets it now",
        "In Chinese, for 1 person",
        "In English, for 0 people",
        "Bring boots",
        "请穿雨鞋",
        "Send to 1",
    ):
        assert words in page
    assert not GroupMessage.objects.exists()
    assert "It rains." in client.post(address, {**typed, "again": "1"}).content.decode()
    page = client.post(address, {**typed, "send": "1"}, follow=True).content.decode()
    assert ("Sent to 1 person." in page, "No message was sent yet" in page, len(sent_to())) == (True, False, 1)


def test_words_in_one_language_only_are_refused_and_nothing_typed_is_lost(date: EventDate, signed_in: SignedIn) -> None:
    register(date)
    address = f"/en/desk/events/{date.event.slug}/messages/"
    typed = {**WORDS, "group": "confirmed", "date": "", "key": str(uuid4()), "send": "1"}
    for changes, code in (({"text_en": " "}, 422), ({"group": "everyone"}, 422), ({"group": "waiting"}, 422)):
        response = signed_in("organiser").post(address, typed | changes)
        assert (response.status_code, "下雨了。" in response.content.decode()) == (code, True)
    assert not GroupMessage.objects.exists()


def test_someone_who_writes_without_end_is_asked_to_wait(date: EventDate, signed_in: SignedIn, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "group_message": "1/h/user"}
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/messages/"
    assert [client.post(address, {}).status_code for _time in range(2)] == [422, 429]
    assert signed_in("manager").post(address, {}).status_code == 422
