"""Makes the first alliance admin; after that, alliance admins make each other at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import override

from community import joining
from community.models import Body, User
from community.models.contact import Language
from community.models.membership import Role

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Give the role to a confirmed account, or ask the address by mail."""

    help = "Makes an account alliance admin; an address without a confirmed account is invited by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and the body where the alliance has another slug."""
        parser.add_argument("email")
        parser.add_argument("--body", default="alliance", help="slug of the alliance's body (default: alliance)")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=Language.values, help="language of the invitation"
        )

    def handle(self, *_args: Any, email: str, body: str, language: str, **_options: Any) -> None:
        """Do it, and say what was done."""
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an email address.") from error
        alliance = Body.objects.active().filter(slug=body, kind=Body.Kind.ALLIANCE).first()
        if alliance is None:
            raise CommandError(
                f"There is no alliance body called {body!r}. Load the facts first (manage.py load_facts), or name it with --body."
            )
        user = User.objects.filter(email=email, is_active=True, contact__confirmed_at__isnull=False).first()
        try:
            with override("en"):
                self._make(email, user, alliance, language)
        except joining.JoiningError as refusal:
            raise CommandError(str(refusal.message)) from refusal

    def _make(self, email: str, user: User | None, alliance: Body, language: str) -> None:
        if user is not None:
            joining.give_role(user, body=alliance, role=Role.ADMIN, by=None)
            self.stdout.write(f"{email} is alliance admin from now on.")
            return
        joining.invite(email, body=alliance, role=Role.ADMIN, by=None, language=language)
        self.stdout.write(f"{email} has no confirmed account. An invitation by mail is on its way; it works for 14 days.")
