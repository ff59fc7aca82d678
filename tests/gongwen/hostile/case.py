"""One hostile input: what the file is called, how it is made, and how reading it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongwen.errors import GongwenError

TITLE = "关于报送的通知"


@dataclass(frozen=True)
class Case:
    """`ends` is the error that refuses it, None where it is read; `doubts` then lists codes that it has."""

    what: str
    name: str
    make: Callable[[], bytes]
    ends: type[GongwenError] | None = None
    doubts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.name}: {self.what}"
