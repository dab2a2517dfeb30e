"""Which fields are written in each language. History is registered here too: before it, the language fields are missing."""

from __future__ import annotations

import simple_history
from modeltranslation.translator import TranslationOptions, register

from feedback.models import Category, CategoryQuestion, DiscontentReason, PublicWords, RoutingRule, Snippet


@register(Category)
class CategoryTranslation(TranslationOptions):
    """What a category is called and what belongs to it."""

    fields = ("name", "description")


@register(CategoryQuestion)
class CategoryQuestionTranslation(TranslationOptions):
    """What a category asks."""

    fields = ("label",)


@register(RoutingRule)
class RoutingRuleTranslation(TranslationOptions):
    """Why a rule names its desk."""

    fields = ("note",)


@register(PublicWords)
class PublicWordsTranslation(TranslationOptions):
    """The public copy of a suggestion."""

    fields = ("title", "text")


@register(Snippet)
class SnippetTranslation(TranslationOptions):
    """What a piece of an answer is called and says."""

    fields = ("name", "text")


@register(DiscontentReason)
class DiscontentReasonTranslation(TranslationOptions):
    """Why someone is not content."""

    fields = ("name",)


simple_history.register(Category, app="feedback")
simple_history.register(RoutingRule, app="feedback")
simple_history.register(CategoryQuestion, app="feedback")
