"""The page behind the link to "resolved?" and "satisfied?": GET shows the two questions, POST answers them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from community import linking
from community.forms import bound
from feedback import inquiring
from feedback.forms import InquiryForm
from feedback.models import Inquiry
from feedback.telling import INQUIRY_LINK
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link

CONFLICT = 409


@linking.serves(INQUIRY_LINK)
def by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Open the questions behind a link, the answer they are about beside them."""
    rows = Inquiry.objects.select_related("suggestion", "answer__body__parent", "answer__suggestion")
    inquiry = rows.prefetch_related("answer__translations").filter(pk=link.target_id).first()
    if inquiry is None:
        raise linking.LinkError
    form, status = InquiryForm(**bound(request)), 200
    if inquiry.is_open and form.is_bound and form.is_valid():
        with contextlib.suppress(inquiring.AlreadySaid):  # pressed twice: the page then says what was said first
            form.save(inquiry)
        return redirect(request.path)
    if form.is_bound:
        status = 422 if inquiry.is_open else CONFLICT
    context = {"inquiry": inquiry, "form": form, "answer": showing.one_answer(inquiry.answer, inquiry.suggestion.answer_language)}
    return render(request, "feedback/inquiry.html", context, status=status)
