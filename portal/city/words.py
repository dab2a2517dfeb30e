"""What the people of the synthetic city write: in ten languages, plainly invented, never anything personal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Language: how often of a hundred, and sentences with a place for what and where.
TONGUES: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "en": (
        46,
        ("{what} near {where} does not work.", "Please look at {what} at {where}.", "When will {what} at {where} change?"),
    ),
    "zh-hans": (16, ("{where}附近的{what}坏了，请处理。", "建议改善{where}的{what}。", "请问{where}的{what}什么时候能好？")),
    "ja": (8, ("{where}の近くの{what}が壊れています。", "{where}の{what}を見てください。")),
    "ko": (8, ("{where} 근처 {what} 고장 났어요.", "{where} {what} 확인해 주세요.")),
    "fr": (6, ("{what} près de {where} ne marche pas.", "Pouvez-vous regarder {what} à {where} ?")),
    "de": (5, ("{what} bei {where} ist kaputt.", "Bitte sehen Sie sich {what} bei {where} an.")),
    "es": (4, ("{what} cerca de {where} no funciona.", "Por favor, miren {what} en {where}.")),
    "it": (3, ("{what} vicino a {where} non funziona.",)),
    "ru": (2, ("{what} у {where} не работает.",)),
    "ar": (2, ("{what} قرب {where} لا يعمل.",)),
}
THINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("the bench", "the street light", "the bus stop sign", "the gate", "the playground", "the lift", "the crossing"),
    "zh-hans": ("长椅", "路灯", "公交站牌", "大门", "游乐场", "电梯", "人行横道"),
    "ja": ("ベンチ", "街灯", "バス停の表示", "門", "遊び場"),
    "ko": ("벤치가", "가로등이", "버스 정류장 표지판이", "문이"),
    "fr": ("le banc", "le lampadaire", "l'arrêt de bus", "le portail"),
    "de": ("die Bank", "die Laterne", "das Haltestellenschild", "das Tor"),
    "es": ("el banco", "la farola", "la parada de autobús"),
    "it": ("la panchina", "il lampione", "il cancello"),
    "ru": ("скамейка", "фонарь", "ворота"),
    "ar": ("المقعد", "مصباح الشارع", "البوابة"),
}
SPOTS = (
    "Jinfeng Road", "Hongmei Road", "Biyun Road", "Yili Road", "Zhangjiang Road", "Lancun Road", "Yichuan Road",
    "金丰路", "虹梅路", "碧云路", "伊犁路",
)  # fmt: skip
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "en": ("We looked at it and mended it.", "The works begin next month.", "The site office has taken it on."),
    "zh-hans": ("经现场查看，已修复。", "相关工程将于下月开工。", "已由现场管理部门处理。"),
}
