"""The project as a whole: its parts are the real ones."""

from __future__ import annotations

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_suite_runs_on_the_engine_it_was_asked_for() -> None:
    assert connection.vendor == ("sqlite" if os.environ.get("DB") == "sqlite" else "postgresql")


def test_the_cast_can_be_gathered(cast: dict[str, object]) -> None:
    assert len(cast) == 11
