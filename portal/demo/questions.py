"""What the demo's tea ceremony asks: a choice with places, and a question that hangs on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events import wording
from events.models import Answer, Question

if TYPE_CHECKING:
    from community.models import User
    from events.models import Event

PURPOSE = ("the tea master sets the tables", "茶艺师安排茶席")
TABLES = (("Green and white tea", "绿茶与白茶"), ("Oolong and pu'er", "乌龙茶与普洱茶"))
MILK = (("Yes", "有"), ("No", "没有"))


def ask(event: Event, *, by: User | None) -> None:
    """Write the questions."""
    _write(
        event, by, "choice", ("Which table would you like to begin at?", "想先坐哪张茶席？"), PURPOSE, options=TABLES, places=10
    )
    allergy = ("Does anybody of you have an allergy?", "同行人中有人过敏吗？")
    first = _write(event, by, "choice", allergy, ("what is served with the tea", "准备茶点"), options=MILK)
    _write(
        event, by, "text", ("To what?", "对什么过敏？"), ("what is served with the tea", "准备茶点"),
        only_if=first.options.order_by("pk").first(), required=True,
    )  # fmt: skip


def answer(event: Event) -> list[Answer]:
    """Return what the cast's resident answers: the first option of the first question."""
    first = Question.objects.asked_by(event)[0]
    return [Answer(question=first, option=first.options.all()[0])]


def _write(
    event: Event,
    by: User | None,
    kind: str,
    text: tuple[str, str],
    purpose: tuple[str, str],
    *,
    options: tuple[tuple[str, str], ...] = (),
    places: int | None = None,
    **more: Any,
) -> Question:
    words = {"kind": kind, "required": False, "only_if": None, **more}
    words |= {"text_en": text[0], "text_zh_hans": text[1], "purpose_en": purpose[0], "purpose_zh_hans": purpose[1]}
    rows = [{"label_en": english, "label_zh_hans": chinese, "places": places, "takes": "person"} for english, chinese in options]
    return wording.write(event, by=by, words=words, options=rows)
