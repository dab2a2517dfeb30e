"""Which fields are written in each language. History is registered here too: before it, the language fields are missing."""

from __future__ import annotations

import simple_history
from modeltranslation.translator import TranslationOptions, register

from community.models import Body, File


@register(Body)
class BodyTranslation(TranslationOptions):
    """A body's name."""

    fields = ("name",)


@register(File)
class FileTranslation(TranslationOptions):
    """What a picture shows."""

    fields = ("alt",)


simple_history.register(Body, app="community")
