"""Notices for readers' programs: /feeds/en/notices.atom, .rss; ?township=, ?topic=, ?kind=, ?audience= narrow them.

An entry keeps its id as long as the notice lives, and `updated` moves on major changes only. Somebody's own selection has a
secret address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from community import following
from community.models import Body, Notice, Subscriber, Subscription, Topic
from community.models.contact import Language
from community.models.subscription import AUDIENCES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models.notice import NoticeQuerySet

FRESH = 600  # seconds a program may keep a public feed
BORN = 2026  # of the ids; it never changes, whatever becomes of addresses


@dataclass(frozen=True)
class Selection:
    """What one feed holds, and where the same is read as a page."""

    name: str
    page: str
    notices: NoticeQuerySet
    address: str


class NoticesAtom(Feed[Notice, Selection]):
    """Published notices, what was news last first, in one language of the site."""

    feed_type: type[SyndicationFeed] = Atom1Feed
    form = "atom"
    name = "feed_notices_atom"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Speak the feed's language all through; another one is absent."""
        language = kwargs["language"]
        if language not in Language.values:
            raise Http404
        with translation.override(language):
            response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={FRESH}"
        return response

    def get_object(self, request: HttpRequest, language: str) -> Selection:
        """Return what was asked for. Absent for a name that is nobody's."""
        asked = {name: request.GET.get(name, "") for name in ("topic", "township", "kind", "audience")}
        wish = Subscription(
            topic=_one(Topic.objects.all(), asked["topic"]),
            township=_one(Body.objects.townships(), asked["township"]),
            kind=asked["kind"],
            audience=asked["audience"],
        )
        if asked["kind"] not in {"", *Notice.Kind.values} or asked["audience"] not in {"", *AUDIENCES}:
            raise Http404
        query = urlencode({name: value for name, value in asked.items() if value})
        address = reverse(self.name, args=[language]) + (f"?{query}" if query else "")
        page = urlencode({name: asked[name] for name in ("topic", "kind") if asked[name]})
        notices = following.notices_of(topic=wish.topic, township=wish.township, kind=wish.kind, audience=wish.audience)
        return Selection(
            name=_("Notices: %(what)s") % {"what": wish.what} if query else _("Notices"),
            page=reverse("township", args=[wish.township.slug])
            if wish.township
            else reverse("community:notices") + (f"?{page}" if page else ""),
            notices=notices,
            address=address,
        )

    # --- The feed -------------------------------------------------------------------------------------------------------
    def title(self, selection: Selection) -> str:
        """Return what the feed is called."""
        return selection.name

    def subtitle(self) -> str:
        """Return what is in it."""
        return _("What is new, and what changed in a way that matters.")

    description = subtitle

    def link(self, selection: Selection) -> str:
        """Return the page of the same list."""
        return settings.SITE_URL + selection.page

    def feed_url(self, selection: Selection) -> str:
        """Return the address of the feed itself, which is also its id."""
        return settings.SITE_URL + selection.address

    feed_guid = feed_url

    def items(self, selection: Selection) -> list[Notice]:
        """Return the latest."""
        return list(selection.notices[: following.LATEST])

    # --- One notice -----------------------------------------------------------------------------------------------------
    def item_title(self, item: Notice) -> Any:
        """Return its title, in the feed's language or the one it has."""
        return item.current.reading.title if item.current else ""

    def item_description(self, item: Notice) -> str:
        """Return what changed, if that is the news, and the summary."""
        if item.current is None:
            return ""
        reading = item.current.reading
        is_changed = item.current.number > 1 and item.news_at == item.current.published_at  # type: ignore[attr-defined]
        note = [_("What changed: %(note)s") % {"note": reading.change_note}] if is_changed and reading.change_note else []
        later = item.successor
        address = settings.SITE_URL + reverse("community:notice", args=[later.slug]) if later else ""
        replaced = [_("Replaced by: %(title)s %(address)s") % {"title": later.title, "address": address}] if later else []
        return "\n\n".join([*replaced, *note, reading.summary])

    def item_link(self, item: Notice) -> str:
        """Return its page."""
        return settings.SITE_URL + reverse("community:notice", args=[item.slug])

    def item_guid(self, item: Notice) -> str:
        """Return an id that no amendment and no other address changes."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{BORN}:notices/{item.pk}/{translation.get_language()}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Notice) -> Any:
        """Return when it was published first."""
        return timezone.localtime(item.first_at)  # type: ignore[attr-defined]  # following.by_news

    def item_updateddate(self, item: Notice) -> Any:
        """Return when it last changed in a way that matters."""
        return timezone.localtime(item.news_at)  # type: ignore[attr-defined]  # following.by_news

    def item_author_name(self, item: Notice) -> str:
        """Return whose words they are."""
        return item.body.full_name

    def item_categories(self, item: Notice) -> list[str]:
        """Return its topic and its kind."""
        return [*([item.topic.name] if item.topic else []), str(item.get_kind_display())]


class NoticesRss(NoticesAtom):
    """The same as RSS 2.0."""

    feed_type = Rss201rev2Feed
    form = "rss"
    name = "feed_notices_rss"


class PrivateAtom(NoticesAtom):
    """Everything one subscriber follows, for whoever has the secret address."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Speak the subscriber's language; keep it out of caches and search engines."""
        subscriber = Subscriber.of_feed_token(kwargs["token"])
        if subscriber is None:
            raise Http404
        with translation.override(subscriber.language):
            response = Feed.__call__(self, request, *args, subscriber=subscriber, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, _request: HttpRequest, token: str, subscriber: Subscriber) -> Selection:  # type: ignore[override]  # another address
        """Return what the subscriber follows."""
        return Selection(
            name=_("Notices you follow"),
            page=reverse("community:notices"),
            notices=following.notices_for(subscriber),
            address=reverse("feed_notices_private", args=[token, self.form]),
        )


class PrivateRss(PrivateAtom):
    """The same as RSS 2.0."""

    feed_type = Rss201rev2Feed
    form = "rss"


def private(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """Give the private feed in the form that is asked for."""
    feeds = {"atom": PrivateAtom, "rss": PrivateRss}
    if form not in feeds:
        raise Http404
    return feeds[form]()(request, token=token)


def _one(rows: Any, slug: str) -> Any:
    """Return the row of a slug, None where none was asked for; absent where there is none."""
    found = rows.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise Http404
    return found
