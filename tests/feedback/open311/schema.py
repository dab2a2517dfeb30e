"""The official schemas of GeoReport v2 in short, with their known defects put right (one request is an array as well).

A field is a type and whether it must be there; every other field may be null, and none that is not named may appear.
"""

from __future__ import annotations

import re
from typing import Any

ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")

SERVICE = {
    "service_code": (str, True), "service_name": (str, True), "description": (str, False), "metadata": (bool, True),
    "type": ({"realtime", "batch", "blackbox"}, True), "keywords": (str, False), "group": (str, False),
}  # fmt: skip
ATTRIBUTE = {
    "variable": (bool, True), "code": (str, True), "required": (bool, True), "datatype_description": (str, False),
    "datatype": ({"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}, True),
    "order": (int, False), "description": (str, False), "values": (list, False),
}  # fmt: skip
REQUEST = {
    "service_request_id": (str, True), "status": ({"open", "closed"}, True), "status_notes": (str, False),
    "service_name": (str, False), "service_code": (str, True), "description": (str, False),
    "agency_responsible": (str, False), "service_notice": (str, False), "requested_datetime": (ZONED, True),
    "updated_datetime": (ZONED, False), "expected_datetime": (ZONED, False), "address": (str, False),
    "address_id": (str, False), "zipcode": (str, False), "lat": (float, False), "long": (float, False), "media_url": (str, False),
}  # fmt: skip
CREATED = {"service_request_id": (str, False), "token": (str, False), "service_notice": (str, False), "account_id": (str, False)}
UPDATE = {
    "service_request_id": (str, True), "update_id": (str, True), "updated_datetime": (ZONED, True),
    "status": ({"open", "closed"}, True), "description": (str, True), "media_url": (str, False),
}  # fmt: skip
ERROR = {"code": (int, True), "description": (str, True)}


def faults(content: Any, fields: dict[str, tuple[Any, bool]], *, typed: bool) -> list[str]:
    """Return what is wrong with a list of objects; XML has no types, so there only the words count."""
    if not isinstance(content, list):
        return ["not an array"]
    found = []
    for one in content:
        found += [f"{name} is unknown" for name in one if name not in fields]
        for name, (kind, required) in fields.items():
            value = one.get(name)
            if value is None or value == []:
                found += [f"{name} is missing"] if required else []
            elif isinstance(kind, set):
                found += [] if value in kind else [f"{name} is {value!r}"]
            elif isinstance(kind, re.Pattern):
                found += [] if kind.fullmatch(value) else [f"{name} is {value!r}"]
            elif typed and not isinstance(value, kind):
                found.append(f"{name} is {value!r}")
    return found
