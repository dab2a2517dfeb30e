"""Loads the facts' policies as published notices: real words with their source and date, and no invented publisher."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from community.fields import PartialDate, Precision
from community.models import Body, Edition, EditionAudience, EditionSource, Notice, Topic, TranslationState
from community.models.audience import Dimension, Nationality, Situation, Stay
from community.models.contact import Language
from community.models.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

# In the order in which newcomers meet them.
TOPICS = {
    "residence": ("Residence and registration", "居留与住宿登记"),
    "visa": ("Visas and entry", "签证与入境"),
    "work": ("Work and social insurance", "工作与社保"),
    "tax": ("Tax", "税务"),
    "payment": ("Money and payments", "金融与支付"),
    "health": ("Health and insurance", "医疗与医保"),
    "education": ("Schools", "教育入学"),
    "family": ("Marriage and family", "婚姻与家庭"),
    "driving": ("Driving", "驾驶"),
    "transport": ("Getting around", "出行"),
    "communications": ("Phone and internet", "通信"),
    "pets": ("Pets", "宠物"),
    "environment": ("Home and environment", "居家与环境"),
    "leisure": ("Leisure", "休闲"),
    "services": ("Public services and hotlines", "公共服务与热线"),
}
ASSISTANCE = {"services"}

LANGUAGES = {
    "English": "英语",
    "Japanese": "日语",
    "French": "法语",
    "German": "德语",
    "Italian": "意大利语",
    "Persian": "波斯语",
    "Korean": "韩语",
    "Russian": "俄语",
    "Spanish": "西班牙语",
    "Thai": "泰语",
}

# The facts' remarks are in English only; here is what each says to readers, in both languages.
REMARKS = {
    "online overhaul": ("overhaul of the online procedure", "网上办理改版"),
    "2012 or 2013": ("2012 or 2013", "2012年或2013年"),
    "mirror": ("The page cited is a copy of another site's page.", "所引页面为其他网站的转载。"),
    "mirror of a China Daily page": ("The page cited is a copy of a China Daily page.", "所引页面转载自中国日报网。"),
    "exact Chinese document prefix not seen": (
        "We have not seen the exact number of the Chinese document.",
        "我们尚未见到该文件的完整中文文号。",
    ),
    "year of the 1 June extension": (
        "Inferred by us, not stated by the source: the year of the extension on 1 June.",
        "由我们推断、来源未写明：6月1日扩大办理的年份。",
    ),
    "mirror of a 2025-11-10 China Daily page; gives the 15th-day and on-the-spot card detail": (
        "Copy of a China Daily page of 10 November 2025; it has the details on the 15th day and on getting the card on the spot.",
        "转载自中国日报网2025年11月10日的页面，载有“当月15日起”和“当场领卡”的细节。",
    ),
}


# Whom a policy concerns, only where the facts say who is affected in words that leave no doubt; all others concern everyone.
SITUATION = Dimension.SITUATION
AUDIENCES: dict[str, list[tuple[str, str]]] = {
    "transit-240h": [(Dimension.NATIONALITY, Nationality.TRANSIT_LIST)],
    "transit-240h-2025": [(Dimension.NATIONALITY, Nationality.TRANSIT_LIST)],
    "visa-waiver-2026": [(Dimension.NATIONALITY, Nationality.WAIVER)],
    "single-window-permits": [(Dimension.STAY, Stay.WORK_A), (Dimension.STAY, Stay.WORK_B)],
    "work-permit-card": [(SITUATION, Situation.EMPLOYEE), (SITUATION, Situation.EMPLOYER)],
    "five-star-card": [(Dimension.STAY, Stay.PERMANENT)],
    "medical-insurance": [(SITUATION, Situation.EMPLOYEE)],
    "employer-change": [(SITUATION, Situation.EMPLOYEE)],
    "pension-leave": [(SITUATION, Situation.EMPLOYEE)],
    "school-enrolment": [(SITUATION, Situation.FAMILY), (Dimension.AREA, "changning")],
    "address-change": [
        (Dimension.STAY, stay) for stay in (Stay.WORK_A, Stay.WORK_B, Stay.WORK_C, Stay.FAMILY, Stay.STUDY, Stay.OTHER)
    ],
    "sim-short-term": [(Dimension.STAY, stay) for stay in (Stay.VISITOR, Stay.VISA_FREE, Stay.TRANSIT, Stay.OTHER)],
}


@transaction.atomic
def load(rows: Iterable[Row]) -> int:
    """Add the policies that are not there yet; return how many were new. Who loads them makes them findable, too."""
    topics = _topics()
    owner = Body.objects.get(kind=Body.Kind.ALLIANCE)
    issuers: dict[str, Body] = {body.name_zh_hans: body for body in Body.objects.all()}
    there = set(Notice.objects.filter(imported_as__isnull=False).values_list("imported_as", flat=True))
    new = 0
    for row in rows:
        if row["id"] not in there:
            notice = _notice(row, owner=owner, topic=topics[row["category"]])
            edition = _edition(row, notice, issuing_body=issuers.get(row["issuing_body_zh"]))
            notice.current = edition
            notice.save(update_fields=["current"])
            new += 1
    return new


def _topics() -> dict[str, Topic]:
    found = {}
    for position, (slug, (name_en, name_zh)) in enumerate(TOPICS.items()):
        defaults = {"name_en": name_en, "name_zh_hans": name_zh, "position": position}
        found[slug] = Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]
    return found


def _notice(row: Row, *, owner: Body, topic: Topic) -> Notice:
    kind = Notice.Kind.ASSISTANCE if row["category"] in ASSISTANCE else Notice.Kind.POLICY
    made: Notice = Notice.objects.create(
        slug=row["id"], body=owner, kind=kind, topic=topic, source_language=Language.ENGLISH, imported_as=row["id"]
    )
    return made


def _edition(row: Row, notice: Notice, *, issuing_body: Body | None) -> Edition:
    now = timezone.now()
    edition = Edition(
        notice=notice,
        number=1,
        state=Edition.State.PUBLISHED,
        imported=True,
        published_at=now,
        issuing_body=issuing_body,
        source_url=row.get("source", ""),
        source_kind=row.get("source_kind", SourceKind.NONE),
        official=bool(row.get("official_source")),
        service_url=row.get("service_url", ""),
        **_words(row),
    )
    _dates(edition, row)
    edition.public_on = edition.issued_on or edition.source_on or edition.effective_from_on
    edition.save()
    EditionAudience.objects.bulk_create(
        EditionAudience(edition=edition, dimension=dimension, value=value) for dimension, value in AUDIENCES.get(row["id"], [])
    )
    if row.get("also_source"):
        note_en, note_zh = _remark(row.get("also_source_note", ""))
        EditionSource.objects.create(
            edition=edition,
            url=row["also_source"],
            official=bool(row.get("also_source_official")),
            note_en=note_en,
            note_zh_hans=note_zh,
        )
    TranslationState.objects.create(
        edition=edition, language=Language.CHINESE, kind=TranslationState.Kind.IMPORTED, based_on=edition
    )
    return edition


def _words(row: Row) -> dict[str, str]:
    words: dict[str, str] = {}
    for field, name in {"title": "title", "summary": "summary", "affects": "affects", "penalty": "penalty"}.items():
        words |= {f"{field}_en": row.get(f"{name}_en", ""), f"{field}_zh_hans": row.get(f"{name}_zh", "")}
    words |= {"issuing_body_name_en": row["issuing_body_en"], "issuing_body_name_zh_hans": row["issuing_body_zh"]}
    remarks = [row.get("source_quality"), row.get("document_no_note"), *row.get("inferred_fields", [])]
    pairs = [_remark(remark) for remark in remarks if remark]
    words |= {"caution_en": " ".join(en for en, _zh in pairs), "caution_zh_hans": "".join(zh for _en, zh in pairs)}
    return words | _languages(row.get("languages", []))


def _languages(names: list[str]) -> dict[str, str]:
    """Return the sentence that names the languages of a service."""
    if not names:
        return {}
    chinese = (LANGUAGES.get(name, name) for name in names)
    return {"text_en": f"<p>Languages: {', '.join(names)}.</p>", "text_zh_hans": f"<p>服务语种：{'、'.join(chinese)}。</p>"}


def _dates(edition: Edition, row: Row) -> None:
    edition.source = _date(str(row.get("source_date", "")))[0]
    edition.issued, issued_note = _date(str(row.get("issued", "")))
    effective = str(row.get("effective", ""))
    if effective.startswith("until "):
        edition.effective_until, note = _date(effective.removeprefix("until "), end=True)
        edition.effective_until_note_en, edition.effective_until_note_zh_hans = note
    else:
        edition.effective_from, note = _date(effective)
        edition.effective_from_note_en, edition.effective_from_note_zh_hans = note
    edition.issued_note_en, edition.issued_note_zh_hans = issued_note


def _date(text: str, *, end: bool = False) -> tuple[PartialDate, tuple[str, str]]:
    """Return a date and what is remarked about it; words that are no date become the remark."""
    found = re.fullmatch(r"(?P<date>[\d-]+|unknown|)(?: \((?P<note>.+)\))?", text)
    if found is None:
        return PartialDate(None, Precision.UNKNOWN), _remark(text)
    return PartialDate.parse(found["date"], end=end), _remark(found["note"] or "")


def _remark(text: str) -> tuple[str, str]:
    """Return a remark for readers of either language; one we do not know stays in English for both."""
    return REMARKS.get(text, (text, text))
