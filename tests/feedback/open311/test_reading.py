"""GeoReport v2, reading: the numbers are those of the conformance list that the interface was built to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback import answering, moderating, triaging
from feedback.models import Category, Intake, StateChange, Suggestion
from feedback.open311 import requests
from tests.feedback.open311 import schema
from tests.feedback.open311.conftest import BASE, FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from tests.feedback.open311.conftest import Program

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}


# --- C1: discovery ------------------------------------------------------------------------------------------------------
def test_c01_discovery_says_the_same_in_both_formats_and_names_formats_that_are_there(program: Program) -> None:
    other = "json" if program.fmt == "xml" else "xml"
    told = program.content(program.get("discovery"))
    (endpoint,) = told["endpoints"]
    assert {"changeset", "contact", "key_service", "endpoints"} == set(told)
    assert set(endpoint) == {"specification", "url", "changeset", "type", "formats"}
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert all(told.values())
    twin = type(program)(other, program.secret, program.client)
    assert twin.content(twin.get("discovery")) == told


def test_c01_the_changeset_moves_on_with_the_services(program: Program) -> None:
    before = program.content(program.get("discovery"))["changeset"]
    Category.history.update(history_date=timezone.now() - timedelta(days=1))  # type: ignore[attr-defined]  # simple-history
    earlier = program.content(program.get("discovery"))["changeset"]
    category = Category.objects.get(slug="other")
    category.name_en = "Anything else"
    category.save()
    assert earlier < before
    assert program.content(program.get("discovery"))["changeset"] > earlier


# --- C2: content types --------------------------------------------------------------------------------------------------
def test_c02_each_answer_names_its_type_and_charset(program: Program) -> None:
    for path in ("discovery", "services", "services/transport", "requests", "requests/none"):
        response = program.get(path, jurisdiction_id="shanghai")
        assert response.status_code == (404 if path == "requests/none" else 200)
        assert response["Content-Type"] == TYPES[program.fmt]
        if program.fmt == "xml":
            assert re.match(rb'<\?xml version="1\.0" encoding="utf-8"\?>', response.content)


# --- C3, C4, C5: services -----------------------------------------------------------------------------------------------
def test_c03_the_services_are_our_categories_by_the_official_schema(program: Program) -> None:
    services = program.read("services")
    assert schema.faults(services, schema.SERVICE, typed=program.fmt == "json") == []
    codes = [service["service_code"] for service in services]
    assert codes == ["transport", "community", "other"]


def test_c04_what_says_it_has_a_definition_has_one_and_what_has_none_requires_nothing(program: Program) -> None:
    for service in program.read("services"):
        response = program.get(f"services/{service['service_code']}", jurisdiction_id="shanghai")
        if service["metadata"]:
            assert response.status_code == 200
        else:
            assert not any(attribute["required"] for attribute in program.content(response)["attributes"])


def test_c05_each_definition_echoes_its_code_and_orders_its_questions(program: Program) -> None:
    for service in program.read("services"):
        definition = program.read(f"services/{service['service_code']}")
        attributes = definition["attributes"]
        assert definition["service_code"] == service["service_code"]
        assert [int(attribute["order"]) for attribute in attributes] == list(range(1, len(attributes) + 1))
        for attribute in attributes:
            assert bool(attribute["values"]) == attribute["datatype"].endswith("list")
            assert all(value["key"] and value["name"] for value in attribute["values"])


# --- C6: jurisdictions --------------------------------------------------------------------------------------------------
def test_c06_a_jurisdiction_is_asked_for_and_an_unknown_one_is_absent(program: Program) -> None:
    for path in ("services", "services/transport", "requests", "tokens/abc"):
        assert program.refused(program.get(path)) == (400, {"400"})
        assert program.refused(program.get(path, jurisdiction_id="")) == (400, {"400"})
        assert program.refused(program.get(path, jurisdiction_id="nowhere")) == (404, {"404"})
        assert program.refused(program.get(path, jurisdiction_id="transport")) == (404, {"404"})


def test_c06_an_unknown_service_is_absent(program: Program) -> None:
    assert program.refused(program.get("services/magic", jurisdiction_id="shanghai")) == (404, {"404"})


def test_c06_a_site_for_one_jurisdiction_ignores_what_was_asked(
    program: Program, settings: Any, released: Callable[..., Suggestion], bodies: dict[str, Body]
) -> None:
    settings.OPEN311_JURISDICTION = "huacao"
    here = released()
    released(township=bodies["hongqiao-town"])
    for query in ({}, {"jurisdiction_id": "nowhere"}, {"jurisdiction_id": "hongqiao-town"}):
        found = program.content(program.get("requests", **query))
        assert [request["service_request_id"] for request in found] == [here.reference]


def test_c06_a_township_a_district_and_the_city_show_what_lies_in_them(
    program: Program, released: Callable[..., Suggestion], bodies: dict[str, Body]
) -> None:
    made = {slug: released(township=bodies[slug]).reference for slug in ("huacao", "hongqiao-town", "hongqiao-subdistrict")}
    made["city"] = released(township=None).reference
    found = {
        place: {request["service_request_id"] for request in program.read("requests", jurisdiction_id=place)}
        for place in ("huacao", "minhang", "changning", "shanghai")
    }
    assert found == {
        "huacao": {made["huacao"]},
        "minhang": {made["huacao"], made["hongqiao-town"]},
        "changning": {made["hongqiao-subdistrict"]},
        "shanghai": set(made.values()),
    }


# --- C14, C15: filters --------------------------------------------------------------------------------------------------
def test_c14_filters_work_alone_and_together_and_ids_override_them(
    program: Program, released: Callable[..., Suggestion], categories: dict[str, Category], cast: dict[str, User]
) -> None:
    now = timezone.now()
    bench, bus = released(now=now - timedelta(days=3)), released(category=categories["transport"], now=now - timedelta(days=2))
    done = released(now=now - timedelta(days=1))
    triaging.take(done, by=cast["officer"])
    answer = answering.submit(answering.draft(done, text="Mended.", language="en", by=cast["officer"]), by=cast["officer"])
    answering.release(answer, by=cast["manager"])

    def ids(**query: str) -> list[str]:
        return [request["service_request_id"] for request in program.read("requests", **query)]

    assert ids() == [done.reference, bus.reference, bench.reference]
    assert ids(service_code="transport") == [bus.reference]
    assert ids(service_code="transport, community") == ids()
    assert ids(status="open") == [bus.reference, bench.reference]
    assert ids(status="closed") == [done.reference]
    assert ids(status="open,closed") == ids()
    assert ids(status="open", service_code="community") == [bench.reference]
    assert ids(start_date=(now - timedelta(days=2, hours=1)).isoformat()) == [done.reference, bus.reference]
    assert ids(end_date=(now - timedelta(days=1, hours=1)).isoformat()) == [bus.reference, bench.reference]
    assert ids(service_request_id=f"{bench.reference},{done.reference}", status="open", service_code="transport") == [
        done.reference,
        bench.reference,
    ]
    assert ids(service_code="", status="", start_date="", end_date="", service_request_id="") == ids()
    assert ids(service_request_id="HC-1999-0001") == []


def test_c15_both_ends_of_a_range_count_and_ninety_days_are_most(program: Program, released: Callable[..., Suggestion]) -> None:
    now = timezone.now().replace(microsecond=0)
    old, new = released(now=now - timedelta(days=100)), released(now=now - timedelta(days=10))
    assert [one["service_request_id"] for one in program.read("requests")] == [new.reference]
    exactly = {"start_date": new.created_at.isoformat(), "end_date": new.created_at.isoformat()}
    assert [one["service_request_id"] for one in program.read("requests", **exactly)] == [new.reference]
    fits = {"start_date": (old.created_at).isoformat(), "end_date": (old.created_at + timedelta(days=90)).isoformat()}
    assert {one["service_request_id"] for one in program.read("requests", **fits)} == {old.reference, new.reference}
    wide = {**fits, "end_date": (old.created_at + timedelta(days=90, seconds=1)).isoformat()}
    assert program.refused(program.get("requests", jurisdiction_id="shanghai", **wide)) == (400, {"400"})


def test_c15_the_first_of_many_are_told(
    program: Program, released: Callable[..., Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [released().reference for _ in range(3)]
    assert requests.MOST == 1000
    monkeypatch.setattr(requests, "MOST", 2)
    assert [one["service_request_id"] for one in program.read("requests")] == made[:0:-1]


def test_c14_a_filter_that_can_t_be_read_is_refused(program: Program) -> None:
    queries = [
        {"start_date": "yesterday"},
        {"start_date": "2026-11-01"},
        {"end_date": "2026-11-01T10:00:00"},
        {"end_date": "2026-13-41T10:00:00Z"},
        {"status": "done"},
        {"page": "two"},
        {"page": "0"},
        {"page_size": "100000"},
    ]
    for query in queries:
        assert program.refused(program.get("requests", jurisdiction_id="shanghai", **query)) == (400, {"400"}), query


# --- C16, C17: dates and states -----------------------------------------------------------------------------------------
def test_c16_each_state_is_open_or_closed_and_dates_carry_a_zone(program: Program, released: Callable[..., Suggestion]) -> None:
    suggestion = released(now=timezone.now() - timedelta(days=2))
    for hours, state in enumerate(state for state in Suggestion.State if state not in {"imported", "withdrawn"}):
        moved = timezone.now() - timedelta(hours=30 - hours)
        StateChange.objects.create(suggestion=suggestion, from_state="routed", to_state=state, at=moved)
        Suggestion.objects.filter(pk=suggestion.pk).update(state=state)
        suggestion.refresh_from_db()
        requested = program.read("requests")
        assert schema.faults(requested, schema.REQUEST, typed=program.fmt == "json") == []
        (told,) = requested
        assert told["status"] == ("open" if suggestion.is_open else "closed")
        assert datetime.fromisoformat(told["updated_datetime"]) >= moved.replace(microsecond=0)
        assert datetime.fromisoformat(told["updated_datetime"]) >= datetime.fromisoformat(told["requested_datetime"])


def test_c17_every_state_has_one_of_the_two_words() -> None:
    assert {requests.status(Suggestion(state=state)) for state in Suggestion.State} == {"open", "closed"}


# --- C18, C19: what never appears ---------------------------------------------------------------------------------------
def test_c18_what_is_private_awaits_or_is_hidden_appears_nowhere(
    program: Program, send: Callable[..., Suggestion], released: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    private, awaiting, hidden = send("Private."), send("Awaiting.", public_wish=True), released("Hidden.")
    moderating.hide(hidden, reason="Names a neighbour.", by=cast["admin"])
    sent = program.sent(**{"attribute[public]": "yes"})
    references = [private.reference, awaiting.reference, hidden.reference, Intake.objects.get().suggestion.reference]
    assert program.read("requests") == []
    assert program.read("requests", service_request_id=",".join(references)) == []
    for reference in references:
        assert program.refused(program.get(f"requests/{reference}", jurisdiction_id="shanghai")) == (404, {"404"})
    assert program.read(f"tokens/{sent['token']}") == [{"service_request_id": None, "token": sent["token"]}]


def test_c19_nothing_of_the_writer_is_told(program: Program, cast: dict[str, User]) -> None:
    personal = {
        "email": "anna@mail.example", "phone": "+86 138 1234 5678", "first_name": "Annabelle", "last_name": "Schmidt-Meyer",
        "account_id": "account-77", "device_id": "device-88", "media_url": "https://photos.example/anna.jpg",
        "address_string": "Room 1202, Building 3, Jinfeng Road 99",
    }  # fmt: skip
    text = "I am at the gate. Call me: 13812345678, anna@mail.example, passport E12345678."
    program.sent(description=text, **personal, **{"attribute[public]": "yes"})
    suggestion = Intake.objects.get().suggestion
    moderating.release(suggestion, words={"en": text}, by=cast["admin"])
    found = [
        program.get(path, jurisdiction_id="shanghai").content.decode()
        for path in ("requests", f"requests/{suggestion.reference}", f"tokens/{Intake.objects.get().token}")
    ]
    secrets = [*personal.values(), "13812345678", "E12345678", "1202"]
    assert [secret for secret in secrets for page in found if secret in page] == []
    assert "I am at the gate." in found[0]


# --- C20, C21, C22: shapes and errors -----------------------------------------------------------------------------------
def test_c20_none_one_and_many_are_arrays(program: Program, released: Callable[..., Suggestion]) -> None:
    assert program.read("requests") == []
    first = released()
    assert len(program.read("requests")) == 1
    assert [one["service_request_id"] for one in program.read(f"requests/{first.reference}")] == [first.reference]
    released()
    assert len(program.read("requests")) == 2
    if program.fmt == "json":
        assert isinstance(program.get(f"requests/{first.reference}", jurisdiction_id="shanghai").json(), list)


def test_c21_an_unknown_address_format_or_method_is_refused_in_words(program: Program) -> None:
    assert program.refused(program.get("nothing/here")) == (404, {"404"})
    for address in ("services.html", "requests.JSON", "discovery.txt"):
        response = Client().get(f"{BASE}/{address}", {"jurisdiction_id": "shanghai"})
        assert (response.status_code, b"<errors>" in response.content) == (404, True)
    response = Client().delete(f"{BASE}/requests.{program.fmt}")
    assert program.refused(response) == (405, {"405"})
    assert program.refused(program.post(path="services")) == (405, {"405"})


def test_c22_bytes_that_are_no_text_are_refused_in_the_format_asked_for(program: Program) -> None:
    response = Client().get(f"{BASE}/requests.{program.fmt}?jurisdiction_id=%00")
    assert program.refused(response) == (400, {"400"})


# --- C23: pages ---------------------------------------------------------------------------------------------------------
def test_c23_walking_the_pages_loses_nothing_meanwhile(program: Program, released: Callable[..., Suggestion]) -> None:
    now = timezone.now()
    there = {released(now=now - timedelta(days=number)).reference for number in range(1, 8)}
    seen: list[str] = []
    page = 1
    while part := program.read("requests", page=str(page), page_size="2"):
        seen += [one["service_request_id"] for one in part]
        if page <= 5:
            released(now=now - timedelta(days=page, hours=12))
        page += 1
    assert there <= set(seen)
    assert len(program.read("requests", page="1", page_size="3")) == 3
    assert program.read("requests", page="900") == []


@pytest.mark.parametrize("program", ["json"], indirect=True)  # what is read does not depend on how it is written
def test_one_or_thirty_requests_cost_as_many_queries(
    program: Program, released: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    counts = []
    for number in range(30):
        suggestion = released()
        triaging.take(suggestion, by=cast["officer"])
        answer = answering.submit(
            answering.draft(suggestion, text="Done.", language="en", by=cast["officer"]), by=cast["officer"]
        )
        answering.release(answer, by=cast["manager"])
        if number in {0, 29}:
            with CaptureQueriesContext(connection) as captured:
                program.read("requests")
            counts.append(len(captured))
    assert counts[0] == counts[1]


# --- C24: updates, read -------------------------------------------------------------------------------------------------
def test_c24_what_happened_is_told_as_updates_of_what_is_public(
    program: Program, released: Callable[..., Suggestion], send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    old, private = released(now=timezone.now() - timedelta(days=100)), send("Private.")
    suggestion = released()
    triaging.take(suggestion, by=cast["officer"])
    before = program.read("servicerequestupdates")
    answer = answering.draft(suggestion, text="Mended. Call 13812345678.", language="en", by=cast["officer"])
    answering.release(answering.submit(answer, by=cast["officer"]), by=cast["manager"])
    told = program.read("servicerequestupdates")
    assert schema.faults(told, schema.UPDATE, typed=program.fmt == "json") == []
    assert told[1:] == before
    assert told[0]["description"].endswith("Mended. Call [phone number].")
    assert [one["status"] for one in told] == ["closed", "open", "open"]
    assert len({one["update_id"] for one in told}) == 3
    assert {one["service_request_id"] for one in told} == {suggestion.reference}
    both = program.read("servicerequestupdates", service_request_id=f"{old.reference},{private.reference}")
    assert {one["service_request_id"] for one in both} == {old.reference}
    assert program.read("servicerequestupdates", page="1", page_size="1") == told[:1]
    assert program.read("servicerequestupdates", jurisdiction_id="changning") == []
    for wrong in ({"start_date": "yesterday"}, {"page": "0"}):
        assert program.refused(program.get("servicerequestupdates", jurisdiction_id="shanghai", **wrong)) == (400, {"400"})


# --- C25: the official schemas ------------------------------------------------------------------------------------------
def test_c25_all_that_is_said_is_what_the_official_schemas_ask_for(program: Program, released: Callable[..., Suggestion]) -> None:
    typed, made = program.fmt == "json", released()
    assert schema.faults(program.read("services"), schema.SERVICE, typed=typed) == []
    for service in program.read("services"):
        attributes = program.read(f"services/{service['service_code']}")["attributes"]
        assert schema.faults(attributes, schema.ATTRIBUTE, typed=typed) == []
    assert schema.faults(program.read("requests"), schema.REQUEST, typed=typed) == []
    assert schema.faults(program.read(f"requests/{made.reference}"), schema.REQUEST, typed=typed) == []
    assert schema.faults([program.sent()], schema.CREATED, typed=typed) == []
    assert schema.faults(program.content(program.post(service_code="magic")), schema.ERROR, typed=typed) == []


# --- the language extension, CORS ---------------------------------------------------------------------------------------
def test_names_and_answers_come_in_the_language_asked_for(
    program: Program, released: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = released(words={"en": "The bench is broken.", "zh-hans": "长椅坏了。"})
    triaging.take(suggestion, by=cast["officer"])
    answer = answering.draft(suggestion, text="We mended it. Call 13812345678.", language="en", by=cast["officer"])
    answering.release(answering.submit(answer, by=cast["officer"]), by=cast["manager"])
    (english,), (chinese,) = program.read("requests"), program.read("requests", lang="zh-CN")
    assert (english["service_name"], chinese["service_name"]) == ("Neighbourhood life", "社区生活")
    assert (english["description"], chinese["description"]) == ("The bench is broken.", "长椅坏了。")
    assert (english["agency_responsible"], chinese["agency_responsible"]) == ("Huacao Town, Minhang District", "闵行区华漕镇")
    assert english["status_notes"] == "We mended it. Call [phone number]."
    response = program.get("services", jurisdiction_id="shanghai", headers={"Accept-Language": "fr, zh;q=0.8, en;q=0.5"})
    assert response["Content-Language"] == "zh-hans"
    assert "Accept-Language" in response["Vary"]
    assert program.content(response)[0]["service_name"] == "交通出行"
    assert program.get("services", jurisdiction_id="shanghai", lang="xx")["Content-Language"] == "en"


def test_scripts_of_other_sites_may_read_and_not_send(program: Program) -> None:
    for response in (program.get("services", jurisdiction_id="shanghai"), program.get("services", jurisdiction_id="nowhere")):
        assert response["Access-Control-Allow-Origin"] == "*"
    asked = Client().options(f"{BASE}/requests.{program.fmt}")
    assert asked.status_code == 204
    assert "POST" not in asked["Access-Control-Allow-Methods"]
    assert not program.post().has_header("Access-Control-Allow-Origin")


def test_no_cookie_is_set_and_none_is_needed(program: Program) -> None:
    assert not program.get("services", jurisdiction_id="shanghai").cookies
    assert FORMATS == ("xml", "json")
