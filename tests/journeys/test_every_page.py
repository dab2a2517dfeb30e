"""Every page the site has, opened once in each language: axe, console, the language of the page, its width at both sizes.

English is walked on a desktop in light colours, Chinese on a phone in dark ones; what a page says does not depend on the
window, so English, whose words are wider, is not fetched again for a phone: the window is drawn narrower around it.

Whoever adds an address either adds its page here or says in ELSEWHERE where it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import get_resolver, resolve
from django.utils import timezone, translation

from community import linking, publishing
from community.models import GlossaryTerm, Membership, Notice
from community.models.contact import Language
from events import ticketing
from events.models import EventDate, Member, Question, Registration, WaitlistEntry
from feedback import keying, supporting
from feedback.models import Follow, Inquiry, Report, RoutingRule, Snippet, Suggestion, TranslationRequest
from feedback.models import Question as Asked
from portal.demo import events, feedback, mailbox
from tests.community.followers import follower
from tests.community.notices import a_notice, published
from tests.conftest import PASSWORD
from tests.journeys.conftest import SIZES, demo_cast_email
from tests.test_permissions import DOORS, every_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from community.models import User
    from tests.journeys.conftest import Scene, Walker

pytestmark = pytest.mark.browser

# Addresses that this walk leaves out, and why.
ELSEWHERE = {
    "search_suggestions",  # read by the search field's script: tests/portal/views/test_search.py
    "root", "health_live", "health_ready", "robots", "feed_suggestions", "file", "mfa_download_recovery_codes",  # no pages
    "desk_translation_archive",  # a file: tests/community/test_exchanging.py
    "desk_translation_item_file",  # a file: tests/community/desk/test_translations.py
    "worker", "door", "door_bundle", "door_manifest",  # the door has a story of its own: test_door.py
    "desk_event_door_link",  # shown to who made it: tests/events/desk/test_door.py
    "desk_suggestion_photo",  # a picture
    "desk_notice_file",  # of a notice with pictures: test_writing.py
    "community:notice_card", "community:place_card", "township_card", "feedback:card",  # pictures
    "events:ticket_card", "events:ticket_pdf", "events:share_card", "account_ticket",  # pictures, paper, and a way to the ticket
    "open311_discovery", "open311_services", "open311_service", "open311_requests", "open311_request", "open311_token",
    "open311_updates", "open311_missing",  # for programs: tests/feedback/open311/
    "calendar_date", "calendar_township", "calendar_household", "calendar_own_township",  # files: tests/events/test_calendars.py
    "unsubscribe", "feed_notices_atom", "feed_notices_rss", "feed_notices_private", "sitemap", "sitemap_part",  # for programs
    "demo_letter_html",  # a mail as its program draws it, not a page of the site
    "feedback:thanks", "account_complete_password_reset",  # end of a flow: test_suggesting.py, tests/community/test_accounts.py
    "account_password_reset_completed",  # allauth's; ours leads to the account instead
}  # fmt: skip

NO_SUCH_PAGE = "/no-such-page/"
TEA = "/events/tea-ceremony-for-beginners/"
PUBLIC = [
    "/", "/townships/", "/townships/huacao/", "/townships/hongqiao-subdistrict/",
    "/search/", "/search/?q=permit", "/search/?q=居留", "/search/?q=xyzzyxyzzy",
    "/notices/for-me/?situation=student", "/notices/timeline/",
    "/notices/", "/notices/?when=ended", "/subscriptions/", "/subscriptions/sent/", "/places/", "/places/hicc/", "/programmes/",
    "/events/", "/events/?view=past", TEA, "/events/biyun-cooking-kung-pao/", "/events/seoul-street-kimchi/",
    f"{TEA}registration/", f"{TEA}registration/sent/", "/events/biyun-cooking-kung-pao/registration/",
    "/events/biyun-cooking-kung-pao/waitlist/", f"{TEA}waitlist/sent/",
    "/feedback/", "/feedback/?shelf=sources", "/feedback/?view=map", "/feedback/figures/", "/feedback/new/",
    "/privacy/", "/accessibility/", "/contact/", NO_SUCH_PAGE,
    "/account/login/", "/account/signup/", "/account/password/reset/", "/account/login/code/", "/account/inactive/",
]  # fmt: skip
ACCOUNT = [
    "/account/", "/account/about-me/", "/account/subscriptions/",
    "/account/profile/", "/account/registrations/", "/account/household/", "/account/suggestions/",
    "/account/email/", "/account/waitlist/", "/account/missed/", "/account/calendar/",
    "/account/password/change/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/", f"{TEA}registration/",
]  # fmt: skip
CHANGES = ["", "?do=party", "?do=answers", "?do=handover"]
SECOND_FACTOR = [
    "/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/generate/", "/account/2fa/totp/deactivate/", "/account/2fa/",
    "/account/2fa/reauthenticate/",
]  # fmt: skip


@dataclass
class Walk:
    """What was opened so far, and what was wrong with it: a walk goes to its end and tells everything at once."""

    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def go(self, walker: Walker, paths: Iterable[str]) -> None:
        """Open pages one after the other, each with its check."""
        for path in paths:
            try:
                walker.go(path)
            except AssertionError as complaint:
                self.wrong.append(str(complaint))
                walker.complaints.clear()
            self.arrived(walker, path)
            if walker.scene.language == "en":  # English words are the wider ones
                self.at_other_size(walker)

    def at_other_size(self, walker: Walker) -> None:
        """Look at the open page in a window of the other size, and at 400 % (WCAG 1.4.10, reflow): does it fit?"""
        sizes = SIZES | {"desktop at 400 %": {"width": 320, "height": 256}}
        for size in (*(other for other in sizes if other != walker.scene.size), walker.scene.size):
            walker.page.set_viewport_size(sizes[size])  # type: ignore[arg-type]  # a plain dict of two numbers
            if excess := walker.excess():
                self.wrong.append(f"{walker.page.url} is {excess} px wider than a {size}")

    def send(self, walker: Walker, path: str, **typed: str) -> None:
        """Fill in a form to reach the page behind it."""
        page = walker.page
        page.goto(f"/{walker.scene.language}{path}")
        for name, value in typed.items():
            page.fill(f"main input[name={name}]", value)
        for box in page.locator("main input[type=checkbox][required]").all():
            box.check(force=True)
        with page.expect_navigation():
            page.locator(f"main input[name={next(reversed(typed))}]").press("Enter")
        try:
            walker.check()
        except AssertionError as complaint:
            self.wrong.append(str(complaint))
        self.arrived(walker, path)

    def arrived(self, walker: Walker, path: str) -> None:
        """Remember which page it was, unless it was only a refusal."""
        page = walker.page
        status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        if status != (404 if path == NO_SUCH_PAGE else 200):
            self.wrong.append(f"{path} answered {status}")
        elif status == 200:
            with translation.override(walker.scene.language):
                self.seen.add(resolve(urlsplit(page.url).path).view_name)


@pytest.fixture
def filled(people: dict[str, User], language: str) -> dict[str, str]:
    """Fill the site as the demo does, and return the paths of what only the database knows."""
    now = timezone.now()
    events.invent(now)
    feedback.invent(now)
    huacao = Membership.objects.get(user=people["editor"], role="editor").body
    other = Language.CHINESE if language == Language.ENGLISH else Language.ENGLISH
    own = language.replace("-", "_")
    one_sided = published(
        huacao, by=people["editor"], approved_by=people["manager"], kind=Notice.Kind.NEWS, source_language=other,
        without=(f"title_{own}", f"summary_{own}", f"text_{own}"), decided_as="Li Wei, Huacao",
    )  # fmt: skip
    draft = a_notice(huacao, by=people["editor"], kind=Notice.Kind.NEWS)
    submitted = a_notice(huacao, by=people["editor"], kind=Notice.Kind.NEWS)
    publishing.submit(submitted.editions.get(), by=people["editor"])
    suggestions = Suggestion.objects.counted()
    released = suggestions.filter(public_state="released").first()
    imported = Suggestion.objects.history().first()
    assert released is not None
    assert imported is not None
    seats = Registration.objects.filter(contact__user=people["resident"], state="confirmed", date__starts_at__gt=now)[0]
    return {
        "fact": Notice.objects.published().exclude(pk=one_sided.pk).for_listing()[0].slug,
        "one_sided": one_sided.slug,
        "edition": str(one_sided.current_id),
        "draft": draft.slug,
        "submitted": submitted.slug,
        "released": released.reference,
        "imported": imported.reference,
        "own": suggestions.filter(contact__user=people["resident"])[0].reference,
        "awaiting": suggestions.filter(public_state="awaiting")[0].reference,
        "hidden": suggestions.filter(public_state="hidden")[0].reference,
        "asked": linking.make("question", Asked.objects.all()[0]),
        "inquiry": linking.make("inquiry", Inquiry.objects.filter(occasion="late")[0]),
        "follow": linking.make("follow", Follow.objects.create(suggestion=released, contact=people["neighbour"].contact)),
        "support": linking.make(
            "support", supporting.support(released, key=uuid4(), language="en", contact=people["editor"].contact)
        ),
        "snippet": f"/desk/snippets/{Snippet.objects.all()[0].pk}/",
        "report": f"/desk/reports/{Report.objects.all()[0].pk}/",
        "subscriptions": follower("reader@mail.example", township=huacao).subscriber.token,
        "subscription": linking.make("subscription", follower("b@mail.example")),
        "link": linking.make("suggestion", suggestions.filter(contact__user=people["resident"])[0]),
        "ticket": ticketing.text(seats),
        "registration": linking.make("registration", seats),
        "question": str(Question.objects.filter(event__slug="tea-ceremony-for-beginners")[0].pk),
        "seats": f"/account/registrations/{seats.reference}/",
        "member": f"/account/household/{Member.objects.filter(household__contact__user=people['resident'])[0].key}/",
        "offer": f"/account/waitlist/{WaitlistEntry.objects.get(contact__user=people['resident']).key}/",
        "coming": linking.make("coming", seats),
        "tea_date": EventDate.objects.filter(event__slug="tea-ceremony-for-beginners")[0].key,
        "date": EventDate.objects.get(event__slug="dumplings-and-stories").key,
        "taken": EventDate.objects.filter(event__slug="tea-ceremony-for-beginners")[0].key,
        "membership": str(Membership.objects.get(user=people["officer"]).pk),
        "translation": str(TranslationRequest.objects.open()[0].pk),
        "rule": str(RoutingRule.objects.all()[0].pk),
        "key": str(keying.issue("Hotline", body=huacao, hourly_limit=60, by=people["admin"]).key.pk),
    }


def as_visitor(walk: Walk, scene: Scene, made: dict[str, str]) -> None:
    visitor = scene.window()
    walk.go(visitor, PUBLIC)
    walk.go(visitor, [f"/notices/{made['fact']}/", f"/notices/{made['one_sided']}/history/", f"/notices/{made['one_sided']}/"])
    walk.go(visitor, [f"/feedback/{made['released']}/", f"/feedback/{made['imported']}/"])
    walk.go(
        visitor,
        [
            f"/feedback/{made['released']}/follow/",
            f"/feedback/{made['released']}/report/",
            f"/feedback/{made['released']}/support/news/",
        ],
    )
    walk.go(visitor, [f"/subscriptions/{made['subscriptions']}/", f"/l/{made['subscription']}/"])
    walk.go(visitor, [f"/l/{made['asked']}/", f"/l/{made['inquiry']}/", f"/l/{made['follow']}/", f"/l/{made['support']}/"])
    walk.go(visitor, [f"/l/{made['link']}/", f"/l/{made['registration']}/", f"/events/tickets/{made['ticket']}/"])
    walk.send(scene.window(), "/account/password/reset/", email="new@mail.example")
    walk.send(scene.window(), "/account/login/code/", email="new@mail.example")
    walk.send(scene.window(), "/account/signup/", email="new@mail.example", password1="a quite long one, too")


def as_resident(walk: Walk, scene: Scene, made: dict[str, str], people: dict[str, User]) -> None:
    resident = scene.sign_in("resident")
    walk.go(resident, [*ACCOUNT, f"/feedback/{made['own']}/", *(f"{made['seats']}{do}" for do in CHANGES), made["member"]])
    walk.go(resident, [made["offer"], f"/l/{made['coming']}/"])
    walk.send(resident, "/account/2fa/totp/activate/", password=PASSWORD)  # it asks for the password once more
    TOTP.activate(people["neighbour"], generate_totp_secret())
    RecoveryCodes.activate(people["neighbour"])
    walk.send(scene.window(), "/account/login/", login=demo_cast_email("neighbour"), password=PASSWORD)
    cautious = scene.person("neighbour")
    walk.send(cautious, SECOND_FACTOR[0], password=PASSWORD)
    walk.go(cautious, SECOND_FACTOR)
    people["resident"].set_unusable_password()  # as of somebody who only ever signs in by code
    people["resident"].save()
    walk.go(scene.person("resident"), ["/account/password/set/"])


def as_staff(walk: Walk, scene: Scene, made: dict[str, str]) -> None:
    tea, draft = "/desk/events/tea-ceremony-for-beginners/", "/desk/events/dumplings-and-stories/"
    tree = f"/desk/people/huacao/roles/{made['membership']}/end/"
    walk.go(scene.person("manager"), ["/desk/", "/desk/people/huacao/", tree, "/desk/suggestions/", "/desk/notices/"])
    walk.go(scene.person("organiser"), [
        "/desk/", "/desk/events/", "/desk/events/new/", tea, f"{tea}edit/", f"{tea}cancellation/", f"{tea}participants/",
        f"{tea}form/", f"{tea}form/preview/", f"{tea}questions/new/", f"{tea}questions/{made['question']}/", f"{tea}answers/",
        f"{tea}dates/{made['tea_date']}/door/",
        f"{tea}dates/{made['tea_date']}/volunteers/", f"{tea}queue/", f"{tea}reminders/", f"{tea}missed/",
        f"{tea}messages/", f"{tea}statistics/", f"{tea}clone/", "/desk/events/board/", "/desk/events/statistics/",
        draft, f"{draft}edit/", f"{draft}dates/{made['date']}/",
        f"{draft}dates/{made['date']}/move/",
        f"{draft}access/", f"{tea}dates/{made['taken']}/seats/?capacity=1",
        f"{draft}series/?starts_at=2030-09-27T14:00&ends_at=2030-09-27T16:00&every=week&count=4&capacity=20",
    ])  # fmt: skip
    held = Suggestion.objects.counted().filter(desk__slug="huacao").order_by("state").values_list("state", "reference")
    of_each_state = dict(held)
    here = f"/desk/suggestions/{of_each_state['routed']}/"
    walk.go(scene.person("officer"), [
        "/desk/", "/desk/suggestions/", "/desk/suggestions/?queue=all&kind=help", "/desk/suggestions/workload/",
        *(f"/desk/suggestions/{reference}/" for reference in of_each_state.values()),
        *(f"{here}{page}/" for page in ("unmasking", "joining", "belonging", "offices")),
        f"{here}answer/letter/",
        "/desk/answers/several/", "/desk/answers/release/", "/desk/snippets/", "/desk/snippets/new/", made["snippet"],
        "/desk/rates/",
    ])  # fmt: skip
    shelves = [f"/desk/moderation/{made[which]}/" for which in ("awaiting", "hidden", "released")]
    walk.go(scene.person("moderator"), ["/desk/", "/desk/moderation/", *shelves, "/desk/reports/", made["report"]])
    texts = [f"/desk/notices/{made[which]}/" for which in ("draft", "submitted", "one_sided")]
    walk.go(scene.person("editor"), [
        "/desk/", "/desk/notices/", "/desk/notices/new/", *texts, f"{texts[0]}draft/", "/desk/notices/calendar/?month=2026-12",
        f"{texts[0]}files/", f"{texts[0]}previews/", f"{texts[0]}unsaved/",
        "/desk/translations/", f"/desk/translations/{made['translation']}/",
        "/desk/translation-desk/", "/desk/translation-desk/files/",
        f"/desk/translation-desk/notice/{made['edition']}/{scene.language}/",
    ])  # fmt: skip
    walk.go(scene.person("admin"), [
        "/desk/", "/desk/people/", "/desk/notices/", f"/desk/notices/{made['fact']}/", "/desk/events/", "/desk/suggestions/",
        "/desk/events/biyun-cooking-kung-pao/queue/",
        "/desk/working-days/",
        "/desk/glossary/",
        f"/desk/glossary/{GlossaryTerm.objects.earliest('pk').pk}/",
        "/desk/searches/",
        "/desk/moderation/", "/desk/links/", "/desk/banners/", "/desk/routing/", f"/desk/routing/{made['rule']}/", "/desk/keys/",
        "/desk/audit/", "/desk/suggestions/stuck/",
        "/desk/routing/new/", "/desk/routing/rehearsal/", "/desk/categories/", "/desk/categories/new/", "/desk/categories/noise/",
        f"/desk/keys/{made['key']}/revocation/", "/styleguide/", "/styleguide/desk/",
    ])  # fmt: skip


def as_someone_trying_the_demo(walk: Walk, scene: Scene, settings: Any, folder: Path) -> None:
    settings.DEMO, settings.DEMO_MAILBOX = True, folder
    letter = mail.EmailMultiAlternatives("完成", "http://localhost/en/", to=["new@mail.example"])
    letter.attach_alternative("<p>Done</p>", "text/html")
    letter.extra_headers = {"Message-ID": "<delivery-1@mail.example>", "Content-Language": scene.language}
    mailbox.FolderBackend().send_messages([letter])
    walk.go(scene.window(), ["/", "/demo/mail/", "/demo/mail/delivery-1/"])


def test_every_page_is_accessible_and_fits_the_window(
    filled: dict[str, str], people: dict[str, User], scene: Scene, settings: Any, tmp_path: Path
) -> None:
    walk = Walk()
    as_visitor(walk, scene, filled)
    as_resident(walk, scene, filled, people)
    as_staff(walk, scene, filled)
    as_someone_trying_the_demo(walk, scene, settings, tmp_path)
    assert not walk.wrong, "\n".join(walk.wrong)
    acts = {name for name, door in DOORS.items() if door.method == "post"}
    assert set(every_name(get_resolver().url_patterns)) - acts - ELSEWHERE - walk.seen == set()
    assert walk.seen & (ELSEWHERE | acts) == set()
