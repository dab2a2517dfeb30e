"""The services: our categories, what each asks, and when the list last changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models.contact import Language
from feedback.models import Category, CategoryQuestion, Suggestion
from feedback.open311.moments import written
from feedback.open311.refusals import Absent, Refused
from feedback.open311.rendering import TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
DATATYPES: Mapping[CategoryQuestion.Kind, str] = {
    CategoryQuestion.Kind.TEXT: "text",
    CategoryQuestion.Kind.NUMBER: "number",
    CategoryQuestion.Kind.DATE: "string",
    CategoryQuestion.Kind.CHOICE: "singlevaluelist",
    CategoryQuestion.Kind.CHOICES: "multivaluelist",
}
YES, NO = "yes", "no"
YES_OR_NO = {YES: gettext_lazy("yes"), NO: gettext_lazy("no")}


def find(code: str) -> Category:
    """Return the category of a service_code."""
    if not code:
        raise Refused(gettext_lazy("service_code is required."))
    category: Category | None = Category.objects.active().filter(slug=code).first()
    if category is None:
        raise Absent(gettext_lazy("There is no such service_code."))
    return category


def service(category: Category) -> dict[str, Any]:
    """Return a service as the list shows it."""
    names = [category.name_en, category.name_zh_hans]
    return {
        "service_code": category.slug,
        "service_name": category.name,
        "description": category.description,
        "metadata": True,
        "type": "batch" if category.publicity == Category.Publicity.CHOICE else "blackbox",
        "keywords": ",".join(dict.fromkeys(name for name in names if name)),
        "group": _("Suggestions to townships, districts and bureaus"),
    }


def definition(category: Category) -> dict[str, Any]:
    """Return what a service asks."""
    return {"service_code": category.slug, "attributes": attributes(category)}


def attributes(category: Category) -> list[dict[str, Any]]:
    """Return the questions every suggestion may answer, in their order."""
    asked = [*_own(category), *_common(category)]
    return [{**one, "order": number} for number, one in enumerate(asked, start=1)]


def _own(category: Category) -> list[dict[str, Any]]:
    return [
        _attribute(
            question.code,
            question.label,
            datatype=DATATYPES[CategoryQuestion.Kind(question.kind)],
            required=question.required,
            hint=_("A day, as in 2026-11-22.") if question.kind == CategoryQuestion.Kind.DATE else "",
            values=dict(question.choices),
        )
        for question in CategoryQuestion.objects.filter(category=category, active=True)
    ]


def _common(category: Category) -> list[dict[str, Any]]:
    asked = [
        _attribute("kind", _("Kind of request"), values=dict(Suggestion.Kind.choices)),
        _attribute("answer_language", _("The language of the answer"), values=dict(Language.choices)),
        _attribute(
            "public",
            _("Whether others may read it, once a moderator has looked at it. Without it, it stays private."),
            values=YES_OR_NO,
        ),
    ]
    return asked if category.publicity == Category.Publicity.CHOICE else asked[:-1]


def _attribute(
    code: str, description: str, *, datatype: str = "singlevaluelist", required: bool = False, hint: str = "", values: Any = None
) -> dict[str, Any]:
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": hint,
        "order": 0,
        "description": description,
        "values": [{"key": key, "name": str(name)} for key, name in (values or {}).items()],
    }


def discovery(request: HttpRequest) -> dict[str, Any]:
    """Return where the interface stands, in which formats, and when its services last changed."""
    changed = written(_changed())
    address = reverse("open311_discovery", args=["xml"]).removesuffix("/discovery.xml")
    return {
        "changeset": changed,
        "contact": settings.CONTACT_EMAIL,
        "key_service": _("An alliance admin issues keys. Write to %(email)s.") % {"email": settings.CONTACT_EMAIL},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": request.build_absolute_uri(address),
                "changeset": changed,
                "type": "test" if settings.DEMO else "production",
                "formats": [kind.partition(";")[0] for kind in TYPES.values()],
            }
        ],
    }


def _changed() -> Any:
    history = Category.history.model.objects  # type: ignore[attr-defined]  # django-simple-history adds it
    return history.aggregate(last=Max("history_date"))["last"]
