"""Places, programmes and townships at the translation desk: their words stand in their own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community import indexing, policies
from community.models import Place, Programme, Township
from community.translatables import Shelf

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from community.models import User


class Places(Shelf):
    """Places, published or being prepared."""

    key = "place"
    label = _("Places")
    model = Place
    names = ("name", "summary", "address", "opened", "hours")

    def kind(self, item: Place) -> _StrOrPromise:
        """Return the kind of place."""
        return item.get_kind_display()

    def is_wanted(self, item: Place) -> bool:
        """Tell whether visitors see it."""
        return item.published_at is not None

    def since(self, item: Place) -> datetime | None:
        """Return since when visitors see it."""
        return item.published_at

    def address(self, item: Place) -> str:
        """Return its page."""
        return reverse("community:place", args=[item.slug])

    def index(self, item: Place) -> None:
        """Tell the search."""
        indexing.put_place(item)


class Programmes(Shelf):
    """Programmes belong to no single body: the alliance's people translate them."""

    key = "programme"
    label = _("Programmes")
    model = Programme
    names = ("title", "summary", "owner", "started")

    def within_reach(self, person: User) -> QuerySet[Programme]:
        """Return all of them, to the alliance's people."""
        return Programme.objects.all() if policies.translates_for_alliance(person) else Programme.objects.none()

    def body_of(self, item: Programme) -> None:  # none has one
        """Return that it is the alliance's."""

    def lock(self, pk: int) -> Programme:
        """Return the programme, locked."""
        return Programme.objects.select_for_update(of=("self",)).get(pk=pk)

    def kind(self, item: Programme) -> _StrOrPromise:
        """Return the kind of programme."""
        return item.get_kind_display()

    def address(self, item: Programme) -> str:
        """Return where it is described."""
        return f"{reverse('community:programmes')}#{item.slug}"

    def index(self, item: Programme) -> None:
        """Tell the search."""
        indexing.put_programme(item)


class Townships(Shelf):
    """What a township says of itself."""

    key = "township"
    label = _("Townships")
    model = Township
    names = ("summary", "languages_note")
    labels: ClassVar = {"languages_note": _("note on languages")}

    def title(self, item: Township, language: str) -> str:
        """Return the township's name."""
        return str(getattr(item.body, f"name_{language.replace('-', '_')}") or item.body.name)

    def reference(self, item: Township) -> str:
        """Return it by its body's address."""
        return f"{self.key}/{item.body.slug}"

    def named(self, name: str, items: QuerySet[Any]) -> Township | None:
        """Return it by its body's address."""
        found: Township | None = items.filter(body__slug=name).first()
        return found

    def address(self, item: Township) -> str:
        """Return its page."""
        return f"/{get_language()}/townships/{item.body.slug}/"  # the page is the portal's

    def index(self, item: Township) -> None:
        """Tell the search."""
        indexing.put_township(item)
