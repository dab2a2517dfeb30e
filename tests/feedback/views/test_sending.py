from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from struct import pack
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from altcha import v1 as altcha
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from community.models import File, Place, Township
from feedback import proving
from feedback.models import CategoryQuestion, Suggestion
from tests.feedback.views.test_suggestions import NEW, text_of, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from feedback.models import Category


@pytest.fixture(autouse=True)
def _ready(categories: dict[str, Category], cast: dict[str, User]) -> None:
    """Every test has categories, rules and people."""


def photo(*, exif: bool = True) -> SimpleUploadedFile:
    picture, out, data = Image.new("RGB", (60, 40), "teal"), io.BytesIO(), Image.Exif()
    if exif:
        data[0x010E] = "taken at home"
        data.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=data)
    return SimpleUploadedFile("IMG 13812345678.jpg", out.getvalue(), "image/jpeg")


def png(width: int, height: int) -> bytes:
    """Return the beginning of a picture that says it is huge and holds nothing: a few bytes of a bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("photo.jpg", b"\0" * 20_000_000)
    return out.getvalue()


# --- where, and what a category asks ------------------------------------------------------------------------------------
def test_a_point_a_place_or_none(bodies: dict[str, Body]) -> None:
    place = Place.objects.create(slug="hicc", kind="community_centre", name_en="HICC", name_zh_hans="中心", body=bodies["huacao"])
    Place.objects.filter(pk=place.pk).update(published_at="2026-01-01T00:00Z")
    Client().post(NEW, typed(latitude="31.2180", longitude="121.2920", place="hicc"))
    first = Suggestion.objects.get()
    assert (first.latitude, first.longitude, first.place) == (31.218, 121.292, place)
    Client().post(NEW, typed())
    second = Suggestion.objects.latest("pk")
    assert (second.latitude, second.longitude, second.place) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [{"latitude": "31.2"}, {"latitude": "48.85", "longitude": "2.35"}, {"latitude": "x", "longitude": "y"}, {"place": "x"}],
)
def test_half_a_point_or_one_elsewhere_is_refused_and_the_words_are_kept(wrong: dict[str, str]) -> None:
    response = Client().post(NEW, typed(**wrong))
    assert response.status_code == 422
    assert "The bench at the gate is broken." in text_of(response)


@pytest.fixture
def asking(categories: dict[str, Category]) -> Category:
    category = categories["transport"]
    values: list[dict[str, Any]] = [
        {"code": "line", "label_en": "Which line?", "label_zh_hans": "哪条线路？", "kind": "text", "required": True},
        {"code": "when", "label_en": "When?", "label_zh_hans": "何时？", "kind": "choices", "options": [
            {"key": "day", "en": "By day", "zh-hans": "白天"}, {"key": "night", "en": "At night", "zh-hans": "夜间"}]},
        {"code": "since", "label_en": "Since?", "label_zh_hans": "何时起？", "kind": "date"},
        {"code": "riders", "label_en": "How many?", "label_zh_hans": "多少人？", "kind": "number"},
    ]  # fmt: skip
    for position, value in enumerate(values, start=1):
        CategoryQuestion.objects.create(category=category, position=position, **value)
    return category


def test_what_a_category_asks_is_asked_and_stored(asking: Category) -> None:
    client, key = Client(), str(uuid4())
    first = client.post(NEW, typed(category="transport", key=key))
    assert first.status_code == 422
    assert "Which line?" in text_of(first)
    answers = {
        "q-line": "717",
        "q-when": ["day", "night"],
        "q-since": "2026-11-02",
        "q-riders": "12.50",
        "seen": "questions-transport",
    }
    assert client.post(NEW, typed(category="transport", key=key, **answers)).status_code == 302
    details = Suggestion.objects.get().details
    assert details == {"line": "717", "when": ["day", "night"], "since": "2026-11-02", "riders": "12.5"}
    wrong = client.post(NEW, typed(category="transport", **(answers | {"q-when": ["never"]})))
    assert wrong.status_code == 422


def test_optional_questions_are_shown_once_before_sending(asking: Category) -> None:
    CategoryQuestion.objects.filter(category=asking, code="line").delete()
    client, values = Client(), typed(category="transport")
    first = client.post(NEW, values)
    assert first.status_code == 200
    assert "Not sent yet" in text_of(first)
    assert not Suggestion.objects.exists()
    assert client.post(NEW, values | {"seen": "questions-transport"}).status_code == 302


def test_a_category_that_is_always_private_stays_so(categories: dict[str, Category]) -> None:
    categories["community"].publicity = "never"
    categories["community"].save()
    Client().post(NEW, typed(public_wish="on"))
    assert (Suggestion.objects.get().public_wish, Suggestion.objects.get().public_state) == (False, "private")


# --- photos -------------------------------------------------------------------------------------------------------------
def test_photos_are_drawn_anew_private_and_without_metadata() -> None:
    Client().post(NEW, typed(photos=[photo(), photo()]))
    attachments = Suggestion.objects.get().attachments.select_related("file")
    assert [one.position for one in attachments] == [1, 2]
    for one in attachments:
        with one.file.stored.open("rb") as opened:
            stored = opened.read()
        assert b"taken at home" not in stored
        assert not Image.open(io.BytesIO(stored)).getexif()
        assert (one.file.released_at, one.file.name) == (None, "image.jpeg")
        assert Client().get(f"/files/{one.file.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"this is no photo", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
        (png(10_000, 10_000), "too many pixels"),
        (png(60_000, 60_000), "too many pixels"),
        (zip_bomb(), "not a picture"),
        (b"", "empty"),
    ],
)
def test_what_is_no_photo_is_refused_in_words_and_the_rest_is_kept(content: bytes, why: str) -> None:
    upload = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    response = Client().post(NEW, typed(photos=[upload]))
    assert response.status_code == 422
    assert why in text_of(response)
    assert "The bench at the gate is broken." in text_of(response)
    assert not File.objects.exists()
    chinese = Client().post(NEW.replace("/en/", "/zh-hans/"), typed(photos=[SimpleUploadedFile("a.jpg", content, "image/jpeg")]))
    assert chinese.status_code == 422
    assert re.search(r"[\u4e00-\u9fff]", " ".join(chinese.context["form"].errors["photos"]))


def test_photos_survive_while_something_else_is_put_right() -> None:
    client, values = Client(), typed(township="")
    response = client.post(NEW, values | {"photos": [photo()]})
    assert response.status_code == 422
    kept = re.search(r'name="photos_kept" value="([^"]+)"', response.content.decode())
    assert kept
    client.post(NEW, typed(photos_kept=kept[1]))
    assert Suggestion.objects.get().attachments.count() == 1
    assert Client().post(NEW, typed(photos_kept="no-such-thing,../../etc")).status_code == 302
    assert client.post(NEW, typed(photos=[photo() for _ in range(5)])).status_code == 422


# --- before sending -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There is a fire in the kitchen!", "119"),
        ("我家着火了，怎么办", "119"),
        ("誰かに襲われました", "110"),
        ("어머니가 의식이 없어요", "120"),
        ("Mon titre de séjour expire demain", "12367"),
        ("停水三天了", "12345"),
    ],
)
def test_the_wrong_door_is_named_before_sending_and_the_words_are_not_swallowed(text: str, number: str) -> None:
    client, values = Client(), typed(text=text)
    for language, words in (("en", r"Not sent yet"), ("zh-hans", r"尚未提交")):
        response = client.post(NEW.replace("/en/", f"/{language}/"), values)
        page = text_of(response)
        assert response.status_code == 200
        assert words in page
        assert re.search(rf'<strong><a href="tel:{number}">', page)
        assert text in page
        assert not Suggestion.objects.exists()
    assert client.post(NEW, values | {"seen": number}).status_code == 302
    assert Suggestion.objects.get().text == text


def test_the_same_hints_come_while_writing() -> None:
    response = Client().post(f"{NEW}hints/", typed(text="There is a fire in the kitchen!"))
    page = text_of(response)
    assert response.status_code == 200
    assert 'data-seen="119"' in page
    assert "no-store" in response["Cache-Control"]
    assert not Suggestion.objects.exists()
    assert Client().get(f"{NEW}hints/").status_code == 405


@pytest.fixture
def points(bodies: dict[str, Body]) -> None:
    """Huacao and Hongqiao Town, some six kilometres apart."""
    for slug, (latitude, longitude) in {"huacao": (31.215, 121.31), "hongqiao-town": (31.19, 121.37)}.items():
        Township.objects.create(body=bodies[slug], latitude=latitude, longitude=longitude, source="https://x.example/")


@pytest.mark.usefixtures("points")
def test_who_points_near_a_boundary_is_asked_before_sending_and_the_reply_counts(bodies: dict[str, Body]) -> None:
    client, values = Client(), typed(latitude="31.2030", longitude="121.3400")
    asked = client.post(NEW, values)
    page = text_of(asked)
    assert (asked.status_code, Suggestion.objects.count()) == (200, 0)
    assert re.search(r'value="huacao"[^>]* checked', page)
    assert "Hongqiao Town, Minhang District" in page
    assert 'name="seen" value="boundary"' in page
    crossed = client.post(NEW, values | {"seen": "boundary", "boundary": "hongqiao-town", "text": ""})
    assert re.search(r'<option value="hongqiao-town" selected', text_of(crossed)), "a mistake elsewhere loses the reply"
    assert client.post(NEW, values | {"seen": "boundary", "boundary": "hongqiao-town"}).status_code == 302
    sent = Suggestion.objects.get()
    assert (sent.body, sent.desk) == (bodies["hongqiao-town"], bodies["hongqiao-town"])


@pytest.mark.usefixtures("points")
@pytest.mark.parametrize("given", [{"latitude": "31.2140", "longitude": "121.3110"}, {}, {"latitude": "nan", "longitude": "x"}])
def test_who_points_well_inside_or_nowhere_is_not_asked(given: dict[str, str]) -> None:
    page = text_of(Client().post(f"{NEW}hints/", typed(boundary="hongqiao-town", **given)))
    assert "boundary" not in page
    Client().post(NEW, typed(boundary="hongqiao-town", **given))
    assert list(Suggestion.objects.values_list("body__slug", flat=True)) in [["huacao"], []]


# --- floods -------------------------------------------------------------------------------------------------------------
def proof() -> str:
    given = proving.challenge()
    sum_ = altcha.Challenge("SHA-256", given["challenge"], given["maxnumber"], given["salt"], given["signature"])  # type: ignore[arg-type]
    solution = altcha.solve_challenge(sum_)
    assert solution
    return altcha.Payload("SHA-256", sum_.challenge, solution.number, sum_.salt, sum_.signature).to_base64()


def test_a_proof_counts_once_and_only_if_it_is_ours() -> None:
    brought = proof()
    assert proving.is_proof(brought)
    assert not proving.is_proof(brought)
    for forged in ("", "x", "bnVsbA==", "W10=", "e30=", "eyJhbGdvcml0aG0iOjF9", brought[:-8], "a" * 5000):
        assert not proving.is_proof(forged)


def test_without_a_proof_fewer_may_be_sent_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "MOST", 50)
    client = Client()
    codes = [client.post(NEW, typed()).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    refused = client.post(NEW, typed(text="Another bench, please."))
    assert "Another bench, please." in text_of(refused)
    assert [client.post(NEW, typed(altcha=proof())).status_code for _ in range(11)] == [302] * 10 + [429]


def test_the_page_brings_the_sum_and_no_host_of_others() -> None:
    page = Client().get(NEW).content.decode()
    found = re.search(r'data-sum="([^"]+)"', page)
    assert found
    assert set(json.loads(found[1].replace("&quot;", '"'))) == {"algorithm", "challenge", "maxnumber", "salt", "signature"}
    asked_for = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", page)  # names of the page itself; nothing is fetched
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', asked_for)


def test_a_field_that_only_programs_fill_refuses_and_says_so() -> None:
    response = Client().post(NEW, typed(website="https://spam.example"))
    assert response.status_code == 422
    assert "only programs fill it in" in text_of(response)
    assert not Suggestion.objects.exists()


# --- bad input ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "مقعد الحديقة مكسور منذ شهر",
        "🙂🙏 bench 🪑 please",
        "Bench 长椅 ベンチ 벤치 скамейка \u202eevil\u202c",
        "<script>alert(1)</script> <b>bench</b> &amp; {{ 7|add:7 }}",
        "z\u0351\u036b\u0343\u032b" * 50 + " bench",
    ],
)
def test_any_writing_is_kept_byte_for_byte_and_shown_as_text(text: str, signed_in: Callable[[str], Client]) -> None:
    client = Client()
    response = client.post(NEW, typed(text=text))
    suggestion = Suggestion.objects.get()
    assert suggestion.text == text
    link = re.search(r"http://testserver(/en/l/[^<\"]+/)", text_of(client.get(response.headers["Location"])))
    assert link
    for page in (client.get(link[1]), signed_in("officer").get(f"/en/desk/suggestions/{suggestion.reference}/")):
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.content.decode()


def test_a_hundred_kilobytes_are_refused_in_words_and_given_back() -> None:
    text = "long " * 20_000
    response = Client().post(NEW, typed(text=text))
    assert response.status_code == 422
    assert "4000" in text_of(response)
    assert "long long long" in text_of(response)
    assert Client().post(NEW, typed(text="  \n\t ")).status_code == 422


def test_a_foreign_or_mistyped_secret_link_opens_nothing(send: Callable[..., Suggestion]) -> None:
    send("The bench is broken.")
    for token in ("x" * 32, "a", "%F0%9F%99%82"):
        response = Client().get(f"/en/l/{token}/")
        assert response.status_code in {404, 410}
        assert "bench" not in text_of(response)
