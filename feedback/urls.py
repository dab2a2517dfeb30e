"""Addresses: `pages` stand under /<language>/feedback/, `account` under /<language>/account/, `desk` under /<language>/desk/.

`bare` are machines' addresses, without a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from feedback import feeds
from feedback.desk import (
    answers,
    belonging,
    categories,
    joining,
    keys,
    moderation,
    offices,
    photos,
    queues,
    rates,
    reports,
    routing,
    snippets,
    stuck,
    talk,
    translations,
    triage,
    unmasking,
    work,
    workload,
)
from feedback.open311 import views as open311
from feedback.views import figures, follows, own, suggestions, supports
from feedback.views import reports as readers

if TYPE_CHECKING:
    from django.urls import URLPattern

# names: feedback:<name>
pages: list[URLPattern] = [
    path("", suggestions.listing, name="list"),
    path("new/", suggestions.new, name="new"),
    path("new/hints/", suggestions.hints, name="hints"),
    path("figures/", figures.figures, name="figures"),
    path("<slug:reference>/", suggestions.detail, name="detail"),
    path("<slug:reference>/card.png", suggestions.card, name="card"),
    path("<slug:reference>/report/", readers.report, name="report"),
    path("<slug:reference>/follow/", follows.follow, name="follow"),
    path("<slug:reference>/thanks/", suggestions.thanks, name="thanks"),
    path("<slug:reference>/support/", supports.support, name="support"),
    path("<slug:reference>/support/news/", supports.news, name="support_news"),
]

# names: <name>
account: list[URLPattern] = [
    path("suggestions/", own.listing, name="account_suggestions"),
]

# names: desk_<name>
desk: list[URLPattern] = [
    path("suggestions/", queues.listing, name="desk_suggestions"),
    path("suggestions/assignments/", triage.assignments, name="desk_assignments"),
    path("suggestions/filters/", triage.filters, name="desk_filters"),
    path("suggestions/filters/<int:pk>/removal/", triage.filter_removal, name="desk_filter_removal"),
    path("suggestions/stuck/", stuck.listing, name="desk_stuck"),
    path("suggestions/workload/", workload.listing, name="desk_workload"),
    path("suggestions/<slug:reference>/", work.detail, name="desk_suggestion"),
    path("suggestions/<slug:reference>/sight/", work.sight, name="desk_suggestion_sight"),
    path("suggestions/<slug:reference>/assignment/", work.assignment, name="desk_suggestion_assignment"),
    path("suggestions/<slug:reference>/handover/", work.handover, name="desk_suggestion_handover"),
    path("suggestions/<slug:reference>/answer/", work.answer, name="desk_suggestion_answer"),
    path("suggestions/<slug:reference>/answer/release/", work.release, name="desk_suggestion_release"),
    path("suggestions/<slug:reference>/answer/return/", work.sending_back, name="desk_suggestion_return"),
    path("suggestions/<slug:reference>/translation/", work.translation_request, name="desk_suggestion_translation"),
    path("suggestions/<slug:reference>/joining/", joining.joining, name="desk_suggestion_joining"),
    path("suggestions/<slug:reference>/language/", joining.language, name="desk_suggestion_language"),
    path("suggestions/<slug:reference>/unmasking/", unmasking.unmasking, name="desk_suggestion_unmasking"),
    path("suggestions/<slug:reference>/belonging/", belonging.page, name="desk_suggestion_belonging"),
    path("suggestions/<slug:reference>/sorting/", belonging.sorting, name="desk_suggestion_sorting"),
    path("suggestions/<slug:reference>/bounce/", belonging.bounce, name="desk_suggestion_bounce"),
    path("suggestions/<slug:reference>/answer/letter/", answers.paste, name="desk_suggestion_letter"),
    path("suggestions/<slug:reference>/question/", talk.question, name="desk_suggestion_question"),
    path("suggestions/<slug:reference>/note/", talk.note, name="desk_suggestion_note"),
    path("suggestions/<slug:reference>/mentions/", talk.mentions, name="desk_suggestion_mentions"),
    path("suggestions/<slug:reference>/review/", reports.review, name="desk_suggestion_review"),
    path("answers/several/", answers.bulk, name="desk_answers_bulk"),
    path("answers/release/", answers.releasing, name="desk_answers_release"),
    path("snippets/", snippets.listing, name="desk_snippets"),
    path("snippets/new/", snippets.new, name="desk_snippet_new"),
    path("snippets/<int:pk>/", snippets.detail, name="desk_snippet"),
    path("snippets/<int:pk>/retirement/", snippets.retirement, name="desk_snippet_retirement"),
    path("reports/", reports.listing, name="desk_reports"),
    path("reports/<int:pk>/", reports.detail, name="desk_report"),
    path("rates/", rates.rates, name="desk_rates"),
    path("suggestions/<slug:reference>/offices/", offices.page, name="desk_suggestion_offices"),
    path("suggestions/<slug:reference>/consultation/", offices.consultation, name="desk_consultation"),
    path("suggestions/<slug:reference>/consultation/<int:pk>/view/", offices.view, name="desk_consultation_view"),
    path("suggestions/<slug:reference>/closing/", offices.closing, name="desk_closing"),
    path("suggestions/<slug:reference>/closing/release/", offices.closing_release, name="desk_closing_release"),
    path("suggestions/<slug:reference>/closing/return/", offices.closing_return, name="desk_closing_return"),
    path("moderation/", moderation.listing, name="desk_moderation"),
    path("moderation/<slug:reference>/", moderation.release, name="desk_moderate"),
    path("suggestions/<slug:reference>/photos/<int:position>/", photos.photo, name="desk_suggestion_photo"),
    path("moderation/<slug:reference>/photos/", photos.releasing, name="desk_moderate_photos"),
    path("moderation/<slug:reference>/hiding/", moderation.hiding, name="desk_moderate_hiding"),
    path("moderation/<slug:reference>/restoration/", moderation.restoration, name="desk_moderate_restoration"),
    path("translations/", translations.listing, name="desk_translations"),
    path("translations/<int:pk>/", translations.detail, name="desk_translation"),
    path("translations/<int:pk>/language/", translations.language, name="desk_translation_language"),
    path("translations/<int:pk>/claim/", translations.claim, name="desk_translation_claim"),
    path("moderation/<slug:reference>/redaction/", moderation.redaction, name="desk_moderate_redaction"),
    path("moderation/<slug:reference>/earlier/", moderation.earlier, name="desk_moderate_earlier"),
    path("translations/<int:pk>/return/", translations.giving_back, name="desk_translation_return"),
    path("translations/<int:pk>/check/", translations.check, name="desk_translation_check"),
    path("routing/", routing.listing, name="desk_routing"),
    path("routing/new/", routing.new, name="desk_routing_new"),
    path("routing/rehearsal/", routing.rehearsal, name="desk_routing_rehearsal"),
    path("routing/errors/<int:pk>/settlement/", routing.settlement, name="desk_routing_settlement"),
    path("routing/<int:pk>/place/", routing.place, name="desk_routing_place"),
    path("routing/<int:pk>/", routing.rule, name="desk_routing_rule"),
    path("categories/", categories.listing, name="desk_categories"),
    path("categories/new/", categories.new, name="desk_category_new"),
    path("categories/<slug:slug>/", categories.contract, name="desk_category"),
    path("keys/", keys.listing, name="desk_keys"),
    path("keys/<int:pk>/revocation/", keys.revocation, name="desk_key_revocation"),
]

# names: open311_<name>, feed_<name>
bare: list[URLPattern] = [
    path("feeds/<str:language>/suggestions.atom", feeds.Suggestions(), name="feed_suggestions"),
    path("open311/v2/discovery.<str:fmt>", open311.discovery, name="open311_discovery"),
    path("open311/v2/services.<str:fmt>", open311.service_list, name="open311_services"),
    path("open311/v2/services/<slug:code>.<str:fmt>", open311.service_definition, name="open311_service"),
    path("open311/v2/requests.<str:fmt>", open311.request_list, name="open311_requests"),
    path("open311/v2/requests/<slug:reference>.<str:fmt>", open311.one_request, name="open311_request"),
    path("open311/v2/tokens/<slug:token>.<str:fmt>", open311.token, name="open311_token"),
    path("open311/v2/servicerequestupdates.<str:fmt>", open311.updates, name="open311_updates"),
    path("open311/v2/<path:rest>", open311.missing, name="open311_missing"),
]
