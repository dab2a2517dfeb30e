"""The one place that reads the environment: every value is checked here, and a wrong one stops the start by name.

A secret may also come from a file: ``SECRET_KEY_FILE=/run/secrets/key`` serves ``SECRET_KEY``.
"""

from __future__ import annotations

import base64
import binascii
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Sequence

ED25519_BYTES = 32
MODES = ("production", "demo", "test")
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def mode() -> str:
    """Return what this process is for: ``production`` unless told otherwise.

    ``manage.py demo`` and ``bench`` may choose for themselves, because they must run on a machine where nothing
    is set; whatever they start inherits the choice through the environment.
    """
    if "PORTAL_MODE" not in os.environ and sys.argv[1:2] in (["demo"], ["bench"]):
        os.environ["PORTAL_MODE"] = "demo"
    return choice("PORTAL_MODE", MODES, default="production")


def text(name: str, default: str | None = None) -> str:
    """Return a text value. Raises ImproperlyConfigured when it is missing or empty and has no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment, or try the site with `manage.py demo`.")
    return default


def choice(name: str, allowed: Sequence[str], *, default: str) -> str:
    """Return one of the allowed words. Raises ImproperlyConfigured for any other."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no. Raises ImproperlyConfigured for a word that is neither."""
    value = text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value in YES


def number(name: str, *, default: int, least: int = 0) -> int:
    """Return a whole number of at least `least`. Raises ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if found < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {found}.")
    return found


def words(name: str, default: str | None = None) -> list[str]:
    """Return a comma-separated list without empty items."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, *, least: int = 32) -> str:
    """Return a secret of at least `least` characters from `name` or from the file named by ``<name>_FILE``."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    if path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE can't be read: {error.strerror}.") from error
    else:
        value = text(name)
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} must have at least {least} characters.")
    return value


def signing_key(name: str) -> str:
    """Return an Ed25519 key: 32 random bytes in base64, from `name` or a file. Raises ImproperlyConfigured otherwise."""
    value = secret(name)
    try:
        length = len(base64.b64decode(value, validate=True))
    except binascii.Error:
        length = 0
    if length != ED25519_BYTES:
        raise ImproperlyConfigured(f"{name} must be 32 random bytes in base64: openssl rand -base64 32")
    return value


def url(name: str, schemes: Sequence[str], default: str | None = None) -> str:
    """Return an absolute URL with one of the schemes. Raises ImproperlyConfigured otherwise."""
    value = text(name, default)
    if urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return value


def mail_server(name: str) -> dict[str, object]:
    """Return Django's EMAIL_* settings from ``smtp://user:password@host:port``; ``smtps`` is TLS from the first byte.

    ``smtp`` upgrades with STARTTLS unless the query says ``?tls=no`` (a relay on the same machine).
    """
    value = urlsplit(url(name, ("smtp", "smtps")))
    options = dict(parse_qsl(value.query))
    if not value.hostname or options.keys() - {"tls"} or options.get("tls", "yes") not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587 or smtp://localhost:25?tls=no.")
    implicit = value.scheme == "smtps"
    return {
        "EMAIL_HOST": value.hostname,
        "EMAIL_PORT": value.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(value.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(value.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and options.get("tls", "yes") == "yes",
        "EMAIL_TIMEOUT": 20,
    }
