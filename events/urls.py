"""Addresses: `pages` stand under /<language>/events/, `account` under /<language>/account/, `desk` under /<language>/desk/.

`bare` stand under no language: programs read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from events.desk import (
    access,
    board,
    cloning,
    dates,
    messages,
    participants,
    publication,
    questions,
    reminders,
    volunteers,
)
from events.desk import door as desk_door
from events.desk import events as desk_events
from events.desk import exports as desk_exports
from events.desk import queue as desk_queue
from events.views import account as own
from events.views import calendars, coming, door, events, holds, queue, registrations, tickets
from events.views import household as households

if TYPE_CHECKING:
    from django.urls import URLPattern

# names: events:<name>
pages: list[URLPattern] = [
    path("", events.listing, name="list"),
    re_path(r"^tickets/(?P<ticket>TP[A-Z2-7]{120})/$", tickets.ticket, name="ticket"),
    re_path(r"^tickets/(?P<ticket>TP[A-Z2-7]{120})/card\.png$", tickets.card, name="ticket_card"),
    re_path(r"^tickets/(?P<ticket>TP[A-Z2-7]{120})/ticket\.pdf$", tickets.pdf, name="ticket_pdf"),
    path("<slug:slug>/", events.detail, name="detail"),
    path("<slug:slug>/card.png", tickets.share_card, name="share_card"),
    path("<slug:slug>/registration/", registrations.registration, name="registration"),
    path("<slug:slug>/registration/hold/", holds.hold, name="hold"),
    path("<slug:slug>/registration/sent/", registrations.sent, name="registration_sent"),
    path("<slug:slug>/registration/cancellation/", registrations.cancellation, name="registration_cancellation"),
    path("<slug:slug>/waitlist/", queue.waitlist, name="waitlist"),
    path("<slug:slug>/waitlist/sent/", queue.waitlist_sent, name="waitlist_sent"),
]

# names: <name>
account: list[URLPattern] = [
    path("registrations/", own.registrations, name="account_registrations"),
    path("tickets/<str:reference>/", tickets.own_ticket, name="account_ticket"),
    path("registrations/<str:reference>/", own.registration, name="account_registration"),
    path("household/", households.household, name="account_household"),
    path("household/<uuid:member>/", households.member, name="account_member"),
    path("household/<uuid:member>/removal/", households.removal, name="account_member_removal"),
    path("waitlist/", queue.places, name="account_waitlist"),
    path("waitlist/<uuid:key>/", queue.place, name="account_waitlist_place"),
    path("missed/", coming.missed, name="account_missed"),
    path("calendar/", calendars.account, name="account_calendar"),
]

# names: desk_<name>
desk: list[URLPattern] = [
    path("events/", desk_events.listing, name="desk_events"),
    path("events/new/", desk_events.new, name="desk_event_new"),
    path("events/board/", board.board, name="desk_events_board"),
    path("events/statistics/", board.statistics, name="desk_events_statistics"),
    path("events/statistics/export/", desk_exports.statistics, name="desk_events_statistics_export"),
    path("events/<slug:slug>/", desk_events.event, name="desk_event"),
    path("events/<slug:slug>/edit/", desk_events.edit, name="desk_event_edit"),
    path("events/<slug:slug>/dates/", dates.dates, name="desk_event_dates"),
    path("events/<slug:slug>/dates/<str:key>/", dates.date, name="desk_event_date"),
    path("events/<slug:slug>/dates/<str:key>/move/", dates.move, name="desk_event_date_move"),
    path("events/<slug:slug>/dates/<str:key>/seats/", dates.seats, name="desk_event_date_seats"),
    path("events/<slug:slug>/dates/<str:key>/decision/", dates.decision, name="desk_event_date_decision"),
    path("events/<slug:slug>/access/", access.access, name="desk_event_access"),
    path("events/<slug:slug>/clone/", cloning.clone, name="desk_event_clone"),
    path("events/<slug:slug>/series/", dates.series, name="desk_event_series"),
    path("events/<slug:slug>/publication/", publication.publication, name="desk_event_publication"),
    path("events/<slug:slug>/cancellation/", publication.cancellation, name="desk_event_cancellation"),
    path("events/<slug:slug>/form/", questions.form, name="desk_event_form"),
    path("events/<slug:slug>/form/preview/", questions.preview, name="desk_event_form_preview"),
    path("events/<slug:slug>/questions/new/", questions.new, name="desk_event_question_new"),
    path("events/<slug:slug>/questions/<int:question>/", questions.question, name="desk_event_question"),
    path("events/<slug:slug>/questions/<int:question>/position/", questions.position, name="desk_event_question_position"),
    path("events/<slug:slug>/questions/<int:question>/removal/", questions.removal, name="desk_event_question_removal"),
    path("events/<slug:slug>/answers/", questions.answers, name="desk_event_answers"),
    path("events/<slug:slug>/dates/<str:key>/door/", desk_door.door, name="desk_event_door"),
    path("events/<slug:slug>/dates/<str:key>/door/<int:pk>/", desk_door.link, name="desk_event_door_link"),
    path("events/<slug:slug>/dates/<str:key>/door/<int:pk>/revocation/", desk_door.revocation, name="desk_event_door_revocation"),
    path("events/<slug:slug>/dates/<str:key>/volunteers/", volunteers.volunteers, name="desk_event_volunteers"),
    path("events/<slug:slug>/dates/<str:key>/volunteers/<int:pk>/end/", volunteers.release, name="desk_event_volunteer_release"),
    path("events/<slug:slug>/participants/", participants.participants, name="desk_event_participants"),
    path("events/<slug:slug>/participants/export/", participants.export, name="desk_event_export"),
    path("events/<slug:slug>/messages/", messages.messages, name="desk_event_messages"),
    path("events/<slug:slug>/queue/", desk_queue.queue, name="desk_event_queue"),
    path("events/<slug:slug>/queue/export/", desk_exports.queue, name="desk_event_queue_export"),
    path("events/<slug:slug>/statistics/", board.of_event, name="desk_event_statistics"),
    path("events/<slug:slug>/statistics/export/", desk_exports.of_event, name="desk_event_statistics_export"),
    path("events/<slug:slug>/reminders/", reminders.reminders, name="desk_event_reminders"),
    path("events/<slug:slug>/missed/", reminders.missed, name="desk_event_missed"),
]

# names: <name>; under no language: calendars are for programs, a door speaks two at once
bare: list[URLPattern] = [
    path("calendars/events/<slug:slug>/<str:key>.ics", calendars.date, name="calendar_date"),
    path("calendars/townships/<slug:slug>.ics", calendars.township, name="calendar_township"),
    path("calendars/<str:token>/events.ics", calendars.household, name="calendar_household"),
    path("calendars/<str:token>/township.ics", calendars.own_township, name="calendar_own_township"),
    path("door/<str:token>/", door.door, name="door"),
    path("door/<str:token>/bundle/", door.bundle, name="door_bundle"),
    path("door/<str:token>/sync/", door.sync, name="door_sync"),
    path("door/<str:token>/search/", door.search, name="door_search"),
    path("door/<str:token>/manifest.webmanifest", door.manifest, name="door_manifest"),
    path("sw.js", door.worker, name="worker"),
]
