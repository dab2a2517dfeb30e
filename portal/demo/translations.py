"""Invents the translation desk of a working day: one item in each state, so that whoever opens it finds something to do.

All of it passes the verbs. The cast's editor of Huacao finds what is missing, what an alliance admin wrote or a machine
made and a second person has to check, what an edition left behind, and what is somebody else's already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from community import publishing, translatables, translating
from community.models import Body, Edition, Notice, Place, Translation, User
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from community.translatables import Shelf

CHINESE, ENGLISH = "zh-hans", "en"
# By name: title, summary and text in Chinese, and what was made of them.
Words = dict[str, str]
NOTICES: dict[str, tuple[Words, Words]] = {
    "missing": (
        {
            "title": "演示：志愿者为外籍居民代办住宿登记",
            "summary": "每周三下午，志愿者在国际社区中心协助办理住宿登记。",
            "text": "<p>请携带护照、签证和租房合同。</p>\n<p>无需预约，窗口在一楼。</p>",
        },
        {},
    ),
    "draft": (
        {
            "title": "演示：垃圾分类投放点调整",
            "summary": "诸新路投放点迁至小区北门，投放时间不变。",
            "text": "<h2>投放时间</h2>\n<ul><li>7:00至9:00</li><li>18:00至20:00</li></ul>\n<p>干垃圾和湿垃圾请分开投放。</p>",
        },
        {
            "title": "Demo: where waste is sorted now",
            "summary": "The collection point in Zhuxin Road moves to the north gate; its hours stay.",
            "text": "<h2>Hours</h2>\n<ul><li>7:00 to 9:00</li><li>18:00 to 20:00</li></ul>\n<p>Sort dry from wet rubbish.</p>",
        },
    ),
    "machine": (
        {
            "title": "演示：社区诊所增设英语门诊",
            "summary": "每周二、周四上午，社区卫生服务站有英语门诊。",
            "text": "<p>可使用医疗保险结算，境外卡也可支付。</p>",
        },
        {
            "title": "Demo: Community clinic adds English out-patient",
            "summary": "Every Tuesday and Thursday morning, the community health service station has English out-patient.",
            "text": "<p>Medical insurance settlement can be used, and bank cards from abroad can also pay.</p>",
        },
    ),
    "claimed": (
        {
            "title": "演示：电动自行车上牌服务进社区",
            "summary": "本周六上午，交警在纪翟路服务站为电动自行车上牌。",
            "text": "<p>请携带购车发票和护照。</p>",
        },
        {},
    ),
    "outdated": (
        {
            "title": "演示：地铁13号线接驳公交",
            "summary": "接驳公交每15分钟一班，往返地铁站与国际学校。",
            "text": "<p>首班车6:30。</p>\n<p>末班车21:30。</p>",
        },
        {
            "title": "Demo: a bus to metro line 13",
            "summary": "The bus runs every 15 minutes between the metro and the international school.",
            "text": "<p>First bus at 6:30.</p>\n<p>Last bus at 21:30.</p>",
        },
    ),
}
LATER = "<p>首班车6:00。</p>\n<p>末班车22:30，周末加开至23:00。</p>"
NOTE = {"change_note_zh_hans": "首末班车时间延长。", "change_note_en": "The buses run earlier and later."}


def invent() -> None:
    """Make it once; a second run changes nothing."""
    if Notice.objects.filter(key=_key("missing")).exists():
        return
    people = {part.key: User.objects.get(email=part.email) for part in CAST if part.key in {"editor", "manager", "admin"}}
    with transaction.atomic():
        editions = {name: _submitted(name, people) for name in NOTICES}
        shelf = _shelf("notice")
        for name, kind in (("draft", Translation.Kind.HUMAN), ("machine", Translation.Kind.MACHINE)):
            made = NOTICES[name][1]
            translating.save(shelf, editions[name].pk, ENGLISH, words=made, by=people["admin"], kind=kind)
            translating.give_back(shelf, editions[name].pk, ENGLISH, by=people["admin"])
        translating.claim(shelf, editions["claimed"].pk, ENGLISH, by=people["admin"])
        _leave_behind(editions["outdated"], people)
        _vouch(people["editor"])


def _submitted(name: str, people: dict[str, User]) -> Edition:
    source, made = NOTICES[name]
    both = made if name == "outdated" else {}  # what was published was whole; the others wait for their translation
    content: dict[str, Any] = {f"{field}_zh_hans": words for field, words in source.items()}
    content |= {f"{field}_en": words for field, words in both.items()}
    notice = publishing.draft(
        Body.objects.get(slug="huacao"),
        kind=Notice.Kind.NEWS,
        topic=None,
        source_language=CHINESE,
        content=content,
        key=_key(name),
        by=people["editor"],
    )
    Notice.objects.filter(pk=notice.pk).update(is_demo=True)
    return publishing.submit(notice.editions.get(), by=people["editor"])


def _leave_behind(edition: Edition, people: dict[str, User]) -> None:
    """Publish it, and then an edition whose English nobody followed up."""
    notice = publishing.publish(edition, by=people["manager"]).notice
    later = publishing.revise(Notice.objects.get(pk=notice.pk), by=people["editor"])
    content = {**NOTE, "text_zh_hans": LATER, "significance": Edition.Significance.MAJOR}
    publishing.write(later, content=content, by=people["editor"])
    publishing.publish(publishing.submit(later, by=people["editor"]), by=people["manager"])


def _vouch(person: User) -> None:
    """Let somebody have read a place's words in both languages."""
    place = Place.objects.filter(body__slug="huacao").order_by("slug").first()
    shelf = _shelf("place")
    if place is None:
        return
    for language in (ENGLISH, CHINESE):
        if translating.source_language(shelf, place, language):
            work = translating.work_on(shelf, place, language)
            translating.check(shelf, place.pk, language, by=person, since=translating.stamp(shelf, place, language, work))


def _shelf(key: str) -> Shelf:
    found = translatables.shelf(key)
    assert found is not None  # noqa: S101  # the ground floor brings it
    return found


def _key(name: str) -> Any:
    return uuid5(NAMESPACE_URL, f"demo:translation:{name}")
