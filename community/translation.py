"""Which fields are written in each language. History is registered here too: before it, the language fields are missing."""

from __future__ import annotations

import simple_history
from modeltranslation.translator import TranslationOptions, register

from community.models import (
    Banner,
    Body,
    Edition,
    EditionSource,
    Enclosure,
    Figure,
    File,
    GlossaryTerm,
    Notice,
    Place,
    Programme,
    Topic,
    Township,
    TownshipFact,
    TranslationState,
    WebUse,
)
from community.models.reading import TRANSLATED


@register(Body)
class BodyTranslation(TranslationOptions):
    """A body's name."""

    fields = ("name",)


@register(Banner)
class BannerTranslation(TranslationOptions):
    """A warning."""

    fields = ("text",)


@register(GlossaryTerm)
class GlossaryTermTranslation(TranslationOptions):
    """The fixed term and the other words for it; what is noted for editors is written once, for all of them."""

    fields = ("name", "others")


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


@register(Topic)
class TopicTranslation(TranslationOptions):
    """A topic's name."""

    fields = ("name",)


@register(Edition)
class EditionTranslation(TranslationOptions):
    """Everything a reader reads of a notice, and why it was taken back."""

    fields = (*TRANSLATED, "ended_because")


@register(EditionSource)
class EditionSourceTranslation(TranslationOptions):
    """What a further source adds."""

    fields = ("note",)


@register(Enclosure)
class EnclosureTranslation(TranslationOptions):
    """What a document is called."""

    fields = ("title",)


@register(WebUse)
class WebUseTranslation(TranslationOptions):
    """What leads to an address."""

    fields = ("title",)


@register(Notice)
@register(TranslationState)
class OnlyRelated(TranslationOptions):
    """No words of its own; named here because what points to translated rows is queried wrongly otherwise."""

    fields = ()


simple_history.register(Body, app="community")
simple_history.register(Township, app="community")
simple_history.register(Place, app="community")
