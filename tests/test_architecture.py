"""The house: what stands at the top, what each package says of itself, where its lines live."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("portal", "community", "events", "feedback")
TOP = {"pyproject.toml", "README.md", "manage.py", *PACKAGES, "locale", "tests"}
JUNK_NAMES = {"utils", "helpers", "services", "common", "misc", "managers", "base_utils"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in listed if name]


def python_files(package: str) -> list[Path]:
    return [path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]


def test_the_top_level_is_fixed() -> None:
    assert {
        path.relative_to(ROOT).parts[0] for path in tracked_files() if not path.relative_to(ROOT).parts[0].startswith(".")
    } == TOP


def test_nothing_generated_is_tracked() -> None:
    assert [path.name for path in tracked_files() if path.suffix in {".mo", ".pyc", ".sqlite3"} or path.name == "uv.lock"] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_charter(package: str) -> None:
    charter = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert [word for word in ("Belongs here", "not belong here", "May import") if word not in charter] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for package in PACKAGES for path in python_files(package) if path.stem in JUNK_NAMES] == []


def test_links_between_packages_leave_no_way_back() -> None:
    """A reverse accessor would be an arrow upwards that no import shows."""
    leaking = []
    for model in apps.get_models():
        for field in model._meta.get_fields(include_hidden=True):
            if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.auto_created:
                continue
            there = field.related_model._meta.app_label
            here = model._meta.app_label
            if {here, there} <= set(PACKAGES) and here != there and not field.remote_field.hidden:
                leaking.append(f"{model.__name__}.{field.name}")
    assert leaking == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = []
    for package in PACKAGES:
        for path in python_files(package):
            if (
                path.name in {"env.py", "wsgi.py", "celery.py"}
                or path.is_relative_to(ROOT / "portal/bench")
                or "commands" in path.parts
            ):
                continue
            if "os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8"):
                readers.append(str(path.relative_to(ROOT)))
    assert readers == []


def test_start_up_loads_no_dictionary() -> None:
    """Word lists and language models cost 100 ms and tens of megabytes; a page that does not search needs none."""
    code = (
        "import sys, portal.wsgi; print([m for m in ('rjieba', 'opencc', 'py3langid', 'numpy', 'pypinyin') if m in sys.modules])"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", "HOME": str(Path.home())}
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
