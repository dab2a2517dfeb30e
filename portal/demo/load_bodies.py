"""The tree of bodies from the facts: alliance and partner, city, bureaus, districts, their departments, the townships.

What is there stays as it is: someone may have corrected it. Only what is missing is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from simple_history.utils import bulk_create_with_history

from community.models import Body

if TYPE_CHECKING:
    from collections.abc import Iterable

    Row = dict[str, Any]

ALLIANCE, CITY, PARTNER = "alliance", "shanghai", "city-news-service"
DISTRICTS = {
    "Pudong New Area": "pudong",
    "Changning District": "changning",
    "Putuo District": "putuo",
    "Minhang District": "minhang",
    "Qingpu District": "qingpu",
}
# They begin the references of suggestions, like HC-2026-0412. Letters are ours.
CODES = {
    "huamu": "HM",
    "jinqiao": "JQ",
    "zhangjiang": "ZJ",
    "sanlin": "SL",
    "hongqiao-subdistrict": "HS",
    "yichuan-road": "YC",
    "huacao": "HC",
    "hongqiao-town": "HT",
    "xujing": "XJ",
}
LAUNCH = {"source": "https://www.shine.cn/news/metro/2404304365/", "source_date": "2024-04-30"}
GENERIC_ROW = "township"  # "the township's own office": stands for whichever township, so it is no body of its own


def load(*, bureaus: list[Row], townships: list[Row]) -> int:
    """Make the bodies that are missing, level by level; return how many."""
    kinds, districts = Body.Kind, {row["district_en"]: row["district_zh"] for row in townships}
    made = _make(
        [
            _body(ALLIANCE, kinds.ALLIANCE, "Shanghai International Community Info-Services Alliance", "上海国际社区资讯服务联盟")
            | LAUNCH,
            _body(CITY, kinds.CITY, "Shanghai", "上海市") | {"code": "SH"},
        ]
    )
    above = Body.objects.in_bulk([ALLIANCE, CITY], field_name="slug")
    made += _make(
        [
            _body(PARTNER, kinds.PARTNER, "City News Service (CNS)", "City News Service（CNS）", above[ALLIANCE]) | LAUNCH,
            *(_body(DISTRICTS[name], kinds.DISTRICT, name, zh, above[CITY]) for name, zh in districts.items()),
            *(_bureau(row, kinds.BUREAU, above[CITY]) for row in bureaus if row["level"] == "city"),
        ]
    )
    above = Body.objects.in_bulk(DISTRICTS.values(), field_name="slug")
    departments = [row for row in bureaus if row["level"] == "district"]
    made += _make(
        [
            *(_bureau(row, kinds.DEPARTMENT, above[row["id"].partition("-")[0]]) for row in departments),
            *(_township(row, above[DISTRICTS[row["district_en"]]]) for row in townships),
        ]
    )
    return made


def _body(slug: str, kind: Body.Kind, name_en: str, name_zh: str, parent: Body | None = None) -> Row:
    return {"slug": slug, "kind": kind, "parent": parent, "name_en": name_en, "name_zh_hans": name_zh}


def _bureau(row: Row, kind: Body.Kind, parent: Body) -> Row:
    return _body(row["id"], kind, row["title_en"], row["title_zh"], parent) | {
        "phone": row.get("phone", ""),
        "source": row["source"] or "",
        "source_date": "" if row["source_date"] == "unknown" else row["source_date"],
        "inferred": row.get("inferred", False),
    }


def _township(row: Row, parent: Body) -> Row:
    return _body(row["id"], Body.Kind.TOWNSHIP, row["name_en"], row["name_zh"], parent) | {
        "code": CODES[row["id"]],
        "source": row["source"],
        "source_date": row["source_date"],
    }


def _make(rows: Iterable[Row]) -> int:
    rows = list(rows)
    there = set(Body.objects.filter(slug__in=[row["slug"] for row in rows]).values_list("slug", flat=True))
    new = [Body(name_pinyin="".join(lazy_pinyin(row["name_zh_hans"])), **row) for row in rows if row["slug"] not in there]
    if new:
        bulk_create_with_history(new, Body, default_change_reason="facts")
    return len(new)
