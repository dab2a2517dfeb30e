"""The person whom everything outside points to, with an account or without."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Language(models.TextChoices):
    """The languages the site speaks. A third needs a member here, a setting, a migration and its texts."""

    ENGLISH = "en", _("English")
    CHINESE = "zh-hans", _("Simplified Chinese")

    @property
    def of_text(self) -> str:
        """Return its name as one says it of something written: 英文, where the spoken language is 英语."""
        return pgettext("of a text", "Simplified Chinese") if self == Language.CHINESE else pgettext("of a text", "English")


class ContactManager(models.Manager["Contact"]):
    """Finds or makes the one contact of an address."""

    def of(self, email: str, *, language: str) -> Contact:
        """Return the contact of an address, made with `language` when it is new."""
        return self.get_or_create(email=email.strip().lower(), defaults={"language": language})[0]


class Contact(models.Model):
    """An address that can be written to, in a language. Registrations, suggestions and deliveries point here."""

    email = models.EmailField(_("email"), unique=True)
    language = models.CharField(_("language of mails"), max_length=10, choices=Language, default=Language.ENGLISH)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contact")

    objects = ContactManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="contact_email_in_lower_case",
                violation_error_message=_("An address is kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the person proved that the address is theirs."""
        return self.confirmed_at is not None


class Profile(models.Model):
    """What a person chose to tell: where they live and what they read. Nothing is stored that was not chosen."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="profile")
    township = models.ForeignKey(
        "community.Body", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("your township")
    )
    reading_language = models.CharField(_("language of the site"), max_length=10, choices=Language, default=Language.ENGLISH)

    def __str__(self) -> str:
        return str(self.contact)


class Consent(models.Model):
    """That a person agreed to one version of a document, and when. Rows are added, never changed."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    document = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "document", "version"], name="consent_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"
