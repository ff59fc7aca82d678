"""Many participants at once against a server: each request again until it is answered, as the page does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

AT_ONCE = 64
TOKEN = "a" * 32  # what the page would have been given; a secret may be sent unmasked
PAUSE = 0.05
PATIENCE = 60.0


@dataclass(frozen=True)
class Request:
    path: str
    participant: str
    body: bytes
    kind: str = "application/json"

    def raw(self, port: int) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
            f"Cookie: csrftoken={TOKEN}; quanjing_quiz={self.participant}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: {self.kind}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


def form(values: Mapping[str, str]) -> bytes:
    return urlencode(values).encode()


def send(port: int, requests: Sequence[Request]) -> tuple[float, list[bytes], int]:
    """Seconds for all, the answers in order, and how many requests had to be sent again."""
    start = time.perf_counter()
    answers, again = asyncio.run(_all(port, requests))
    return time.perf_counter() - start, answers, again


async def _all(port: int, requests: Sequence[Request]) -> tuple[list[bytes], int]:
    answers: list[bytes] = [b""] * len(requests)
    places = iter(range(len(requests)))
    again = 0

    async def participant() -> None:
        nonlocal again
        for place in places:
            raw, until = requests[place].raw(port), time.perf_counter() + PATIENCE
            while time.perf_counter() < until:
                try:
                    answers[place] = await _asked(port, raw)
                    break
                except (OSError, EOFError):
                    again += 1
                    await asyncio.sleep(PAUSE)

    await asyncio.gather(*(participant() for _turn in range(AT_ONCE)))
    return answers, again


async def _asked(port: int, raw: bytes) -> bytes:
    """The body of an answer of 200. Raises `EOFError` for any other and for one that was cut off, as a
    browser does; `OSError` without a connection.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(raw)
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    head, _gap, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise EOFError(head.decode(errors="replace"))
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    if len(body) < int(length.partition(b":")[2]):
        raise EOFError(f"{len(body)} bytes of {length.decode()}")
    return body
