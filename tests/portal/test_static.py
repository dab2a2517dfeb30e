"""What the site serves from its own host: vendored files are what they claim, and every name leads to a file."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = ROOT / "portal/static/portal/vendor"
LOCK: dict[str, dict[str, Any]] = json.loads((VENDOR / "vendor.lock.json").read_text(encoding="utf-8"))
METHOD = {
    "README.md",
    "prosemirror.mjs",
    "package.json",
    "package-lock.json",
    "vendor.json",
    "vendor.lock.json",
    "vendor.mjs",
    ".npmrc",
}
STYLES = sorted(path for path in ROOT.glob("*/static/**/*.css") if path.parent != VENDOR)


@pytest.mark.parametrize("name", LOCK)
def test_a_vendored_file_is_unchanged(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == LOCK[name]["sha256"]


def test_nothing_lies_in_vendor_that_the_lock_does_not_know() -> None:
    assert {path.name for path in VENDOR.iterdir()} - {"node_modules"} == METHOD | set(LOCK)


def test_the_locks_versions_are_the_package_files() -> None:
    wanted = json.loads((VENDOR / "package.json").read_text(encoding="utf-8"))["dependencies"]

    def package(path: str) -> str:
        return "/".join(path.split("/")[: 2 if path.startswith("@") else 1])

    copied = {package(entry["from"]): entry["version"] for entry in LOCK.values() if "version" in entry}
    bundled = {name: version for entry in LOCK.values() for name, version in entry.get("bundles", {}).items()}
    assert copied | bundled == wanted


def test_the_package_lock_names_no_registry() -> None:
    assert '"resolved"' not in (VENDOR / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_load_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", text) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_take_colours_from_tokens_that_exist(path: Path) -> None:
    tokens = "".join(style.read_text(encoding="utf-8") for style in STYLES)
    defined = set(re.findall(r"(--[\w-]+)\s*:", tokens))

    assert set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))) - defined == set()


def test_every_static_name_in_a_template_leads_to_a_file() -> None:
    names = {
        name
        for path in ROOT.glob("*/templates/**/*.html")
        for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text(encoding="utf-8"))
    }

    assert {name for name in names if finders.find(name) is None} == set()
