"""Visits of people who register: guests and the signed in, one step or the whole way; and a rush for too few seats."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings

from portal.bench import load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    Visit = Callable[[], Awaitable[bool]]

FOUND, REFUSED = 302, 422
SIZES = (1, 2, 3, 4, 5)


def address_of(number: int, network: str = "10") -> str:
    """Return an address of its own for each visitor: forms are limited by address."""
    return f"{network}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def as_guest(port: int, event: str) -> Visit:
    """Return a visit by a new guest: the form's page, the form, the page after it."""
    numbers = count(1)

    async def visit() -> bool:
        number = next(numbers)
        visitor = load.Visitor(port, address=address_of(number))
        path = f"/en/events/{event}/registration/"
        fields = load.hidden_fields((await visitor.get(path)).body)
        fields |= {"email": f"guest{number}@bench.example", "language": "en", "seats": "1", "consent": "on"}
        answer = await visitor.post(path, fields)
        return answer.status == FOUND and (await visitor.get(load.local_path(answer.header("location")))).status == 200  # noqa: PLR2004

    return visit


def sending_as_guest(port: int, event: str) -> Visit:
    """Return a visit that only sends the form, all for one date: a new guest each time, with what one reading of it gave."""
    numbers, form = count(1), Form(port, event)

    async def visit() -> bool:
        number = next(numbers)
        typed = {"email": f"sender{number}@bench.example", "language": "en", "seats": "1"}
        return (await form.send(typed, address=address_of(number, "14"))).status == FOUND

    return visit


def sending(port: int, event: str, people: Iterator[str]) -> Visit:
    """Return a visit by somebody signed in that only sends the form, all for one date."""
    numbers, form = count(1), Form(port, event)

    async def visit() -> bool:
        answer = await form.send({"seats": "1"}, address=address_of(next(numbers), "11"), session=next(people))
        return answer.status == FOUND

    return visit


def whole_way(port: int, event: str, date: str, people: Iterator[str]) -> Visit:
    """Return a visit by somebody signed in: the event's page, seats held, the form, the confirmation."""
    numbers, path = count(1), f"/en/events/{event}/"

    async def visit() -> bool:
        visitor = load.Visitor(port, address=address_of(next(numbers), "12"), cookies={"sessionid": next(people)})
        await visitor.get(path)
        held = await visitor.post(f"{path}registration/hold/", {"date": date, "seats": "2"})
        form = load.local_path(held.header("location"))
        fields = load.hidden_fields((await visitor.get(form)).body)
        return "hold" in fields and (await visitor.post(form, fields | {"date": date, "seats": "2"})).status == FOUND

    return visit


class Form:
    """A registration form as it was read once, sent by many."""

    def __init__(self, port: int, event: str) -> None:
        self.port, self.path = port, f"/en/events/{event}/registration/"
        self.fields: dict[str, str] = {}
        self.cookies: dict[str, str] = {}

    async def send(self, typed: dict[str, str], *, address: str, session: str = "") -> load.Answer:
        """Send the form with a key of its own."""
        if not self.fields:
            reader = load.Visitor(self.port)
            self.fields = load.hidden_fields((await reader.get(self.path)).body)
            self.cookies = reader.cookies
        cookies = self.cookies | ({"sessionid": session} if session else {})
        visitor = load.Visitor(self.port, address=address, cookies=cookies)
        return await visitor.post(self.path, self.fields | typed | {"key": str(uuid4())})


@dataclass(frozen=True)
class Crowd:
    """What a rush for one date came to."""

    name: str
    clients: int
    seconds: float
    seated: int
    refused: int
    wrong: int
    oversold: int
    lost: int
    fitting_left: int

    def __str__(self) -> str:
        return (
            f"{self.name}: all answered in {self.seconds:.1f} s; {self.seated} parties seated, {self.refused} refused in words, "
            f"{self.wrong} answered otherwise; {self.oversold} seats oversold, {self.lost} confirmations lost, "
            f"{self.fitting_left} refused parties would have fitted what is left"
        )


def storm(name: str, port: int, event: str, people: Sequence[str], *, sizes: Sequence[int], environment: dict[str, str]) -> Crowd:
    """Let everybody send the form at once, each for a party of its size, and count what came of it."""
    form, told = Form(port, event), {"seated": 0, "seats": 0, "wrong": 0}
    refused: list[int] = []

    def visit(number: int, session: str) -> Visit:
        async def send() -> bool:
            size = sizes[number % len(sizes)]
            answer = await form.send({"seats": str(size)}, address=address_of(number, "13"), session=session)
            if answer.status == FOUND:
                told["seated"] += 1
                told["seats"] += size
            elif answer.status == REFUSED and b"Nothing was booked" in answer.body:
                refused.append(size)
            else:
                told["wrong"] += 1
            return answer.status in {FOUND, REFUSED}

        return send

    outcome = load.everybody([visit(number, session) for number, session in enumerate(people)])
    command = [sys.executable, "-m", "portal.bench.scene", "count", event]
    counted = json.loads(
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  # this project's own module
    )
    left = counted["capacity"] - counted["held"]
    return Crowd(
        name,
        len(people),
        outcome.seconds,
        seated=told["seated"],
        refused=len(refused),
        wrong=told["wrong"],
        oversold=max(-left, 0, counted["taken"] - counted["capacity"]),
        lost=abs(told["seats"] - counted["held"]) + abs(told["seated"] - counted["parties"]),
        fitting_left=sum(size <= left for size in refused),
    )


def lines(port: int, scene: dict[str, Any]) -> Iterator[tuple[str, Visit]]:
    """Yield what is measured of registering, by name; nobody signed in comes twice."""
    people = iter(scene["people"])
    yield "registration: page, form, answer", as_guest(port, scene["event"])
    yield "registration: the final POST alone", sending_as_guest(port, scene["event"])
    yield "signed in: the final POST alone", sending(port, scene["event"], people)
    yield "signed in: page, hold, form, confirm", whole_way(port, scene["event"], scene["date"], people)
