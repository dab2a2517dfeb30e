"""A mail that is stamped arrives like one that was built alone: same headers, same words, whatever they are."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING, Any

import pytest
from django.core.mail.message import BadHeaderError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from community import notifying
from community.models import Delivery, Message, Subscriber
from community.notifying import SECRET, WHY

if TYPE_CHECKING:
    from email.message import EmailMessage

pytestmark = pytest.mark.one_engine
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\ue000"), max_size=300)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)


def delivery(*, text: str, html: str, why: str = "because", subject: str = "A rule", address: str = "a@mail.example") -> Delivery:
    message = Message(pk=7, subject=subject, text=text, html=html, language="zh-hans", created_at=timezone.now())
    reader = Subscriber(serial="0123456789abcdef")
    return Delivery(pk=4711, message=message, message_id=7, subscriber=reader, why=why, address=address)


def arrived(written: bytes) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what a reader's program makes of a mail: its headers, and its parts with their kinds."""
    read: EmailMessage = email.message_from_bytes(written, policy=email.policy.default)
    assert not read.defects
    headers = {name: str(value).strip() for name, value in read.items() if name != "Content-Type"}
    parts = [(part.get_content_type(), part.get_content().replace("\r\n", "\n").rstrip("\n")) for part in read.iter_parts()]
    assert read.get_content_type() == "multipart/alternative"
    return headers, parts


def sent(mail: Any, linesep: str = "\r\n") -> bytes:
    written: bytes = mail.as_bytes(linesep=linesep)
    return written


def both(made: Delivery) -> tuple[bytes, bytes]:
    whole = notifying._whole(made, notifying._own(made)).message()  # noqa: SLF001
    return sent(whole), sent(notifying._mail(made, None, {}).message())  # noqa: SLF001


def same(made: Delivery) -> bool:
    alone, stamped = both(made)
    assert max(len(line) for line in stamped.split(b"\r\n\r\n--", 1)[1].split(b"\r\n")) <= 78  # quoted-printable's own limit
    return arrived(alone) == arrived(stamped)


@settings(max_examples=40)
@given(before=WORDS, between=WORDS, after=WORDS, why=LINE, subject=LINE)
def test_whatever_the_words_are_the_same_arrives(before: str, between: str, after: str, why: str, subject: str) -> None:
    words = f"{before}{WHY}{between}{SECRET}{after}"
    assert same(delivery(text=words, html=f"<p>{words}</p>", why=why, subject=" ".join(subject.split()) or "x"))


@pytest.mark.parametrize(
    "words",
    [
        f"{WHY}{SECRET}{WHY}",
        "no room at all",
        f"{'长' * 500} {SECRET}\n.\n..\nFrom here = there =_\n\n{WHY}",
        f"trailing blanks \t{WHY}\n \n=\n--=_message-7\n--\n{SECRET}",
        "x" * 3000 + SECRET,
    ],
)
@pytest.mark.parametrize("why", ["You follow: Huacao & <Minhang>.", "因为您关注“华漕镇（闵行区）”。" * 9, ""])
def test_awkward_words_arrive_as_well(words: str, why: str) -> None:
    assert same(delivery(text=words, html=f'<a href="{SECRET}">{words}</a>', why=why, subject="居留许可：" * 30))


def test_the_sheet_is_made_once_and_each_reader_gets_their_own(db: None) -> None:
    words = f"Hello.\n{WHY}\n/{SECRET}/"
    sheets: dict[int, object] = {}
    first, second = (
        delivery(text=words, html=words, why="one"),
        delivery(text=words, html=words, why="two", address="b@x.example"),
    )
    assert second.subscriber is not None
    second.subscriber.serial = "fedcba9876543210"
    mails = [notifying._mail(each, None, sheets).message() for each in (first, second)]  # type: ignore[arg-type]  # noqa: SLF001
    assert len(sheets) == 1
    for mail, each in zip(mails, (first, second), strict=True):
        headers, parts = arrived(sent(mail))
        assert each.subscriber is not None
        assert headers["To"] == mail["To"] == each.address
        assert all(each.why in text and each.subscriber.token in text for _kind, text in parts)
        assert each.subscriber.token in headers["List-Unsubscribe"]


def test_no_line_break_of_a_reader_enters_the_header() -> None:
    for address in ("a@mail.example\nBcc: b@mail.example", "a@mail.example\r\nX: y"):
        with pytest.raises(BadHeaderError):
            notifying._mail(delivery(text="x", html="x", address=address), None, {}).message()  # noqa: SLF001


def test_a_mail_with_a_line_end_of_unix_is_read_the_same(db: None) -> None:
    made = notifying._mail(delivery(text=f"a\n{WHY}", html="b"), None, {}).message()  # noqa: SLF001
    assert b"\r" not in made.as_bytes()
    assert arrived(sent(made, "\n")) == arrived(sent(made))
