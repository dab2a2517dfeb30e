"""Runs several programs as one: starts them in order, stops them in reverse, leaves none behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import FrameType
    from typing import NoReturn

PR_SET_PDEATHSIG = 1
PATIENCE = 15.0  # seconds a program may take to end after SIGTERM


class StopAsked(Exception):
    """Someone pressed Ctrl-C or sent SIGTERM."""


@dataclass
class Supervisor:
    """The programs of the demo. Use it as a context: leaving it stops whatever was started."""

    logs: Path
    running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _ask_to_stop)
        return self

    def __exit__(self, *_exc: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave a program behind
        while self.running:
            _end(self.running.pop()[1])

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a program in a session of its own, so that Ctrl-C reaches this process first; its words go to a log."""
        with (self.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  # fixed programs of this project
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, preexec_fn=_die_with_parent,  # noqa: PLW1509  # no threads here
            )  # fmt: skip
        self.running.append((name, process))

    def watch(self) -> str:
        """Wait until a program ends by itself; return its name. Raises StopAsked on Ctrl-C."""
        while True:
            if name := self.fallen():
                return name
            time.sleep(0.3)

    def fallen(self) -> str | None:
        """Return the name of a program that has ended by itself, if any."""
        return next((name for name, process in self.running if process.poll() is not None), None)


def _ask_to_stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise StopAsked


def _die_with_parent() -> None:
    """Ask Linux to end this program when its parent is killed without a chance to do so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # whatever it forked
    process.wait()
