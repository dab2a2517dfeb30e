"""The search page: one index over everything that can be found; and what is offered while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community import limiting, searching
from community.models import Body, Notice, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

# In the order of the tabs: kind, name of the tab, name of one, colour of its tag.
KINDS = (
    ("township", _("Townships"), _("Township"), ""),
    ("notice", _("Notices"), _("Notice"), "blue"),
    ("event", _("Events"), _("Event"), "brick"),
    ("place", _("Places"), _("Place"), ""),
    ("programme", _("Programmes"), _("Programme"), ""),
    ("suggestion", _("Suggestions"), _("Suggestion"), "green"),
)
NAMES = {kind: (name, colour) for kind, _tab, name, colour in KINDS}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, by kind, township, topic and page; whatever is asked, the answer is a page."""
    query = " ".join(request.GET.get("q", "").split())
    now, language = timezone.now(), get_language() or "en"
    if len(query) > searching.LONGEST_QUERY:
        return render(request, "portal/search.html", {"too_long": searching.LONGEST_QUERY})
    asked = _asked(request)
    found = searching.find(query, **asked, now=now, language=language)
    bodies = _bodies(found, asked)
    context = {"query": query, "found": found, "hits": _named(found.hits, bodies), "facets": _facets(found, asked, bodies)}
    context |= {"tabs": _tabs(found, asked), "kind": request.GET.get("kind", ""), "is_narrow": _is_narrow(asked)}
    if query and (found.any_of or not found.everything):
        context |= _otherwise(request, query, found, now)
    paginator = Paginator(range(found.pages * searching.PAGE_SIZE), searching.PAGE_SIZE)
    return render(request, "portal/search.html", context | {"page": paginator.page(found.page)})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Offer terms and titles that begin like what is typed, for the list under the search field."""
    language = get_language() or "en"
    offered = searching.suggest(request.GET.get("q", ""), now=timezone.now(), language=language)
    rows = [
        {
            "text": one.text,
            "lang": one.language if one.language != language else "",
            "kind": str(NAMES[one.kind][0]) if one.kind in NAMES else "",
            "url": f"/{language}{one.address}" if one.address else "",
        }
        for one in offered
    ]
    return JsonResponse({"suggestions": rows})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return how the reader narrowed the search; what is not known is ignored."""
    kind, page = request.GET.get("kind", ""), request.GET.get("page", "1")
    township, topic = (request.GET.get(name, "")[:80].replace("\x00", "") for name in ("township", "topic"))
    return {
        "kinds": [kind] if kind in NAMES else [],
        "body": Body.objects.filter(kind=Body.Kind.TOWNSHIP, slug=township).first() if township else None,
        "topic": Topic.objects.filter(slug=topic).values_list("pk", flat=True).first() if topic else None,
        "page": int(page) if page.isascii() and page.isdigit() and len(page) < len("1000") else 1,
    }


def _is_narrow(asked: dict[str, Any]) -> bool:
    return bool(asked["body"] or asked["topic"])


def _tabs(found: searching.Found, asked: dict[str, Any]) -> list[dict[str, object]]:
    """Return a tab for everything and one for each kind of which something was found."""
    current = next(iter(asked["kinds"]), "")
    everything = {"kind": "", "label": _("Everything"), "count": sum(found.kinds.values()), "current": not current}
    return [
        everything,
        *(
            {"kind": known, "label": label, "count": found.kinds.get(known, 0), "current": known == current}
            for known, label, *_rest in KINDS
            if known in found.kinds or known == current
        ),
    ]


def _bodies(found: searching.Found, asked: dict[str, Any]) -> dict[int, Body]:
    """Return the bodies of what was found, and the one that was chosen."""
    if not found.everything:
        return {}
    chosen = [asked["body"].pk] if asked["body"] else []
    bodies: dict[int, Body] = Body.objects.select_related("parent").in_bulk({*found.bodies, *chosen})
    return bodies


def _facets(found: searching.Found, asked: dict[str, Any], bodies: dict[int, Body]) -> list[dict[str, Any]]:
    """Return the townships and topics among what was found, each with how many choosing it would show."""
    facets: list[dict[str, Any]] = []
    if not found.everything:
        return facets
    places = [one for one in bodies.values() if one.kind == Body.Kind.TOWNSHIP]
    choices = [(one.slug, one.full_name, found.bodies.get(one.pk, 0), one == asked["body"]) for one in places]
    facets.append({"name": "township", "label": _("Township"), "every": _("All townships"), "choices": sorted(choices)})
    topics = Topic.objects.filter(pk__in={*found.topics, asked["topic"] or 0})
    named = [(one.slug, one.name, found.topics.get(one.pk, 0), one.pk == asked["topic"]) for one in topics]
    facets.append({"name": "topic", "label": _("Topic"), "every": _("All topics"), "choices": named})
    return [facet for facet in facets if facet["choices"]]


def _named(hits: list[searching.Hit], bodies: dict[int, Body]) -> list[dict[str, object]]:
    """Return the hits with their bodies and the names of their kinds, and how each notice stands in law today."""
    found = {hit.item_id for hit in hits if hit.kind == "notice"}
    notices = {one.pk: one for one in Notice.objects.published().filter(pk__in=found).for_listing()} if found else {}
    return [
        {
            "hit": hit,
            "kind": NAMES[hit.kind][0],
            "colour": NAMES[hit.kind][1],
            "body": bodies.get(hit.body_id or 0),
            "notice": notices.get(hit.item_id) if hit.kind == "notice" else None,
        }
        for hit in hits
        if hit.kind in NAMES
    ]


def _otherwise(request: HttpRequest, query: str, found: searching.Found, now: datetime) -> dict[str, Any]:
    """Return what may have been meant, and which words find something alone; what found nothing is noted for the desk."""
    meant = searching.meant(query, now=now)
    if found.everything:
        return {"meant": meant}
    if limiting.allows(request, "search_miss"):
        searching.missing.note(query, language=get_language() or "en")
    return {"meant": meant, "single": searching.single(query, now=now)}
