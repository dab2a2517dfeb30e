"""Who works where: asking someone by mail, giving and ending roles. Nobody gives a role to themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import accounts, auditing, emails, linking, notifying, policies
from community.models import Body, Contact, Invitation, Membership, User
from community.models.membership import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from community.models.body import BodyQuerySet

PURPOSE = "invitation"
OPEN_FOR = timedelta(days=14)


class JoiningError(Exception):
    """A role was neither given nor ended. `message` says why."""

    message: _StrOrPromise = _("This can't be done.")


class NotAllowed(JoiningError):
    """The actor may not give or end this role here."""

    message = _("You can't give or end this role here.")


class OwnRole(JoiningError):
    """Nobody gives a role to themselves."""

    message = _("You can't give a role to yourself. Ask another manager or an alliance admin.")


class HasRole(JoiningError):
    """The person holds the role already."""

    message = _("This person has this role already.")


class AskedAlready(JoiningError):
    """An invitation to the same role is open."""

    message = _("This person has been asked already. Withdraw the open invitation to ask again.")


class BodyClosed(JoiningError):
    """The body exists no longer."""

    message = _("This body is no longer active.")


class InvitationClosed(JoiningError):
    """The invitation was answered, withdrawn, has run out, or came from someone who may no longer invite."""

    message = _("This invitation is no longer open. Ask whoever invited you for a new one.")


class WrongAccount(JoiningError):
    """The invitation is for another address."""

    message = _("This invitation is for another address. Sign in with the address it was sent to.")


class RoleEnded(JoiningError):
    """The role has ended before."""

    message = _("This role has ended already.")


class LastAdmin(JoiningError):
    """Without an alliance admin nobody could make another."""

    message = _("This is the last alliance admin. Make another one first.")


# --- Asking -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def invite(email: str, *, body: Body, role: Role, by: User | None, language: str) -> Invitation:
    """Ask someone by mail to take a role; the link in it works for two weeks. `by` is None for the command line.

    Raises JoiningError: NotAllowed, OwnRole, BodyClosed, HasRole, AskedAlready.
    """
    email = email.strip().lower()
    _check_giving(body=body, role=role, by=by)
    if by is not None and email == by.email:
        raise OwnRole
    now = timezone.now()
    if Membership.objects.current(now).filter(user__email=email, body=body, role=role).exists():
        raise HasRole
    stale = Invitation.objects.filter(email=email, body=body, role=role, created_at__lte=now - OPEN_FOR)
    stale.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(email=email, body=body, role=role, invited_by=by, created_at=now)
    except IntegrityError:
        raise AskedAlready from None
    token = linking.make(PURPOSE, invitation, expires_at=now + OPEN_FOR)
    # Someone who never answers is not kept as a contact.
    reader = Contact.objects.filter(email=email).first() or Contact(email=email, language=language)
    mail = emails.invitation(invitation, token=token, until=now + OPEN_FOR)
    notifying.queue(mail, to=reader, key=f"invitation-{invitation.pk}", not_after=now + OPEN_FOR)
    auditing.record("invitation.sent", body, by=by, body=body, values={"role": [None, str(role)]})
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Take the role one was asked to take. Raises WrongAccount, InvitationClosed."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("body__parent", "invited_by").get(pk=invitation.pk)
    )
    if by.email != invitation.email:
        raise WrongAccount
    if not is_open(invitation):
        raise InvitationClosed
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    linking.revoke(PURPOSE, invitation)
    return _grant(by, body=invitation.body, role=Role(invitation.role), by=invitation.invited_by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back; its link opens nothing from now on. Raises NotAllowed, InvitationClosed."""
    if not policies.can_give_role(by, invitation.body, invitation.role):
        raise NotAllowed
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=timezone.now()):
        raise InvitationClosed
    linking.revoke(PURPOSE, invitation)
    auditing.record(
        "invitation.withdrawn", invitation.body, by=by, body=invitation.body, values={"role": [invitation.role, None]}
    )


def bodies_managed_by(person: policies.Person) -> BodyQuerySet:
    """Return the bodies whose roles a person may give; the same rule as ``policies.can_give_roles``, for many at once."""
    bodies: BodyQuerySet = Body.objects.active().select_related("parent__parent")
    if policies.is_alliance_admin(person):
        return bodies
    mine = policies.bodies_with(person, Role.MANAGER)
    return bodies.filter(Q(pk__in=mine) | Q(parent__in=mine) | Q(parent__parent__in=mine))


def is_open(invitation: Invitation) -> bool:
    """Tell whether an invitation can be answered: an answer counts only while its sender may still give the role."""
    if invitation.accepted_at or invitation.withdrawn_at or timezone.now() >= invitation.created_at + OPEN_FOR:
        return False
    sender = invitation.invited_by
    return invitation.body.active and (sender is None or policies.can_give_role(sender, invitation.body, invitation.role))


# --- Giving and ending ------------------------------------------------------------------------------------------------
@transaction.atomic
def give_role(user: User, *, body: Body, role: Role, by: User | None) -> Membership:
    """Give a role to someone who has an account, from now on, and tell them. `by` is None for the command line.

    Raises NotAllowed, OwnRole, BodyClosed, HasRole.
    """
    _check_giving(body=body, role=role, by=by)
    if by is not None and by.pk == user.pk:
        raise OwnRole
    membership = _grant(user, body=body, role=role, by=by)
    mail = emails.role_given(membership)
    notifying.queue(mail, to=accounts.contact_of(user), key=f"role-{membership.pk}-{membership.since.timestamp()}-given")
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> None:
    """End a role at once: the person's next request is without it. Raises NotAllowed, RoleEnded, LastAdmin."""
    if not policies.can_give_role(by, membership.body, membership.role):
        raise NotAllowed
    now = timezone.now()
    if membership.role == Role.ADMIN:
        _keep_one_admin(membership)
    ended = Membership.objects.filter(pk=membership.pk).current(now).update(until=now)
    if not ended:
        raise RoleEnded
    membership.until = now
    auditing.record("role.ended", membership.user, by=by, body=membership.body, values={"role": [membership.role, None]})
    mail = emails.role_ended(membership)
    notifying.queue(mail, to=accounts.contact_of(membership.user), key=f"role-{membership.pk}-{now.timestamp()}-ended")


def _check_giving(*, body: Body, role: Role, by: User | None) -> None:
    # The command line makes alliance admins only.
    of_the_alliance = role == Role.ADMIN and body.kind == Body.Kind.ALLIANCE
    if not (of_the_alliance if by is None else policies.can_give_role(by, body, role)):
        raise NotAllowed
    if not body.active:
        raise BodyClosed


def _grant(user: User, *, body: Body, role: Role, by: User | None) -> Membership:
    """Open the role's row, or open it again: one row per person, body and role; the audit trail remembers the rest."""
    now = timezone.now()
    membership, created = Membership.objects.select_for_update().get_or_create(
        user=user, body=body, role=role, defaults={"since": now}
    )
    if not created:
        if membership.until is None or membership.until > now:
            raise HasRole
        membership.since, membership.until = now, None
        membership.save(update_fields=["since", "until"])
    auditing.record("role.given", user, by=by, body=body, values={"role": [None, str(role)]})
    return membership


def _keep_one_admin(membership: Membership) -> None:
    """Refuse to end the last one. All admins' rows are locked, so that two of them can't end each other at once."""
    admins = Membership.objects.filter(role=Role.ADMIN, body__kind=Body.Kind.ALLIANCE).order_by("pk").select_for_update()
    now = timezone.now()
    left = [held for held in admins if held.since <= now and (held.until is None or held.until > now)]
    active = set(User.objects.filter(pk__in=[held.user_id for held in left], is_active=True).values_list("pk", flat=True))
    if not any(held.user_id in active for held in left if held.pk != membership.pk):
        raise LastAdmin
