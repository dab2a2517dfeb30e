"""What a suggestion means, as a vector, so that others that mean the same are found in any language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from feedback.models.suggestion import Suggestion


class SuggestionVector(models.Model):
    """The vector of a suggestion's masked words, with the model that made it: vectors of two models can't be compared."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, primary_key=True, related_name="vector")
    model = models.CharField(max_length=40, db_index=True)
    values = models.BinaryField()  # float32, little-endian, of length one

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.model}"
