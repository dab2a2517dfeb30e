"""A Celery worker for the test that kills it: the site's own, taught to find what a killed one left within seconds."""

from __future__ import annotations

from datetime import timedelta

import django

django.setup()

from community import notifying  # noqa: E402  # the set-up comes first
from portal.celery import app  # noqa: E402, F401  # what the command looks for

notifying.LEFT_LYING_AFTER = timedelta(seconds=4)
