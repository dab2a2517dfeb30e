"""Files for translators: XLIFF 2.0, core only. A unit is a text, a segment a paragraph, a tag of the text an inline code.

Written and read with the standard library, read through defusedxml: the whole of a translation toolkit (with lxml behind it)
would come for what these lines do. What is read is words only; whether they may be taken in is the verb's matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # only to write; what comes from outside is read by defusedxml

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from community import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
VERSIONS = ("2.0", "2.1")  # the core is the same
LARGEST = 1_000_000  # bytes; our longest text is a twentieth of it
DEEPEST = 12
TAG = re.compile(r"""</?[a-zA-Z][a-zA-Z0-9]*(?:[^<>"']|"[^"]*"|'[^']*')*>""")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Unreadable(Exception):
    """The bytes are no XLIFF 2 that we can read."""


class TooLarge(Unreadable):
    """More than any text of ours."""


@dataclass(frozen=True)
class Unit:
    """One text of an item in both languages."""

    name: str
    label: str
    source: str
    target: str
    formatted: bool = False  # a text of community.prose


@dataclass(frozen=True)
class Document:
    """One item for one translator. `original` names the item and its edition, `mark` what it was made of."""

    original: str
    source_language: str
    target_language: str
    units: list[Unit] = field(default_factory=list)
    mark: str = "item"


def name_of(language: str) -> str:
    """Return a language's name in files: ``zh-Hans`` for ``zh-hans``."""
    main, _dash, rest = language.partition("-")
    return f"{main}-{rest.title()}" if rest else main


# --- Writing ----------------------------------------------------------------------------------------------------------------
def write(document: Document, *, state: str = "initial") -> bytes:
    """Return the file. `state` is how far its translations are, in XLIFF's words."""
    ET.register_namespace("", NAMESPACE)
    root = _element("xliff", version="2.0")
    root.set("srcLang", name_of(document.source_language))
    root.set("trgLang", name_of(document.target_language))
    file = _add(root, "file", id=document.mark, original=document.original)
    for unit in document.units:
        _write_unit(_add(file, "unit", id=unit.name, name=unit.label), unit, state)
    made: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _write_unit(node: ET.Element, unit: Unit, state: str) -> None:
    node.set(SPACE, "preserve")
    codes = _Codes()
    made: list[ET.Element] = []
    for number, (source, target, gap, target_gap) in enumerate(_pairs(unit), start=1):
        segment = _element("segment", id=f"s{number}", state=state if target else "initial")
        codes.put(_add(segment, "source"), source, formatted=unit.formatted)
        if target:
            codes.put(_add(segment, "target"), target, formatted=unit.formatted, again=True)
        made.append(segment)
        if gap:
            ignorable = _element("ignorable", id=f"i{number}")
            _add(ignorable, "source").text = gap
            _add(ignorable, "target").text = target_gap or gap
            made.append(ignorable)
    if codes.data:
        kept = _add(node, "originalData")
        for text, key in codes.data.items():
            _add(kept, "data", id=key).text = text
    node.extend(made)


def _pairs(unit: Unit) -> list[tuple[str, str, str, str]]:
    """Return paragraph beside paragraph where both texts have as many, else the whole text beside the whole text."""
    source, target = paragraphs.blocks(unit.source), paragraphs.blocks(unit.target)
    if target and len(target) != len(source):
        return [(unit.source, unit.target, "", "")]
    beside = target or [paragraphs.Block("") for _each in source]
    return [(one.text, other.text, one.after, other.after) for one, other in zip(source, beside, strict=True)]


class _Codes:
    """The tags of a unit, each text of a tag kept once; a tag of the translation bears the number of its original."""

    def __init__(self) -> None:
        self.data: dict[str, str] = {}
        self.count = 0
        self.free: dict[str, list[str]] = {}

    def put(self, node: ET.Element, text: str, *, formatted: bool, again: bool = False) -> None:
        if not formatted:
            _put_text(node, text)
            return
        begin = 0
        for tag in TAG.finditer(text):
            _put_text(node, unescape(text[begin : tag.start()]))
            _add(node, "ph", id=self._number(tag[0], again=again), dataRef=self._key(tag[0]))
            begin = tag.end()
        _put_text(node, unescape(text[begin:]))

    def _number(self, tag: str, *, again: bool) -> str:
        if again and self.free.get(tag):
            return self.free[tag].pop(0)
        self.count += 1
        if not again:
            self.free.setdefault(tag, []).append(str(self.count))
        return str(self.count)

    def _key(self, tag: str) -> str:
        return self.data.setdefault(tag, f"d{len(self.data) + 1}")


def _put_text(node: ET.Element, text: str) -> None:
    """Add words after what the element holds; a character that XML can't hold becomes an element of its own."""
    begin = 0
    for odd in NOT_IN_XML.finditer(text):
        _append(node, text[begin : odd.start()])
        _add(node, "cp", hex=f"{ord(odd[0]):04X}")
        begin = odd.end()
    _append(node, text[begin:])


def _append(node: ET.Element, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _element(name: str, /, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{NAMESPACE}}}{name}", attributes)


def _add(parent: ET.Element, name: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


# --- Reading ----------------------------------------------------------------------------------------------------------------
def read(data: bytes) -> Document:
    """Return what a file says. No entities, no document types, nothing deep, nothing large. Raises Unreadable, TooLarge."""
    if len(data) > LARGEST:
        raise TooLarge
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise Unreadable from None
    if root.tag != f"{{{NAMESPACE}}}xliff" or root.get("version") not in VERSIONS:
        raise Unreadable
    files = _children(root, "file")
    if len(files) != 1:
        raise Unreadable
    units = [_read_unit(node) for node in files[0].iter(f"{{{NAMESPACE}}}unit")]
    if len({unit.name for unit in units}) != len(units):
        raise Unreadable
    return Document(files[0].get("original", ""), root.get("srcLang", ""), root.get("trgLang", ""), units, files[0].get("id", ""))


def _read_unit(node: ET.Element) -> Unit:
    data = {each.get("id", ""): each.text or "" for kept in _children(node, "originalData") for each in _children(kept, "data")}
    source, target = "", ""
    for part in node:
        name = _name(part)
        if name not in {"segment", "ignorable"}:
            continue
        original, made = (next(iter(_children(part, each)), None) for each in ("source", "target"))
        if original is None:
            raise Unreadable
        source += _words(original, data)
        if name == "segment":
            target += _words(made, data) if made is not None else ""
        elif target:  # what stands between paragraphs stands there in both languages
            target += _words(made if made is not None else original, data)
    return Unit(node.get("id", ""), node.get("name", ""), source, target)


def _words(node: ET.Element, data: Mapping[str, str]) -> str:
    """Return the words of a source or target; where the unit has codes, its words are HTML."""
    return "".join(_parts(node, data, depth=0))


def _parts(node: ET.Element, data: Mapping[str, str], *, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise Unreadable
    yield _text(node.text, data)
    for child in node:
        match _name(child):
            case "cp":
                yield _character(child)
            case "ph" | "sc" | "ec":
                yield data.get(child.get("dataRef", ""), "")
            case "pc":
                yield data.get(child.get("dataRefStart", ""), "")
                yield from _parts(child, data, depth=depth + 1)
                yield data.get(child.get("dataRefEnd", ""), "")
            case "mrk":
                yield from _parts(child, data, depth=depth + 1)
            case "sm" | "em":
                pass
            case _:
                raise Unreadable
        yield _text(child.tail, data)


def _text(text: str | None, data: Mapping[str, str]) -> str:
    return escape(text or "", quote=False) if data else text or ""


def _character(node: ET.Element) -> str:
    try:
        return chr(int(node.get("hex", ""), 16)).replace("\x00", "")
    except (ValueError, OverflowError):
        raise Unreadable from None


def _children(node: ET.Element, name: str) -> list[ET.Element]:
    return node.findall(f"{{{NAMESPACE}}}{name}")


def _name(node: ET.Element) -> str:
    """Return an element's name; of another namespace, nothing."""
    return node.tag.removeprefix(f"{{{NAMESPACE}}}") if isinstance(node.tag, str) else ""
