"""Reads well-formed HTML into a small tree, and writes the tree as canonical HTML, as Markdown or as plain lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}  # a page has one h1: its title
LISTS = {"ul", "ol"}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
INLINE = {*MARKS, "a", "br", "span", "font"}
EMPTY = {"br", "hr", "img"}
OWN_FILE = re.compile(r"/files/\d{1,9}/")
BLANKS = re.compile(r"\s+")  # also the wide blanks that indent Chinese paragraphs, and those that do not break
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
EDGES = re.compile(r"^(?: |<br>)+|(?: |<br>)+$")
AT_BREAK = re.compile(r" ?<br> ?")
BREAKS = re.compile(r"(?:<br>){2,}")
BOLD, SLANTED = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)"), re.compile(r"font-style:\s*(italic|oblique)")


@dataclass
class Node:
    """An element, or the root of a text. Words are children of type str."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads HTML that another parser has already made well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """Return the tree of well-formed HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


# --- Canonical HTML ---------------------------------------------------------------------------------------------------------
def canonical(root: Node) -> list[str]:
    """Return the blocks of a tree, each as one line of HTML."""
    return [block for block in _blocks(root.children) if block]


def _blocks(children: Iterable[Node | str]) -> Iterator[str]:
    """Yield blocks; words and inline elements that stand between blocks become paragraphs."""
    run: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or child.tag in INLINE:
            run.append(child)
            continue
        yield from _paragraphs(run)
        run = []
        yield from _block(child)
    yield from _paragraphs(run)


def _block(node: Node) -> Iterator[str]:
    if node.tag in HEADINGS:
        words, pictures = _line(node.children)
        words = words.replace("<br>", " ")
        yield f"<{HEADINGS[node.tag]}>{words}</{HEADINGS[node.tag]}>" if words else ""
        yield from pictures
    elif node.tag in LISTS:
        pictures = []
        yield _list(node, pictures)
        yield from pictures
    elif node.tag == "blockquote":
        inner = [block for block in _blocks(node.children) if block]
        quoted = [
            re.sub(r"<(/?)h[2-4]>", r"<\1p>", block)
            for block in inner
            if block.startswith(("<p", "<h2", "<h3", "<h4", "<ul", "<ol"))
        ]
        yield f"<blockquote>{''.join(quoted)}</blockquote>" if quoted else ""
        yield from (block for block in inner if block.startswith(("<img", "<table")))
    elif node.tag == "table":
        pictures = []
        yield _table(node, pictures)
        yield from pictures
    elif node.tag == "hr":
        yield "<hr>"
    elif node.tag == "img":
        yield _picture(node)
    elif _is_styled(node):
        yield from _blocks([Node("span", node.attrs, [child]) if _is_inline(child) else child for child in node.children])
    else:
        yield from _blocks(node.children)


def _is_styled(node: Node) -> bool:
    return "style" in node.attrs


def _is_inline(child: Node | str) -> bool:
    return isinstance(child, str) or child.tag in INLINE


def _picture(node: Node) -> str:
    source = node.attrs.get("src", "")
    return f'<img src="{source}">' if OWN_FILE.fullmatch(source) else ""


def _paragraphs(run: list[Node | str]) -> Iterator[str]:
    """Yield the paragraphs of words in a row: two line breaks part them, and pictures stand on their own after them."""
    words, pictures = _line(run, cut=False)
    for part in BREAKS.split(words):
        if trimmed := EDGES.sub("", part):
            yield f"<p>{trimmed}</p>"
    yield from pictures


def _line(children: Iterable[Node | str], *, cut: bool = True) -> tuple[str, list[str]]:
    """Return words with their marks, and the pictures that stood among them."""
    pictures: list[str] = []
    words = AT_BREAK.sub("<br>", BLANKS.sub(" ", "".join(_inline(children, frozenset(), pictures))))
    return (EDGES.sub("", BREAKS.sub("<br>", words)) if cut else words), pictures


def _inline(children: Iterable[Node | str], inside: frozenset[str], pictures: list[str]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield escape(BLANKS.sub(" ", INVISIBLE.sub("", child)), quote=False)
        elif child.tag == "br":
            yield "<br>"
        elif child.tag == "img":
            pictures.extend(filter(None, [_picture(child)]))
        else:
            yield _marked(child, inside, pictures)


def _marked(node: Node, inside: frozenset[str], pictures: list[str]) -> str:
    """Return an inline element's words inside the marks they did not have before; of other elements only the words."""
    marks = [mark for mark in _marks(node) if mark not in inside]
    words = AT_BREAK.sub("<br>", "".join(_inline(node.children, inside | set(marks), pictures)))
    # A mark ends where a paragraph does: two line breaks part paragraphs.
    return "<br><br>".join(_wrapped(part, marks, node) for part in BREAKS.split(words))


def _wrapped(words: str, marks: list[str], node: Node) -> str:
    bare = EDGES.sub("", words)
    if not bare:
        return words
    before, after = words.split(bare, 1)
    for mark in marks:
        opened = f'<a href="{escape(node.attrs["href"])}">' if mark == "a" else f"<{mark}>"
        bare = f"{opened}{bare}</{mark}>"
    return f"{before}{bare}{after}"


def _marks(node: Node) -> list[str]:
    if node.tag == "a":
        return ["a"] if node.attrs.get("href") else []
    style = node.attrs.get("style", "")
    # Documents on the web wrap whole pages in <b style="font-weight: normal">.
    found = [MARKS[node.tag]] if node.tag in MARKS and not (node.tag == "b" and style and not BOLD.search(style)) else []
    found += ["strong"] if BOLD.search(style) else []
    return list(dict.fromkeys([*found, *(["em"] if SLANTED.search(style) else [])]))


def _list(node: Node, pictures: list[str]) -> str:
    items: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag in LISTS and items:  # a list in a list belongs to the point before it
            items[-1] = items[-1].removesuffix("</li>") + _list(child, pictures) + "</li>"
        elif words := _point(child if child.tag == "li" else Node("li", {}, [child]), pictures):
            items.append(f"<li>{words}</li>")
    start = node.attrs.get("start", "")
    number = f' start="{int(start)}"' if node.tag == "ol" and re.fullmatch(r"\d{1,4}", start) and start != "1" else ""
    return f"<{node.tag}{number}>{''.join(items)}</{node.tag}>" if items else ""


def _point(node: Node, pictures: list[str]) -> str:
    """Return what a point of a list, or a cell, says: its paragraphs in lines, then the lists inside it."""
    lines, lists = [], []
    for block in _blocks(node.children):
        if block.startswith("<img"):
            pictures.append(block)
        elif block.startswith(("<ul", "<ol")):
            lists.append(block)
        elif block:
            words = re.sub(
                r"</?(?:p|h[2-4]|blockquote|table|thead|tbody)>|<hr>", "", re.sub(r"</p>(?=<p>)|</(?:tr|li)>", "<br>", block)
            )
            lines.append(EDGES.sub("", re.sub(r"</?(?:tr|td|th|ul|ol|li)[^>]*>", " ", words)))
    return "<br>".join(filter(None, lines)) + "".join(lists)


def _table(node: Node, pictures: list[str]) -> str:
    rows = [row for row in (_row(row, pictures) for row in _rows(node)) if row]
    titles = 0
    while titles < len(rows) and "<td" not in rows[titles]:
        titles += 1
    head, body = "".join(rows[:titles]), "".join(rows[titles:])
    if not body:  # a table of titles only is a table
        head, body = "", head
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>" if body else ""


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag != "table":
            yield from _rows(child)


def _row(node: Node, pictures: list[str]) -> str:
    cells = [child for child in node.children if isinstance(child, Node) and child.tag in {"td", "th"}]
    drawn = [f"<{cell.tag}{_spans(cell)}>{_cell(cell, pictures)}</{cell.tag}>" for cell in cells]
    return f"<tr>{''.join(drawn)}</tr>" if any(re.sub("<[^>]*>", "", each).strip() for each in drawn) else ""


def _cell(node: Node, pictures: list[str]) -> str:
    """Return what a cell says, in lines: a list inside it becomes lines as well."""
    words = re.sub(r"</li>|<(?:ul|ol)[^>]*>", "<br>", _point(node, pictures))
    return EDGES.sub("", BREAKS.sub("<br>", re.sub(r"</?(?:ul|ol|li)[^>]*>", "", words)))


def _spans(cell: Node) -> str:
    spans = [(name, cell.attrs.get(name, "")) for name in ("colspan", "rowspan")]
    return "".join(f' {name}="{int(n)}"' for name, n in spans if re.fullmatch(r"[1-9]\d?", n) and n != "1")


# --- Plain lines ------------------------------------------------------------------------------------------------------------
def lines(root: Node) -> list[str]:
    """Return the words, a line for each block, point of a list or row of a table."""
    found: list[str] = []
    for node in root.children:
        if isinstance(node, Node):
            found += _lines_of(node)
        elif node.strip():
            found.append(node.strip())
    return [line for line in found if line]


def _lines_of(node: Node) -> list[str]:
    if node.tag in LISTS or node.tag in {"blockquote", "table", "thead", "tbody"}:
        return [line for child in node.children if isinstance(child, Node) for line in _lines_of(child)]
    if node.tag == "tr":
        cells = [" ".join(_lines_of(cell)) for cell in node.children if isinstance(cell, Node)]
        return [" | ".join(cells)]
    inner = [child for child in node.children if isinstance(child, Node) and child.tag in LISTS]
    own = "".join(_words(child) for child in node.children if child not in inner)
    return [*(line.strip() for line in own.split("\n")), *(line for each in inner for line in _lines_of(each))]


def _words(child: Node | str) -> str:
    if isinstance(child, str):
        return child.replace("\n", " ")
    return "\n" if child.tag == "br" else "".join(_words(each) for each in child.children)


# --- Markdown, for those without the editor -----------------------------------------------------------------------------------
def markdown(root: Node) -> str:
    """Return a canonical text as Markdown."""
    return "\n\n".join(_markdown_of(node) for node in root.children if isinstance(node, Node))


def _markdown_of(node: Node) -> str:
    if node.tag in HEADINGS:
        return f"{'#' * int(node.tag[1])} {_spoken(node.children)}"
    if node.tag in LISTS:
        return "\n".join(_markdown_points(node))
    if node.tag == "blockquote":
        inner = "\n\n".join(_markdown_of(child) for child in node.children if isinstance(child, Node))
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if node.tag == "table":
        return _markdown_table(node)
    if node.tag == "img":
        return f"![]({node.attrs.get('src', '')})"
    return "---" if node.tag == "hr" else _unmistakable(_spoken(node.children))


def _markdown_points(node: Node) -> Iterator[str]:
    number = int(node.attrs.get("start", "1"))
    for child in node.children:
        if not isinstance(child, Node):
            continue
        sign = f"{number}. " if node.tag == "ol" else "- "
        number += 1
        inner = [each for each in child.children if isinstance(each, Node) and each.tag in LISTS]
        own = _unmistakable(_spoken(each for each in child.children if each not in inner))
        below = [line for each in inner for line in _markdown_points(each)]
        first, *more = [*own.split("\n"), *(part for line in below for part in line.split("\n"))]
        yield "\n".join([sign + first, *(" " * len(sign) + line for line in more)])


def _markdown_table(node: Node) -> str:
    rows = [[child for child in row.children if isinstance(child, Node)] for row in _rows(node)]
    drawn = [[_spoken(cell.children).replace("\\\n", " ").replace("|", "\\|") for cell in row] for row in rows]
    if all(cell.tag == "td" for cell in rows[0]):  # Markdown knows no table without titles
        drawn.insert(0, [""] * len(rows[0]))
    widest = max(len(row) for row in drawn)
    written = ["| " + " | ".join([*row, *[""] * (widest - len(row))]) + " |" for row in drawn]
    return "\n".join([written[0], "|" + " --- |" * widest, *written[1:]])


def _spoken(children: Iterable[Node | str]) -> str:
    return "".join(_spoken_one(child) for child in children)


def _spoken_one(child: Node | str) -> str:
    if isinstance(child, str):
        return re.sub(r"(?<!\w)_|_(?!\w)|[\\*\[\]`<&~]", r"\\\g<0>", child)
    inner = _spoken(child.children)
    signs = {"strong": "**", "em": "*"}
    if child.tag == "br":
        return "\\\n"
    if child.tag == "a":
        return (
            f"[{inner}](<{child.attrs['href']}>)"
            if re.search(r"[()\s]", child.attrs["href"])
            else f"[{inner}]({child.attrs['href']})"
        )
    sign = signs.get(child.tag, "")
    return f"{sign}{inner}{sign}"


def _unmistakable(words: str) -> str:
    """Keep words that begin like a list or a heading from becoming one."""
    return re.sub(
        r"(?m)^(\s*)(?:(\d{1,9})([.)](?:\s|$))|([#>+=-]))",
        lambda f: f"{f[1]}{f[2]}\\{f[3]}" if f[2] else f"{f[1]}\\{f[4]}",
        words,
    )
