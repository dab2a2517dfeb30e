from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from community import working_days
from community.models import CalendarDay

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


def test_an_admin_enters_and_takes_out_days_and_declares_a_year(signed_in: Callable[[str], Client]) -> None:
    admin, page = signed_in("admin"), reverse("desk_working_days")
    assert "Not announced yet" in admin.get(page).content.decode() or not working_days.calendar().knows(2030)
    entered = {"day": "2030-02-02", "works": "yes", "note": "Make-up for Spring Festival"}
    assert admin.post(page, entered | {"note": ""}).status_code == 422
    assert admin.post(page, entered).status_code == 302
    assert admin.post(page, entered).status_code == 422  # the same day twice
    assert working_days.calendar().is_workday(date(2030, 2, 2))
    year = {"year-year": "2030", "year-source": "https://www.gov.cn/"}
    assert admin.post(reverse("desk_working_year"), year).status_code == 302
    assert working_days.calendar().knows(2030)
    day = CalendarDay.objects.get()
    assert signed_in("manager").post(reverse("desk_working_day_removal", args=[day.pk])).status_code == 403
    assert admin.post(reverse("desk_working_day_removal", args=[day.pk])).status_code == 302
    assert not working_days.calendar().is_workday(date(2030, 2, 2))
