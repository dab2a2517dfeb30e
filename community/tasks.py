"""When the ground floor's verbs run by themselves."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from community import announcing, checking, collecting, digesting, notifying, searching, subscribing, timing


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


@shared_task(name="community.announce")
def announce() -> None:
    """Tell of new, changed and withdrawn notices those who want to know at once."""
    announcing.tell_due()


@shared_task(name="community.digest")
def digest() -> None:
    """Send the digests that are due, made-up ones too."""
    digesting.run_due(timezone.now())


@shared_task(name="community.forget_unconfirmed")
def forget_unconfirmed() -> None:
    """Erase what nobody confirmed in time."""
    subscribing.forget_unconfirmed()


@shared_task(name="community.collect_links")
def collect_links() -> None:
    """Bring the addresses in step with the content."""
    if settings.LINK_CHECKS:
        collecting.collect()


@shared_task(name="community.count_searches")
def count_searches() -> None:
    """Count what was looked for and not found."""
    searching.missing.count(timezone.localdate())


@shared_task(name="community.forget_searches")
def forget_searches() -> None:
    """Forget what nobody looked for lately."""
    searching.missing.forget(timezone.localdate())


@shared_task(name="community.check_links")
def check_links() -> None:
    """Look at the addresses whose time has come."""
    if settings.LINK_CHECKS:
        checking.check_due()
