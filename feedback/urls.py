"""Addresses: `pages` stand under /<language>/feedback/, `desk` under /<language>/desk/, `account` under the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

if TYPE_CHECKING:
    from django.urls import URLPattern

# names: feedback:<name>
pages: list[URLPattern] = []

# names: desk_<name>
desk: list[URLPattern] = []

# names: account_<name>
account: list[URLPattern] = []
