"""Who may what with suggestions, as pure questions with yes or no (the table of rights is in the README).

An officer of a district acts for its departments too: where a department has nobody of its own here, its desk is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import Body
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin, manages
from community.policies import can_moderate as can_moderate_body
from feedback.models import Suggestion
from feedback.models.suggestion import HANDLERS, district_ids
from feedback.states import Actor, allows

if TYPE_CHECKING:
    from community.policies import Person
    from feedback.models import Answer, Category, Closing, Involvement, Review, TranslationRequest

State = Suggestion.State
Publicity = Suggestion.Publicity


def can_view(person: Person, suggestion: Suggestion) -> bool:
    """What is public, what one wrote oneself, what is or was on one's desk; an alliance admin sees all."""
    return suggestion.is_public or is_writer(person, suggestion) or can_view_in_full(person, suggestion)


def can_view_in_full(person: Person, suggestion: Suggestion) -> bool:
    """Staff's view, with the original words: the agreement with Suggestion.objects.visible_to is tested for the whole cast."""
    return is_alliance_admin(person) or _works_on(person, suggestion) or _moderates_its_words(person, suggestion)


def is_writer(person: Person, suggestion: Suggestion) -> bool:
    """Tell whether a person with an account wrote it."""
    return bool(person.is_authenticated and suggestion.contact is not None and suggestion.contact.user_id == person.pk)


def is_officer_of(person: Person, desk: Body | None) -> bool:
    """An officer of this body, or of the district whose department it is."""
    if desk is None:
        return False
    held = bodies_with(person, Role.OFFICER)
    return desk.pk in held or (desk.kind == Body.Kind.DEPARTMENT and desk.parent_id in held)


def parts(person: Person, suggestion: Suggestion) -> set[Actor]:
    """Return the parts a person plays with this suggestion: the table of states says what each may do."""
    played = {
        Actor.OFFICER: is_officer_of(person, suggestion.desk),
        Actor.RELEASER: suggestion.desk is not None and is_releaser_for(person, suggestion.desk),
        Actor.REVIEWER: can_review(person, suggestion),
        Actor.WRITER: is_writer(person, suggestion),
    }
    return {part for part, plays in played.items() if plays}


def can_move(person: Person, suggestion: Suggestion, to: str) -> bool:
    """Tell whether any part of a person may move it there."""
    return any(allows(suggestion.state, to, part) for part in parts(person, suggestion))


def can_review(person: Person, suggestion: Suggestion) -> bool:
    """Decide whether it is taken up again: who could release its answer, yet never who handled it, nor its writer."""
    if suggestion.desk is None or is_writer(person, suggestion) or not is_releaser_for(person, suggestion.desk):
        return False
    return all(held.officer_id != person.pk for held in suggestion.assignments.all())


def can_decide_review(person: Person, review: Review) -> bool:
    """A reviewer who had no hand in the answer either; where the office has none, an alliance admin."""
    answer = review.inquiry.answer
    hands = {answer.drafted_by_id, answer.submitted_by_id} | {draft.by_id for draft in answer.drafts.all()}
    if is_writer(person, review.suggestion) or person.pk in hands:
        return False
    return can_review(person, review.suggestion) or is_alliance_admin(person)


def can_see(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body notes that it was read."""
    return is_officer_of(person, suggestion.desk) and allows(suggestion.state, State.SEEN, Actor.OFFICER)


def can_take(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body takes what nobody works on."""
    return is_officer_of(person, suggestion.desk) and allows(suggestion.state, State.IN_PROGRESS, Actor.OFFICER)


def can_assign(person: Person, suggestion: Suggestion) -> bool:
    """Officers and managers of the holding body give its work to one another."""
    if not (suggestion.state in Suggestion.ARRIVED or suggestion.state in Suggestion.IN_HAND) or suggestion.desk is None:
        return False
    return is_officer_of(person, suggestion.desk) or manages(person, suggestion.desk)


def can_hand_over(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body hands it to another body."""
    return is_officer_of(person, suggestion.desk) and allows(suggestion.state, State.ROUTED, Actor.OFFICER)


def can_answer(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body answers what is being worked on."""
    return is_officer_of(person, suggestion.desk) and suggestion.state == State.IN_PROGRESS


def can_release(person: Person, answer: Answer) -> bool:
    """Another officer or manager of the answering body; a district's officers for its townships. Never who had a hand in it."""
    if not person.is_authenticated or not answer.is_submitted:
        return False
    hands = {answer.drafted_by_id, answer.submitted_by_id} | {draft.by_id for draft in answer.drafts.all()}
    if person.pk in hands or is_writer(person, answer.suggestion):
        return False
    return is_releaser_for(person, answer.body)


def is_releaser_for(person: Person, body: Body) -> bool:
    """Tell whether a person is of those who release what this body answers."""
    above = bodies_with(person, Role.OFFICER) & district_ids(person)
    return is_officer_of(person, body) or manages(person, body) or body.parent_id in above


def can_send_back(person: Person, answer: Answer) -> bool:
    """Who may release may also send back."""
    return can_release(person, answer)


def can_translate(person: Person, suggestion: Suggestion) -> bool:
    """Translators and editors of the body that holds it, of its district, or of its township; an alliance admin."""
    if is_alliance_admin(person):
        return True
    held = bodies_with(person, Role.TRANSLATOR, Role.EDITOR)
    desk = suggestion.desk
    return desk is not None and bool({desk.pk, desk.parent_id} & held) and _works_on(person, suggestion)


def can_ask_for_translation(person: Person, suggestion: Suggestion) -> bool:
    """The desk that can't read something asks for a translation."""
    return is_officer_of(person, suggestion.desk) and suggestion.is_open


def can_check(person: Person, request: TranslationRequest, made_by: int | None) -> bool:
    """Another translator checks; nobody checks their own."""
    return can_translate(person, request.suggestion) and made_by is not None and made_by != person.pk


def can_moderate(person: Person, suggestion: Suggestion) -> bool:
    """Moderators and managers of its township; for what concerns the whole city, alliance admins. Never one's own words."""
    if suggestion.imported or is_writer(person, suggestion):
        return False
    if suggestion.body is None:
        return is_alliance_admin(person)
    return can_moderate_body(person, suggestion.body)


def can_unmask(person: Person, suggestion: Suggestion) -> bool:
    """An officer or manager of the holding body, who may need it to help; an alliance admin. Each time with a reason."""
    desk = suggestion.desk
    if suggestion.imported or desk is None:
        return False
    return is_officer_of(person, desk) or manages(person, desk) or is_alliance_admin(person)


def can_ask(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body asks the writer, one question at a time."""
    return is_officer_of(person, suggestion.desk) and allows(suggestion.state, State.ASKED, Actor.OFFICER)


def can_note(person: Person, suggestion: Suggestion) -> bool:
    """Whoever reads it at the desk may leave a note for colleagues; not on one's own suggestion."""
    return can_view_in_full(person, suggestion) and not is_writer(person, suggestion)


def can_keep_snippet(person: Person, body: Body | None) -> bool:
    """A body's snippets: its officers and managers; everyone's: alliance admins."""
    if is_alliance_admin(person):
        return True
    return body is not None and body.pk in bodies_with(person, Role.OFFICER, Role.MANAGER)


def keeps_snippets(person: Person) -> bool:
    """Tell whether a person keeps snippets of some body."""
    return bool(bodies_with(person, Role.OFFICER, Role.MANAGER)) or is_alliance_admin(person)


def handles_suggestions(person: Person) -> bool:
    """Tell whether a person's roles have queues of suggestions."""
    return bool(bodies_with(person, *HANDLERS)) or is_alliance_admin(person)


def moderates_anywhere(person: Person) -> bool:
    """Tell whether a person moderates some township."""
    return bool(bodies_with(person, Role.MODERATOR, Role.MANAGER)) or is_alliance_admin(person)


def translates_anywhere(person: Person) -> bool:
    """Tell whether a person translates for some body."""
    return bool(bodies_with(person, Role.TRANSLATOR, Role.EDITOR)) or is_alliance_admin(person)


def can_edit_rules(person: Person) -> bool:
    """Routing rules belong to alliance admins."""
    return is_alliance_admin(person)


def can_manage_keys(person: Person) -> bool:
    """Keys of programs belong to alliance admins."""
    return is_alliance_admin(person)


def can_edit_category(person: Person, category: Category) -> bool:
    """Categories offered everywhere: alliance admins. A township's own: who manages it."""
    return is_alliance_admin(person) or (category.body is not None and manages(person, category.body))


def keeps_categories(person: Person) -> bool:
    """Tell whether a person keeps categories: everyone's, or a township's own."""
    return is_alliance_admin(person) or bool(bodies_with(person, Role.MANAGER))


def can_confer(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body consults and informs others while it is open."""
    return is_officer_of(person, suggestion.desk) and suggestion.is_open


def can_give_view(person: Person, involvement: Involvement) -> bool:
    """An officer of the consulted body replies, once."""
    return involvement.waits and is_officer_of(person, involvement.body)


def can_propose_closing(person: Person, suggestion: Suggestion) -> bool:
    """An officer of the holding body proposes to close it."""
    return is_officer_of(person, suggestion.desk) and allows(suggestion.state, State.CLOSING, Actor.OFFICER)


def can_decide_closing(person: Person, closing: Closing) -> bool:
    """A second person of the body, or the level above; never who proposed it, nor the writer."""
    if closing.decided_at is not None or person.pk == closing.proposed_by_id or is_writer(person, closing.suggestion):
        return False
    return is_releaser_for(person, closing.body)


def can_choose_township(suggestion: Suggestion) -> bool:
    """Its writer may say that it lies across the boundary, until an officer has taken it. Who asks holds the secret link."""
    return allows(suggestion.state, State.ROUTED, Actor.WRITER)


def _works_on(person: Person, suggestion: Suggestion) -> bool:
    own, above = bodies_with(person, *HANDLERS), district_ids(person)
    bodies = [routing.desk for routing in suggestion.routings.all()] + [one.body for one in suggestion.involvements.all()]
    return any(body.pk in own or body.parent_id in above for body in bodies)


def _moderates_its_words(person: Person, suggestion: Suggestion) -> bool:
    if suggestion.public_state == Publicity.PRIVATE or suggestion.body is None:
        return False
    own = bodies_with(person, Role.MODERATOR, Role.MANAGER)
    return suggestion.body.pk in own or suggestion.body.parent_id in bodies_with(person, Role.MANAGER)
