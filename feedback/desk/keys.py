"""Keys of programs that send suggestions by Open311: issued, shown once, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.desk.door import team_only
from community.forms import bound
from feedback import keying, policies, tracking
from feedback.forms import KeyForm
from feedback.models import ApiKey

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SECRET = "new_api_key"  # noqa: S105  # in the session, until the page after the issue has shown it


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """List the keys; POST issues one. Its secret is shown on the page that follows, and never again."""
    if not policies.can_manage_keys(request.user):
        raise PermissionDenied
    form = KeyForm(**bound(request))
    if form.is_bound and form.is_valid():
        issued = form.save(by=_person(request))
        request.session[SECRET] = {"name": issued.key.name, "secret": issued.secret}
        return redirect("desk_keys")
    keys = ApiKey.objects.select_related("body__parent", "issued_by", "revoked_by")
    context = {"form": form, "keys": keys, "fresh": request.session.pop(SECRET, None)}
    return render(request, "feedback/desk/keys.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then end a key."""
    if not policies.can_manage_keys(request.user):
        raise PermissionDenied
    key = get_object_or_404(ApiKey.objects.select_related("body__parent"), pk=pk)
    if request.method != "POST" or "switch_language" in request.POST:
        return render(request, "feedback/desk/key_end.html", {"key": key, "sent": key.intakes.count()})
    try:
        keying.revoke(key, by=_person(request))
        messages.success(request, _("The key opens nothing any more."))
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("desk_keys")


def _person(request: HttpRequest) -> Any:
    return request.user
