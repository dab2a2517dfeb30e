"""The synthetic city: the same for the same seed, sound by every rule of the tables, and as quick to list when it grows."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.test import Client

from feedback import submitting
from feedback.desk import paging
from feedback.models import Answer, Assignment, Category, Routing, RoutingRule, StateChange, Suggestion
from portal.bench import triage as bench
from portal.city import suggestions

if TYPE_CHECKING:
    from community.models import Body, User

LAST_DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _rules(bodies: dict[str, Body]) -> None:
    """Neighbourhood life goes to its township, everything else to the hotline."""
    community, _other = (
        Category.objects.create(slug=slug, name_en=slug, name_zh_hans=slug, position=place)
        for place, slug in enumerate(["community", "other"])
    )
    for place, slug in enumerate(["huacao", "hongqiao-town", "hongqiao-subdistrict"]):
        RoutingRule.objects.create(order=place, category=community, area=bodies[slug], desk=bodies[slug])
    RoutingRule.objects.create(order=99, desk=bodies["hotline"])


def pour(number: int, *, seed: int = 1) -> None:
    call_command("seed_city", residents=number, seed=seed, until=LAST_DAY, verbosity=0)


def rows() -> list[Any]:
    return list(Suggestion.objects.order_by("pk").values_list("reference", "key", "text", "state", "desk__slug", "created_at"))


def test_the_same_seed_gives_the_same_city_and_another_one_another() -> None:
    found = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            pour(60, seed=seed)
            found.append(rows())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_each_suggestion_is_on_a_desk_for_a_reason_and_stands_where_its_changes_led() -> None:
    pour(300)
    assert Suggestion.objects.count() == Routing.objects.exclude(reason_zh_hans="").count() == 300
    for suggestion in Suggestion.objects.prefetch_related("changes"):
        assert list(suggestion.changes.all())[-1].to_state == suggestion.state
    assert not StateChange.objects.filter(at__gt="2026-11-08T00:00:00+08:00").exists()
    held = Suggestion.objects.filter(state__in=Suggestion.IN_HAND)
    assert Assignment.objects.filter(until=None).count() == held.count()
    assert Answer.objects.exclude(released_at=None).count() == Suggestion.objects.filter(state__in=Suggestion.CONCLUDED).count()
    assert Suggestion.objects.values("language").annotate(n=Count("pk")).count() == 10
    connection.check_constraints()


def test_what_people_send_afterwards_is_numbered_on(bodies: dict[str, Body]) -> None:
    pour(80)
    pour(20, seed=2)
    assert Suggestion.objects.values("reference").distinct().count() == 100
    category = Category.objects.get(slug="community")
    given = {"category": category, "township": bodies["huacao"], "kind": "help", "answer_language": "en"}
    sent = submitting.submit("A bench.", key=uuid4(), **given).suggestion
    assert sent.pk > 100


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_taken_away_while_much_is_poured_is_there_again_and_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def kept() -> set[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint")
            constraints = cursor.fetchall()
            cursor.execute("SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index")
            # PostgreSQL spells the same casts in two ways.
            return {re.sub(r"::[a-z ]+(\[\])?|[()]", "", " ".join(row)) for row in [*constraints, *cursor.fetchall()]}

    before = kept()
    monkeypatch.setattr(suggestions, "MANY", 100)
    pour(100)
    assert kept() == before
    assert Suggestion.objects.count() == 100
    with pytest.raises(IntegrityError):
        Suggestion.objects.filter(pk=1).update(desk=10**6)


def test_it_never_pours_into_a_real_site(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        pour(1)
    assert Suggestion.objects.count() == 0


@pytest.mark.postgresql
def test_the_desk_s_list_reads_as_little_when_there_is_ten_times_as_much(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "Client", lambda **_named: Client())
    monkeypatch.setattr(paging, "PAGE_SIZE", 10)
    monkeypatch.setattr(paging, "MOST_COUNTED", 20)
    addresses = [f"/en/desk/suggestions/{page}" for page in bench.PAGES]
    readers = [cast["admin"].email]
    pour(600)
    few = {(reader, address): bench.measure(reader, address) for reader in readers for address in addresses}
    pour(5400, seed=2)
    many = {(reader, address): bench.measure(reader, address) for reader in readers for address in addresses}
    assert {key: many[key][0] for key in many} == {key: few[key][0] for key in few}
    # A test can't vacuum inside its transaction, so indexes read a little more here than in life (bench: at most twice).
    assert {key: (few[key][1], many[key][1]) for key in many if many[key][1] > 3 * few[key][1]} == {}
