"""The door of the desk: every view behind it is for people who work here, with a second factor at hand."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community import waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from django.http import HttpRequest, HttpResponse

    from community.models import User

    View: TypeAlias = Callable[..., HttpResponse]


def team_only(view: View) -> View:
    """Let in who holds any role now: strangers sign in first, others are refused (403), a missing second factor is set up.

    It stands outermost: ``@team_only`` above ``@require_http_methods``. What a role may do inside is the policies' matter.
    """

    @wraps(view)
    @never_cache
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_team:
            raise PermissionDenied
        if settings.STAFF_TOTP and not has_totp(request.user):
            return _lead_to_totp(request)
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            waiting.forget(request.user)
        return response

    return wrapper


def has_totp(user: User) -> bool:
    """Tell whether a person signs in with an authenticator app as well."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def _lead_to_totp(request: HttpRequest) -> HttpResponse:
    messages.info(
        request,
        _("Staff sign in with a second factor. Set up an authenticator app once, then the desk opens."),
    )
    return redirect("mfa_activate_totp")
