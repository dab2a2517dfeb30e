"""The demo's mailbox: each mail the worker sends is a file in a folder, and the site shows the folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage

NAME = re.compile(r"delivery-\d+")


class FolderBackend(BaseEmailBackend):
    """Writes each mail to its own file, named by its Message-ID: sending again writes the same file again."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many."""
        folder = Path(settings.DEMO_MAILBOX)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            raw = mail.message()
            name = NAME.search(str(raw["Message-ID"]))
            (folder / f"{name.group() if name else timezone.now().timestamp()}.eml").write_bytes(raw.as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Letter:
    """One mail as its reader sees it."""

    name: str
    sent_at: datetime
    to: str
    subject: str
    language: str
    text: str
    html: str


def letters(limit: int = 100) -> list[Letter]:
    """Return the newest mails."""
    folder = Path(settings.DEMO_MAILBOX)
    files = sorted(folder.glob("delivery-*.eml"), key=lambda path: path.stat().st_mtime, reverse=True) if folder.exists() else []
    return [_read(path) for path in files[:limit]]


def letter(name: str) -> Letter | None:
    """Return one mail by name, if it is there."""
    path = Path(settings.DEMO_MAILBOX) / f"{name}.eml"
    return _read(path) if NAME.fullmatch(name) and path.exists() else None


def _read(path: Path) -> Letter:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
    return Letter(
        name=path.stem,
        sent_at=datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone()),
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        language=str(mail["Content-Language"] or "en"),
        text=str(parts["plain"].get_content()) if parts["plain"] else "",
        html=str(parts["html"].get_content()) if parts["html"] else "",
    )
