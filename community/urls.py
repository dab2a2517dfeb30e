"""Addresses of the ground floor: `pages` stand under the language, `desk` under /<language>/desk/, `bare` under neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from community import feeds
from community.desk import (
    banners,
    calendar,
    editions,
    enclosures,
    glossary,
    people,
    previews,
    reviews,
    sources,
    superseding,
    translation_files,
    translations,
    working_days,
    writing,
)
from community.desk import notices as desk_notices
from community.views import accounts, concerning, files, invitations, links, notices, pictures, places, subscriptions, timeline  # noqa: F401  # invitations names itself

if TYPE_CHECKING:
    from django.urls import URLPattern

# names: <name>; they stand under account/ before allauth's own, which they replace
account: list[URLPattern] = [
    path("", accounts.account_page, name="account"),
    path("profile/", accounts.profile, name="account_profile"),
    path("about-me/", concerning.about_me, name="account_about_me"),
    path("subscriptions/", subscriptions.account_subscriptions, name="account_subscriptions"),
    path("login/", accounts.LoginView.as_view(), name="account_login"),
    path("login/code/", accounts.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", accounts.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("signup/", accounts.SignupView.as_view(), name="account_signup"),
    path("confirm-email/", accounts.ConfirmEmailView.as_view(), name="account_email_verification_sent"),
    path("email/", accounts.EmailView.as_view(), name="account_email"),
    path("reauthenticate/", accounts.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("password/change/", accounts.PasswordChangeView.as_view(), name="account_change_password"),
    path("password/set/", accounts.PasswordSetView.as_view(), name="account_set_password"),
    path("password/reset/", accounts.PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/confirm/", accounts.ConfirmPasswordResetCodeView.as_view(), name="account_confirm_password_reset_code"),
    path("password/reset/complete/", accounts.CompletePasswordResetView.as_view(), name="account_complete_password_reset"),
    path("2fa/authenticate/", accounts.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", accounts.ReauthenticateByCodeView.as_view(), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", accounts.ActivateTOTPView.as_view(), name="mfa_activate_totp"),
]

# names: community:<name>
pages: list[URLPattern] = [
    path("l/<str:token>/", links.link, name="link"),
    path("notices/", notices.notices, name="notices"),
    path("notices/timeline/", timeline.timeline, name="timeline"),
    path("notices/for-me/", concerning.notices_for_me, name="notices_for_me"),
    path("notices/<slug:slug>/", notices.notice, name="notice"),
    path("notices/<slug:slug>/card.png", pictures.notice_card, name="notice_card"),
    path("notices/<slug:slug>/history/", notices.history, name="notice_history"),
    path("subscriptions/", subscriptions.subscribe, name="subscribe"),
    path("subscriptions/sent/", subscriptions.sent, name="subscribe_sent"),
    path("subscriptions/<str:token>/", subscriptions.subscriptions, name="subscriptions"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("places/<slug:slug>/card.png", pictures.place_card, name="place_card"),
    path("programmes/", places.programmes, name="programmes"),
]

# names: desk_<name>
desk: list[URLPattern] = [
    path("working-days/", working_days.listing, name="desk_working_days"),
    path("working-days/year/", working_days.year, name="desk_working_year"),
    path("working-days/<int:pk>/removal/", working_days.removal, name="desk_working_day_removal"),
    path("glossary/", glossary.glossary, name="desk_glossary"),
    path("glossary/<int:pk>/", glossary.term, name="desk_glossary_term"),
    path("glossary/<int:pk>/removal/", glossary.removal, name="desk_glossary_removal"),
    path("searches/", glossary.searches, name="desk_searches"),
    path("people/", people.people, name="desk_people"),
    path("people/<slug:slug>/", people.people_of, name="desk_people_of"),
    path("people/<slug:slug>/roles/<int:pk>/end/", people.role_end, name="desk_role_end"),
    path("people/<slug:slug>/invitations/<int:pk>/withdrawal/", people.invitation_withdrawal, name="desk_invitation_withdrawal"),
    path("translation-desk/", translations.listing, name="desk_translation_list"),
    path("translation-desk/files/", translation_files.files, name="desk_translation_files"),
    path("translation-desk/files/archive/", translation_files.archive, name="desk_translation_archive"),
    path("translation-desk/<slug:shelf>/<int:pk>/<slug:language>/", translations.detail, name="desk_translation_item"),
    path("translation-desk/<slug:shelf>/<int:pk>/<slug:language>/claim/", translations.claim, name="desk_translation_item_claim"),
    path(
        "translation-desk/<slug:shelf>/<int:pk>/<slug:language>/return/",
        translations.giving_back,
        name="desk_translation_item_return",
    ),
    path("translation-desk/<slug:shelf>/<int:pk>/<slug:language>/check/", translations.check, name="desk_translation_item_check"),
    path(
        "translation-desk/<slug:shelf>/<int:pk>/<slug:language>/correction/",
        translations.correction,
        name="desk_translation_item_correction",
    ),
    path("translation-desk/<slug:shelf>/<int:pk>/<slug:language>/xliff/", translations.file, name="desk_translation_item_file"),
    path(
        "translation-desk/<slug:shelf>/<int:pk>/<slug:language>/import/",
        translations.taking_in,
        name="desk_translation_item_import",
    ),
    path("links/", sources.links, name="desk_links"),
    path("links/<int:pk>/settled/", sources.settled, name="desk_link_settled"),
    path("banners/", banners.banners, name="desk_banners"),
    path("banners/<int:pk>/end/", banners.banner_end, name="desk_banner_end"),
    path("notices/", desk_notices.notices, name="desk_notices"),
    path("notices/new/", writing.new, name="desk_notice_new"),
    path("notices/new/autosave/", writing.autosave_new, name="desk_notice_new_autosave"),
    path("notices/new/unsaved/end/", writing.unsaved_discard_new, name="desk_notice_new_discard"),
    path("notices/calendar/", calendar.calendar, name="desk_notices_calendar"),
    path("notices/<slug:slug>/", desk_notices.notice, name="desk_notice"),
    path("notices/<slug:slug>/draft/", writing.draft, name="desk_notice_draft"),
    path("notices/<slug:slug>/autosave/", writing.autosave, name="desk_notice_autosave"),
    path("notices/<slug:slug>/turn/", writing.turn, name="desk_notice_turn"),
    path("notices/<slug:slug>/unsaved/", writing.unsaved, name="desk_notice_unsaved"),
    path("notices/<slug:slug>/unsaved/end/", writing.unsaved_discard, name="desk_notice_unsaved_discard"),
    path("notices/<slug:slug>/unsaved/<int:pk>/use/", writing.unsaved_use, name="desk_notice_unsaved_use"),
    path("notices/<slug:slug>/files/", enclosures.enclosures, name="desk_notice_files"),
    path("notices/<slug:slug>/files/<int:pk>/", enclosures.enclosure, name="desk_notice_file"),
    path("notices/<slug:slug>/files/<int:pk>/removal/", enclosures.removal, name="desk_notice_file_removal"),
    path("notices/<slug:slug>/previews/", previews.sharing, name="desk_notice_previews"),
    path("notices/<slug:slug>/previews/end/", previews.ending, name="desk_notice_previews_end"),
    path("notices/<slug:slug>/review/", reviews.review, name="desk_notice_review"),
    path("notices/<slug:slug>/submission/", desk_notices.submission, name="desk_notice_submission"),
    path("notices/<slug:slug>/return/", desk_notices.sending_back, name="desk_notice_return"),
    path("notices/<slug:slug>/publication/", desk_notices.publication, name="desk_notice_publication"),
    path("notices/<slug:slug>/schedule/", editions.scheduling, name="desk_notice_schedule"),
    path("notices/<slug:slug>/schedule/end/", editions.unscheduling, name="desk_notice_unschedule"),
    path("notices/<slug:slug>/breaking/", editions.forcing, name="desk_notice_force"),
    path("notices/<slug:slug>/signature/", editions.signature, name="desk_notice_signature"),
    path("notices/<slug:slug>/withdrawal/", editions.withdrawal, name="desk_notice_withdrawal"),
    path("notices/<slug:slug>/archive/", editions.archiving, name="desk_notice_archive"),
    path("notices/<slug:slug>/removal/", editions.removal, name="desk_notice_removal"),
    path("notices/<slug:slug>/supersession/", superseding.supersession, name="desk_notice_supersession"),
    path("notices/<slug:slug>/supersession/<int:pk>/end/", superseding.supersession_end, name="desk_notice_supersession_end"),
    path("notices/<slug:slug>/revision/", desk_notices.revision, name="desk_notice_revision"),
]

# names: <name>
bare: list[URLPattern] = [
    path("files/<int:pk>/", files.file, name="file"),
    path("feeds/<str:language>/notices.atom", feeds.NoticesAtom(), name="feed_notices_atom"),
    path("feeds/<str:language>/notices.rss", feeds.NoticesRss(), name="feed_notices_rss"),
    path("feeds/private/<str:token>.<str:form>", feeds.private, name="feed_notices_private"),
    path("unsubscribe/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
]
