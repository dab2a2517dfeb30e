"""System checks of a deployment: each has an id and says which variable to change.

Those that reach out (broker) run with ``manage.py check --deploy`` only, so that other commands need no server.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

LEAST_CHANCE = 16  # different bytes among 32; random ones have fewer once in 10^12 keys


@register("portal", deploy=True)
def broker_answers(**_kwargs: Any) -> list[CheckMessage]:
    """portal.E001: Redis or Valkey must answer; it holds sessions, rate limits and the task queue."""
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2).ping()
    except (redis.RedisError, ValueError) as error:
        return [Error(f"Redis does not answer: {error}", hint="Set REDIS_URL.", id="portal.E001")]
    return []


@register("portal", deploy=True)
def mail_leaves(**_kwargs: Any) -> list[CheckMessage]:
    """portal.W002: in production mail must leave by SMTP."""
    if settings.PRODUCTION and not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return [CheckWarning("Mail does not leave this machine.", hint="Set EMAIL_URL.", id="portal.W002")]
    return []


@register("portal", deploy=True)
def storage_is_writable(**_kwargs: Any) -> list[CheckMessage]:
    """portal.E003: uploaded files need a folder that can be written."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [Error(f"MEDIA_ROOT can't be made: {error.strerror}", hint="Set PORTAL_DATA.", id="portal.E003")]
    if not os.access(folder, os.W_OK):
        return [Error("MEDIA_ROOT can't be written.", hint="Set PORTAL_DATA.", id="portal.E003")]
    return []


@register("portal", deploy=True)
def ticket_key_is_its_own(**_kwargs: Any) -> list[CheckMessage]:
    """portal.E005: tickets are signed with a key of their own that looks like chance; who guesses it lets everybody in."""
    key = settings.TICKET_SIGNING_KEY
    if key == settings.SECRET_KEY or len(set(base64.b64decode(key))) < LEAST_CHANCE:
        hint = "Make one with `openssl rand -base64 32`; another key ends every ticket that is out."
        return [Error("TICKET_SIGNING_KEY is not a random key of its own.", hint=hint, id="portal.E005")]
    return []


@register(Tags.translation)
def languages_have_catalogues(**_kwargs: Any) -> list[CheckMessage]:
    """portal.W004: each language but the source needs a compiled catalogue."""
    missing = [
        code
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
        and not (settings.LOCALE_PATHS[0] / _locale(code) / "LC_MESSAGES" / "django.mo").exists()
    ]
    if missing:
        return [
            CheckWarning(
                f"No compiled catalogue for {', '.join(missing)}.", hint="Run `manage.py compile_catalogues`.", id="portal.W004"
            )
        ]
    return []


def _locale(code: str) -> str:
    """Return the folder name of a language: ``zh-hans`` lives in ``zh_Hans``."""
    language, _separator, script = code.partition("-")
    return f"{language}_{script.title()}" if script else language
