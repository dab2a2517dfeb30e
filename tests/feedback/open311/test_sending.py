"""GeoReport v2, sending: keys, what is required, tokens, updates by an office's own system."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from community.models import AuditEntry, Contact
from feedback import attaching, keying, moderating, triaging
from feedback.models import ApiKey, Category, CategoryQuestion, Intake, ReportedUpdate, Suggestion
from tests.community.test_mechanisms import picture
from tests.feedback.open311 import schema
from tests.feedback.open311.conftest import BASE, FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from tests.feedback.open311.conftest import Program

PUBLIC = {"attribute[public]": "yes"}
LONG = "x" * 4000


def make_public(suggestion: Suggestion, by: User) -> None:
    moderating.release(suggestion, words={suggestion.language: suggestion.text}, by=by)


# --- C7: keys -----------------------------------------------------------------------------------------------------------
def test_c07_sending_needs_a_key_that_is_valid(program: Program, cast: dict[str, User]) -> None:
    assert program.refused(program.post(api_key=None)) == (403, {"403"})
    assert program.refused(program.post(api_key="")) == (403, {"403"})
    assert program.refused(program.post(api_key=program.secret[:-1])) == (403, {"403"})
    assert program.refused(program.post(path="servicerequestupdates", api_key="wrong")) == (403, {"403"})
    program.sent()
    keying.revoke(ApiKey.objects.get(), by=cast["admin"])
    assert program.refused(program.post()) == (403, {"403"})
    assert Suggestion.objects.count() == 1


def test_a_key_is_kept_as_a_hash_and_its_use_and_end_are_recorded(program: Program, cast: dict[str, User]) -> None:
    program.sent()
    key = ApiKey.objects.get()
    assert program.secret not in str(ApiKey.objects.values())
    assert key.last_used_at is not None
    keying.revoke(key, by=cast["admin"])
    with pytest.raises(keying.AlreadyRevoked):
        keying.revoke(key, by=cast["second_admin"])
    assert list(AuditEntry.objects.about(key).values_list("verb", flat=True)) == ["api_key.issued", "api_key.revoked"]


def test_a_key_sends_as_much_in_an_hour_as_it_may(program: Program) -> None:
    ApiKey.objects.update(hourly_limit=2)
    program.sent()
    program.sent()
    response = program.post()
    assert program.refused(response) == (429, {"429"})
    assert 0 < int(response["Retry-After"]) <= 3600


# --- C8, C9: service and place ------------------------------------------------------------------------------------------
def test_c08_a_service_is_named_and_known(program: Program) -> None:
    assert program.refused(program.post(service_code=None)) == (400, {"400"})
    assert program.refused(program.post(service_code="")) == (400, {"400"})
    assert program.refused(program.post(service_code="magic")) == (404, {"404"})


WHERE: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"lat": "31.2"}, False),
    ({"long": "121.3"}, False),
    ({"lat": "31.2", "long": "121.3"}, True),
    ({"lat": "north", "long": "121.3"}, False),
    ({"lat": "131.2", "long": "121.3"}, False),
    ({"lat": "48.1", "long": "11.6"}, False),
    ({"lat": "nan", "long": "121.3"}, False),
    ({"address_string": "Jinfeng Road 99"}, True),
    ({"address_id": "huacao"}, True),
    ({"address_id": "hongqiao-town"}, False),
    ({"address_id": "atlantis"}, False),
]


def test_c09_where_is_said_in_one_of_three_ways(program: Program) -> None:
    for where, accepted in WHERE:
        response = program.post(**{"address_id": None, **where})
        if accepted:
            assert response.status_code == 200, where
        else:
            assert program.refused(response) == (400, {"400"}), where


def test_a_point_is_told_to_some_hundred_metres(program: Program, cast: dict[str, User]) -> None:
    program.sent(address_id=None, lat="31.234567", long="121.345678", **PUBLIC)
    suggestion = Suggestion.objects.get()
    assert (suggestion.latitude, suggestion.longitude) == (31.234567, 121.345678)
    make_public(suggestion, cast["admin"])
    (told,) = program.read("requests")
    assert (float(told["lat"]), float(told["long"])) == (31.235, 121.346)


def test_the_jurisdiction_says_which_township_it_is_about(program: Program, bodies: dict[str, Body]) -> None:
    program.sent(jurisdiction_id="huacao")
    program.sent(jurisdiction_id="minhang", address_id="hongqiao-town")
    program.sent(jurisdiction_id="shanghai", address_id="hongqiao-subdistrict")
    program.sent(jurisdiction_id="shanghai", address_id=None, address_string="Line 10")
    assert list(Suggestion.objects.order_by("pk").values_list("body__slug", flat=True)) == [
        "huacao",
        "hongqiao-town",
        "hongqiao-subdistrict",
        None,
    ]
    assert program.refused(program.post(jurisdiction_id="minhang", address_id=None, address_string="x")) == (400, {"400"})
    assert program.refused(program.post(jurisdiction_id=None)) == (400, {"400"})
    assert program.refused(program.post(jurisdiction_id="nowhere")) == (404, {"404"})


# --- C10: attributes ----------------------------------------------------------------------------------------------------
@pytest.fixture
def asks(categories: dict[str, Category]) -> None:
    """Let neighbourhood life ask two questions of its own, one of which must be answered."""
    options = [{"key": "day", "en": "By day", "zh-hans": "白天"}, {"key": "night", "en": "At night", "zh-hans": "夜间"}]
    make = CategoryQuestion.objects.create
    make(category=categories["community"], code="when", label_en="When?", kind="choices", options=options)
    make(category=categories["community"], code="since", label_en="Since when?", kind="text", required=True)
    make(category=categories["community"], code="old", label_en="Asked no more.", required=True, active=False)


@pytest.mark.usefixtures("asks")
def test_c10_what_a_service_requires_is_required_and_what_it_offers_is_all(program: Program) -> None:
    since: dict[str, Any] = {"attribute[since]": "May"}

    def when(*keys: str) -> dict[str, Any]:
        return {"attribute[when][]": list(keys)}

    assert program.refused(program.post()) == (400, {"400"})
    assert program.refused(program.post(**since, **when("day", "dusk"))) == (400, {"400"})
    assert program.refused(program.post(**since, **{"attribute[kind]": "poem"})) == (400, {"400"})
    several: dict[str, Any] = {"attribute[kind]": ["help", "complaint"]}
    assert program.refused(program.post(**since, **several)) == (400, {"400"})
    program.sent(**since, **when("day", "night"), **{"attribute[kind]": "complaint"})
    suggestion = Suggestion.objects.get()
    assert (suggestion.kind, suggestion.details) == ("complaint", {"when": ["day", "night"], "since": "May"})


@pytest.mark.usefixtures("asks")
def test_the_definition_shows_the_questions_in_the_language_asked_for(program: Program) -> None:
    when, since, *_common = program.read("services/community", lang="zh-hans")["attributes"]
    assert (when["code"], when["datatype"], when["required"]) == ("when", "multivaluelist", False)
    assert [value["name"] for value in when["values"]] == ["白天", "夜间"]
    assert (since["code"], since["datatype"], since["required"]) == ("since", "text", True)


def test_what_can_never_be_public_is_a_black_box(program: Program, categories: dict[str, Category]) -> None:
    categories["community"].publicity = Category.Publicity.NEVER
    categories["community"].save()
    kinds = {service["service_code"]: service["type"] for service in program.read("services")}
    assert kinds == {"transport": "batch", "community": "blackbox", "other": "batch"}
    sent = program.sent(**PUBLIC)
    assert not {"token", "service_request_id"} & set(sent)
    assert Suggestion.objects.get().public_state == "private"


# --- C11: words ---------------------------------------------------------------------------------------------------------
TEXTS = [
    LONG,
    "长椅坏了，请修一下。",
    "השער סגור כבר שבוע",
    "🚲🚲 at the gate 🙏",
    "<b>Bold</b> & <script>alert(1)</script>",
    "a\r\nb\tc",
    "odd\x0b",
]


def test_c11_words_come_back_as_they_were_sent(program: Program, cast: dict[str, User]) -> None:
    for text in TEXTS:
        program.sent(description=text, **PUBLIC)
        suggestion = Suggestion.objects.get(public_state="awaiting")
        assert suggestion.text == text
        make_public(suggestion, cast["admin"])
        (told,) = program.read("requests", service_request_id=suggestion.reference)
        readable = text.replace("\x0b", "") if program.fmt == "xml" else text
        assert told["description"].replace("\r\n", "\n") == readable.replace("\r\n", "\n")


def test_c11_too_much_and_nothing_are_refused(program: Program) -> None:
    assert program.refused(program.post(description=LONG + "x")) == (400, {"400"})
    assert program.refused(program.post(description="")) == (400, {"400"})
    assert program.refused(program.post(description=None, email="nobody", address_id=None)) == (400, {"400"})
    assert Suggestion.objects.count() == 0


def test_c21_every_complaint_is_told_at_once(program: Program) -> None:
    response = program.post(description="", email="nobody", address_id=None)
    assert len(program.content(response)) == 3


# --- C12, C13: tokens ---------------------------------------------------------------------------------------------------
def test_c12_c13_a_token_comes_at_once_and_the_id_once_the_public_may_read_it(program: Program, cast: dict[str, User]) -> None:
    sent = program.sent(**PUBLIC, account_id="a-1")
    assert schema.faults([sent], schema.CREATED, typed=program.fmt == "json") == []
    assert sent["account_id"] == "a-1"
    assert bool(sent.get("service_request_id")) != bool(sent.get("token"))
    suggestion = Suggestion.objects.get()
    assert suggestion.public_state == "awaiting"
    make_public(suggestion, cast["admin"])
    (resolved,) = program.read(f"tokens/{sent['token']}")
    assert resolved == {"service_request_id": suggestion.reference, "token": sent["token"]}
    (alone,), (listed,) = program.read(f"requests/{suggestion.reference}"), program.read("requests")
    assert alone == listed
    assert program.refused(program.get("tokens/no-such-token", jurisdiction_id="shanghai")) == (404, {"404"})


def test_it_stays_private_unless_its_writer_agrees_and_the_link_is_told_once(program: Program) -> None:
    sent = program.sent()
    assert Suggestion.objects.get().public_state == "private"
    path = sent["service_notice"].split("http://testserver")[1].split()[0]
    assert Client().get(path).status_code == 200
    assert sent["token"] not in path


def test_an_email_becomes_a_contact_who_is_told_in_the_language_asked_for(program: Program, outbox: Callable[[], Any]) -> None:
    program.sent(email="New@Mail.example", **{"attribute[answer_language]": "zh-hans"})
    assert Contact.objects.get(email="new@mail.example").language == "zh-hans"
    assert Suggestion.objects.get().answer_language == "zh-hans"
    assert [delivery.message.kind for delivery in outbox()] == ["suggestion_received"]


def test_photos_come_along_and_are_public_once_each_is_released(program: Program, cast: dict[str, User]) -> None:
    fields = {
        "api_key": program.secret, "jurisdiction_id": "huacao", "service_code": "community", "address_id": "huacao",
        "description": "The bench.", "attribute[public]": "yes",
    }  # fmt: skip
    address = f"{BASE}/requests.{program.fmt}"
    for named in ("media", "media[]"):
        assert Client().post(address, {**fields, named: SimpleUploadedFile("a.png", picture())}).status_code == 200
    refused = Client().post(address, {**fields, "media": SimpleUploadedFile("a.png", b"GIF89a no picture")})
    assert program.refused(refused) == (400, {"400"})
    many = [SimpleUploadedFile("a.png", picture()) for _ in range(5)]
    assert program.refused(Client().post(address, {**fields, "media": many})) == (400, {"400"})
    assert [one.attachments.count() for one in Suggestion.objects.all()] == [1, 1]
    suggestion = Suggestion.objects.all()[0]
    make_public(suggestion, cast["admin"])
    assert program.read("requests")[0]["media_url"] is None
    attaching.release(suggestion, positions=[1], by=cast["admin"])
    url = program.read("requests")[0]["media_url"]
    photo = Client().get(url.removeprefix("http://testserver"))
    assert photo["Content-Type"] == "image/jpeg"
    photo.close()


def test_the_same_post_sent_again_is_one_suggestion(program: Program) -> None:
    again = {"headers": {"Idempotency-Key": "report-1"}}
    first, second = program.sent(**again), program.sent(**again)
    assert first["token"] == second["token"]
    program.sent(headers={"Idempotency-Key": "report-2"})
    assert (Suggestion.objects.count(), Intake.objects.count()) == (2, 2)


# --- C22: what can't be read ----------------------------------------------------------------------------------------------
def test_c22_a_body_that_is_no_form_is_refused(program: Program) -> None:
    address = f"{BASE}/requests.{program.fmt}"
    bodies = [
        ('{"service_code": "community"}', "application/json"),
        ("description=%00&api_key=x", FORM),
        ("&".join(f"a{number}=1" for number in range(2000)), FORM),
        ("description=" + "x" * 2_000_000, FORM),
    ]
    for body, kind in bodies:
        assert program.refused(Client().post(address, body, content_type=kind)) == (400, {"400"})
    for body in ("%%%", "=&=&", "description=%ff%fe"):
        assert program.refused(Client().post(address, body, content_type=FORM)) == (403, {"403"})


# --- C24: updates -------------------------------------------------------------------------------------------------------
def update(program: Program, suggestion: Suggestion, **changes: str) -> Any:
    values = {
        "service_request_id": suggestion.reference,
        "update_id": "u-1",
        "updated_datetime": timezone.now().isoformat(),
        "status": "open",
        "description": "The carpenter comes on Monday.",
    } | changes
    return program.post(path="servicerequestupdates", **values)


def test_c24_an_office_s_system_tells_things_and_moves_nothing(program: Program, released: Callable[..., Suggestion]) -> None:
    suggestion = released(now=timezone.now() - timedelta(days=2))
    assert update(program, suggestion, status="closed").status_code == 200
    suggestion.refresh_from_db()
    assert (suggestion.state, ReportedUpdate.objects.get().status) == ("routed", "closed")
    assert program.refused(update(program, suggestion)) == (400, {"400"})
    assert ReportedUpdate.objects.count() == 1
    assert AuditEntry.objects.about(suggestion).filter(verb="suggestion.update_reported").count() == 1


def test_c24_an_older_update_does_not_move_the_date_back(program: Program, released: Callable[..., Suggestion]) -> None:
    suggestion = released(now=timezone.now() - timedelta(days=5))
    newer, older = timezone.now() - timedelta(days=1), timezone.now() - timedelta(days=9)
    update(program, suggestion, update_id="newer", updated_datetime=newer.isoformat())
    update(program, suggestion, update_id="older", updated_datetime=older.isoformat())
    assert ReportedUpdate.objects.count() == 2
    (told,) = program.read("requests")
    assert datetime.fromisoformat(told["updated_datetime"]) == newer.replace(microsecond=0)


def test_only_the_office_that_has_or_had_it_tells_something(
    program: Program, released: Callable[..., Suggestion], bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    elsewhere = released(township=bodies["hongqiao-town"])
    had = released()
    triaging.hand_over(had, to=bodies["transport"], reason="公交归交通委。", by=cast["officer"])
    assert program.refused(update(program, elsewhere)) == (404, {"404"})
    assert update(program, had).status_code == 200
    for wrong in ({"status": "done"}, {"update_id": ""}, {"updated_datetime": "today"}, {"description": ""}):
        assert program.refused(update(program, had, **({"update_id": "u-2"} | wrong))) == (400, {"400"})


def test_the_officer_sees_what_came_through_a_program(program: Program, signed_in: Callable[[str], Client]) -> None:
    program.sent(address_id=None, address_string="Jinfeng Road 99, Room 1202", media_url="https://photos.example/1.jpg")
    suggestion = Suggestion.objects.get()
    update(program, suggestion, description="Call 13812345678.")
    page = signed_in("officer").get(f"/en/desk/suggestions/{suggestion.reference}/").content.decode()
    assert "Jinfeng Road 99" in page
    assert "https://photos.example/1.jpg" in page
    assert "Call [phone number]." in page
    assert "1202" not in page
