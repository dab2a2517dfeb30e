"""Addresses on the web that our pages lead to: whether they still answer, and whether what they say has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models.body import Body
from community.models.membership import Role as MemberRole

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from community.models.user import User


class WebAddress(models.Model):
    """One address, looked at once a day wherever it is used, and what was found."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not looked at yet")
        OK = "ok", pgettext_lazy("of a link", "answers")
        CAUTION = "caution", pgettext_lazy("of a link", "doubtful")
        BROKEN = "broken", pgettext_lazy("of a link", "broken")

    class Problem(models.TextChoices):
        NONE = "", ""
        GONE = "gone", _("the page is not there")
        SERVER = "server", _("the site has an error")
        UNREACHABLE = "unreachable", _("the site can't be reached")
        CLOSED = "closed", _("the site does not let our check in")
        ASTRAY = "astray", _("the address leads in circles or inside a closed network")

    url = models.URLField(max_length=600, unique=True)
    host = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.UNCHECKED)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # what the site answered, where it did
    failures = models.PositiveSmallIntegerField(default=0)  # days in a row on which it failed
    failed_on = models.DateField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(default=timezone.now)
    fingerprint = models.CharField(max_length=64, blank=True)  # of its words, as they were when they last stayed the same
    seen_fingerprint = models.CharField(max_length=64, blank=True)  # as they were last seen
    changed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[WebAddress]] = models.Manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_check_at"], name="web_address_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="broken") | Q(failures__gte=3, failing_since__isnull=False),
                name="web_address_broken_after_three_days",
                violation_error_message=_("An address is broken after it failed on three days."),
            ),
        ]

    def __str__(self) -> str:
        return self.url


class WebUseQuerySet(models.QuerySet["WebUse"]):
    """Where addresses are used, as far as it is somebody's business."""

    def kept_by(self, person: User | AnonymousUser) -> WebUseQuerySet:
        """Return the uses that a person looks after: as its keeper or manager in the body, as manager above it, as admin."""
        if not person.is_authenticated:
            return self.none()
        held = person.current_memberships
        if any(role.role == MemberRole.ADMIN and role.body.kind == Body.Kind.ALLIANCE for role in held):
            return self.all()
        managed = {role.body_id for role in held if role.role == MemberRole.MANAGER}
        mine = Q(body__in=managed) | Q(body__parent__in=managed) | Q(body__parent__parent__in=managed)
        for keeper in {MemberRole.EDITOR, *WebUse.KEEPERS.values()}:
            own = {role.body_id for role in held if role.role == keeper}
            mine |= Q(body__in=own, kind__in=[kind for kind in WebUse.Kind.values if WebUse.keeper_of(kind) == keeper])
        return self.filter(mine)

    def broken(self) -> WebUseQuerySet:
        """Return the uses of broken addresses at which nobody has looked since they began to fail."""
        unseen = Q(settled_at__isnull=True) | Q(settled_at__lt=F("address__failing_since"))
        return self.filter(unseen, address__state=WebAddress.State.BROKEN)

    def changed(self) -> WebUseQuerySet:
        """Return the sources whose words changed since we cite them, at which nobody has looked since."""
        unseen = Q(settled_at__isnull=True) | Q(settled_at__lt=F("address__changed_at"))
        return self.filter(unseen, role__in=WebUse.SOURCES, address__changed_at__gt=F("found_at"))

    def doubtful(self) -> WebUseQuerySet:
        """Return the uses of addresses that failed once or twice, or do not let us in."""
        return self.filter(address__state=WebAddress.State.CAUTION)

    def for_listing(self) -> WebUseQuerySet:
        """Return them with all that a list shows, the longest waiting first."""
        return self.select_related("address", "body__parent", "settled_by").order_by("address__failing_since", "pk")


class WebUseManager(models.Manager.from_queryset(WebUseQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class WebUse(models.Model):
    """That something of ours leads to an address. Found anew again and again; what a person settled stays."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice")
        PLACE = "place", _("place")
        TOWNSHIP = "township", _("township")
        PROGRAMME = "programme", _("programme")
        BODY = "body", _("body")
        EVENT = "event", _("event")
        SUGGESTION = "suggestion", _("suggestion")

    class Role(models.TextChoices):
        SOURCE = "source", _("source")
        FURTHER = "further", _("further source")
        SERVICE = "service", _("where to do it online")
        TEXT = "text", _("link in the text")

    SOURCES = (Role.SOURCE, Role.FURTHER)
    # Who looks after the links of a kind in their own body, beside its managers; what is not named here its editors do.
    KEEPERS: ClassVar[dict[str, MemberRole]] = {Kind.EVENT: MemberRole.ORGANISER, Kind.SUGGESTION: MemberRole.OFFICER}

    address = models.ForeignKey(WebAddress, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.BigIntegerField()
    role = models.CharField(max_length=8, choices=Role)
    title = models.CharField(max_length=400, blank=True)
    page = models.CharField(max_length=200, blank=True)  # on our site, without its language
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        address_id: int
        body_id: int | None
        title_en: str | None
        title_zh_hans: str | None

    objects: ClassVar[WebUseManager] = WebUseManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "kind", "object_id", "role"], name="web_use_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="web_use_settled_by_someone",
                violation_error_message=_("Someone looks at it, at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.role}"

    @classmethod
    def keeper_of(cls, kind: str) -> MemberRole:
        """Return whose work the links of a kind are."""
        return cls.KEEPERS.get(kind, MemberRole.EDITOR)
