"""Sets the scene of a measurement: tables, static files, facts, the demo's weeks, and an event that never fills."""

from __future__ import annotations

import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402  # after the set-up
from django.utils import timezone  # noqa: E402

from events.models import Event, EventDate  # noqa: E402
from portal.demo.prepare import prepare  # noqa: E402

ROOMY = 20_000  # the most seats a date may have

if __name__ == "__main__":
    prepare(lambda _words: None)
    event = Event.objects.filter(published_at__isnull=False, cancelled_at__isnull=True).order_by("pk")[0]
    event.pk, event.slug, event._state.adding = None, "bench", True  # noqa: SLF001  # Django's documented way to copy a row
    event.save()
    starts_at = timezone.now() + timedelta(days=30)
    EventDate.objects.create(event=event, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), capacity=ROOMY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(event.slug)  # noqa: T201  # the command reads it
