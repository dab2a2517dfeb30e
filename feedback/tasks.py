"""When the verbs of feedback run by themselves."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from feedback import asking, clocks, dispatching, following, inquiring, reminding, resembling


@shared_task(name="feedback.keep_clocks")
def keep_clocks() -> None:
    """Compute anew what an edit of the calendar moved. Each minute."""
    clocks.keep_up()


@shared_task(name="feedback.remind")
def remind() -> None:
    """Tell handler, lead and level above about clocks. Every five minutes."""
    reminding.remind_due(timezone.now())


@shared_task(name="feedback.embed")
def embed() -> None:
    """Make the vectors by which like suggestions are found, where the extra is installed. Each minute."""
    resembling.embed_waiting()


@shared_task(name="feedback.close_questions")
def close_questions() -> None:
    """Close the questions that nobody answered in time."""
    asking.close_due(timezone.now())


@shared_task(name="feedback.send_late_checks")
def send_late_checks() -> None:
    """Ask, four weeks after an answer, whether it is resolved."""
    inquiring.send_due(timezone.now())


@shared_task(name="feedback.tell_followers")
def tell_followers() -> None:
    """Tell those who follow a suggestion what happened."""
    following.tell_due(timezone.now())


@shared_task(name="feedback.dispatch")
def dispatch() -> None:
    """Tell bodies what has come to their desks. Each minute."""
    dispatching.bring_due(timezone.now())


@shared_task(name="feedback.sweep_dispatches")
def sweep_dispatches() -> None:
    """Notice what did not reach its body, and what lies unseen. Every ten minutes."""
    dispatching.sweep(timezone.now())
