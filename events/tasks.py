"""When the verbs of events run by themselves."""

from __future__ import annotations

from celery import shared_task

from events import moving, reconciling, registering, scheduling


@shared_task(name="events.expire_holds")
def expire_holds() -> None:
    """Give back the seats of holds whose time is up. Each minute."""
    registering.expire_due()


@shared_task(name="events.finish_call_offs")
def finish_call_offs() -> None:
    """Tell those whom a killed process left untold. Every five minutes."""
    scheduling.finish_call_offs()


@shared_task(name="events.finish_moves")
def finish_moves() -> None:
    """Tell those whom a killed process left untold. Every five minutes."""
    moving.finish_moves()


@shared_task(name="events.reconcile")
def reconcile() -> None:
    """Count the seats anew. Daily."""
    reconciling.reconcile()
