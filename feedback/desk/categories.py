"""The categories' contracts: who handles them, by when, what is asked, who may read it; every change noted and versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.desk.door import team_only
from community.forms import bound
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import policies, ruling, tracking
from feedback.forms import CategoryForm, QuestionFormSet
from feedback.forms.meanwhile import is_refused, refuse, stands_now
from feedback.models import Category, CategoryQuestion

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

HISTORY_SHOWN = 20
CONFLICT = 409


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the categories a person keeps, with what they promise."""
    found = _kept(request).annotate(asked=Count("questions", filter=Q(questions__active=True)))
    rows = found.select_related("desk__parent", "body__parent").order_by("body__slug", "position", "slug")
    return render(request, "feedback/desk/categories.html", {"rows": rows, "everywhere": is_alliance_admin(request.user)})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a category: everyone's, or a township's own."""
    _kept(request)
    return _page(request, Category())


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a contract and its extra questions."""
    return _page(request, get_object_or_404(_kept(request), slug=slug))


def _page(request: HttpRequest, category: Category) -> HttpResponse:
    form = CategoryForm(**bound(request), instance=category, by=_person(request))
    questions = QuestionFormSet(request.POST if request.method == "POST" else None, instance=category, prefix="questions")
    stored: list[Any] = []
    if form.is_bound and form.is_valid() and questions.is_valid():
        try:
            with transaction.atomic():
                since = request.POST.get("seen", "")
                saved = form.save_as(_person(request), asked_anew=questions.has_changed(), since=since)
                questions.instance = saved
                questions.save()
        except tracking.ChangedMeanwhile as refusal:
            refuse(form, refusal.message)
            stored = _stored(form, category)
        else:
            messages.success(request, _("The contract is kept as version %(version)s.") % {"version": saved.version})
            return redirect("desk_categories")
    history = list(category.history.select_related("history_user")[:HISTORY_SHOWN]) if category.pk else []  # type: ignore[attr-defined]  # simple_history adds it
    context = {"category": category if category.pk else None, "form": form, "questions": questions, "history": history}
    context |= {"seen": ruling.stamp(category), "stored": stored}
    status = CONFLICT if is_refused(form) else 422 if form.is_bound else 200
    return render(request, "feedback/desk/category.html", context, status=status)


def _stored(form: CategoryForm, category: Category) -> list[Any]:
    """Return what stands there now where it differs from what was typed, the questions it asks among it."""
    now = Category.objects.get(pk=category.pk)
    asked = ", ".join(question.label for question in CategoryQuestion.objects.filter(category=now).asked())
    return [*stands_now(form, CategoryForm(instance=now, by=form.by)), (_("Extra questions"), asked or "–")]


def _kept(request: HttpRequest) -> QuerySet[Category]:
    """Return the categories a person keeps (policies.can_edit_category agrees)."""
    if not policies.keeps_categories(request.user):
        raise PermissionDenied
    managed = bodies_with(request.user, Role.MANAGER)
    own = Q(body__in=managed) | Q(body__parent__in=managed)
    found: QuerySet[Category] = Category.objects.all() if is_alliance_admin(request.user) else Category.objects.filter(own)
    return found


def _person(request: HttpRequest) -> Any:
    return request.user
