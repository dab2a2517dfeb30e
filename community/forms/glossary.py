"""What alliance admins write into the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import glossing, searching
from community.models import GlossaryTerm
from community.models.contact import Language

if TYPE_CHECKING:
    from community.models import User

MOST_OTHERS = 12


class GlossaryForm(forms.ModelForm[GlossaryTerm]):
    """One term: its fixed name and the other words for it, in each language."""

    class Meta:
        model = GlossaryTerm
        fields = ["name_en", "name_zh_hans", "others_en", "others_zh_hans", "note"]
        labels = {
            "name_en": gettext_lazy("Fixed term in English"),
            "name_zh_hans": gettext_lazy("Fixed term in Chinese"),
            "others_en": gettext_lazy("Other English words"),
            "others_zh_hans": gettext_lazy("Other Chinese words"),
        }
        widgets = {"others_en": forms.Textarea(attrs={"rows": 3}), "others_zh_hans": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name_en", "name_zh_hans"):
            self.fields[name].required = True

    def clean_others_en(self) -> str:
        """Read one word a line."""
        return self._lines("others_en")

    def clean_others_zh_hans(self) -> str:
        """Read one word a line."""
        return self._lines("others_zh_hans")

    def clean(self) -> dict[str, Any]:
        """Refuse names without a letter, and words that another term has already."""
        super().clean()
        given = self.cleaned_data
        for code in Language.values:
            for field in (f"name_{code.replace('-', '_')}", f"others_{code.replace('-', '_')}"):
                self._refuse_unfit(field, str(given.get(field) or ""))
        return given

    def save_as(self, by: User) -> GlossaryTerm:
        """Take the term in, or write it anew."""
        if not self.instance.pk:
            return glossing.enter(self.cleaned_data, by=by)
        glossing.change(self.instance, words=self.cleaned_data, by=by)
        return self.instance

    def _lines(self, field: str) -> str:
        lines = dict.fromkeys(" ".join(line.split()) for line in (self.cleaned_data[field] or "").splitlines())
        words = [line for line in lines if line]
        if len(words) > MOST_OTHERS:
            raise ValidationError(_("At most %(number)d words.") % {"number": MOST_OTHERS})
        return "\n".join(words)

    def _refuse_unfit(self, field: str, written: str) -> None:
        for word in written.splitlines():
            if not searching.key(word):
                self.add_error(field, _("“%(word)s” holds no letter.") % {"word": word})
            elif taken := self._taken(word):
                self.add_error(field, _("“%(word)s” stands at another term already: %(term)s") % {"word": word, "term": taken})

    def _taken(self, word: str) -> GlossaryTerm | None:
        wanted = searching.key(word)
        others = GlossaryTerm.objects.exclude(pk=self.instance.pk)
        return next((term for term in others if any(wanted == searching.key(one) for one in term.every_word)), None)
