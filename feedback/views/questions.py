"""The page behind the link of one question: GET shows it, POST replies; afterwards, and too late, it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from community import linking
from community.forms import bound
from feedback import asking, telling
from feedback.forms import ReplyForm
from feedback.models import Asked
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link

GONE = 410


@linking.serves(telling.QUESTION_LINK)
def by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Open the question behind a link. A reply that comes too late is refused, and its words are shown to be kept."""
    rows = Asked.objects.select_related("suggestion__desk__parent", "body__parent")
    question = rows.filter(pk=link.target_id).first()
    if question is None:
        raise linking.LinkError
    form = ReplyForm(**bound(request))
    is_open = question.can_be_answered(timezone.now())
    if is_open and form.is_bound and form.is_valid():
        try:
            asking.reply(question, text=form.cleaned_data["text"])
        except asking.QuestionClosed:
            is_open = False
        else:
            messages.success(request, _("Thank you. The office goes on with it."))
            return redirect(request.path)
    status = 422 if form.is_bound else 200
    context = {
        "question": question,
        "told": showing.asked(question),
        "form": form,
        "is_open": is_open,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "feedback/question.html", context, status=status if is_open else GONE if form.is_bound else 200)
