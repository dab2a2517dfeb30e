"""What the tests of the interface ask for: a program with a key, public suggestions, and both formats read alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import xmltodict
from django.test import Client

from feedback import keying, moderating

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from feedback.models import Suggestion

BASE = "/open311/v2"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
FORMATS = ("xml", "json")
LISTS = {"services": "service", "service_requests": "request", "errors": "error", "service_request_updates": "request_update"}
NESTED = {"endpoints": "endpoint", "formats": "format", "attributes": "attribute", "values": "value"}


@dataclass
class Program:
    """Somebody's program: it asks in one format and reads what came."""

    fmt: str
    secret: str
    client: Client

    def get(self, path: str, *, headers: Any = None, **query: Any) -> Any:
        return self.client.get(f"{BASE}/{path}.{self.fmt}", query, headers=headers)

    def read(self, path: str, **query: str) -> Any:
        return self.content(self.get(path, **{"jurisdiction_id": "shanghai", **query}))

    def post(self, *, path: str = "requests", headers: Any = None, **fields: Any) -> Any:
        values = {
            "api_key": self.secret,
            "jurisdiction_id": "huacao",
            "service_code": "community",
            "address_id": "huacao",
            "description": "The bench at the gate is broken.",
        } | fields
        body = urlencode({name: value for name, value in values.items() if value is not None}, doseq=True)
        return self.client.post(f"{BASE}/{path}.{self.fmt}", body, content_type=FORM, headers=headers)

    def sent(self, **fields: Any) -> dict[str, Any]:
        response = self.post(**fields)
        assert response.status_code == 200, response.content.decode()
        (request,) = self.content(response)
        return dict(request)

    def content(self, response: Any) -> Any:
        """Return what an answer says, read by somebody else's parser; XML in the shape of the JSON."""
        if self.fmt == "json":
            return response.json()
        ((root, content),) = xmltodict.parse(response.content).items()
        return _plain(content, root)

    def refused(self, response: Any) -> tuple[int, set[str]]:
        """Return the status and the codes of the errors, each of which says something."""
        errors = self.content(response)
        assert errors
        assert all(error["description"] for error in errors)
        return response.status_code, {str(error["code"]) for error in errors}


def _plain(content: Any, name: str) -> Any:
    item = {**LISTS, **NESTED}.get(name)
    if item is not None:
        inside = (content or {}).get(item, [])
        several = inside if isinstance(inside, list) else [inside]
        return [_plain(one, item) for one in several]
    if isinstance(content, dict):
        return {key: _plain(value, key) for key, value in content.items()}
    return {"true": True, "false": False}.get(content, content) if isinstance(content, str) else content


@pytest.fixture(params=FORMATS)
def program(request: pytest.FixtureRequest, bodies: dict[str, Body], categories: Any, cast: dict[str, User]) -> Program:
    """Return a program of the hotline, once in each format."""
    issued = keying.issue("Hotline", body=bodies["huacao"], hourly_limit=1000, by=cast["admin"])
    return Program(request.param, issued.secret, Client())


@pytest.fixture
def released(send: Callable[..., Suggestion], cast: dict[str, User]) -> Callable[..., Suggestion]:
    """Return a function that makes a suggestion public, with the words given."""

    def make(text: str = "The bench is broken.", *, words: dict[str, str] | None = None, **changes: Any) -> Suggestion:
        suggestion = send(text, public_wish=True, **changes)
        return moderating.release(suggestion, words=words or {suggestion.language: text}, by=cast["admin"])

    return make
