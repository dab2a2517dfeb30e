"""Parts of the chrome that need not be drawn each time. Template tags that every page has without loading them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils import translation

from portal import keeping

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.base import NodeList, Parser, Token
    from django.template.context import Context
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def kept(context: Context, name: str, **given: Any) -> SafeString:
    """Draw a part of the chrome as ``include … only`` does, once for each page and reader's language; then it is kept.

    For parts in which nothing speaks of the reader. What they are `given` is part of what they are kept by.
    """
    request: HttpRequest | None = context.get("request")
    facts = ((key, tuple(value) if isinstance(value, list) else value) for key, value in given.items())
    return _kept(name, translation.get_language(), request.path if request else "", tuple(facts))


@dataclass(frozen=True)
class _Here:
    """As much of a request as the links of the chrome ask for."""

    path: str


@lru_cache(maxsize=512)
def _kept(name: str, _language: str | None, path: str, facts: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(name, {"request": _Here(path) if path else None, **dict(facts)})


@register.simple_tag(takes_context=True)
def twice(context: Context, name: str) -> SafeString:
    """Draw a part with all that the page knows, as ``include`` does; where a page has it again, it is the same."""
    drawn: dict[str, SafeString] = context.render_context.setdefault("twice", {})  # type: ignore[assignment,arg-type]  # untyped
    if name not in drawn:
        assert context.template is not None  # noqa: S101  # a tag is drawn within a template
        with context.push():
            drawn[name] = context.template.engine.get_template(name).render(context)
    return drawn[name]


@register.tag
def shared(parser: Parser, token: Token) -> _Shared:
    """Draw what stands until ``endshared`` once in some seconds for each address, for whoever reads it.

    Only for what says the same to everybody and holds no form with a token. What is drawn there should be asked of
    the database there as well: a view hands it lazy objects. A second part of a page needs a name: ``{% shared "head" %}``.
    """
    inside = parser.parse(("endshared",))
    parser.delete_first_token()
    _tag, *named = token.split_contents()
    return _Shared(inside, f"part-{named[0]}" if named else "part")


class _Shared(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        return keeping.part(context["request"], lambda: self.nodelist.render(context), name=self.name)
