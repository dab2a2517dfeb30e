"""What a writer is shown before sending: a telephone that helps sooner, others who said the same, questions, a boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from feedback import guiding, hinting, resembling
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from django.forms import BoundField

    from feedback.forms import SuggestionForm
    from feedback.guiding import Guidance
    from feedback.models import Category
    from feedback.resembling import Alike

MOST_ALIKE = 3
LONGEST_LOOKED_AT = 4000


class Hints(NamedTuple):
    """What to show, and the marks by which the form remembers that it was shown."""

    guidance: list[Guidance]
    alike: list[Alike]
    fitting: list[Category]  # categories that the words point to, where another was chosen or none
    marks: list[str]
    boundary: BoundField | None = None  # the choice between townships where the place may lie in either

    def unseen(self, seen: str) -> bool:
        """Tell whether something of it was not shown yet."""
        return not set(self.marks) <= set(seen.split(","))

    @property
    def remembered(self) -> str:
        """Return the marks as the form carries them."""
        return ",".join(self.marks)


def before_sending(form: SuggestionForm) -> Hints:
    """Return the hints for what was typed so far. The words are looked at and forgotten."""
    text, category = str(form["text"].value() or "")[:LONGEST_LOOKED_AT], str(form["category"].value() or "")
    guidance = guiding.guide(text, category=category)
    alike = resembling.find(text, among=showing.for_cards(Suggestion.objects.public()), limit=MOST_ALIKE)
    marks = [one.door.value for one in guidance] + [one.suggestion.reference for one in alike]
    if form.questions:
        marks.append(f"questions-{category}")
    if form.boundary_field:
        marks.append("boundary")
    fitting = hinting.hints(text) if text else []
    fitting = [] if category in {one.slug for one in fitting} else fitting
    return Hints(guidance, alike, fitting, marks, form.boundary_field)
