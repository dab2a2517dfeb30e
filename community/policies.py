"""Who may what, as pure questions with yes or no (the table of rights is in the README). No one else decides.

A person is an account or an anonymous visitor; a visitor may nothing that needs a role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models.body import Body
from community.models.membership import Role
from community.models.notice import Notice

if TYPE_CHECKING:
    from typing import TypeAlias

    from django.contrib.auth.models import AnonymousUser

    from community.models import Edition, File, Place, User, WebUse

    Person: TypeAlias = User | AnonymousUser


def roles_in(person: Person, body: Body) -> set[Role]:
    """Return the roles a person holds in exactly this body now."""
    if not person.is_authenticated:
        return set()
    return {Role(held.role) for held in person.current_memberships if held.body_id == body.pk}


def bodies_with(person: Person, *roles: Role) -> set[int]:
    """Return the ids of the bodies in which a person holds one of the roles now; any role when none is named."""
    if not person.is_authenticated:
        return set()
    return {held.body_id for held in person.current_memberships if not roles or held.role in roles}


def is_alliance_admin(person: Person) -> bool:
    """Tell whether a person runs the whole: the role counts in the alliance's own body only."""
    if not person.is_authenticated:
        return False
    return any(held.role == Role.ADMIN and held.body.kind == Body.Kind.ALLIANCE for held in person.current_memberships)


def works_here(person: Person) -> bool:
    """Tell whether a person holds any role at all, and so has a desk."""
    return bool(person.is_authenticated and person.current_memberships)


def manages(person: Person, body: Body) -> bool:
    """Tell whether a person is manager of the body or of the district (or city) it stands under."""
    above = {body.pk, body.parent_id, body.parent.parent_id if body.parent else None}
    return bool(bodies_with(person, Role.MANAGER) & above)


def can_give_roles(person: Person, body: Body) -> bool:
    """A manager within the body, a district's manager within the district, an alliance admin anywhere."""
    return is_alliance_admin(person) or manages(person, body)


def can_give_role(person: Person, body: Body, role: str) -> bool:
    """Alliance admins are made by alliance admins, in the alliance's own body; every other role by who may give roles there."""
    if role == Role.ADMIN:
        return body.kind == Body.Kind.ALLIANCE and is_alliance_admin(person)
    return can_give_roles(person, body)


def can_publish_policy(person: Person) -> bool:
    """Policy, breaking and assistance notices are published by alliance admins."""
    return is_alliance_admin(person)


def can_warn(person: Person) -> bool:
    """Raise the emergency banner and take it down: alliance admins."""
    return is_alliance_admin(person)


def can_keep_glossary(person: Person) -> bool:
    """Enter, change and take out the site's fixed terms: alliance admins."""
    return is_alliance_admin(person)


def can_view_glossary(person: Person) -> bool:
    """Read the fixed terms and what was searched in vain: whoever writes, translates or answers for what is written."""
    return bool(bodies_with(person, Role.EDITOR, Role.TRANSLATOR, Role.MANAGER)) or is_alliance_admin(person)


def can_moderate(person: Person, body: Body) -> bool:
    """Public words of a township: its moderators and managers, and alliance admins."""
    return is_alliance_admin(person) or Role.MODERATOR in roles_in(person, body) or manages(person, body)


def can_view_file(person: Person, file: File) -> bool:
    """A released file is everyone's; before that it belongs to its uploader, its body's team and the alliance admins."""
    if file.released_at is not None:
        return True
    if not person.is_authenticated:
        return False
    return file.uploaded_by_id == person.pk or file.body_id in bodies_with(person) or is_alliance_admin(person)


def keeps(person: Person, body: Body) -> bool:
    """Tell whether a body's unpublished words are a person's business: its team, managers above it, alliance admins."""
    return body.pk in bodies_with(person) or manages(person, body) or is_alliance_admin(person)


def can_view_notice(person: Person, notice: Notice) -> bool:
    """What was published is everyone's, withdrawn or not; before that a notice belongs to the team of its body."""
    return notice.is_readable or keeps(person, notice.body)


def can_write_notice(person: Person, body: Body) -> bool:
    """Write, revise and submit: editors and managers of exactly this body, and alliance admins."""
    return is_alliance_admin(person) or bool(roles_in(person, body) & {Role.EDITOR, Role.MANAGER})


def writes_anywhere(person: Person) -> bool:
    """Tell whether notices wait for somebody at all: they write, translate or publish for any body."""
    return bool(bodies_with(person, Role.EDITOR, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN))


def can_publish_notice(person: Person, notice: Notice) -> bool:
    """Local news: who manages the body. Everything else: alliance admins. Their own work they still may not publish."""
    if notice.kind == Notice.Kind.NEWS:
        return is_alliance_admin(person) or manages(person, notice.body)
    return can_publish_policy(person)


def can_settle_link(person: Person, use: WebUse) -> bool:
    """Note that a link is in order: who looks after links of its kind in its body, who manages it, alliance admins."""
    if is_alliance_admin(person) or use.body is None:
        return is_alliance_admin(person)
    return manages(person, use.body) or use.keeper_of(use.kind) in roles_in(person, use.body)


def can_approve_edition(person: Person, edition: Edition) -> bool:
    """Publish or send back: who may publish the notice and had no hand in this edition."""
    return can_publish_notice(person, edition.notice) and person.pk not in edition.hands


def can_countersign_edition(person: Person, edition: Edition) -> bool:
    """Sign for what was published without a second person: who could have been that person."""
    return edition.wants_signature and can_approve_edition(person, edition) and person.pk != edition.published_by_id


def translates_for(person: Person) -> set[int]:
    """Return the ids of the bodies whose words a person translates and checks; an alliance admin does so for all."""
    return bodies_with(person, Role.TRANSLATOR, Role.EDITOR)


def translates_for_alliance(person: Person) -> bool:
    """Tell whether a person translates what belongs to no single body: translators and editors of the alliance, its admins."""
    if not person.is_authenticated:
        return False
    own = translates_for(person)
    here = any(held.body.kind == Body.Kind.ALLIANCE and held.body_id in own for held in person.current_memberships)
    return here or is_alliance_admin(person)


def can_translate(person: Person, body: Body | None) -> bool:
    """Translate and check translations: translators and editors of exactly this body, and alliance admins."""
    if body is None:
        return translates_for_alliance(person)
    return is_alliance_admin(person) or body.pk in translates_for(person)


def can_weigh_change(person: Person, body: Body | None) -> bool:
    """Say that an original was only corrected: who edits it, not who only translates."""
    return is_alliance_admin(person) or (body is not None and Role.EDITOR in roles_in(person, body))


def translates_anywhere(person: Person) -> bool:
    """Tell whether a person translates for some body, and so has a translation desk."""
    return bool(translates_for(person)) or is_alliance_admin(person)


def can_view_place(person: Person, place: Place) -> bool:
    """A published place is everyone's; before that it belongs to its body's team, managers above and the alliance admins."""
    if place.published_at is not None or is_alliance_admin(person):
        return True
    return place.body is not None and (place.body_id in bodies_with(person) or manages(person, place.body))
