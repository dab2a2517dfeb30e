"""The site's table of contents. Everything people read stands under its language; machines' addresses do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

import community.urls
import events.urls
import feedback.urls
from portal import health
from portal.sitemaps import SITEMAPS
from portal.views import about, audit, demo, home, search, styleguide, townships
from portal.views import desk as desk_front

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

pages: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("townships/", townships.townships, name="townships"),
    path("townships/<slug:slug>/", townships.township, name="township"),
    path("townships/<slug:slug>/card.png", townships.township_card, name="township_card"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("contact/", about.contact, name="contact"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/desk/", styleguide.desk, name="styleguide_desk"),
    path("demo/mail/", demo.outbox, name="demo_outbox"),
    path("demo/mail/<str:name>/", demo.letter, name="demo_letter"),
    path("demo/mail/<str:name>/html/", demo.letter_html, name="demo_letter_html"),
    path("account/", include(community.urls.account)),
    path("account/", include(events.urls.account)),
    path("account/", include(feedback.urls.account)),
    path("account/", include("allauth.urls")),
    path("", include((community.urls.pages, "community"))),
    path("events/", include((events.urls.pages, "events"))),
    path("feedback/", include((feedback.urls.pages, "feedback"))),
]

desk: list[URLPattern | URLResolver] = [
    path("", desk_front.front, name="desk"),
    path("seen/", desk_front.seen, name="desk_seen"),
    path("audit/", audit.trail, name="desk_audit"),
    *community.urls.desk,
    *events.urls.desk,
    *feedback.urls.desk,
]

urlpatterns = [
    path("", home.by_language, name="root"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    *community.urls.bare,
    *events.urls.bare,
    *feedback.urls.bare,
    *i18n_patterns(*pages, path("desk/", include(desk))),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"
