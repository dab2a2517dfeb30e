"""When the verbs of events run by themselves."""

from __future__ import annotations

from celery import shared_task

from events import (
    absences,
    asking,
    holding,
    lining_up,
    making_up,
    messaging,
    moving,
    offering,
    reconciling,
    registering,
    reminding,
    restricting,
    scheduling,
    volunteering,
)


@shared_task(name="events.expire_holds")
def expire_holds() -> None:
    """Give back the seats of holds whose time is up. Each minute."""
    registering.expire_due()
    holding.expire_due()


@shared_task(name="events.offer_seats")
def offer_seats() -> None:
    """Offer what has come free to those who wait. Each half minute, and at once after each freed seat."""
    offering.offer_due()


@shared_task(name="events.remind")
def remind() -> None:
    """Send the reminders whose moment has come. Every five minutes."""
    reminding.remind_due()


@shared_task(name="events.record_absences")
def record_absences() -> None:
    """Note who missed a date that ended half a day ago. Hourly."""
    absences.record_due()


@shared_task(name="events.close_waitlists")
def close_waitlists() -> None:
    """End the lists of dates that take nobody any more. Every five minutes."""
    lining_up.close_due()


@shared_task(name="events.finish_call_offs")
def finish_call_offs() -> None:
    """Tell those whom a killed process left untold. Every five minutes."""
    scheduling.finish_call_offs()


@shared_task(name="events.finish_make_ups")
def finish_make_ups() -> None:
    """Tell those whom a killed process left untold of the date that makes up for theirs. Every five minutes."""
    making_up.finish()


@shared_task(name="events.finish_moves")
def finish_moves() -> None:
    """Tell those whom a killed process left untold. Every five minutes."""
    moving.finish_moves()


@shared_task(name="events.finish_messages")
def finish_messages() -> None:
    """Leave in the outbox what large groups still wait for. Each half minute."""
    messaging.finish()


@shared_task(name="events.tell_volunteers")
def tell_volunteers() -> None:
    """Tell those who help at dates that were moved or called off. Every five minutes."""
    volunteering.tell_changes()


@shared_task(name="events.melt_reserves")
def melt_reserves() -> None:
    """Let go of reserves whose time has come. Each minute."""
    restricting.melt_due()


@shared_task(name="events.reconcile")
def reconcile() -> None:
    """Count the seats, limits and places of options anew. Daily."""
    reconciling.reconcile()
    reconciling.reconcile_limits()
    reconciling.reconcile_options()


@shared_task(name="events.purge_answers")
def purge_answers() -> None:
    """Erase what was answered and what was needed, on the day the form stated, and old lists of helpers. Daily."""
    asking.purge_due()
    volunteering.forget_due()
