"""Tickets: one signed text for a whole party, small enough for a QR code that a phone reads from a cracked screen.

A ticket is not stored. It is the date, the reference, the version and the number of seats of a registration, signed with
Ed25519; a door needs only the public key to tell ours from a forgery, without a network. What changes the party counts
the version up, which ends every ticket shown before. The signature is a secret only the ticket's holder and we can know,
so the key that opens a door phone's record about a party is derived from it, and the ticket's page has it as its address.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from events.models.registration import ALPHABET, REFERENCE_LENGTH

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

MARK = "TP"  # of our tickets, so that a door can tell a foreign QR code from a forged ticket
CLAIM = struct.Struct(">IIHB")  # date, reference as a number, version, seats
SIGNATURE = 64
PATTERN = re.compile(rf"{MARK}[A-Z2-7]{{120}}")  # base32 keeps QR codes small: capitals and digits only


class TicketRefused(Exception):
    """A text opens no door. `message` says why."""

    message: _StrOrPromise = _("This ticket does not work.")


class Foreign(TicketRefused):
    """It is some other QR code."""

    message = _("This is not a ticket of this site.")


class Forged(TicketRefused):
    """It looks like ours, and we did not sign it."""

    message = _("This ticket is not genuine.")


class Replaced(TicketRefused):
    """The registration changed after it was made."""

    message = _("This ticket was replaced by a newer one. Open the link in your latest mail.")


class Ended(TicketRefused):
    """The registration holds no seats any more."""

    message = _("This registration was cancelled or never confirmed, so its ticket opens no door.")


@dataclass(frozen=True)
class Claim:
    """What a genuine ticket says."""

    date_id: int
    reference: str
    version: int
    seats: int


def text(registration: Registration) -> str:
    """Return the ticket of a registration. The same registration in the same version always gives the same text."""
    claim = CLAIM.pack(registration.date_id, _number(registration.reference), registration.ticket_version, registration.seats)
    return MARK + base64.b32encode(claim + _key().sign(claim)).decode()


def read(ticket: str) -> Claim:
    """Return what a ticket says. Raises Foreign or Forged; whether it still counts is `registration_of`'s matter."""
    claim, signature = _parts(ticket)
    try:
        _key().public_key().verify(signature, claim)
    except InvalidSignature:
        raise Forged from None
    date_id, number, version, seats = CLAIM.unpack(claim)
    return Claim(date_id=date_id, reference=_reference(number), version=version, seats=seats)


def registration_of(ticket: str) -> Registration:
    """Return the registration a ticket stands for. Raises Foreign, Forged, or Replaced when it has changed since."""
    claim = read(ticket)
    found = Registration.objects.for_listing().filter(reference=claim.reference, date_id=claim.date_id).first()
    if found is None or found.ticket_version != claim.version:
        raise Replaced
    return found


def reissue(registration: Registration) -> None:
    """End every ticket of a registration shown so far: its party or its owner changed. Part of the caller's transaction."""
    Registration.objects.filter(pk=registration.pk).update(ticket_version=F("ticket_version") + 1)
    registration.refresh_from_db(fields=["ticket_version"])


def record_key(ticket: str) -> bytes:
    """Return the key of what a door phone may learn from this very ticket, 32 bytes."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"", info=b"door-record").derive(_parts(ticket)[1])


def public_key() -> bytes:
    """Return the 32 bytes by which a door tells our tickets from forgeries."""
    return _key().public_key().public_bytes_raw()


def plain_code(typed: str) -> str:
    """Return a typed code as the reference it means: small letters, blanks and dashes do not matter."""
    return re.sub(r"[\s\-‐-―_.]", "", typed).upper()


def _parts(ticket: str) -> tuple[bytes, bytes]:
    if not PATTERN.fullmatch(ticket):
        raise Foreign
    try:
        raw = base64.b32decode(ticket.removeprefix(MARK))
    except binascii.Error:
        raise Foreign from None
    return raw[:-SIGNATURE], raw[-SIGNATURE:]


def _number(reference: str) -> int:
    number = 0
    for letter in reference:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def _reference(number: int) -> str:
    letters = []
    for _letter in range(REFERENCE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(reversed(letters))


@lru_cache(maxsize=4)
def _loaded(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))


def _key() -> Ed25519PrivateKey:
    return _loaded(settings.TICKET_SIGNING_KEY)
