"""Following notices: the form, the confirmation behind a mail's link, one's own page, and the end by one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community import accounts, linking, subscribing
from community.forms import bound
from community.forms.accounts import LANGUAGES
from community.forms.subscriptions import PreferencesForm, SubscribeForm
from community.limiting import limited
from community.models import Subscriber, Subscription

if TYPE_CHECKING:
    from django.http import HttpRequest

    from community.accounts import SignedInRequest
    from community.models import Link

FEEDS = {"atom": "Atom", "rss": "RSS"}
PREFILLED = ("township", "topic", "kind", "audience")


@limited("subscribe")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask to be told of notices. The answer never says who follows what already."""
    by = request.user if request.user.is_authenticated else None
    typed = bound(request) or {"initial": {name: request.GET[name] for name in PREFILLED if name in request.GET}}
    form = SubscribeForm(**typed, by=by)
    if form.is_bound and form.is_valid():
        try:
            form.save()
        except subscribing.TooMany as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("account_subscriptions" if by else "community:subscribe_sent")
    return render(request, "community/subscribe.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, whether or not one is."""
    return render(request, "community/subscribe_sent.html", {"days": subscribing.CONFIRM_WITHIN.days})


@linking.serves(subscribing.CONFIRM_LINK)
def confirmation(request: HttpRequest, link: Link) -> HttpResponse:
    """Confirm that an address wants to follow: one button."""
    found = Subscription.objects.for_listing().select_related("subscriber__contact").filter(pk=link.target_id).first()
    if found is None:
        raise linking.LinkError
    if request.method != "POST" or "switch_language" in request.POST:
        return render(request, "community/subscription_link.html", {"subscription": found})
    linking.use(link)
    subscribing.confirm(found)
    messages.success(request, _("We write to you from now on."))
    return redirect("community:subscriptions", found.subscriber.token)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def subscriptions(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an address follows to whoever has the secret of one of its mails; a POST changes it."""
    response = _preferences(request, _of(token), own=False)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def account_subscriptions(request: SignedInRequest) -> HttpResponse:
    """Show what one follows; a POST changes it."""
    contact = accounts.contact_of(request.user)
    subscriber = Subscriber.objects.filter(contact=contact).first()
    if subscriber is None:
        if request.method == "POST":
            raise Http404
        subscriber = Subscriber(contact=contact, language=contact.language)
    return _preferences(request, subscriber, own=True)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End all mails at the one click of a mail program (RFC 8058); a person who opens the address is led to their page."""
    subscriber = _of(token)
    if request.method == "POST":
        subscribing.end_all(subscriber)
        return HttpResponse("OK", content_type="text/plain")
    with translation.override(subscriber.language):
        return redirect("community:subscriptions", token)


def _of(token: str) -> Subscriber:
    subscriber = Subscriber.of_token(token)
    if subscriber is None:
        raise Http404
    return subscriber


def _preferences(request: HttpRequest, subscriber: Subscriber, *, own: bool) -> HttpResponse:
    if request.method == "POST" and "switch_language" not in request.POST:
        form = PreferencesForm(request.POST, subscriber=subscriber)
        if not form.is_valid():
            raise Http404
        form.save()
        messages.success(request, _("Done."))
        return redirect(request.path)
    kept = subscriber.subscriptions.active().for_listing() if subscriber.pk else []
    context = {
        "subscriber": subscriber,
        "kept": kept,
        "address": subscriber.contact.email if own else hidden(subscriber.contact.email),
        "rhythms": Subscription.Rhythm.choices,
        "written": LANGUAGES,
        "feeds": [(form, name, _feed_address(subscriber, form)) for form, name in FEEDS.items()],
    }
    return render(request, "community/subscriptions.html", context)


def _feed_address(subscriber: Subscriber, form: str) -> str:
    return settings.SITE_URL + reverse("feed_notices_private", args=[subscriber.feed_token, form])


def hidden(address: str) -> str:
    """Return an address so that its holder knows it again and nobody else learns it: a forwarded mail carries the secret."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
