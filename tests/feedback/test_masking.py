from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback import masking
from feedback.masking import Kind
from portal.demo import load_feedback

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = Path(load_feedback.__file__).parent / "facts"

# Each line: what it is, and how someone wrote it; what stands between the bars must be gone.
PERSONAL = [
    (Kind.DOCUMENT, "My passport |E12345678| is ready."),
    (Kind.DOCUMENT, "passport number |123456789|"),
    (Kind.DOCUMENT, "护照号：|E 1234 5678|"),
    (Kind.DOCUMENT, "Mein Reisepass ist |C01X00T47|."),
    (Kind.DOCUMENT, "passeport |12AB34567|"),
    (Kind.DOCUMENT, "여권 |M123A4567|"),
    (Kind.DOCUMENT, "旅券番号 |TR1234567|"),
    (Kind.DOCUMENT, "residence permit |310123456789|"),
    (Kind.DOCUMENT, "居留许可号码|123456789|"),
    (Kind.IDENTITY, "身份证|31010119900307123X|"),
    (Kind.IDENTITY, "身份证 |310101 19900307 1234|"),
    (Kind.IDENTITY, "card |USA310075010801|"),
    (Kind.MOBILE, "电话|138 1234 5678|。"),
    (Kind.MOBILE, "|+86 138-1234-5678|"),
    (Kind.MOBILE, "|１３８１２３４５６７８|"),
    (Kind.MOBILE, "|一三八一二三四五六七八|"),
    (Kind.MOBILE, "|138\u200b1234\u200b5678|"),
    (Kind.MOBILE, "1 3? No: |1 3 8 1 2 3 4 5 6 7 8|"),
    (Kind.MOBILE, "|+44 7911 123456|"),
    (Kind.MOBILE, "|010-1234-5678| 로 전화"),
    (Kind.EMAIL, "write to |maria.ol@example.com|, please"),
    (Kind.EMAIL, "邮箱|zhang.wei@qq.com|请回复"),
    (Kind.EMAIL, "|ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ|"),
    (Kind.EMAIL, "|maria [at] example [dot] com|"),
    (Kind.WECHAT, "WeChat: |maria_ol88|"),
    (Kind.WECHAT, "my WeChat is |johnsmith|"),
    (Kind.WECHAT, "加我微信|maria2020|"),
    (Kind.WECHAT, "vx：|abc12345|"),
    (Kind.WECHAT, "|maria_88| is my wechat"),
    (Kind.FLAT, "I live in |Room 1203|, near the gate"),
    (Kind.FLAT, "|Building 5, Room 1203|"),
    (Kind.FLAT, "|Flat 12B|"),
    (Kind.FLAT, "莘松路958弄|12号301室|"),
    (Kind.FLAT, "|3幢502|漏水"),
    (Kind.FLAT, "|三零一室|"),
    (Kind.FLAT, "|101동 1203호|"),
    (Kind.FLAT, "|301号室|の騒音"),
]
ORDINARY = [
    "The bus 717 stops at 958 Huaihai Road, Lane 300, No. 5.",
    "Call 12345 or 12367, or 021-28951900, or 400-820-0000.",
    "visa office phone 021-28951900",
    "Line 10, exit 4; open 9:00-17:00 on 2026-11-22.",
    "My visa expires 20261231, the passport rules of 2024-2025 hold.",
    "WeChat payment fails with a foreign card. My WeChat is blocked again.",
    "WeChat on iPhone15 asks for a passport.",
    "Room 301 of the community centre is too small.",
    "社区中心301室太小，会议室坏了",
    "地铁10号线2号口，5月3号2024年，3室2厅的房子",
    "suggestion HC-2026-0412",
    "It costs 12000 yuan; the passport fee is 100000 yuan, a flat 20 yuan more.",
    "1,380,000 residents; buses 149, 173, 911, 925 at 31.2180, 121.2920",
    "沪A12345 沪AD12345, flight MU5101, train G1234, order 20261122123456",
    "service@shanghai.gov.cn answers",
    "2호선 3번 출구",
    "Building 3, 2797 Yanggao Middle Road",
    "",
]


@pytest.mark.parametrize(("kind", "marked"), PERSONAL)
def test_what_is_personal_is_found_and_hidden_however_it_is_written(kind: Kind, marked: str) -> None:
    before, datum, after = marked.split("|")
    text = before + datum + after
    assert [(one.kind, text[one.start : one.end]) for one in masking.find(text)] == [(kind, datum)]
    assert masking.mask(text) == before + masking.LABELS[kind][0] + after
    assert masking.mask(text, language="zh-hans") == before + masking.LABELS[kind][1] + after


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_what_offices_publish_stay(text: str) -> None:
    assert masking.mask(text) == text


def test_of_all_texts_of_the_facts_hardly_any_is_touched() -> None:
    """Measured: of 4,800 texts one is touched, an office's address of e-mail outside gov.cn."""
    texts = [text for path in sorted(FACTS.glob("*.yaml")) for text in words_of(yaml.safe_load(path.read_text("utf-8")))]
    touched = [text for text in texts if not text.startswith("http") and masking.find(text)]
    assert len(texts) > 4000
    assert len(touched) <= 2, touched


def words_of(facts: Any) -> Iterator[str]:
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict):
        for value in facts.values():
            yield from words_of(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from words_of(value)


def _digits(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))


GAPS = st.sampled_from(["", " ", "-", "\u200b"])
DATA = st.one_of(
    st.tuples(_digits(r"1[3-9][0-9]"), GAPS, _digits(r"[0-9]{4}"), _digits(r"[0-9]{4}")).map(
        lambda part: f"{part[0]}{part[1]}{part[2]}{part[1]}{part[3]}"
    ),
    _digits(r"[1-9][0-9]{5}19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9])[0-9]{3}[0-9X]"),
    _digits(r"[EG][0-9]{8}"),
    _digits(r"[a-z]{3,9}[0-9]{1,3}@[a-z]{3,8}\.(com|cn|org)"),
    _digits(r"[1-9][0-9]{2,3}").map(lambda number: f"3号楼{number}室"),
)
AROUND = st.lists(st.sampled_from("abc 中文，。,.!\n한글éأ🙂(-"), max_size=12).map("".join)
calmly = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])


@calmly
@given(before=AROUND, datum=DATA, after=AROUND)
def test_a_datum_never_survives_whatever_stands_around_it(before: str, datum: str, after: str) -> None:
    text = f"{before} {datum} {after}"
    masked = masking.mask(text)
    assert datum not in masked
    assert masking.mask(masked) == masked
    assert masking.find(masked) == []


@calmly
@given(text=st.text(max_size=300))
def test_anything_can_be_masked_and_masking_twice_is_masking_once(text: str) -> None:
    found = masking.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= following.start for one, following in pairwise(found))
    masked = masking.mask(text)
    assert masking.mask(masked) == masked


@pytest.mark.parametrize("piece", ["a", "1 3 ", "passport ", "微信", "a@", "室12号", "building 1, ", "1-", "+1 ", "{at}"])
def test_a_hundred_thousand_characters_made_to_be_slow_are_not(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begun = perf_counter()
    masking.find(text)
    assert perf_counter() - begun < 10
