"""Compiles the catalogues without gettext, so that a machine with Python alone can start the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib

if TYPE_CHECKING:
    from pathlib import Path


def compile_catalogues(folder: Path) -> list[Path]:
    """Write a .mo beside each .po that is newer than it; return those written. Fuzzy entries are left out."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)  # two processes may compile at once; neither may read half a file
        written.append(target)
    return written
