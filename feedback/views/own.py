"""A writer's own suggestion: the page behind the secret link and in the account, and the list of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import linking
from community.forms import bound
from community.models import Body
from community.views.files import served
from feedback import asking, policies, routing, submitting, tracking, triaging
from feedback.forms import InquiryForm, LanguageForm, ReplyForm, questions
from feedback.models import Asked, Suggestion
from feedback.telling import LINK
from feedback.views import showing, timing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link

PAGE_SIZE = 20


@linking.serves(LINK)
def by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """Open the suggestion behind a secret link: GET shows, POST acts."""
    found = showing.for_page(Suggestion.objects.all()).select_related("contact").filter(pk=link.target_id).first()
    if found is None:
        raise linking.LinkError
    return page(request, found)


@never_cache
def page(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Show the writer everything; a POST takes it back, changes the agreement, corrects the language, replies, or judges."""
    if request.GET.get("photo", "").isdecimal():
        found = get_object_or_404(suggestion.attachments.select_related("file"), position=int(request.GET["photo"][:4]))
        return served(found.file)
    form, asked = LanguageForm(initial={"language": suggestion.language}), _asked(request, suggestion)
    failed = request.method == "POST" and "switch_language" not in request.POST
    if failed:
        if _acted(request, suggestion, asked):
            return redirect(request.path)
        if request.POST.get("act") not in {"reply", "judge"}:
            raise Http404
    context = {
        "suggestion": suggestion,
        "form": form,
        "state": showing.state_tag(suggestion),
        "meaning": showing.meaning(suggestion),
        "steps": showing.steps(suggestion, in_full=True),
        "promise": timing.promise(suggestion, timezone.now()),
        "answers": showing.answers(suggestion, language=suggestion.answer_language),
        "closings": showing.closing_words(suggestion),
        "language_name": showing.language_name(suggestion.language),
        "neighbours": routing.neighbours(suggestion.body) if suggestion.body and policies.can_choose_township(suggestion) else [],
        "photos": suggestion.attachments.all(),
        "told": questions.told(suggestion.category, suggestion.details),
        "by_account": policies.is_writer(request.user, suggestion),
        **asked,
    }
    return render(request, "feedback/own.html", context, status=422 if failed else 200)


@login_required
@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """List what the signed-in person wrote."""
    found = Suggestion.objects.filter(contact__user=request.user.pk).for_listing()
    rows = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    tagged = [(suggestion, showing.state_tag(suggestion)) for suggestion in rows]
    return render(request, "feedback/own_list.html", {"page": rows, "rows": tagged})


def _asked(request: HttpRequest, suggestion: Suggestion) -> dict[str, Any]:
    """Return what the office or the alliance asks the writer now, with the forms to answer; each is bound by its own act."""
    now, act = timezone.now(), request.POST.get("act")
    question = next(
        (
            one
            for one in Asked.objects.filter(suggestion=suggestion).select_related("body__parent").order_by("-pk")[:1]
            if one.can_be_answered(now)
        ),
        None,
    )
    inquiry = suggestion.inquiries.unanswered().filter(cancelled_at=None, sent_at__isnull=False).order_by("-due_at").first()
    return {
        "question": question,
        "asked_told": showing.asked(question) if question else None,
        "reply_form": ReplyForm(**(bound(request) if act == "reply" else {}), prefix="reply"),
        "inquiry": inquiry,
        "inquiry_form": InquiryForm(**(bound(request) if act == "judge" else {}), prefix="judge"),
    }


def _answered(request: HttpRequest, asked: dict[str, Any]) -> bool:
    """Take the reply to a question, or the writer's judgement; tell whether it could be taken."""
    if request.POST.get("act") == "reply" and asked["question"] and asked["reply_form"].is_valid():
        try:
            asking.reply(asked["question"], text=asked["reply_form"].cleaned_data["text"])
        except asking.QuestionClosed as refusal:  # what was typed stays on the page
            asked["reply_form"].add_error(None, str(refusal.message))
            return False
        messages.success(request, _("Thank you. The office goes on with it."))
        return True
    if request.POST.get("act") == "judge" and asked["inquiry"] and asked["inquiry_form"].is_valid():
        asked["inquiry_form"].save(asked["inquiry"])
        messages.success(request, _("Thank you for telling us."))
        return True
    return False


def _acted(request: HttpRequest, suggestion: Suggestion, asked: dict[str, Any]) -> bool:
    """Do what the button said; tell whether there is such a button."""
    by = request.user if request.user.is_authenticated else None
    act = request.POST.get("act")
    try:
        if act == "withdraw":
            submitting.withdraw(suggestion, by=by)
            messages.success(request, _("You took it back. Nobody works on it any more."))
        elif act in {"agree", "disagree"}:
            submitting.agree_to_publicity(suggestion, agreed=act == "agree")
            messages.success(request, _("Noted: it may be public.") if act == "agree" else _("Noted: it stays private."))
        elif act == "language":
            form = LanguageForm(request.POST)
            if not form.is_valid():
                return False
            submitting.correct_language(suggestion, language=form.cleaned_data["language"])
            messages.success(request, _("Thank you, the language is corrected."))
        elif act == "township":
            township = get_object_or_404(Body.objects.townships(), slug=request.POST.get("township", ""))
            triaging.choose_township(suggestion, township=township)
            messages.success(request, _("Thank you. The rules have chosen the desk anew."))
        else:
            return _answered(request, asked)
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
    return True
