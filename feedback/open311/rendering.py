"""One answer in two spellings: XML with a root and named items; JSON without the root, where every list is an array."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.sax.xmlreader import AttributesImpl  # writes, never parses

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator

if TYPE_CHECKING:
    from collections.abc import Mapping

# What one item of a list is called in XML.
ITEMS: Mapping[str, str] = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "values": "value",
}
TYPES: Mapping[str, str] = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(root: str, content: Any, *, fmt: str, status: int = 200) -> HttpResponse:
    """Return the answer in the format asked for."""
    body = _xml(root, content) if fmt == "xml" else json.dumps(_plain(content), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=TYPES[fmt])


def _xml(root: str, content: Any) -> str:
    out = StringIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    _element(writer, root, content)
    writer.endDocument()
    return out.getvalue()


def _element(writer: SimplerXMLGenerator, name: str, content: Any) -> None:
    writer.startElement(name, AttributesImpl({}))
    if isinstance(content, dict):
        for key, value in content.items():
            _element(writer, key, value)
    elif isinstance(content, list):
        for one in content:
            _element(writer, ITEMS[name], one)
    elif isinstance(content, bool):
        writer.characters("true" if content else "false")
    elif content is not None:
        writer.characters(NOT_IN_XML.sub("", str(content)))
    writer.endElement(name)


def _plain(content: Any) -> Any:
    """Return what JSON says: the same, with null for what is empty."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_plain(one) for one in content]
    return content if isinstance(content, bool | int | float) else str(content) if content else None
