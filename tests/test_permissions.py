"""Every address × everyone: who gets in. An address that is missing from the table fails; so does one that lets in more.

``ok`` means that the page opened or the act was looked at (an empty form may be refused with 422, a wrong moment sent
back with a message); ``login`` that a visitor is led to the sign-in; ``no`` that the thing is absent or refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as date_of
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from community import drafting, enclosing, filing, linking, publishing, superseding
from community.models import Banner, CalendarDay, GlossaryTerm, Invitation, Membership, Notice, WebAddress, WebUse
from events import calendars, checking_in, gathering, ticketing
from events.models import Volunteer
from feedback import answering, attaching, conferring, keying, moderating, reporting, submitting, triaging
from feedback.models import Category, RoutingRule, RuleError, SavedFilter, Snippet
from feedback.models import TranslationRequest as Request
from portal.demo.cast import CAST
from tests.community.followers import follower
from tests.community.notices import a_notice, published
from tests.community.test_mechanisms import let_go, picture
from tests.events.builders import make_date, make_event, make_place, register, wait
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from community.models import Body, User
    from events.models import EventDate

pytestmark = pytest.mark.one_engine

EVERYONE = {"visitor", *(part.key for part in CAST)}
SIGNED_IN = EVERYONE - {"visitor"}
PARTIES = 4  # in which they try the doors, so that two processes share the work
ADMINS = {"admin", "second_admin"}
TEAM = SIGNED_IN - {"resident", "neighbour"}
HUACAO = {"editor", "organiser", "officer", "moderator", "manager"}


@dataclass(frozen=True)
class Door:
    """Who passes; the rest is led to sign in where that could help (`login`), and finds nothing otherwise."""

    passes: set[str]
    method: str = "get"
    args: tuple[str, ...] = ()
    login: bool = True


def public(*args: str) -> Door:
    return Door(EVERYONE, args=args)


def post(passes: set[str], *args: str) -> Door:
    return Door(passes, "post", args)


def get(passes: set[str], *args: str) -> Door:
    return Door(passes, "get", args)


WRITERS = {"editor", "manager", *ADMINS}
NEWS_APPROVERS = {"manager", *ADMINS}
ORGANISERS = {"organiser", "manager", *ADMINS}
# Who sees a suggestion that Huacao holds; what they may do with it is the verbs' matter and tested there.
HOLDERS = {"officer", "manager", "moderator", "editor", "district_officer", *ADMINS}

SNIPPET_KEEPERS = {"officer", "manager", *ADMINS}

DOORS: dict[str, Door] = {
    "root": public(),
    "worker": public(),
    "door": public("door_token"),
    "door_bundle": public("door_token"),
    "door_manifest": public("door_token"),
    "door_sync": Door(EVERYONE, "post", ("door_token",)),
    "door_search": Door(EVERYONE, "post", ("door_token",)),
    "health_live": public(),
    "health_ready": public(),
    "robots": public(),
    "home": public(),
    "townships": public(),
    "township": public("huacao"),
    "township_card": public("huacao"),
    "search": public(),
    "search_suggestions": public(),
    "privacy": public(),
    "accessibility": public(),
    "contact": public(),
    "styleguide": Door(TEAM, login=False),
    "styleguide_desk": Door(TEAM, login=False),
    "demo_outbox": Door(set(), login=False),
    "demo_letter": Door(set(), args=("delivery-1",), login=False),
    "demo_letter_html": Door(set(), args=("delivery-1",), login=False),
    "file": Door(HUACAO | ADMINS, args=("file",), login=False),
    "community:link": public("token"),
    "community:notices": public(),
    "community:notices_for_me": public(),
    "community:timeline": public(),
    "community:notice_card": public("published_notice"),
    "community:notice_history": public("published_notice"),
    "community:notice": public("published_notice"),
    "community:subscribe": public(),
    "community:subscribe_sent": public(),
    "community:subscriptions": public("subscriber"),
    "unsubscribe": Door(EVERYONE, "post", ("subscriber",)),
    "community:places": public(),
    "community:place": public("place"),
    "community:place_card": public("place"),
    "community:programmes": public(),
    "events:list": public(),
    "events:detail": public("event"),
    "events:registration": public("event"),
    "events:hold": Door(EVERYONE, "post", ("event",)),
    "events:registration_sent": public("event"),
    "events:registration_cancellation": post(set(), "event"),  # without a reference there is nothing to give back
    "events:ticket": public("ticket"),
    "events:ticket_card": public("ticket"),
    "events:ticket_pdf": public("ticket"),
    "events:share_card": public("event"),
    "calendar_date": public("event", "date"),
    "calendar_township": public("huacao"),
    "calendar_household": public("feed"),
    "calendar_own_township": public("feed"),
    "events:waitlist": public("event"),
    "events:waitlist_sent": public("event"),
    "feedback:list": public(),
    "feedback:new": public(),
    "feedback:detail": Door({"resident", *HOLDERS}, args=("private",), login=False),
    "feedback:hints": Door(EVERYONE, method="post"),
    "feedback:support": Door(set(), method="post", args=("private",), login=False),  # only what is public
    "feedback:figures": public(),
    "feedback:card": public("released"),
    "feedback:report": public("released"),
    "feedback:support_news": public("released"),
    "feedback:follow": public("released"),
    "feed_suggestions": public("language"),
    "feed_notices_atom": public("language"),
    "feed_notices_rss": public("language"),
    "feed_notices_private": public("notice_feed", "atom"),
    "sitemap": public(),
    "sitemap_part": public("notices"),
    "feedback:thanks": Door(set(), args=("private",), login=False),
    "account": get(SIGNED_IN),
    "account_profile": get(SIGNED_IN),
    "account_about_me": get(SIGNED_IN),
    "account_subscriptions": get(SIGNED_IN),
    "account_registrations": get(SIGNED_IN),
    "account_ticket": get({"resident"}, "reference"),
    "account_registration": get({"resident"}, "reference"),
    "account_household": get(SIGNED_IN),
    "account_member": get({"resident"}, "member"),
    "account_member_removal": post(SIGNED_IN, "member"),  # removes one's own only: tests/events/views/test_household.py
    "account_calendar": get(SIGNED_IN),
    "account_missed": get(SIGNED_IN),
    "account_waitlist": get(SIGNED_IN),
    "account_waitlist_place": get({"resident"}, "place_in_line"),
    "account_suggestions": get(SIGNED_IN),
    "desk": get(TEAM),
    "desk_seen": post(TEAM),
    "desk_working_days": get(ADMINS),
    "desk_working_day_removal": post(ADMINS, "calendar_day"),
    "desk_working_year": post(ADMINS),
    "desk_glossary": get(WRITERS),
    "desk_glossary_term": get(ADMINS, "glossary_term"),
    "desk_glossary_removal": post(ADMINS, "glossary_term"),
    "desk_searches": get(WRITERS),
    "desk_people": get({"manager", *ADMINS}),
    "desk_people_of": get({"manager", *ADMINS}, "huacao"),
    "desk_role_end": get({"manager", *ADMINS}, "huacao", "membership"),
    "desk_invitation_withdrawal": post({"manager", *ADMINS}, "huacao", "invitation"),
    "desk_translation_list": get({"editor", *ADMINS}),
    "desk_translation_files": get({"editor", *ADMINS}),
    "desk_translation_archive": get({"editor", *ADMINS}),
    "desk_translation_item": get({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_claim": post({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_return": post({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_check": post({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_correction": post({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_file": get({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_translation_item_import": post({"editor", *ADMINS}, "shelf", "edition", "chinese"),
    "desk_links": get(TEAM),
    "desk_link_settled": post(NEWS_APPROVERS | WRITERS, "web_use"),
    "desk_banners": get(ADMINS),
    "desk_banner_end": post(ADMINS, "banner"),
    "desk_notices": get(TEAM),
    "desk_notice_new": get(WRITERS),
    "desk_notice": get(HUACAO | ADMINS, "draft_news"),
    "desk_notice_draft": get(WRITERS, "draft_news"),
    "desk_notice_new_autosave": post(WRITERS),
    "desk_notice_new_discard": post(WRITERS),
    "desk_notices_calendar": get(TEAM),
    "desk_notice_autosave": post(WRITERS, "draft_news"),
    "desk_notice_turn": post(WRITERS, "draft_news"),
    "desk_notice_unsaved": get(WRITERS, "draft_news"),
    "desk_notice_unsaved_discard": post(WRITERS, "draft_news"),
    "desk_notice_unsaved_use": post(WRITERS, "draft_news", "unsaved"),
    "desk_notice_files": get(WRITERS, "draft_news"),
    "desk_notice_file": get(WRITERS, "draft_news", "enclosure"),
    "desk_notice_file_removal": post(WRITERS, "draft_news", "enclosure"),
    "desk_notice_previews": get(WRITERS, "draft_news"),
    "desk_notice_previews_end": post(WRITERS, "draft_news"),
    "desk_notice_review": post(WRITERS, "published_news"),
    "desk_notice_submission": post(WRITERS, "draft_news"),
    "desk_notice_return": post(HUACAO | ADMINS, "submitted_news"),
    "desk_notice_publication": post(NEWS_APPROVERS, "submitted_news"),
    "desk_notice_schedule": post(NEWS_APPROVERS, "submitted_news"),
    "desk_notice_unschedule": post(NEWS_APPROVERS, "submitted_news"),
    "desk_notice_force": post(NEWS_APPROVERS, "submitted_news"),
    "desk_notice_signature": post(NEWS_APPROVERS, "published_news"),
    "desk_notice_withdrawal": post(NEWS_APPROVERS, "published_news"),
    "desk_notice_archive": post(NEWS_APPROVERS, "published_news"),
    "desk_notice_removal": post(NEWS_APPROVERS, "published_news"),
    "desk_notice_revision": post(WRITERS, "published_news"),
    "desk_notice_supersession": post(NEWS_APPROVERS, "published_news"),
    "desk_notice_supersession_end": post(NEWS_APPROVERS, "published_news", "supersession"),
    "desk_events": get(ORGANISERS),
    "desk_event_volunteers": get(ORGANISERS, "event", "date"),
    "desk_event_volunteer_release": post(ORGANISERS, "event", "date", "volunteer"),
    "desk_event_clone": get(ORGANISERS, "event"),
    "desk_events_board": get(ORGANISERS),
    "desk_events_statistics": get(ORGANISERS),
    "desk_event_statistics": get(ORGANISERS, "event"),
    "desk_event_new": get(ORGANISERS),
    "desk_event": get(ORGANISERS, "draft_event"),
    "desk_event_edit": get(ORGANISERS, "draft_event"),
    "desk_event_dates": post(ORGANISERS, "draft_event"),
    "desk_event_date": get(ORGANISERS, "draft_event", "draft_date"),
    "desk_event_date_move": get(ORGANISERS, "draft_event", "draft_date"),
    "desk_event_date_seats": get(ORGANISERS, "draft_event", "draft_date"),
    "desk_event_date_decision": post(ORGANISERS, "draft_event", "draft_date"),
    "desk_event_access": get(ORGANISERS, "draft_event"),
    "desk_event_series": get(ORGANISERS, "draft_event"),
    "desk_event_publication": post(ORGANISERS, "draft_event"),
    "desk_event_cancellation": get(ORGANISERS, "event"),
    "desk_event_participants": get(ORGANISERS, "event"),
    "desk_event_export": post(ORGANISERS, "event"),
    "desk_event_queue_export": post(ORGANISERS, "event"),
    "desk_event_statistics_export": post(ORGANISERS, "event"),
    "desk_events_statistics_export": post(ORGANISERS),
    "desk_event_messages": get(ORGANISERS, "event"),
    "desk_event_queue": get(ORGANISERS, "event"),
    "desk_event_form": get(ORGANISERS, "event"),
    "desk_event_form_preview": get(ORGANISERS, "event"),
    "desk_event_question_new": get(ORGANISERS, "event"),
    "desk_event_question": get(ORGANISERS, "event", "question"),
    "desk_event_question_position": post(ORGANISERS, "event", "question"),
    "desk_event_question_removal": post(ORGANISERS, "event", "question"),
    "desk_event_answers": get(ORGANISERS, "event"),
    "desk_event_reminders": get(ORGANISERS, "event"),
    "desk_event_missed": get(ORGANISERS, "event"),
    "desk_event_door": get(ORGANISERS, "event", "date"),
    "desk_event_door_link": get(ORGANISERS, "event", "date", "door_link"),
    "desk_event_door_revocation": post(ORGANISERS, "event", "date", "door_link"),
    "desk_suggestions": get(TEAM - {"organiser"}),
    "desk_audit": get({"manager", *ADMINS}),
    "desk_stuck": get(ADMINS),
    "desk_workload": get(TEAM - {"organiser"}),
    "desk_assignments": post(TEAM),  # what may be given is the verb's matter
    "desk_filters": post(TEAM),
    "desk_filter_removal": post({"officer"}, "saved_filter"),
    "desk_suggestion": get(HOLDERS, "private"),
    "desk_suggestion_sight": post(HOLDERS, "private"),
    "desk_suggestion_assignment": post(HOLDERS, "private"),
    "desk_suggestion_handover": post(HOLDERS, "private"),
    "desk_suggestion_answer": post(HOLDERS, "private"),
    "desk_suggestion_release": post(HOLDERS, "private"),
    "desk_suggestion_return": post(HOLDERS, "private"),
    "desk_suggestion_translation": post(HOLDERS, "private"),
    "desk_suggestion_photo": get(HOLDERS, "private", "first"),
    "desk_suggestion_joining": get(HOLDERS, "private"),
    "desk_suggestion_language": post(HOLDERS, "private"),
    "desk_suggestion_unmasking": get({"officer", "manager", *ADMINS}, "private"),
    "desk_suggestion_letter": get(HOLDERS, "private"),
    "desk_suggestion_question": post(HOLDERS, "private"),
    "desk_suggestion_note": post(HOLDERS, "private"),
    "desk_suggestion_mentions": post(HOLDERS, "private"),
    "desk_suggestion_review": post(HOLDERS, "private"),
    "desk_answers_bulk": get(TEAM - {"organiser"}),
    "desk_answers_release": get(TEAM - {"organiser"}),
    "desk_snippets": get(SNIPPET_KEEPERS | {"district_officer", "bureau_officer"}),
    "desk_snippet_new": get(SNIPPET_KEEPERS | {"district_officer", "bureau_officer"}),
    "desk_snippet": get(SNIPPET_KEEPERS, "snippet"),
    "desk_snippet_retirement": post(SNIPPET_KEEPERS, "snippet"),
    "desk_reports": get({"moderator", "manager", *ADMINS}),
    "desk_report": get({"moderator", "manager", *ADMINS}, "report"),
    "desk_rates": get(TEAM - {"organiser"}),
    "desk_moderate_redaction": post({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_moderate_earlier": post({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_translation_return": post({"editor", *ADMINS}, "translation"),
    "desk_moderation": get({"moderator", "manager", *ADMINS}),
    "desk_moderate": get({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_moderate_photos": post({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_moderate_hiding": post({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_moderate_restoration": post({"moderator", "manager", *ADMINS}, "awaiting"),
    "desk_translations": get({"editor", *ADMINS}),
    "desk_translation": get({"editor", *ADMINS}, "translation"),
    "desk_translation_language": post({"editor", *ADMINS}, "translation"),
    "desk_translation_claim": post({"editor", *ADMINS}, "translation"),
    "desk_translation_check": post({"editor", *ADMINS}, "translation"),
    "desk_routing": get(ADMINS),
    "desk_routing_rule": get(ADMINS, "rule"),
    "desk_keys": get(ADMINS),
    "desk_key_revocation": get(ADMINS, "api_key"),
    "open311_discovery": public("json"),
    "open311_services": public("json"),
    "open311_service": public("community", "json"),
    "open311_requests": public("json"),
    "open311_request": Door(set(), args=("private", "json"), login=False),
    "open311_token": Door(set(), args=("token", "json"), login=False),
    "open311_updates": Door(set(), "post", ("json",), login=False),  # a key opens it, never a person
    "open311_missing": Door(set(), args=("token",), login=False),
    "desk_routing_new": get(ADMINS),
    "desk_routing_rehearsal": get(ADMINS),
    "desk_routing_place": post(ADMINS, "rule"),
    "desk_routing_settlement": post(ADMINS, "rule_error"),
    "desk_categories": get({"manager", *ADMINS}),
    "desk_category_new": get({"manager", *ADMINS}),
    "desk_category": get({"manager", *ADMINS}, "own_category"),
    "desk_suggestion_belonging": get(HOLDERS, "private"),
    "desk_suggestion_sorting": post(HOLDERS, "private"),
    "desk_suggestion_bounce": post(HOLDERS, "private"),
    "desk_suggestion_offices": get(HOLDERS, "private"),
    "desk_consultation": post(HOLDERS, "private"),
    "desk_consultation_view": post(HOLDERS, "private", "consultation"),
    "desk_closing": post(HOLDERS, "private"),
    "desk_closing_release": post(HOLDERS, "private"),
    "desk_closing_return": post(HOLDERS, "private"),
}
# allauth guards its own pages by what the session holds; here it matters that a stranger reaches nobody's account.
ALLAUTH_PUBLIC = {
    "account_login", "account_signup", "account_inactive", "account_reset_password", "account_request_login_code",
    "account_password_reset_completed",
}  # fmt: skip
ALLAUTH_IN_A_FLOW = {
    "account_confirm_login_code", "account_email_verification_sent", "account_confirm_password_reset_code",
    "account_complete_password_reset", "mfa_authenticate",
}  # fmt: skip
ALLAUTH_SIGNED_IN = {
    "account_logout", "account_email", "account_change_password", "account_set_password", "account_reauthenticate", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}  # fmt: skip


def every_name(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_name(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}"


@pytest.fixture
def world(
    bodies: dict[str, Body], cast: dict[str, User], settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> dict[str, Any]:
    """Return the things the addresses speak of, by the word the table uses; all belong to Huacao."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.OPEN311_JURISDICTION = "huacao"
    huacao = bodies["huacao"]
    editor, manager = cast["editor"], cast["manager"]
    submitted = a_notice(huacao, by=editor, kind=Notice.Kind.NEWS, title_en="Submitted")
    publishing.submit(submitted.editions.get(), by=editor)
    place = make_place(huacao)
    event = make_event(huacao, place=place, slug="open")
    date = make_date(event)
    registered = register(date, contact=cast["resident"].contact)
    member = gathering.add(cast["resident"].contact, key=uuid4(), said={"name": "Ana"})
    opens_at = timezone.now() - timedelta(hours=1)
    door, door_token = checking_in.open_door(date, by=cast["organiser"], opens_at=opens_at, closes_at=date.ends_at)
    draft_event = make_event(huacao, place=place, slug="draft", published=False)
    draft_date: EventDate = make_date(draft_event)
    category = Category.objects.create(slug="community", name_en="Neighbourhood", name_zh_hans="社区生活")
    rule = RoutingRule.objects.create(order=1, desk=huacao, note_en="Theirs.", note_zh_hans="由其负责。")

    def send(**more: Any) -> Any:
        given = {"key": uuid4(), "category": category, "township": huacao, "kind": "suggestion", "answer_language": "en", **more}
        return submitting.submit("The bench at the gate is broken.", **given).suggestion

    private = send(contact=cast["resident"].contact)
    awaiting = send(public_wish=True)
    asked = triaging.take(send(answer_language="en"), by=cast["officer"])
    answering.submit(answering.draft(asked, text="修好了。", language="zh-hans", by=cast["officer"]), by=cast["officer"])
    released = moderating.release(send(public_wish=True), words={"en": "A bench is broken."}, by=cast["moderator"])
    upload = SimpleUploadedFile("photo.jpg", picture())
    attaching.attach(private, [filing.redraw(SimpleUploadedFile("photo.jpg", picture()))])
    draft = a_notice(huacao, by=editor, kind=Notice.Kind.NEWS, title_en="Draft")
    alt = {"en": "A map", "zh-hans": "地图"}
    written: dict[str, Any] = {"before": None, "written_at": None, "by": editor}
    return {
        "first": 1,
        "huacao": "huacao",
        "published_notice": published(
            bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="Public"
        ).slug,
        "published_news": published(huacao, by=editor, approved_by=manager, kind=Notice.Kind.NEWS, title_en="News").slug,
        "draft_news": draft.slug,
        "enclosure": enclosing.add_picture(draft.editions.get(), SimpleUploadedFile("map.jpg", picture()), alt=alt, by=editor).pk,
        "unsaved": drafting.keep(draft.editions.get(), fields={"title_en": "Typed"}, key=uuid4(), **written).pk,
        "submitted_news": submitted.slug,
        "shelf": "notice",
        "edition": submitted.editions.get().pk,
        "chinese": "zh-hans",
        "place": place.slug,
        "event": event.slug,
        "reference": registered.reference,
        "ticket": ticketing.text(registered),
        "member": member.key,
        "question": ask(event).pk,
        "date": date.key,
        "door_link": door.pk,
        "volunteer": Volunteer.objects.create(date=date, contact=cast["resident"].contact, name="Li", task="Door").pk,
        "door_token": door_token,
        "draft_event": draft_event.slug,
        "draft_date": draft_date.key,
        "subscriber": follower("reader@mail.example").subscriber.token,
        "notice_feed": follower("reader@mail.example").subscriber.feed_token,
        "feed": calendars.feed_of(cast["resident"].contact).token,
        "place_in_line": wait(make_date(event, days=9, capacity=1), contact=cast["resident"].contact).key,
        "private": private.reference,
        "awaiting": awaiting.reference,
        "released": released.reference,
        "language": "en",
        "snippet": Snippet.objects.create(
            body=huacao, name_en="Thanks", name_zh_hans="感谢", text_en="Thank you.", text_zh_hans="感谢您。"
        ).pk,
        "report": reporting.report(released, why="other", text="", key=uuid4()).pk,
        "translation": Request.objects.get().pk,
        "rule": rule.pk,
        "banner": Banner.objects.create(
            text_en="Typhoon",
            text_zh_hans="台风",
            ends_at=timezone.now() + timedelta(hours=1),
            raised_by=cast["admin"],
            key=uuid4(),
        ).pk,
        "glossary_term": GlossaryTerm.objects.create(name_en="visa", name_zh_hans="签证").pk,
        "calendar_day": CalendarDay.objects.create(day=date_of(2027, 2, 6), works=True, note="Make-up").pk,
        "consultation": conferring.consult(private, body=bodies["minhang"], question="Whose is it?", by=cast["officer"]).pk,
        "rule_error": RuleError.objects.create(rule=rule, what="its desk is closed").pk,
        "own_category": Category.objects.create(slug="river", body=huacao, name_en="The river", name_zh_hans="河道").slug,
        "file": filing.store_image(upload, body=huacao, by=cast["organiser"]).pk,
        "supersession": superseding.supersede(
            published(huacao, by=editor, approved_by=manager, kind=Notice.Kind.NEWS, title_en="Earlier"),
            with_=Notice.objects.get(current__title_en="News"),
            by=manager,
        ).pk,
        "web_use": WebUse.objects.create(
            address=WebAddress.objects.create(url="https://office.example/", host="office.example"),
            kind=WebUse.Kind.NOTICE,
            object_id=1,
            role=WebUse.Role.SOURCE,
            body=huacao,
        ).pk,
        "token": linking.make("suggestion", private),
        "membership": Membership.objects.get(user=cast["officer"]).pk,
        "invitation": Invitation.objects.create(
            email="new@mail.example",
            body=huacao,
            role="officer",
            invited_by=manager,
            created_at=timezone.now() - timedelta(days=1),
        ).pk,
        "delivery-1": "delivery-1",
        "api_key": keying.issue("Hotline", body=bodies["hotline"], hourly_limit=60, by=cast["admin"]).key.pk,
        "saved_filter": SavedFilter.objects.create(user=cast["officer"], name="Late", query="queue=overdue").pk,
        "json": "json",
        "atom": "atom",
        "notices": "notices",
        "community": "community",
    }


def outcome(client: Client, door: Door, address: str) -> str:
    with transaction.atomic():
        response = getattr(client, door.method)(address)
        let_go(response)
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return {200: "ok", 302: "ok", 400: "ok", 422: "ok", 403: "no", 404: "no"}.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize("start", range(PARTIES))
@pytest.mark.usefixtures("undrawn")
def test_each_person_passes_exactly_the_doors_of_their_roles(
    start: int, world: dict[str, Any], signed_in: Callable[[str], Client]
) -> None:
    """Everyone tries every door. What is done is undone, so a few can share a world, which is dear to make."""
    wanted, found = {}, {}
    for key in sorted(EVERYONE)[start::PARTIES]:
        client = signed_in(key)
        for name, door in DOORS.items():
            address = reverse(name, args=[world[word] for word in door.args])
            refused = "login" if key == "visitor" and door.login else "no"
            wanted[key, name] = "ok" if key in door.passes else refused
            found[key, name] = outcome(client, door, address)
    assert {both: found[both] for both in found if found[both] != wanted[both]} == {}


def test_the_table_holds_every_address() -> None:
    known = set(DOORS) | ALLAUTH_PUBLIC | ALLAUTH_IN_A_FLOW | ALLAUTH_SIGNED_IN
    assert set(every_name(get_resolver().url_patterns)) ^ known == set()


@pytest.mark.parametrize("name", sorted(ALLAUTH_SIGNED_IN))
def test_pages_of_an_account_ask_for_its_owner(name: str, client: Client, db: None) -> None:
    response = client.get(reverse(name))
    assert (response.status_code, response["Location"].split("?")[0]) == (
        302,
        reverse(settings.LOGIN_URL if name != "account_logout" else "home"),
    )


@pytest.mark.parametrize("name", sorted(ALLAUTH_IN_A_FLOW))
def test_a_step_in_the_middle_leads_back_to_the_beginning(name: str, client: Client, db: None) -> None:
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", sorted(ALLAUTH_PUBLIC))
def test_the_way_in_is_open(name: str, client: Client, db: None) -> None:
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.usefixtures("undrawn")
def test_no_get_changes_anything(world: dict[str, Any], cast: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    """Each address answers GET, by somebody who may be there, with a page or with 405, and leaves every table as it was."""
    clients = {key: signed_in(key) for key in EVERYONE}
    before = snapshot()
    for name, door in DOORS.items():
        client = clients[min(door.passes, default="visitor")]
        let_go(client.get(reverse(name, args=[world[word] for word in door.args])))
    assert snapshot() == before


def snapshot() -> dict[str, list[Any]]:
    from django.apps import apps  # noqa: PLC0415  # after the set-up

    ours = [model for model in apps.get_models() if model._meta.app_label in {"community", "events", "feedback"}]
    tables = {model.__name__: model._base_manager.order_by("pk") for model in ours}
    # That someone read personal data is itself recorded: the one row a GET may add.
    tables["AuditEntry"] = tables["AuditEntry"].exclude(verb__in=["event.participants_read", "event.answers_read"])
    return {name: list(rows.values_list()) for name, rows in tables.items()}
