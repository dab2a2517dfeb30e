"""House rules that every template keeps; a rule that matters is a script, not a wish."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(path for path in ROOT.glob("*/templates/**/*") if path.suffix in {".html", ".txt"})
MAILS = {"emails", "email"}  # ours and allauth's: mail programs ignore style sheets
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and not MAILS & set(path.parts)]
COMPONENTS = sorted((ROOT / "portal/templates/ui").glob("*.html"))
BASES = ("base.html", "base_desk.html", "bare.html")

FORBIDDEN = {
    "inline style": re.compile(r"<style\b|\sstyle\s*="),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "script address": re.compile(r"(?i)(href|src|action)\s*=\s*[\"']javascript:"),
    "another host": re.compile(r"(<link\b[^>]*href|\b(?:src|srcset|action|formaction|poster|data))\s*=\s*[\"'](https?:)?//"),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(text: str) -> str:
    return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", text, flags=re.DOTALL)


def source(name: str) -> str:
    """Return a template by the name Django knows it by, or nothing where it belongs to a library."""
    found = [path for path in TEMPLATES if str(path).endswith(f"/templates/{name}")]
    return without_comments(found[0].read_text(encoding="utf-8")) if found else ""


def headings(text: str, seen: frozenset[str] = frozenset()) -> int:
    """Count the h1 in a template and in what it includes by name."""
    included = set(re.findall(r"{% include \"([^\"]+)\"", text)) - seen
    return len(re.findall(r"<h1\b", text)) + sum(headings(source(name), seen | included) for name in included)


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_template_breaks_the_content_security_policy(rule: str) -> None:
    found = {name_of(path): FORBIDDEN[rule].search(without_comments(path.read_text(encoding="utf-8"))) for path in PAGES}

    assert {name: broken.group() for name, broken in found.items() if broken} == {}


def test_blocktranslate_is_trimmed() -> None:
    untrimmed = re.compile(r"{% blocktrans(?:late)?(?![^%]*\btrimmed\b)[^%]*%}")

    assert [name_of(path) for path in TEMPLATES if untrimmed.search(path.read_text(encoding="utf-8"))] == []


def test_a_page_has_one_first_heading() -> None:
    counted = {}
    for path in PAGES:
        text = without_comments(path.read_text(encoding="utf-8"))
        extends = re.match(r"\s*{% extends \"([^\"]+)\"", text)
        is_layout = "layouts" in path.parts  # its children bring the heading
        if extends and extends[1] in BASES and "{% block main %}" in text and not is_layout:
            counted[name_of(path)] = headings(text)

    assert len(counted) > 100
    assert {name: count for name, count in counted.items() if count != 1} == {}


def test_a_component_says_at_its_top_what_it_takes() -> None:
    told = re.compile(r"{% comment %}.*?(Takes|Filled by).*?{% endcomment %}", re.DOTALL)

    assert COMPONENTS
    assert [path.name for path in COMPONENTS if not told.match(path.read_text(encoding="utf-8"))] == []


def classes(text: str) -> set[str]:
    """Return every class that a template may give, also those put together as ``tag-{% if … %}blue{% else %}gold{% endif %}``."""
    text = re.sub(r"{{.*?}}", "\0", re.sub(r"{%.*?%}", "\1", without_comments(text)))
    found = set()
    for word in (word for words in re.findall(r"\sclass=\"([^\"]*)\"", text) for word in words.split()):
        first, *rest = word.split("\1")
        stem = first if first.endswith("-") else ""
        found |= {stem + piece for piece in ([] if stem else [first]) + rest if piece and "\0" not in piece}
    return found


def test_a_class_put_together_is_seen_whole() -> None:
    text = '<b class="tag tag-{% if a %}blue{% else %}gold{% endif %} x-{{ y }} {{ z }}{% if a %} now{% endif %}">'

    assert classes(text) == {"tag", "tag-blue", "tag-gold", "now"}


def test_every_class_is_drawn_by_a_style_sheet() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("*/static/*/*.css"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("*/static/*/js/*.js"))
    drawn = set(re.findall(r"\.([a-zA-Z][\w-]*)", styles + scripts))

    unknown = {
        f"{name_of(path)}: {word}" for path in PAGES for word in classes(path.read_text(encoding="utf-8")) if word not in drawn
    }

    assert unknown == set()
