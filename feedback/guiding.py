"""Wrong doors: what someone writes here may need a telephone, at once. Says which number, and takes the words all the same.

By the category, or by words in ten languages. A hint too many costs a glance, one too few may cost more, so the words are
generous; those that name a thing and not a need (fire drill, fire station) are taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise


class Door(Enum):
    """Where to turn instead, or as well."""

    POLICE = "110"
    FIRE = "119"
    AMBULANCE = "120"
    HOTLINE = "12345"
    IMMIGRATION = "12367"


class Guidance(NamedTuple):
    """What the reader is told."""

    door: Door
    title: _StrOrPromise
    text: _StrOrPromise
    urgent: bool


WORDS: Mapping[Door, Guidance] = {
    Door.POLICE: Guidance(
        Door.POLICE,
        _("In danger, or a crime is happening? Call 110 now."),
        _("The police answer at any hour, also in English. Nobody reads this form at night."),
        urgent=True,
    ),
    Door.FIRE: Guidance(
        Door.FIRE,
        _("Fire, smoke, smell of gas, someone trapped? Call 119 now."),
        _("Leave the building first. Nobody reads this form at night."),
        urgent=True,
    ),
    Door.AMBULANCE: Guidance(
        Door.AMBULANCE,
        _("Someone is hurt or ill? Call 120 now."),
        _("The ambulance comes at any hour. Say the road and its number, or show a Chinese address."),
        urgent=True,
    ),
    Door.HOTLINE: Guidance(
        Door.HOTLINE,
        _("If it can't wait for days: 12345."),
        _("The city hotline takes water, power, street and public order matters at any hour, in several languages."),
        urgent=False,
    ),
    Door.IMMIGRATION: Guidance(
        Door.IMMIGRATION,
        _("Your own visa, permit, entry or exit: 12367."),
        _("The immigration hotline answers at any hour in Chinese and English; only the exit-entry office can decide your case."),
        urgent=False,
    ),
}
BY_CATEGORY: Mapping[str, tuple[Door, ...]] = {
    "visa": (Door.IMMIGRATION,),
    "residence": (Door.IMMIGRATION,),
    "safety": (Door.POLICE, Door.FIRE, Door.AMBULANCE),
}
NOT_MEANT = re.compile(
    r"fire (?:drill|station|engine|truck|extinguisher|exit|alarm test|works?)|fireworks?|消防(?:演习|演练|通道|栓|站)|灭火器|"
    r"first aid (?:course|kit|training)|急救(?:课|培训|箱)|noise (?:police)|防火(?:宣传|讲座)|報警器|报警器"
)
# Stems in lower case; those of Latin and Cyrillic scripts begin a word.
SIGNS: Mapping[Door, tuple[str, ...]] = {
    Door.POLICE: (
        "robbed", "robbery", "mugged", "attacked", "assault", "stabb", "burglar", "break-in", "broke into", "stalk",
        "kidnap", "threatened", "threatens", "beating", "beaten", "domestic violence", "rape", "knife", "stolen", "scammed",
        "fraud", "报警", "抢劫", "抢了", "打人", "被打", "殴打", "入室", "小偷", "偷了", "跟踪", "威胁", "家暴", "绑架",
        "诈骗", "持刀", "性侵", "強盗", "襲われ", "殴", "泥棒", "空き巣", "ストーカー", "脅", "盗まれ", "강도", "폭행",
        "도둑", "스토킹", "협박", "납치", "사기", "agress", "cambriol", "vol à", "volé", "menac", "überfall", "einbruch",
        "bedroht", "robaron", "robo", "asalt", "amenaz", "rapina", "rubato", "aggred", "ограб", "напал", "украл", "угрож",
        "roubad", "assalt", "ameaç", "سرقة", "اعتداء", "تهديد",
    ),
    Door.FIRE: (
        "on fire", "fire in", "fire at", "a fire", "burning", "flames", "smoke in", "smell of gas", "smell gas", "gas leak",
        "explosion", "exploded", "trapped in", "着火", "起火", "火灾", "失火", "冒烟", "煤气味", "煤气泄漏", "燃气泄漏",
        "漏气", "爆炸", "困在电梯", "电梯困", "被困", "火事", "煙が", "ガス漏れ", "ガスの臭", "閉じ込め", "화재", "불이 났",
        "불났", "연기가", "가스 누출", "가스 냄새", "갇혔", "incendie", "en feu", "fuite de gaz", "odeur de gaz", "brennt",
        "feuer", "gasgeruch", "incendio", "fuga de gas", "fuga di gas", "пожар", "горит", "запах газа", "incêndio",
        "vazamento de gás", "حريق", "تسرب غاز",
    ),
    Door.AMBULANCE: (
        "heart attack", "unconscious", "not breathing", "can't breathe", "cannot breathe", "bleeding", "stroke", "seizure",
        "overdose", "suicid", "kill myself", "badly hurt", "seriously injured", "ambulance", "昏迷", "心脏病", "心梗",
        "呼吸困难", "喘不过气", "流血", "大出血", "中风", "抽搐", "自杀", "轻生", "重伤", "救护车", "晕倒", "意識がない",
        "意識不明", "心臓発作", "呼吸が", "出血", "救急車", "自殺", "의식이 없", "의식을 잃", "심장마비", "숨을", "출혈",
        "구급차", "자살", "inconscient", "crise cardiaque", "saigne", "bewusstlos", "herzinfarkt", "blutet", "inconsciente",
        "infarto", "sangr", "без сознания", "инфаркт", "кровотеч", "скорую", "ambulância", "sangrando", "فاقد الوعي",
        "نزيف", "إسعاف", "انتحار",
    ),
    Door.HOTLINE: (
        "no water", "water outage", "power cut", "power outage", "no electricity", "burst pipe", "traffic light", "manhole",
        "停水", "停电", "水管爆", "爆管", "红绿灯坏", "井盖", "断水", "停電", "水道管", "정전", "단수", "수도관", "맨홀",
        "coupure de", "panne de courant", "stromausfall", "rohrbruch", "apagón", "corte de luz", "corte de agua",
        "отключили", "blackout", "falta de água", "انقطاع",
    ),
    Door.IMMIGRATION: (
        "my visa", "visa extension", "visa expire", "overstay", "residence permit", "work permit", "exit permit",
        "签证到期", "签证延", "我的签证", "居留许可", "逾期居留", "出入境", "在留", "ビザ", "비자", "체류", "거류증",
        "mon visa", "titre de séjour", "permis de séjour", "mein visum", "aufenthalt", "mi visado", "mi visa",
        "permiso de residencia", "mio visto", "виз", "вид на жительство", "meu visto", "تأشيرة", "إقامة",
    ),
}  # fmt: skip


def guide(text: str, *, category: str = "") -> list[Guidance]:
    """Return what the reader should know before sending, the urgent first."""
    words = NOT_MEANT.sub(" ", unicodedata.normalize("NFKC", text).lower())
    doors = dict.fromkeys([*BY_CATEGORY.get(category, ()), *(door for door, signs in SIGNS.items() if _says(words, signs))])
    return [guidance for door, guidance in WORDS.items() if door in doors]


def _says(words: str, signs: tuple[str, ...]) -> bool:
    return any(_has(words, sign) for sign in signs)


def _has(words: str, sign: str) -> bool:
    if not (sign[0].isascii() or "à" <= sign[0] <= "ӿ"):
        return sign in words
    return re.search(rf"(?<!\w){re.escape(sign)}", words) is not None
