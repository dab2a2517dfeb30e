"""Calendar files: one date, a household by its secret address, a township. And the page where the address is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.models import Body, Profile
from events import calendars
from events.models import CalendarFeed, Event

if TYPE_CHECKING:
    from django.http import HttpRequest

    from events.policies import SignedInRequest

FRESH = 600  # seconds a program may keep a public calendar


@require_safe
def date(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give one date of an event as a file."""
    event = get_object_or_404(Event.objects.published().for_page(), slug=slug)
    found = next((date for date in event.dates.select_related("place") if date.key == key), None)
    if found is None:
        raise Http404
    found.event = event
    with translation.override(_language(request)):
        return _file(calendars.of_date(found), f"{slug}-{key}")


@require_safe
def township(request: HttpRequest, slug: str) -> HttpResponse:
    """Give what is on in a township, for everyone."""
    body = get_object_or_404(Body.objects.townships().select_related("parent"), slug=slug)
    with translation.override(_language(request)):
        return _file(calendars.of_township(body, timezone.now()), slug)


@require_safe
@never_cache
def household(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001  # the address says all
    """Give a household's own calendar to whoever has its address, in the language of its mails."""
    feed = _feed(token)
    with translation.override(feed.contact.language):
        return _file(calendars.of_household(feed.contact, timezone.now()), "my-events", private=True)


@require_safe
@never_cache
def own_township(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001  # the same
    """Give what is on in the township that the holder of an address lives in; it follows a change of the profile."""
    feed = _feed(token)
    profile = get_object_or_404(Profile.objects.select_related("township__parent"), contact=feed.contact, township__isnull=False)
    assert profile.township is not None  # noqa: S101  # asked for above
    with translation.override(feed.contact.language):
        return _file(calendars.of_township(profile.township, timezone.now()), profile.township.slug, private=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def account(request: SignedInRequest) -> HttpResponse:
    """Show the secret addresses of one's calendars; a POST makes them, or changes them."""
    contact = request.user.contact
    if request.method == "POST":
        calendars.change_address(contact)
        messages.success(request, _("Your calendars have a new address. The old one opens nothing any more."))
        return redirect("account_calendar")
    feed = CalendarFeed.objects.filter(contact=contact).first()
    profile = Profile.objects.select_related("township__parent").filter(contact=contact).first()
    context: dict[str, object] = {"feed": feed, "township": profile.township if profile else None}
    if feed is not None:
        context["household_address"] = settings.SITE_URL + reverse("calendar_household", args=[feed.token])
        context["township_address"] = settings.SITE_URL + reverse("calendar_own_township", args=[feed.token])
    return render(request, "events/account_calendar.html", context)


def _feed(token: str) -> CalendarFeed:
    feed = CalendarFeed.of_token(token)
    if feed is None:
        raise Http404
    return feed


def _language(request: HttpRequest) -> str:
    """Return the language that an address asks for, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE


def _file(content: bytes, name: str, *, private: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["X-Robots-Tag"] = "noindex"
    if not private:
        response["Cache-Control"] = f"public, max-age={FRESH}"
    return response
