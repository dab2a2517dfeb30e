"""One mail for many readers, put together once: each reader's address, reason and secret are stamped into a finished sheet.

Folding headers and encoding words is nearly all that a mail costs. What is the same for everyone is done once a message;
what arrives is what Django would have sent, read by read the same (tests/community/test_stamping.py compares).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, quoprimime
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import Message

EOL = "\r\n"
SOFT = b"=\r\n"  # a line break that a reader of quoted-printable takes away again
PART = 'Content-Type: text/{kind}; charset="utf-8"\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


@dataclass(frozen=True)
class Sheet:
    """What all mails of a message share, as bytes, cut where something of the reader's own belongs."""

    pieces: tuple[bytes, ...]
    rooms: tuple[tuple[str, str], ...]  # between two pieces: what belongs there, and into which part (head, plain, html)

    @classmethod
    def of(cls, mail: EmailMultiAlternatives, *, boundary: str, rooms: Sequence[str]) -> Sheet:
        """Make one of a mail in whose headers and words the names of `rooms` stand wherever something is to be filled in."""
        html = next(str(each[0]) for each in mail.alternatives)
        parts = {"head": _head(mail, boundary), "plain": str(mail.body), "html": html}
        cut = re.compile("|".join(re.escape(room) for room in rooms))
        pieces: list[bytes] = [b""]
        found: list[tuple[str, str]] = []
        for part, words in parts.items():
            beginning = "" if part == "head" else f"--{boundary}{EOL}" + PART.format(kind=part)
            encode = str.encode if part == "head" else quoted
            stretches = cut.split(words)
            pieces[-1] += beginning.encode() + encode(stretches[0])
            for room, stretch in zip(cut.findall(words), stretches[1:], strict=True):
                found.append((room, part))
                pieces.append(encode(stretch))
            pieces[-1] += b"" if part == "head" else EOL.encode()
        pieces[-1] += f"--{boundary}--{EOL}".encode()
        return cls(tuple(pieces), tuple(found))

    def stamped(self, values: Mapping[str, str], escaped: Mapping[str, str]) -> bytes:
        """Return one reader's mail; `escaped` are the values as HTML has them."""
        written = [self.pieces[0]]
        for (room, part), piece in zip(self.rooms, self.pieces[1:], strict=True):
            value = (escaped if part == "html" else values)[room]
            written += [_in_head(value), piece] if part == "head" else [SOFT, quoted(value), SOFT, piece]
        return b"".join(written)


class StampedMail(EmailMultiAlternatives):
    """A mail as Django knows it, whose bytes come from a sheet."""

    def __init__(
        self, whole: EmailMultiAlternatives, *, sheet: Sheet, values: Mapping[str, str], escaped: Mapping[str, str]
    ) -> None:
        self.__dict__.update(whole.__dict__)
        self.sheet, self.values, self.escaped = sheet, values, escaped

    def message(self, **_policy: Any) -> Any:
        """Return what a backend sends."""
        return Finished(self.sheet.stamped(self.values, self.escaped))


class Finished:
    """A mail that is bytes already; who asks for more than these reads it like any other."""

    def __init__(self, written: bytes) -> None:
        self.written = written

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:  # noqa: ARG002, FBT001, FBT002  # Django's signature
        """Return it with the line ends that are wanted."""
        return self.written if linesep == EOL else self.written.replace(EOL.encode(), linesep.encode())

    def __getattr__(self, name: str) -> Any:
        """Return what the mail has under a name, once it is read."""
        return getattr(self.read(), name)

    def __getitem__(self, name: str) -> Any:
        """Return a header."""
        return self.read()[name]

    def read(self) -> Message:
        """Return it as a reader's program sees it."""
        return message_from_bytes(self.written)


def quoted(words: str) -> bytes:
    """Return words in quoted-printable, in lines that every mail server takes."""
    return quoprimime.body_encode(EOL.join(words.split("\n")).encode().decode("latin-1"), eol=EOL).encode("ascii")


def _in_head(value: str) -> bytes:
    """Return an address or a sign as Django writes it into a header. Raises BadHeaderError for one that breaks the line."""
    written: str = forbid_multi_line_headers("To", value, "utf-8")[1]
    return written.encode("ascii")


def _head(mail: EmailMultiAlternatives, boundary: str) -> str:
    """Return the headers as Django writes them, with our boundary."""
    plain = EmailMultiAlternatives(
        subject=mail.subject, body="-", from_email=mail.from_email, to=mail.to, headers=mail.extra_headers
    )
    plain.attach_alternative("-", "text/html")
    made: Any = plain.message()
    made.set_boundary(boundary)
    head: str = made.as_bytes(linesep=EOL).decode("ascii").partition(EOL + EOL)[0]
    return head + EOL + EOL
