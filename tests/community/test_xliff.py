"""Files for translators: what goes out comes back the same, and nothing else is read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import prose, xliff

pytestmark = pytest.mark.one_engine

words = st.text(st.sampled_from("ab &<>\"'é甲乙。—\U0001f35c\x07"), min_size=1, max_size=12).map(str.strip)
plain = st.lists(words.filter(bool), min_size=1, max_size=4).map("\n\n".join)
blocks = st.sampled_from(
    [
        "<h2>How</h2>",
        '<p>Go to the <strong>desk</strong> &amp; ask <a href="https://a.example/?a=1&amp;b=2">here</a>.</p>',
        "<ul><li>one</li><li>two &lt;b&gt;</li></ul>",
        "<p>请到<em>窗口</em>办理。</p>",
        '<img src="/files/7/">',
    ]
)
formatted = st.lists(blocks, min_size=1, max_size=4).map("\n".join)


def document(*units: xliff.Unit) -> xliff.Document:
    return xliff.Document("notice/rule/2", "en", "zh-hans", list(units))


@settings(max_examples=80)
@given(source=plain, target=st.one_of(st.just(""), plain))
def test_plain_texts_come_back_as_they_went(source: str, target: str) -> None:
    unit = xliff.Unit("summary", "Summary", source, target)
    back = xliff.read(xliff.write(document(unit))).units[0]
    assert (back.source, back.target) == (source, target)


@settings(max_examples=80)
@given(source=formatted, target=st.one_of(st.just(""), formatted))
def test_formatted_texts_come_back_as_they_went(source: str, target: str) -> None:
    unit = xliff.Unit("text", "Text", source, target, formatted=True)
    back = xliff.read(xliff.write(document(unit))).units[0]
    assert (prose.clean(back.source), prose.clean(back.target)) == (prose.clean(source), prose.clean(target))


def test_a_file_is_what_the_standard_asks_for() -> None:
    source, target = "<p>Go <strong>now</strong>.</p>\n<p>Pay.</p>", "<p>请<strong>立即</strong>前往。</p>\n<p>付款。</p>"
    text = xliff.Unit("text", "Text", source, target, formatted=True)
    title = xliff.Unit("title", "Title", "A rule", "")
    root = ET.fromstring(xliff.write(document(title, text), state="translated"))  # our own bytes
    assert root.attrib == {"version": "2.0", "srcLang": "en", "trgLang": "zh-Hans"}
    space = {"x": xliff.NAMESPACE}
    file = root.find("x:file", space)
    assert file is not None
    assert (file.get("id"), file.get("original")) == ("item", "notice/rule/2")
    first, second = file.findall("x:unit", space)
    assert [child.tag.split("}")[1] for child in first] == ["segment"]
    assert first.find("x:segment/x:target", space) is None
    assert [child.tag.split("}")[1] for child in second] == ["originalData", "segment", "ignorable", "segment"]
    assert [each.get("state") for each in second.findall("x:segment", space)] == ["translated", "translated"]
    kept = {each.get("id") for each in second.findall("x:originalData/x:data", space)}
    for side in ("source", "target"):
        codes = second.findall(f"x:segment/x:{side}/x:ph", space)
        assert {code.get("dataRef") for code in codes} <= kept
        assert len({code.get("id") for code in codes}) == len(codes)  # once a unit
    sources = [(code.get("id"), code.get("dataRef")) for code in second.findall(".//x:source/x:ph", space)]
    assert sources == [(code.get("id"), code.get("dataRef")) for code in second.findall(".//x:target/x:ph", space)]


def test_codes_of_other_programs_are_read() -> None:
    body = (
        '<originalData><data id="d1">&lt;strong&gt;</data><data id="d2">&lt;/strong&gt;</data></originalData>'
        '<segment><source>A</source><target>请<mrk id="m1"><pc id="1" dataRefStart="d1" dataRefEnd="d2">到 &amp; 看</pc></mrk>'
        '<cp hex="0007"/></target></segment>'
    )
    assert xliff.read(_file(body)).units[0].target == "请<strong>到 &amp; 看</strong>\x07"


def _file(unit: str, *, head: str = "", version: str = "2.0", space: str = xliff.NAMESPACE) -> bytes:
    opened = f'<xliff xmlns="{space}" version="{version}" srcLang="en" trgLang="zh-Hans"><file id="f" original="x">'
    return f'{head}{opened}<unit id="text">{unit}</unit></file></xliff>'.encode()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SEGMENT = "<segment><source>A</source><target>&a;</target></segment>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml at all",
        b"<xliff",
        b"\xff\xfe\x00bad",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        _file(SEGMENT, head=BOMB),
        _file(SEGMENT, head=OUTSIDE),
        _file("<segment><source>A</source></segment>", head="<!DOCTYPE x>"),
        _file("<segment><source>A</source></segment>", version="1.2"),
        _file("<segment><source>A</source></segment>", space="urn:oasis:names:tc:xliff:document:1.2"),
        _file("<segment><target>A</target></segment>"),
        _file("<segment><source><script>A</script></source></segment>"),
        _file('<segment><source><cp hex="x"/></source></segment>'),
        _file('<segment><source><cp hex="FFFFFFFF"/></source></segment>'),
        _file(f"<segment><source>{'<mrk>' * 40}A{'</mrk>' * 40}</source></segment>"),
        _file("<segment><source>A</source></segment>").replace(b"</file>", b'</file><file id="g" original="y"/>'),
        _file("<segment><source>A</source></segment>").replace(b"</file>", b'<unit id="text"/></file>'),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(xliff.Unreadable):
        xliff.read(data)


def test_a_file_larger_than_any_text_of_ours_is_not_even_parsed() -> None:
    with pytest.raises(xliff.TooLarge):
        xliff.read(b"<" * (xliff.LARGEST + 1))
