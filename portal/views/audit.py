"""Who did what: the audit trail, for alliance admins and for the managers of a body. It is read and never changed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import AuditEntry
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from portal.audit_words import ACTS, SUBJECTS

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 50


class AuditFilterForm(forms.Form):
    """What of the trail one wants to see; what makes no sense is ignored."""

    subject = forms.ChoiceField(label=_("About"), choices=[("", _("Everything")), *SUBJECTS.items()], required=False)
    label = forms.CharField(label=_("Reference or name"), max_length=60, required=False)
    actor = forms.CharField(label=_("Who (email)"), max_length=100, required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Return what of the trail passes them."""
        given = self.chosen
        if "subject" in given:
            found = found.filter(verb__startswith=f"{given['subject']}.")
        if "label" in given:
            found = found.filter(target_label__icontains=given["label"])
        if "actor" in given:
            found = found.filter(actor__email__icontains=given["actor"])
        if "day" in given:
            begins = timezone.make_aware(datetime.combine(given["day"], time()))
            found = found.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
        return found


@team_only
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show the latest acts, a part at a time."""
    if not is_alliance_admin(request.user) and not bodies_with(request.user, Role.MANAGER):
        raise PermissionDenied
    form, before = AuditFilterForm(request.GET), request.GET.get("before", "")
    found = form.narrow(_visible_to(request.user))
    if before.isdecimal() and len(before) < 19:  # noqa: PLR2004  # what a database calls a number
        found = found.filter(pk__lt=int(before))
    rows = list(found.select_related("actor", "body__parent").order_by("-pk")[: PAGE_SIZE + 1])
    context = {
        "form": form,
        "rows": [{"entry": entry, "act": ACTS.get(entry.verb, entry.verb)} for entry in rows[:PAGE_SIZE]],
        "next": rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else "",
    }
    return render(request, "portal/desk_audit.html", context)


def _visible_to(person: Any) -> QuerySet[AuditEntry]:
    """Return what a person may see: everything, or what was done for the bodies they manage and those below."""
    found = AuditEntry.objects.all()
    if is_alliance_admin(person):
        return found
    managed = bodies_with(person, Role.MANAGER)
    return found.filter(Q(body__in=managed) | Q(body__parent__in=managed) | Q(body__parent__parent__in=managed))
