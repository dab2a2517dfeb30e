"""Reads what the facts and the demo's inventions are written in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
# libyaml reads ten times faster than Python does; it is in every wheel of PyYAML, but not in every build.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506  # both are safe loaders


def facts(name: str) -> list[dict[str, Any]]:
    """Return the rows of one file of the facts."""
    rows: list[dict[str, Any]] = read(HERE / "facts" / f"{name}.yaml")[name]
    return rows
