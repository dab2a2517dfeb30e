"""When the ground floor's verbs run by themselves."""

from __future__ import annotations

from celery import shared_task

from community import notifying, timing


@shared_task(name="community.deliver")
def deliver() -> None:
    """Send what waits in the outbox."""
    notifying.deliver_due()


@shared_task(name="community.recover_deliveries")
def recover_deliveries() -> None:
    """Put back what a killed worker had claimed."""
    notifying.recover()


@shared_task(name="community.publish_due")
def publish_due() -> None:
    """Publish what was scheduled for now."""
    timing.publish_due()
