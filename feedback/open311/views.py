"""The addresses of the interface. Reading is open to everyone, from any site; sending needs a key."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from community import linking
from feedback import intaking, keying
from feedback.forms.open311 import ReportForm, UpdateForm, complaints
from feedback.models import ApiKey, Category, Intake, Suggestion
from feedback.open311 import catalogue, happenings, jurisdictions, language, moments, requests
from feedback.open311.refusals import Absent, KeyRefused, Refused, TooMany, WrongMethod
from feedback.open311.rendering import TYPES, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from django.http import HttpRequest

    View: TypeAlias = Callable[..., Any]

PREFIX = "/open311/v2/"
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
READING = {"GET", "HEAD"}


class Reply(NamedTuple):
    """What is said: the name of its root, and what stands in it."""

    root: str
    content: Any


def answering(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Answer in the format of the address and the language asked for; refusals too. GET may be called from any site."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt  # a key is presented with each post, never a cookie
        @wraps(view)
        def wrapper(request: HttpRequest, fmt: str = "", **named: str) -> HttpResponse:
            fmt = fmt or ending(request)
            with translation.override(language.wanted(request)):
                if request.method == "OPTIONS":
                    return _open_to_all(HttpResponse(status=204), methods)
                response = _tried(lambda: _asked(view, request, methods, fmt, **named), fmt)
                response["Content-Language"] = translation.get_language() or ""
            patch_vary_headers(response, ["Accept-Language"])
            return _open_to_all(response, methods) if request.method in READING else response

        return wrapper

    return decorate


@answering("GET")
def discovery(request: HttpRequest) -> Reply:
    """Say where the interface stands."""
    return Reply("discovery", catalogue.discovery(request))


@answering("GET")
def service_list(request: HttpRequest) -> Reply:
    """List what can be sent."""
    jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    return Reply("services", [catalogue.service(category) for category in Category.objects.active()])


@answering("GET")
def service_definition(request: HttpRequest, code: str) -> Reply:
    """Say what a service asks."""
    jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    return Reply("service_definition", catalogue.definition(catalogue.find(code)))


@answering("GET", "POST")
def request_list(request: HttpRequest) -> Reply:
    """List public suggestions; POST sends one."""
    if request.method == "POST":
        return _sent(request)
    place = jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    return Reply("service_requests", requests.listed(request, place))


@answering("GET")
def one_request(request: HttpRequest, reference: str) -> Reply:
    """Tell of one public suggestion."""
    place = jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    found = requests.public(place).filter(reference=reference).first()
    if found is None:
        raise Absent
    return Reply("service_requests", [requests.told(found, requests.photos_of(request))])


@answering("GET")
def token(request: HttpRequest, token: str) -> Reply:
    """Resolve a token: to nothing yet, until the public may read what was sent."""
    jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    intake = Intake.objects.select_related("suggestion").filter(token=token).first()
    if intake is None:
        raise Absent
    reference = intake.suggestion.reference if intake.suggestion.is_public else ""
    return Reply("service_requests", [{"service_request_id": reference, "token": intake.token}])


@answering("GET", "POST")
def updates(request: HttpRequest) -> Reply:
    """List what happened with public suggestions; POST brings what the system of an office says of one on its desk."""
    if request.method == "POST":
        return _noted(request)
    place = jurisdictions.find(request.GET.get("jurisdiction_id", ""))
    return Reply("service_request_updates", happenings.listed(request, place))


@answering("GET", "POST")
def missing(_request: HttpRequest, rest: str) -> Reply:  # noqa: ARG001  # the address's own
    """Say that there is nothing under this address."""
    raise Absent


def malformed(request: HttpRequest) -> HttpResponse:
    """Refuse what can't be read at all, in the format of the address."""
    return render("errors", [{"code": 400, "description": _("This can't be read.")}], fmt=ending(request), status=400)


def ending(request: HttpRequest) -> str:
    """Return the format that an address ends with; XML for every other, because every client reads it."""
    last = request.path_info.rpartition(".")[2]
    return last if last in TYPES else "xml"


def _noted(request: HttpRequest) -> Reply:
    """Note what the system of an office says of a suggestion that is or was on its desk."""
    key = _key(request)
    found = Suggestion.objects.counted().filter(routings__desk=key.body).distinct()
    suggestion = found.filter(reference=request.POST.get("service_request_id", "")).first()
    if suggestion is None:
        raise Absent
    form = UpdateForm(request.POST)
    if not form.is_valid():
        raise Refused(*complaints(form))
    told = form.cleaned_data
    at = moments.read(told.pop("updated_datetime")) or timezone.now()
    try:
        update = intaking.note_update(suggestion, api_key=key, at=at, **told)
    except intaking.UpdateKnown as refusal:
        raise Refused(refusal.message) from None
    return Reply("service_request_updates", [{"update_id": update.update_id}])


def _sent(request: HttpRequest) -> Reply:
    key = _key(request)
    place = jurisdictions.find(request.POST.get("jurisdiction_id", ""))
    category = catalogue.find(request.POST.get("service_code", ""))
    form = ReportForm(request.POST, request.FILES, category=category, area=place.body, asked=catalogue.attributes(category))
    if not form.is_valid():
        raise Refused(*complaints(form))
    taken = form.save(api_key=key, repeat=request.headers.get("Idempotency-Key", "")[:200])
    link = request.build_absolute_uri(linking.address(taken.link))
    notice = _("An officer answers. This secret link is for the writer alone: %(link)s") % {"link": link}
    told = {"service_notice": notice, "account_id": taken.intake.account_id}
    # What can never be public has nothing to follow: the standard calls such a service a black box.
    token = {"token": taken.intake.token} if category.publicity == Category.Publicity.CHOICE else {}
    return Reply("service_requests", [token | told])


def _key(request: HttpRequest) -> ApiKey:
    key = keying.find(request.POST.get("api_key", ""))
    if key is None:
        raise KeyRefused
    if seconds := keying.seconds_to_wait(key, now=timezone.now()):
        raise TooMany(seconds=seconds)
    return key


def _asked(view: View, request: HttpRequest, methods: tuple[str, ...], fmt: str, **named: str) -> HttpResponse:
    if fmt not in TYPES:
        raise Absent(gettext_lazy("Formats are xml and json."))
    if request.method not in {*methods, "HEAD"} or (request.method == "HEAD" and "GET" not in methods):
        raise WrongMethod
    if request.method == "POST" and request.content_type not in FORMS:
        raise Refused(gettext_lazy("Send application/x-www-form-urlencoded."))
    reply = view(request, **named)
    return render(reply.root, reply.content, fmt=fmt)


def _tried(ask: Callable[[], HttpResponse], fmt: str) -> HttpResponse:
    try:
        return ask()
    except Refused as refusal:
        response = render("errors", refusal.content, fmt=fmt if fmt in TYPES else "xml", status=refusal.status)
        if isinstance(refusal, TooMany):
            response["Retry-After"] = str(refusal.seconds)
        return response


def _open_to_all(response: HttpResponse, methods: tuple[str, ...]) -> HttpResponse:
    """Let scripts of other sites read. Sending is left out: a key does not belong into a page."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Accept-Language"
    response["Allow"] = ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])
    return response
