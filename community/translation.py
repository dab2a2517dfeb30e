"""Which fields are written in each language. History is registered here too: before it, the language fields are missing."""

from __future__ import annotations

import simple_history
from modeltranslation.translator import TranslationOptions, register

from community.models import Body, Figure, File, Place, Programme, Township, TownshipFact


@register(Body)
class BodyTranslation(TranslationOptions):
    """A body's name."""

    fields = ("name",)


@register(File)
class FileTranslation(TranslationOptions):
    """What a picture shows."""

    fields = ("alt",)


@register(Township)
class TownshipTranslation(TranslationOptions):
    """What a township says of itself."""

    fields = ("summary", "languages_note")


@register(Figure)
class FigureTranslation(TranslationOptions):
    """What a figure counts."""

    fields = ("note",)


@register(TownshipFact)
class TownshipFactTranslation(TranslationOptions):
    """A statement and what is added to it."""

    fields = ("text", "detail")


@register(Place)
class PlaceTranslation(TranslationOptions):
    """Everything a visitor reads of a place; addresses are kept in both scripts, for the taxi driver."""

    fields = ("name", "summary", "address", "opened", "hours")


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    """What a programme is and who runs it."""

    fields = ("title", "summary", "owner", "started")


simple_history.register(Body, app="community")
simple_history.register(Township, app="community")
simple_history.register(Place, app="community")
