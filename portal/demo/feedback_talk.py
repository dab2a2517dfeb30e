"""What is said around the demo's suggestions: a snippet, a note, a question, a report, and what writers thought of answers."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from feedback import asking, inquiring, noting, phrasing, policies, reporting
from feedback.models import Inquiry, Report, Snippet, Suggestion

if TYPE_CHECKING:
    from community.models import User
    from feedback.models.suggestion import SuggestionQuerySet

NAMESPACE = uuid.UUID("6a1c7a0e-5a43-4f0e-9a35-0c5b1f0a7d52")
THANKS = {
    "name_en": "Thanks, and who to call",
    "name_zh_hans": "感谢及联系方式",
    "text_en": "Thank you for telling us. If it happens again, write here or call 12345 at any hour.",
    "text_zh_hans": "感谢您的反映。如再次发生，请在此留言或随时拨打12345。",
}


def invent(people: dict[str, User]) -> None:
    """Add what is missing; a second run changes nothing."""
    demo = Suggestion.objects.filter(is_demo=True).order_by("pk")
    huacao = people["officer"].current_memberships[0].body
    if not Snippet.objects.filter(body=huacao).exists():
        phrasing.keep(Snippet(body=huacao, **THANKS), by=people["manager"])
    public = demo.filter(public_state="released").first()
    if public and not Report.objects.exists():
        text = "I think the compound can be recognised."
        reporting.report(public, why="personal", text=text, key=uuid.uuid5(NAMESPACE, "report"))
    _talk(demo, people)
    _judge(demo)


def _talk(demo: SuggestionQuerySet, people: dict[str, User]) -> None:
    """Let one officer call a colleague, another ask a writer."""
    fresh = demo.filter(desk__slug="huacao", state="routed").first()
    if fresh:
        text = "@manager 物业说下周可以处理，是否先回复居民？"
        noting.write(fresh, text=text, key=uuid.uuid5(NAMESPACE, "note"), by=people["officer"])
    in_hand = demo.filter(state="in_progress", answers__isnull=True, questions__isnull=True).first()
    if in_hand and policies.can_ask(people["district_officer"], in_hand):
        text = "Which gate do you mean, the one on Hongmei Road or the north gate?"
        asking.ask(in_hand, text=text, language="en", by=people["district_officer"])


def _judge(demo: SuggestionQuerySet) -> None:
    """Let the writer of one answer say that it is resolved."""
    asked = Inquiry.objects.filter(suggestion__in=demo, occasion="answer").order_by("pk").first()
    if asked and asked.is_open:
        inquiring.say(asked, resolved="yes", satisfied="yes")
