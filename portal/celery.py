"""Celery's app and the beat schedule: domain verbs and when they run. All work waits as rows, so a lost beat only delays."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send what waits in the outbox": {"task": "community.deliver", "schedule": 10.0},
    "send again what a killed worker left": {"task": "community.recover_deliveries", "schedule": 60.0},
    "publish the notices whose time has come": {"task": "community.publish_due", "schedule": 20.0},
    "tell of new notices those who want to know at once": {"task": "community.announce", "schedule": 15.0},
    "send the digests that are due": {"task": "community.digest", "schedule": 120.0},
    "forget subscriptions that nobody confirmed": {
        "task": "community.forget_unconfirmed",
        "schedule": crontab(hour=3, minute=40),
    },
    "count what was searched in vain": {"task": "community.count_searches", "schedule": 60.0},
    "forget searches that nobody repeated": {"task": "community.forget_searches", "schedule": crontab(hour=3, minute=50)},
    "give back the seats of holds whose time is up": {"task": "events.expire_holds", "schedule": 60.0},
    "offer freed seats to those who wait": {"task": "events.offer_seats", "schedule": 30.0},
    "remind those who have seats": {"task": "events.remind", "schedule": 300.0},
    "note who missed an event": {"task": "events.record_absences", "schedule": 3600.0},
    "close waiting lists": {"task": "events.close_waitlists", "schedule": 300.0},
    "tell those whom a killed call-off left untold": {"task": "events.finish_call_offs", "schedule": 300.0},
    "tell those whom a killed process left untold of make-up dates": {"task": "events.finish_make_ups", "schedule": 300.0},
    "tell those whom a killed move left untold": {"task": "events.finish_moves", "schedule": 300.0},
    "write to the rest of large groups": {"task": "events.finish_messages", "schedule": 30.0},
    "tell volunteers of dates that changed": {"task": "events.tell_volunteers", "schedule": 300.0},
    "let go of reserves whose time has come": {"task": "events.melt_reserves", "schedule": 60.0},
    "compute the clocks anew after an edit of the calendar": {"task": "feedback.keep_clocks", "schedule": 60.0},
    "tell bodies what has come to their desks": {"task": "feedback.dispatch", "schedule": 60.0},
    "notice what did not reach its body": {"task": "feedback.sweep_dispatches", "schedule": 600.0},
    "tell handler, lead and level above about clocks": {"task": "feedback.remind", "schedule": 300.0},
    "read what new suggestions mean": {"task": "feedback.embed", "schedule": 60.0},
    "close the questions that nobody answered in time": {"task": "feedback.close_questions", "schedule": 300.0},
    "ask four weeks after an answer": {"task": "feedback.send_late_checks", "schedule": 3600.0},
    "tell the followers of suggestions": {"task": "feedback.tell_followers", "schedule": 120.0},
    "find the addresses that our pages lead to": {"task": "community.collect_links", "schedule": 3600.0},
    "look at addresses outside": {"task": "community.check_links", "schedule": 60.0},
    "tell staff what waits, before the working day": {
        "task": "portal.tell_staff_what_waits",
        "schedule": crontab(hour=8, minute=0),
    },
    "erase answers whose day has come": {"task": "events.purge_answers", "schedule": crontab(hour=0, minute=20)},
    "count the seats anew": {"task": "events.reconcile", "schedule": crontab(hour=4, minute=10)},
}
