"""What became public, as a feed for readers' programs: /feeds/en/suggestions.atom, ?township= narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from community.models import Body
from community.models.contact import Language
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LATEST = 30


class Suggestions(Feed[Suggestion, Any]):
    """Released suggestions, newest first, in one language of the site, by their public words only."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Speak the feed's language all through; another one is absent."""
        language = kwargs.pop("language")
        if language not in Language.values:
            raise Http404
        with translation.override(language):
            return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest) -> Body | None:
        """Return the township asked for; none means all. Absent for a name that is nobody's."""
        slug = request.GET.get("township", "")
        found = Body.objects.townships().filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise Http404
        return found

    def title(self, township: Any) -> str:
        """Return what the feed is called."""
        name = _("Suggestions and what was answered")
        return f"{name}: {township.full_name}" if township else name

    def link(self, township: Any) -> str:
        """Return the page of the same list."""
        return reverse("feedback:list") + (f"?township={township.slug}" if township else "")

    def items(self, township: Any) -> Any:
        """Return the latest."""
        found = Suggestion.objects.public()
        return showing.for_cards(found.in_township(township) if township else found)[:LATEST]

    def item_title(self, item: Any) -> str:
        """Return the public title."""
        return str(item.public_words.shown.title)

    def item_description(self, item: Any) -> str:
        """Return the public words, and the latest answer where there is one."""
        told = [item.public_words.shown.text]
        told += [f"{answer.body.full_name}: {answer.reading.masked_text}" for answer in item.released_answers[:1]]
        return "\n\n".join(told)

    def item_link(self, item: Any) -> str:
        """Return its public page."""
        return reverse("feedback:detail", args=[item.reference])

    def item_pubdate(self, item: Any) -> Any:
        """Return when it was written."""
        return item.created_at

    def item_updateddate(self, item: Any) -> Any:
        """Return when it was answered last."""
        return max([item.created_at, *(answer.released_at for answer in item.released_answers)])

    def item_categories(self, item: Any) -> list[str]:
        """Return its category."""
        return [item.category.name]
