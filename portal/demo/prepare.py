"""Makes a demo out of an empty folder, and changes nothing that is there on a second run."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from portal.catalogues import compile_catalogues
from portal.demo import cast

if TYPE_CHECKING:
    from collections.abc import Callable


def password() -> str:
    """Return the cast's password: made once, kept in the data folder."""
    path = Path(settings.PORTAL_DATA) / "demo-password"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(9), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def prepare(say: Callable[[str], None]) -> None:
    """Compile the catalogues, make the tables, load the facts, invent the cast and the coming weeks."""
    compile_catalogues(settings.LOCALE_PATHS[0])
    say("Preparing the database …")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say("Loading the facts …")
    call_command("load_facts", verbosity=0)
    invent()


def invent() -> None:
    """Make what only the demo has. Each part is safe to repeat."""
    # Heavy, and wanted by the demo alone.
    from portal.demo import door, drafts, events, feedback, notices, organising, translations  # noqa: PLC0415

    now = timezone.now()
    cast.gather(password())
    events.invent(now)
    door.invent(now)
    organising.invent(now)
    feedback.invent(now)
    notices.invent(now)
    drafts.invent(now)
    translations.invent()
