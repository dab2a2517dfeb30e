"""Somebody else's client against the running site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from georeport import GeoReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django.live_server_helper import LiveServer

    from feedback.models import Suggestion
    from tests.feedback.open311.conftest import Program


@pytest.mark.django_db(transaction=True)
def test_georeport_lists_services_and_follows_requests(
    live_server: LiveServer, program: Program, released: Callable[..., Suggestion]
) -> None:
    first, second = released("The bench is broken."), released("The gate is shut.")
    client = GeoReport(f"{live_server.url}/open311/v2", jurisdiction="huacao", output_format=program.fmt)

    codes = [service["service_code"] for service in client.get_service_list()]
    assert codes == ["transport", "community", "other"]
    assert client.get_service_definition("transport")["service_code"] == "transport"
    listed = client.get_service_requests(status="open")
    assert {request["service_request_id"] for request in listed} == {first.reference, second.reference}
    assert client.get_service_request(second.reference)["description"] == "The gate is shut."
    with pytest.raises(requests.HTTPError):
        client.get_service_request("HC-1999-0001")
