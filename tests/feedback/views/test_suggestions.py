from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from community import collecting
from community.models import Contact, WebUse
from feedback import answering, describing, moderating, submitting, translating, triaging
from feedback.models import Suggestion, TranslationRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from feedback.models import Answer, Category

NEW = "/en/feedback/new/"


def typed(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": str(uuid4()),
        "township": "huacao",
        "category": "community",
        "kind": "suggestion",
        "text": "The bench at the gate is broken.",
        "language": "",
        "answer_language": "en",
        "email": "",
    }
    return values | changes


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def without_own_address(response: Any) -> str:
    """Return a page without what differs by address (the language switch) or by request (the CSRF token)."""
    return re.sub(r"HC-2026-\d+|csrfmiddlewaretoken[^>]*", "", text_of(response))


@pytest.fixture(autouse=True)
def _ready(categories: dict[str, Category], cast: dict[str, User]) -> None:
    """Every test has categories, rules and people."""


# --- sending ------------------------------------------------------------------------------------------------------------
def test_a_guest_sends_and_is_shown_number_desk_reason_and_secret_link() -> None:
    client = Client()
    response = client.post(NEW, typed())
    suggestion = Suggestion.objects.get()
    assert response.headers["Location"] == f"/en/feedback/{suggestion.reference}/thanks/"
    page = text_of(client.get(response.headers["Location"]))
    assert suggestion.reference in page
    assert "Huacao Town, Minhang District" in page
    assert "because it is about “Neighbourhood life”" in page
    (link,) = set(re.findall(r"http://testserver(/en/l/[^<\"]+/)", page))
    assert "The bench at the gate is broken." in text_of(Client().get(link))
    assert Client().get(response.headers["Location"]).status_code == 404


def test_the_form_names_the_district_beside_every_township() -> None:
    page = text_of(Client().get(NEW))
    assert "Hongqiao Town, Minhang District" in page
    assert "Hongqiao Subdistrict, Changning District" in page
    for number in ("110", "119", "120", "12345", "12367"):
        assert f"tel:{number}" in page


def test_a_township_page_leads_to_a_form_that_knows_it(bodies: dict[str, Body]) -> None:
    assert '<option value="hongqiao-town" selected>' in text_of(Client().get(f"{NEW}?township=hongqiao-town"))
    assert Client().get(f"{NEW}?township=nowhere").status_code == 200


def test_the_same_form_sent_twice_is_one_suggestion() -> None:
    client, values = Client(), typed()
    first, second = client.post(NEW, values), client.post(NEW, values)
    assert first.headers["Location"] == second.headers["Location"]
    assert Suggestion.objects.count() == 1
    assert client.get(second.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"township": ""}, "township"),
        ({"township": "minhang"}, "township"),
        ({"category": "nothing"}, "category"),
        ({"kind": "rant"}, "kind"),
        ({"answer_language": "fr"}, "answer_language"),
        ({"email": "not an address"}, "email"),
        ({"language": "xx"}, "language"),
        ({"key": "not a key"}, "key"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], field: str) -> None:
    response = Client().post(NEW, typed(**wrong))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    if field != "text":
        assert "The bench at the gate is broken." in text_of(response)
    assert not Suggestion.objects.exists()


def test_nul_and_huge_bodies_are_refused_before_anything_is_done() -> None:
    assert Client().post(NEW, typed(text="a\x00b")).status_code == 400
    assert Client().post(NEW, typed(text="x" * 1_200_000)).status_code in {400, 413}
    assert not Suggestion.objects.exists()


def test_switching_the_language_keeps_what_was_typed_and_sends_nothing() -> None:
    key = str(uuid4())
    values = typed(key=key, text="水曜の夜", township="huacao", public_wish="on", switch_language="zh-hans")
    response = Client().post("/zh-hans/feedback/new/", values)
    page = text_of(response)
    assert response.status_code == 200
    assert "水曜の夜" in page
    assert key in page
    assert '<option value="huacao" selected>' in page
    assert re.search(r'name="public_wish"[^>]*checked', page)
    assert not Suggestion.objects.exists()


def test_too_many_in_an_hour_are_refused() -> None:
    cache.clear()
    codes = [Client().post(NEW, typed()).status_code for _ in range(7)]  # without scripts, so without a proof of work
    assert codes == [302] * 5 + [429] * 2


def test_signed_in_it_is_prefilled_and_belongs_to_the_account(signed_in: Callable[[str], Client], cast: dict[str, User]) -> None:
    client = signed_in("resident")
    page = text_of(client.get(NEW))
    assert '<option value="huacao" selected>' in page
    assert 'name="email"' not in page
    client.post(NEW, typed(email="other@example.com"))
    suggestion = Suggestion.objects.get()
    assert suggestion.contact == cast["resident"].contact
    assert suggestion.reference in text_of(client.get("/en/account/suggestions/"))
    assert suggestion.reference not in text_of(signed_in("neighbour").get("/en/account/suggestions/"))
    assert Client().get("/en/account/suggestions/").status_code == 302


# --- reading ------------------------------------------------------------------------------------------------------------
EVERYONE = [
    "visitor", "resident", "neighbour", "editor", "organiser", "officer", "moderator", "manager", "district_officer",
    "bureau_officer", "admin",
]  # fmt: skip


@pytest.mark.parametrize("key", EVERYONE)
def test_a_private_suggestion_is_there_only_for_its_writer_and_its_desk(
    signed_in: Callable[[str], Client], send: Callable[..., Suggestion], cast: dict[str, User], key: str
) -> None:
    suggestion = send(contact=cast["resident"].contact)
    handlers = {"officer", "moderator", "manager", "editor", "district_officer", "admin"}
    expected = 200 if key == "resident" else 302 if key in handlers else 404
    response = signed_in(key).get(f"/en/feedback/{suggestion.reference}/")
    assert response.status_code == expected
    if expected == 404:
        absent = signed_in(key).get("/en/feedback/HC-2026-9999/")
        assert absent.status_code == 404
        assert without_own_address(response) == without_own_address(absent)


def test_a_chat_is_shown_a_card_of_the_public_copy_and_of_nothing_else(
    send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = send("At 12号1203室 the bench is broken.", public_wish=True)
    address = f"/en/feedback/{suggestion.reference}/"
    for signed_in_as in ("moderator", "officer"):
        staff = Client()
        staff.force_login(cast[signed_in_as])
        assert staff.get(f"{address}card.png").status_code == 404
    moderating.release(suggestion, words={"en": "A bench is broken. Children fell."}, by=cast["moderator"])
    assert f'property="og:image" content="http://localhost:8000{address}card.png"' in text_of(Client().get(address))
    picture = Client().get(f"{address}card.png")
    assert (picture.status_code, picture["Content-Type"], picture.content[1:4]) == (200, "image/png", b"PNG")
    card = describing.card(Suggestion.objects.public().for_listing().get())
    assert (card.title.joined, card.by.joined) == ("A bench is broken.", "闵行区华漕镇 · Huacao Town, Minhang District")
    assert [line.said.joined for line in card.lines] == [
        "已分派 · Routed",
        "Children fell.",
        f"社区生活 · Neighbourhood life · {suggestion.reference}",
    ]
    assert card.address == f"http://localhost:8000/feedback/{suggestion.reference}/"
    moderating.hide(suggestion, reason="Wrong bench.", by=cast["moderator"])
    assert Client().get(f"{address}card.png").status_code == 404


def test_words_that_the_card_cannot_write_stay_on_the_page(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send("벤치가 부서졌어요. 아이들이 다쳤어요.", language="ko", public_wish=True)
    moderating.release(suggestion, words={"ko": "벤치가 부서졌어요."}, by=cast["moderator"])
    card = describing.card(Suggestion.objects.public().for_listing().get())
    assert (card.title.joined, card.lines[1].said.joined) == ("社区生活 · Neighbourhood life", "")


def test_the_released_copy_is_public_with_its_answer(answered: Callable[..., Answer], cast: dict[str, User]) -> None:
    answer = answering.release(answered(public_wish=True), by=cast["manager"])
    reference = answer.suggestion.reference
    assert Client().get(f"/en/feedback/{reference}/").status_code == 404
    moderating.release(answer.suggestion, words={"en": "A bench is broken.", "zh-hans": "长椅坏了。"}, by=cast["moderator"])
    page = text_of(Client().get(f"/en/feedback/{reference}/"))
    assert "A bench is broken." in page
    assert "The bench at the gate is broken." not in page
    assert "We mended the bench." in page
    assert "长椅坏了。" in text_of(Client().get(f"/zh-hans/feedback/{reference}/"))
    assert Client().post(f"/en/feedback/{reference}/", {"act": "withdraw"}).status_code == 404
    moderating.hide(answer.suggestion, reason="Wrong bench.", by=cast["moderator"])
    assert Client().get(f"/en/feedback/{reference}/").status_code == 404


def test_a_card_tells_what_came_of_it_and_never_an_unreleased_answer(
    answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    answer = answered(public_wish=True)
    moderating.release(answer.suggestion, words={"en": "A bench is broken."}, by=cast["moderator"])
    assert "We mended the bench." not in text_of(Client().get("/en/feedback/"))
    answering.release(answer, by=cast["manager"])
    for page in ("/en/", "/en/feedback/", "/en/townships/huacao/"):
        assert "We mended the bench." in text_of(Client().get(page))


def test_the_list_keeps_residents_and_history_apart(
    whole_tree_rows: None, send: Callable[..., Suggestion], cast: dict[str, User]
) -> None:
    suggestion = moderating.release(send(public_wish=True), words={"en": "A bench is broken."}, by=cast["moderator"])
    ours, theirs = text_of(Client().get("/en/feedback/")), text_of(Client().get("/en/feedback/?shelf=sources"))
    assert f"/en/feedback/{suggestion.reference}/" in ours
    assert "/en/feedback/past-" not in ours
    assert suggestion.reference not in theirs
    assert "/en/feedback/past-" in theirs
    assert "10 to 20 years old" in theirs


@pytest.fixture
def whole_tree_rows(bodies: dict[str, Body], categories: dict[str, Category]) -> None:
    from portal.demo import load_feedback  # noqa: PLC0415  # only these tests want it
    from portal.demo.papers import facts  # noqa: PLC0415  # the same

    rows = [row for row in facts("concerns") if row["category"] in {"transport", "community"}]
    load_feedback._load_history(rows)  # noqa: SLF001  # history without the whole tree


@pytest.mark.parametrize(
    "address", ["/en/feedback/?township=%FF", "/en/feedback/?page=999&state=zzz&category='--&township=x", "/en/feedback/?shelf=x"]
)
def test_filters_that_make_no_sense_do_no_harm(address: str) -> None:
    assert Client().get(address).status_code in {200, 400}


def test_filters_narrow_the_list(send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body]) -> None:
    here = moderating.release(send(public_wish=True), words={"en": "Here."}, by=cast["moderator"])
    there = moderating.release(send(public_wish=True, township=bodies["hongqiao-town"]), words={"en": "There."}, by=cast["admin"])
    page = text_of(Client().get("/en/feedback/?township=hongqiao-town&category=community&state=open"))
    assert there.reference in page
    assert here.reference not in page
    assert "Nothing found" in text_of(Client().get("/en/feedback/?state=answered"))


def test_the_lists_ask_as_much_for_one_row_as_for_thirty(
    send: Callable[..., Suggestion], cast: dict[str, User], whole_tree_rows: None, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        moderating.release(send(f"Bench {number}", public_wish=True), words={"en": f"Bench {number}"}, by=cast["moderator"])
        for shelf in ("", "sources") if number in {0, 29} else ():
            Client().get(f"/en/feedback/?shelf={shelf}")
            with django_assert_max_num_queries(6):
                Client().get(f"/en/feedback/?shelf={shelf}")


def test_a_third_language_stands_beneath_its_translation(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    suggestion = send("벤치가 부서졌어요", public_wish=True)
    words = {"ko": "벤치가 부서졌어요", "en": "The bench is broken."}
    moderating.release(suggestion, words=words, by=cast["moderator"])
    page = text_of(Client().get(f"/en/feedback/{suggestion.reference}/"))
    assert page.index("The bench is broken.</p>") < page.index('<p class="original" lang="ko">벤치가 부서졌어요</p>')
    assert '<p lang="ko">벤치가 부서졌어요</p>' not in page


# --- behind the secret link ---------------------------------------------------------------------------------------------
@pytest.fixture
def secret(bodies: dict[str, Body], categories: dict[str, Category]) -> Callable[..., tuple[Suggestion, str]]:
    def submit(text: str = "The bench at the gate is broken.", **changes: Any) -> tuple[Suggestion, str]:
        values: dict[str, Any] = {
            "key": uuid4(),
            "category": categories["community"],
            "township": bodies["huacao"],
            "kind": "suggestion",
            "answer_language": "en",
        }
        done = submitting.submit(text, **(values | changes))
        return done.suggestion, f"/en/l/{done.token}/"

    return submit


def test_behind_the_link_the_writer_takes_it_back_by_post_only(secret: Callable[..., tuple[Suggestion, str]]) -> None:
    suggestion, link = secret()
    for _ in range(2):
        assert Client().get(f"{link}?act=withdraw").status_code == 200
    suggestion.refresh_from_db()
    assert suggestion.state == "routed"
    assert Client().post(link, {"act": "withdraw"}).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.state == "withdrawn"
    assert Client().post(link, {"act": "explode"}).status_code == 404


def test_behind_the_link_the_writer_agrees_and_disagrees_and_corrects_the_language(
    secret: Callable[..., tuple[Suggestion, str]],
) -> None:
    suggestion, link = secret()
    for act, state in (("agree", "awaiting"), ("disagree", "private")):
        Client().post(link, {"act": act})
        suggestion.refresh_from_db()
        assert suggestion.public_state == state
    Client().post(link, {"act": "language", "language": "fr"})
    suggestion.refresh_from_db()
    assert suggestion.language == "fr"
    assert Client().post(link, {"act": "language", "language": "klingon"}).status_code == 404


def test_behind_the_link_the_answer_stands_in_the_language_asked_for_with_the_original(
    secret: Callable[..., tuple[Suggestion, str]], answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    suggestion, link = secret()
    triaging.take(suggestion, by=cast["officer"])
    answer = answering.submit(
        answering.draft(suggestion, text="长椅已修好。", language="zh-hans", by=cast["officer"]), by=cast["officer"]
    )
    assert "长椅已修好。" not in text_of(Client().get(link))
    answering.release(answer, by=cast["manager"], untranslated=True)
    page = text_of(Client().get(link))
    assert "a translation is being made" in page
    assert '<p lang="zh-Hans">长椅已修好。</p>' in page
    request = TranslationRequest.objects.get(answer=answer)
    translating.save(request, text="The bench is mended.", by=cast["editor"])
    translating.check(request, by=cast["admin"])
    page = text_of(Client().get(link))
    assert page.index("The bench is mended.") < page.index("长椅已修好。")
    assert "a translation is being made" not in page


def test_reading_changes_nothing(
    secret: Callable[..., tuple[Suggestion, str]], signed_in: Callable[[str], Client], send: Callable[..., Suggestion]
) -> None:
    suggestion, link = secret(public_wish=True, contact=Contact.objects.of("a@example.com", language="en"))
    before = Suggestion.objects.values().get(pk=suggestion.pk), suggestion.changes.count()
    for path in (link, "/en/feedback/", NEW, f"/en/desk/suggestions/{suggestion.reference}/", "/en/desk/moderation/"):
        for client in (Client(), signed_in("officer"), signed_in("moderator")):
            client.get(path)
            client.head(path)
    assert (Suggestion.objects.values().get(pk=suggestion.pk), suggestion.changes.count()) == before


def test_what_public_words_and_answers_lead_to_is_checked_and_nothing_else(
    send: Callable[..., Suggestion], answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    send("See https://private.example/")
    answer = answered("Apply at https://answer.example/form.", public_wish=True)
    collecting.collect()
    assert not WebUse.objects.filter(kind="suggestion").exists()
    moderating.release(answer.suggestion, words={"en": "As https://words.example/ says."}, by=cast["moderator"])
    answering.release(answer, by=cast["manager"])
    collecting.collect()
    uses = WebUse.objects.filter(kind="suggestion").select_related("address")
    assert {use.address.url for use in uses} == {"https://words.example/", "https://answer.example/form"}
    assert {use.page for use in uses} == {f"/feedback/{answer.suggestion.reference}/"}


def test_machines_are_told_a_question_with_the_offices_answer_and_never_its_writer(
    answered: Callable[..., Answer], cast: dict[str, User]
) -> None:
    answer = answered("We mended it.", public_wish=True, contact=cast["resident"].contact)
    moderating.release(answer.suggestion, words={"en": "The bench is broken."}, by=cast["moderator"])
    answering.release(answer, by=cast["manager"])
    page = Client().get(f"/en/feedback/{answer.suggestion.reference}/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    question = json.loads(block)["mainEntity"]
    assert (question["text"], question["answerCount"]) == ("The bench is broken.", 1)
    assert question["acceptedAnswer"]["text"] == "We mended it."
    assert question["acceptedAnswer"]["author"]["name"] == "Huacao Town, Minhang District"
    assert "resident@demo" not in block
    assert 'class="print-only way-back"' in page
    assert '<meta property="og:title" content="The bench is broken.' in page
