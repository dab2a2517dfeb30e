"""The search page: one index over everything that can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community import searching

if TYPE_CHECKING:
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
LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, by kind and page; whatever is asked, the answer is a page."""
    query = " ".join(request.GET.get("q", "")[:LONGEST].split())
    kind = request.GET.get("kind", "")
    kind = kind if any(kind == known for known, *_names in KINDS) else ""
    page = request.GET.get("page", "1")
    found = searching.find(
        query,
        kinds=[kind] if kind else [],
        now=timezone.now(),
        language=get_language() or "en",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < len("1000") else 1,
    )
    context = {"query": query, "kind": kind, "found": found, "tabs": _tabs(found, kind), "hits": _named(found.hits)}
    paginator = Paginator(range(found.pages * searching.PAGE_SIZE), searching.PAGE_SIZE)
    return render(request, "portal/search.html", context | {"page": paginator.page(found.page)})


def _tabs(found: searching.Found, kind: str) -> list[dict[str, object]]:
    """Return a tab for everything and one for each kind of which something was found."""
    everything = {"kind": "", "label": _("Everything"), "count": sum(found.kinds.values()), "current": not kind}
    return [
        everything,
        *(
            {"kind": known, "label": label, "count": found.kinds.get(known, 0), "current": known == kind}
            for known, label, *_rest in KINDS
            if known in found.kinds or known == kind
        ),
    ]


def _named(hits: list[searching.Hit]) -> list[dict[str, object]]:
    names = {kind: (name, colour) for kind, _tab, name, colour in KINDS}
    return [{"hit": hit, "kind": names[hit.kind][0], "colour": names[hit.kind][1]} for hit in hits if hit.kind in names]
