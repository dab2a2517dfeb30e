"""Finds what could identify a person in free text, and hides it: before publication, translation, API and export.

Hidden are passport and permit numbers, Chinese ID numbers, mobile numbers, e-mail addresses, WeChat ids and exact flats.
Names can't be found by a pattern; a moderator looks for them. What offices publish themselves stays: their landlines,
hotlines and addresses under gov.cn. Pure text, no table, so every floor of the package may ask it.

People write numbers in many ways, so a folded copy is searched: full-width and foreign digits as plain ones, characters
without width left out, Chinese numerals read as digits. Each folded character remembers where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """What was found."""

    IDENTITY = "identity"  # Chinese ID, permanent residence card
    DOCUMENT = "document"  # passport, visa, permit
    MOBILE = "mobile"
    EMAIL = "email"
    WECHAT = "wechat"
    FLAT = "flat"


class Found(NamedTuple):
    """Something personal, and where it stands in the text."""

    kind: Kind
    start: int
    end: int


# What stands in its place, in English and Chinese.
LABELS: Mapping[Kind, tuple[str, str]] = {
    Kind.IDENTITY: ("[ID number]", "【身份证件号码】"),
    Kind.DOCUMENT: ("[document number]", "【证件号码】"),
    Kind.MOBILE: ("[phone number]", "【手机号码】"),
    Kind.EMAIL: ("[e-mail]", "【电子邮箱】"),
    Kind.WECHAT: ("[WeChat ID]", "【微信号】"),
    Kind.FLAT: ("[flat]", "【门牌号】"),
}
LABEL = re.compile("|".join(re.escape(label) for pair in LABELS.values() for label in pair))
CHINESE_NUMERALS = dict(zip("〇零一二三四五六七八九幺", "001234567891", strict=True))
MOST_PASSES = 5

_ALONE, _ENDS = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_GAP = r"[ .\-·–—/]{1,2}"
_DAY = r"(?:18|19|20)\d\d[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_YEARS = r"(?:19|20)\d\d ?- ?(?:19|20)\d\d"
_LANDLINE = r"0\d{2,3}[ -]?\d{3,4}[ -]?\d{4}|400[ -]?\d{3}[ -]?\d{4}"
_AMOUNT = r"(?! ?(?:yuan|rmb|cny|usd|people|元|人|块))"
_NOT_GOV = r"(?!(?:[a-z0-9-]{1,63}\.){0,5}gov\.cn(?![a-z0-9.-]*[a-z0-9]))"

# Words after which a number is a document's.
_PAPERS = (
    r"(?:passports?|passeport|reisepass|pasaporte|passaporto|paspoort|паспорт|護照|护照|旅券|パスポート|여권|"
    r"(?:residence|resident|work|stay) (?:permit|card)|permis de s[ée]jour|visa|居留许可|居留證|居留证|居留卡|工作许可|就业证|"
    r"签证|簽證|证件|證件|在留カード|거류증|비자)"
)
# Letters and then digits, or both mixed; a day, a span of years, a landline and a sum are none.
_NO_NUMBER = rf"(?!(?:{_DAY}|{_YEARS}|{_LANDLINE})(?!\d))"
_PAPER_NUMBER = (
    rf"((?:[a-z]{{0,4}}[ -]?{_NO_NUMBER}\d(?:[ -]?\d){{5,14}}[a-z]?|"
    rf"(?=\d*[a-z])(?=(?:[a-z]{{0,4}}\d){{5}})[a-z0-9]{{8,12}}))(?![a-z0-9]){_AMOUNT}"
)
_WECHAT = r"(?:(?<![a-z])(?:we ?chat|weixin|vx|wx)|微信|薇信|威信|v信|加微|加v|ウィーチャット|위챗|вичат)"
_WECHAT_WORD = r"(?: ?(?:id|号码|号|no\.?|number|account|아이디))?"
_WECHAT_ID = r"([a-z][a-z0-9_-]{5,19})(?![a-z0-9_-])"
_WECHAT_ID_WITH_SIGN = rf"(?=[a-z-]{{0,19}}[0-9_]){_WECHAT_ID}"
# Ordinary words after "my WeChat is …" are nobody's id, nor is the name of a phone.
_NO_ID = (
    r"(?!(?:blocked|broken|banned|linked|frozen|locked|disabled|suspended|logged|working|restricted|connected|registered|"
    r"available|required|always|already|different|foreign|another|necessary|unable|needed|payment|account|group|official|"
    r"number|message|service|pay|popular|useful|essential|mandatory|everyone|everywhere|impossible|difficult|"
    r"iphone|android|windows|huawei|xiaomi|version)[a-z]*\b|(?:iphone|android|windows|huawei|xiaomi|covid|version)[\d-]+)"
)
_PUBLIC = r"(?:cent(?:re|er)|school|library|hall|hospital|clinic|office|court|station|museum)"
_IN_PUBLIC = rf"(?! ?,? ?(?:of|in|at|on)\b[^.;\n]{{0,30}}\b{_PUBLIC})"
_PUBLIC_BEFORE = r"(?<!中心)(?<!学校)(?<!医院)(?<!书馆)(?<!出所)(?<!大厅)(?<!政府)(?<!分局)"
_BUILDING = r"(?:(?:building|block|bldg|tower|no)\.? ?\d{1,3}[a-z]?[ ,/-]{1,3})?"
_LOU = r"(?:号楼|幢|栋|座|#)"
_NOT_A_FLAT = r"(?![\d年月元人米路号线分个户天次点])"


class Rule(NamedTuple):
    """One way in which something personal is written; `group` is what is hidden of it."""

    kind: Kind
    pattern: re.Pattern[str]
    group: int = 0


def _rule(kind: Kind, pattern: str, *, group: int = 0, cased: bool = False) -> Rule:
    return Rule(kind, re.compile(pattern, 0 if cased else re.IGNORECASE), group)


# In this order: the first that claims a stretch has it.
RULES = (
    _rule(Kind.EMAIL, rf"[a-z0-9à-ɏ][a-z0-9à-ɏ.+%'_-]{{0,63}}@{_NOT_GOV}(?:[a-z0-9-]{{1,63}}\.){{1,5}}[a-z]{{2,24}}"),
    _rule(
        Kind.EMAIL,
        rf"[a-z0-9][a-z0-9.+_-]{{0,63}} ?[(\[{{](?:at|@)[)\]}}] ?{_NOT_GOV}[a-z0-9-]{{1,63}}"
        r"(?: ?(?:\.|[(\[{]dot[)\]}]) ?[a-z0-9-]{2,24}){1,4}",
    ),
    _rule(Kind.IDENTITY, rf"(?<!\d)[1-9]\d{{5}}[ -]?{_DAY}[ -]?\d{{3}}[\dx](?![a-z0-9])"),
    _rule(Kind.IDENTITY, r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"),  # cards before 2000
    _rule(Kind.IDENTITY, rf"{_ALONE}[A-Z]{{3}}\d{{12}}{_ENDS}"),  # permanent residence cards before 2023
    _rule(
        Kind.MOBILE,
        r"(?<![\d.])(?:(?:\+|00)?86[ .\-]{0,2})?(?:"
        rf"1[3-9]\d{{9}}|1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|1[3-9]\d{_GAP}\d{{8}}|1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}|"
        rf"1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}|1[3-9]\d\d{_GAP}\d{{4}}{_GAP}\d{{3}}|1[3-9]\d{{5}}{_GAP}\d{{4}}|"
        rf"1{_GAP}[3-9](?:{_GAP}\d){{9}})(?!\d)",
    ),
    _rule(Kind.MOBILE, r"(?:\+|(?<!\d)00)(?!86)[1-9]\d{0,2}[ .\-]?(?:\(\d{1,4}\)[ .\-]?)?\d(?:[ .\-]?\d){6,11}(?!\d)"),
    _rule(Kind.MOBILE, r"(?<!\d)0[1789]0[ .\-]\d{3,4}[ .\-]\d{4}(?!\d)"),  # Korea, Japan
    _rule(Kind.DOCUMENT, rf"{_ALONE}[A-Za-z]{{1,2}}\d{{7,9}}{_ENDS}"),
    _rule(Kind.DOCUMENT, rf"{_ALONE}(?:[EG] \d{{8}}|\d\d[A-Z]{{2}}\d{{5}}|[A-Z]\d{{3}}[A-Z]\d{{4}}){_ENDS}", cased=True),
    _rule(  # Germany
        Kind.DOCUMENT,
        rf"{_ALONE}[CFGHJK](?=(?:[A-Z]{{0,3}}\d){{4}})(?=\d*[A-Z])[CFGHJKLMNPRTVWXYZ0-9]{{8}}{_ENDS}",
        cased=True,
    ),
    _rule(Kind.DOCUMENT, rf"{_PAPERS}[^\d\n]{{0,30}}?(?<![a-z0-9]){_PAPER_NUMBER}", group=1),
    _rule(Kind.WECHAT, r"(?<![a-z0-9_])wxid_[a-z0-9]{6,20}"),
    _rule(Kind.WECHAT, rf"{_WECHAT}{_WECHAT_WORD} ?(?:is|are|:|=|是|为|-|->|→) ?{_NO_ID}{_WECHAT_ID}", group=1),
    _rule(Kind.WECHAT, rf"{_WECHAT}{_WECHAT_WORD}[^\n.!?。！？]{{0,12}}?(?<![a-z0-9_-]){_NO_ID}{_WECHAT_ID_WITH_SIGN}", group=1),
    _rule(
        Kind.WECHAT, rf"(?<![a-z0-9_-]){_NO_ID}{_WECHAT_ID_WITH_SIGN} ?(?:is my|on|via|in|\(|（|是我的?|\[) ?{_WECHAT}", group=1
    ),
    _rule(
        Kind.FLAT,
        rf"(?<![a-z]){_BUILDING}(?:room|rm|unit)\.? ?(?:no\.? ?|#)?(?:\d{{1,2}}-)?[a-z]?\d{{3,4}}[a-z]?(?![a-z0-9]){_IN_PUBLIC}",
    ),
    _rule(
        Kind.FLAT,
        rf"(?<![a-z]){_BUILDING}(?:apartment|appartement|apartamento|wohnung|flat|apt|appt|suite)\.? ?(?:no\.? ?|n° ?|nr\.? ?|#)?"
        rf"(?:\d{{1,4}}-)?(?:[a-z]?\d{{1,4}}[a-z]?)(?![a-z0-9%]){_AMOUNT}(?! ?(?:%|percent|fee|days?|hours?|tyres?|tires?))",
    ),
    _rule(Kind.FLAT, r"(?<![a-z])(?:building|block|bldg|tower)\.? ?\d{1,3}[a-z]?(?: ?[,#-] ?){1,2}\d{3,4}(?! ?[a-z0-9])"),
    _rule(Kind.FLAT, r"(?<![а-я])(?:кв\.?|квартира) ?\d{1,4}(?!\d)"),
    _rule(
        Kind.FLAT,
        rf"{_PUBLIC_BEFORE}(?<!\d)(?:\d{{1,4}}(?:{_LOU}|号)(?:\d{{1,2}}单元)?[ ,-]?)?(?:\d{{1,3}}-)?[a-z]?\d{{3,4}}[a-z]?号?室",
    ),
    _rule(Kind.FLAT, rf"(?<!\d)\d{{1,4}}{_LOU}(?:\d{{1,2}}单元)?[ ,-]?\d{{3,4}}{_NOT_A_FLAT}"),
    _rule(Kind.FLAT, rf"(?<!\d)\d{{1,2}}单元[ ,-]?\d{{3,4}}{_NOT_A_FLAT}"),
    _rule(Kind.FLAT, rf"(?<![\d月])\d{{1,4}}号[ ,-]?\d{{3,4}}{_NOT_A_FLAT}"),
    _rule(Kind.FLAT, r"(?<!\d)(?:\d{2,4}동 ?)?\d{3,4}호(?!선|점)"),
)


def mask(text: str, *, language: str = "en") -> str:
    """Return the text with a word in brackets for everything personal; masking what is masked changes nothing."""
    for _ in range(MOST_PASSES):  # what stood apart may stand together once something between is hidden
        found = find(text)
        if not found:
            return text
        text = _hide(text, found, language)
    return text


def find(text: str) -> list[Found]:
    """Return what is personal in a text, in its order; stretches never overlap."""
    folded, origins = _fold(text)
    copies = [folded]
    if any(character in CHINESE_NUMERALS for character in text):
        copies.append("".join(CHINESE_NUMERALS.get(character, character) for character in folded))
    claimed: list[tuple[int, int, Kind]] = []
    for rule, copy in product(RULES, copies):
        for match in rule.pattern.finditer(copy):
            start, end = match.span(rule.group)
            if all(end <= taken or start >= until for taken, until, _kind in claimed):
                claimed.append((start, end, rule.kind))
    return sorted((Found(kind, origins[start], origins[end - 1] + 1) for start, end, kind in claimed), key=lambda one: one.start)


def _hide(text: str, found: list[Found], language: str) -> str:
    parts, reached = [], 0
    for one in found:
        parts += [text[reached : one.start], LABELS[one.kind][language == "zh-hans"]]
        reached = one.end
    return "".join([*parts, text[reached:]])


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the copy that is searched, and where in the text each of its characters stands."""
    folded, origins = [], []
    hidden = {place for label in LABEL.finditer(text) for place in range(*label.span())}
    for place, character in enumerate(text):
        if place in hidden:  # a label joins nothing and belongs to nothing
            shown = "\n"
        elif character.isascii():
            shown = character
        elif unicodedata.category(character) in {"Cf", "Mn"}:
            continue
        else:
            shown = _plain(character)
        folded.append(shown)
        origins.append(place)
    return "".join(folded), origins


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
