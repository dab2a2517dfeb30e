"""The living style guide: every part with real words, in both scripts, in each of its states."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from community.fields import PartialDate
from portal.drawings import ACCENTS, ICONS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SATURDAY = datetime(2026, 11, 28, 14, 0, tzinfo=timezone.get_default_timezone())


class SampleForm(forms.Form):
    """One field of every kind that the site uses."""

    PARTY: ClassVar = [(str(n), str(n)) for n in range(1, 6)]
    ANSWER: ClassVar = [("en", "English"), ("zh-hans", "中文")]

    title = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=80, help_text=gettext_lazy("The office reads this first.")
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    text = forms.CharField(label=gettext_lazy("What would make your township better?"), widget=forms.Textarea(attrs={"rows": 5}))
    township = forms.ChoiceField(
        label=gettext_lazy("Township"),
        choices=[("", "—"), ("1", "Hongqiao Town · Minhang"), ("2", "Hongqiao Subdistrict · Changning")],
    )
    party = forms.ChoiceField(
        label=gettext_lazy("How many of you?"), choices=PARTY, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )
    answer = forms.ChoiceField(label=gettext_lazy("Answer me in"), choices=ANSWER, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What you need"),
        required=False,
        choices=[("lift", gettext_lazy("Step-free way")), ("quiet", gettext_lazy("A quiet room"))],
        widget=forms.CheckboxSelectMultiple,
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.SplitDateTimeField(
        label=gettext_lazy("Starts"),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
        ),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("Up to 8 MB. Hidden data such as the place is removed."),
    )
    agree = forms.BooleanField(label=gettext_lazy("It may be shown publicly, without my address"))


def _only_inside(request: HttpRequest) -> None:
    """Raise Http404 for the public of a real site: the style guide is for the demo, for tests and for staff."""
    if not settings.DEMO and not getattr(request.user, "is_team", False):
        raise Http404


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part that resident pages are made of."""
    _only_inside(request)
    typed = {"title": "", "email": "name@example", "text": "", "party": "9", "starts_0": "2026-11-28", "starts_1": "25:00"}
    return render(
        request,
        "portal/styleguide.html",
        {
            **_samples(),
            "form": SampleForm(auto_id="sample_%s"),
            "bad_form": SampleForm(typed, auto_id="bad_%s"),
            "filter_form": SampleForm(auto_id="filter_%s"),
            "page": Paginator(range(300), 10).page(7),
        },
    )


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the parts of the staff side."""
    _only_inside(request)
    return render(request, "portal/styleguide_desk.html", {"desk_menu": _desk_menu(request.path), "desk_body": "华漕镇 · 闵行区"})


def _samples() -> dict[str, Any]:
    return {
        "icon_names": ICONS,
        "township_slugs": ACCENTS,
        "colours": ["paper", "surface", "sunken", "ink", "blue", "brick", "green", "gold"],
        "starts": SATURDAY,
        "ends": SATURDAY + timedelta(minutes=90),
        "late": SATURDAY + timedelta(days=1, hours=6),
        "partial_dates": [PartialDate.parse(text) for text in ("2024-05-03", "2024-05", "2024", "unknown")],
        "steps": [
            {"title": _("Received"), "when": _("3 November, 08:12"), "state": "done"},
            {
                "title": _("Sent to the district's transport desk"),
                "because": _("because: category signs, township Huacao"),
                "state": "done",
            },
            {"title": _("Being worked on"), "when": _("3 of 5 working days used"), "state": "now"},
            {"title": _("We ask you again")},
        ],
        "facts": [
            (_("When"), _("Saturday 28 November, 14:00 to 15:30")),
            (_("Where"), "华漕国际社区中心，纪翟路550号"),
            (_("Bring"), _("Nothing")),
        ],
        "table_head": [_("Number"), _("For")],
        "table_rows": [["12345", _("City hotline")], ["12367", _("Immigration")]],
        "tabs": [
            {"url": "?tab=1", "label": _("Open"), "current": True, "count": 12},
            {"url": "?tab=2", "label": _("Closed"), "count": 0},
            {"url": "?tab=3", "label": _("All")},
        ],
    }


def _desk_menu(here: str) -> list[dict[str, Any]]:
    item = [
        (_("Suggestions to answer"), 12, True),
        (_("Overdue"), 2, True),
        (_("Notices to publish"), 0, True),
        (_("Events and check-in"), 4, False),
    ]
    return [
        {"label": "", "items": [{"url": here, "label": _("What waits for you"), "count": None}]},
        {
            "label": _("Work"),
            "items": [
                {"url": f"?{n}", "label": label, "count": count, "waiting": waiting}
                for n, (label, count, waiting) in enumerate(item)
            ],
        },
    ]
