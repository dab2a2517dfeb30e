"""Addresses of the ground floor: `pages` stand under the language, `desk` under /<language>/desk/, `bare` under neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from community.views import files, links

if TYPE_CHECKING:
    from django.urls import URLPattern

# names: community:<name>
pages: list[URLPattern] = [
    path("l/<str:token>/", links.link, name="link"),
]

# names: desk_<name>
desk: list[URLPattern] = []

# names: <name>
bare: list[URLPattern] = [
    path("files/<int:pk>/", files.file, name="file"),
]
