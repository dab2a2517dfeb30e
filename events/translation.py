"""Which words of events are written in each language."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from events.models import Event, EventDate, GroupMessage, Limit, Move, Option, PastEvent, Question


@register(Event)
class EventTranslation(TranslationOptions):
    """All that a resident reads."""

    fields = (*Event.TRANSLATED, "cancellation_reason")


@register(EventDate)
class EventDateTranslation(TranslationOptions):
    """What a date has of its own, and why it was called off."""

    fields = ("meeting_point", "note", "cancellation_reason")


@register(GroupMessage)
class GroupMessageTranslation(TranslationOptions):
    """What the team writes."""

    fields = ("subject", "text")


@register(Limit)
class LimitTranslation(TranslationOptions):
    """What a limit is called."""

    fields = ("name",)


@register(Move)
class MoveTranslation(TranslationOptions):
    """Why a date was moved."""

    fields = ("reason",)


@register(PastEvent)
class PastEventTranslation(TranslationOptions):
    """All that a reader sees of it."""

    fields = ("title", "summary", "held_note", "place_text", "organiser", "attendance")


@register(Question)
class QuestionTranslation(TranslationOptions):
    """What is asked, and what for."""

    fields = ("text", "purpose")


@register(Option)
class OptionTranslation(TranslationOptions):
    """What one may choose."""

    fields = ("label",)
