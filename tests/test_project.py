"""The project as a whole: its parts are the real ones."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_the_suite_runs_on_the_engine_it_was_asked_for() -> None:
    assert connection.vendor == ("sqlite" if os.environ.get("DB") == "sqlite" else "postgresql")


def test_the_cast_can_be_gathered(cast: dict[str, object]) -> None:
    assert len(cast) == 11


def test_every_resolved_version_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = {re.split(r" ?;", pin)[0] for pin in project["tool"]["uv"]["constraint-dependencies"]}
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    resolved = {
        f"{package['name']}=={package['version']}" for package in lock["package"] if package["source"] != {"virtual": "."}
    }
    assert resolved <= pins, "run .ci/pin"
