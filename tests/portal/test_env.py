"""What the environment may say, and that a wrong word stops the start by its name."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_DATA": "/nonexistent",
    "SECRET_KEY": "k" * 50,
    "TICKET_SIGNING_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "SITE_URL": "https://portal.example",
    "DATABASE_URL": "postgresql://localhost/portal",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtp://localhost:25?tls=no",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "CONTACT_EMAIL": "portal@portal.example",
}
SHOW = "from django.conf import settings as s; print({name: getattr(s, name) for name in %r})"


def start(environment: dict[str, str], code: str = "import portal.settings") -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own."""
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Set the environment of a production site and nothing else; return what changes it further."""
    monkeypatch.setattr(os, "environ", {"PATH": os.environ["PATH"], **PRODUCTION})
    return monkeypatch


def refusal() -> str:
    """Read the settings' file anew and return with which words it refuses."""
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(ROOT / "portal/settings.py"))
    return str(refused.value)


def test_the_site_does_not_start_on_a_refusal() -> None:
    found = start({key: value for key, value in PRODUCTION.items() if key != "SECRET_KEY"})
    assert (found.returncode, "SECRET_KEY is not set" in found.stderr) == (1, True)


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"PORTAL_MODE"}))
def test_production_refuses_to_start_without_a_value_and_names_it(name: str, production: pytest.MonkeyPatch) -> None:
    production.delitem(os.environ, name)
    assert f"{name} is not set" in refusal()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_MODE", "staging"),
        ("SECRET_KEY", "short"),
        ("TICKET_SIGNING_KEY", "no base64, though it is long enough to be one!"),
        ("TICKET_SIGNING_KEY", "c2l4dGVlbiBieXRlcyE9c2l4dGVlbiBieXRlcyE9"),
        ("SITE_URL", "portal.example"),
        ("SITE_URL", "http://portal.example"),
        ("DATABASE_URL", "mysql://localhost/portal"),
        ("REDIS_URL", "memcached://localhost"),
        ("EMAIL_URL", "localhost"),
        ("EMAIL_URL", "smtp://localhost?security=none"),
        ("HTTPS", "maybe"),
        ("HSTS_SECONDS", "a year"),
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_production_refuses_a_wrong_value_and_names_it(name: str, value: str, production: pytest.MonkeyPatch) -> None:
    production.setitem(os.environ, name, value)
    assert name in refusal()


def test_production_is_secure_by_default() -> None:
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "ALLOWED_HOSTS",
        "DEMO",
    ]
    found = start(PRODUCTION, SHOW % names)
    assert found.stdout.strip() == str(
        {
            "DEBUG": False,
            "SECURE_SSL_REDIRECT": True,
            "SECURE_HSTS_SECONDS": 31536000,
            "SESSION_COOKIE_SECURE": True,
            "CSRF_COOKIE_SECURE": True,
            "ALLOWED_HOSTS": ["portal.example"],
            "DEMO": False,
        }
    )


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s" * 40 + "\n", encoding="utf-8")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    assert env.secret("KEY") == "s" * 40


def test_a_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_FILE", "/nonexistent/key")
    with pytest.raises(ImproperlyConfigured, match="KEY_FILE"):
        env.secret("KEY")


def test_a_mail_server_uses_tls_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL", "smtp://me%40x:p%2Fw@mail.example")
    assert env.mail_server("MAIL") == {
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "me@x",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
    }
