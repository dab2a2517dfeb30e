"""Links that show a draft to people without an account, and what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import linking, policies, previewing, refusals
from community.desk.door import team_only
from community.desk.notices import open_edition, reading_in
from community.models import Edition, Enclosure
from community.models.contact import Language
from community.views.files import served

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.accounts import SignedInRequest
    from community.models import Link


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make a link. It is shown once: we keep its hash only."""
    edition = _shown_by(request, slug)
    address = ""
    if request.method == "POST" and "switch_language" not in request.POST:
        try:
            address = settings.SITE_URL + linking.address(previewing.share(edition, by=request.user))
        except refusals.PublishingError as refusal:
            messages.error(request, str(refusal.message))
            return redirect("desk_notice", slug)
    context = {
        "notice": edition.notice,
        "edition": edition,
        "address": address,
        "links": previewing.open_links(edition),
        "is_open": edition.state in Edition.OPEN,
        "days": previewing.LASTS.days,
    }
    return render(request, "community/desk/notice_previews.html", context)


@team_only
@require_POST
def ending(request: SignedInRequest, slug: str) -> HttpResponse:
    """End every link to the draft."""
    previewing.end(_shown_by(request, slug), by=request.user)
    messages.success(request, _("The links have ended. Whoever follows one sees nothing."))
    return redirect("desk_notice_previews", slug)


@linking.serves(previewing.PURPOSE)
def preview(request: HttpRequest, link: Link) -> HttpResponse:
    """Show an edition in both languages to whoever has the link, until it is published."""
    edition = Edition.objects.select_related("notice__body__parent").get(pk=link.target_id)
    if request.method == "POST":
        raise linking.LinkError
    if edition.state not in Edition.OPEN:
        if edition.notice.is_readable:
            return redirect("community:notice", edition.notice.slug)
        raise linking.LinkClosed
    found = list(Enclosure.objects.of(edition))
    if asked := request.GET.get("file"):
        number = int(asked) if asked.isascii() and asked.isdigit() else 0
        file = next((each.file for each in found if each.file_id == number), None)
        if file is None:
            raise Http404
        return served(file)
    under = request.path
    readings = [reading_in(edition, code, found, under=under) for code in Language.values]
    documents = [each for each in found if each.is_document]
    context = {
        "notice": edition.notice,
        "edition": edition,
        "readings": readings,
        "documents": documents,
        "until": link.expires_at,
    }
    return render(request, "community/notice_preview.html", context | {"under": under})


def _shown_by(request: SignedInRequest, slug: str) -> Edition:
    edition = open_edition(request, slug)
    notice = edition.notice
    if not (policies.can_write_notice(request.user, notice.body) or policies.can_publish_notice(request.user, notice)):
        raise Http404
    return edition
