"""Settings of the test suite: the portal's own, with quick password hashes and throw-away folders."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="portal_"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ.update(
    PORTAL_MODE="test",
    PORTAL_DATA=str(_data),
    SECRET_KEY="only-for-tests-" + "x" * 40,
    TICKET_SIGNING_KEY="b25seS1mb3ItdGVzdHM6LTMyLWJ5dGVzLWxvbmchISE=",
    EMAIL_URL="smtp://localhost:1?tls=no",
    LOG_LEVEL="WARNING",
    PAGES_KEPT_FOR="0",  # tests look at what they have just done
)
if "pytest" in sys.modules:  # type checker and makemigrations need no servers
    import tests.services  # noqa: F401
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_data / 'portal.sqlite3'}")
os.environ.setdefault("REDIS_URL", "redis://localhost:1/0")
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # one Valkey for all workers, a numbered store each: tests empty theirs
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].partition('?')[0]}?db={int(worker.removeprefix('gw')) + 1}"

from portal.catalogues import compile_catalogues  # noqa: E402  # the environment comes first
from portal.settings import *  # noqa: E402, F403
from portal.settings import LOCALE_PATHS  # noqa: E402

compile_catalogues(LOCALE_PATHS[0])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
STAFF_TOTP = False  # tests of the gate turn it on
