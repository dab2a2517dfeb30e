"""A household's own calendar address. It opens a calendar to whoever has it, so it can be changed at any time."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact

SERIAL = 16
SALT = "events.calendar"


def new_serial() -> str:
    """Return half of an address: the other half follows from it and from the site's secret."""
    return secrets.token_hex(SERIAL // 2)


class CalendarFeed(models.Model):
    """The address of one contact's calendar. What is stored opens nothing without the site's secret."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="+")
    serial = models.CharField(max_length=SERIAL, unique=True, default=new_serial)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def token(self) -> str:
        """Return the whole secret of the address."""
        return self.serial + _signature(self.serial)

    @classmethod
    def of_token(cls, token: str) -> CalendarFeed | None:
        """Return the feed of an address, None for a forged one or one that was changed."""
        serial, signature = token[:SERIAL], token[SERIAL:]
        if not constant_time_compare(signature, _signature(serial)):
            return None
        return cls.objects.filter(serial=serial).select_related("contact").first()


def _signature(serial: str) -> str:
    return salted_hmac(SALT, serial, algorithm="sha256").hexdigest()[:32]
