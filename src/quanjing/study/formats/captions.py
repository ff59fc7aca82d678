"""Captions of a video: WebVTT or SubRip in, WebVTT out."""

from __future__ import annotations

import re

CUE = re.compile(r"((?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3})")
ARROW = "-->"


class BadCaptions(Exception):
    """`line` is where it goes wrong, from 1; 0 where there is no cue at all."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_captions(text: str) -> str:
    """The captions as WebVTT: times, their texts, nothing that styles or runs. Raises `BadCaptions`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[str] = []
    here = 0
    while here < len(lines):
        if ARROW not in lines[here]:
            here += 1
            continue
        found = CUE.match(lines[here].strip())
        if found is None:
            raise BadCaptions(here + 1)
        begins, ends = (_moment(one) for one in found.groups())
        if begins >= ends:
            raise BadCaptions(here + 1)
        here += 1
        words = []
        while here < len(lines) and lines[here].strip() and ARROW not in lines[here]:
            words.append(re.sub(r"<[^>]*>", "", lines[here]).replace("&", "&amp;").replace("<", "&lt;"))
            here += 1
        cues.append(f"{begins} {ARROW} {ends}\n" + "\n".join(words))
    if not cues:
        raise BadCaptions(0)
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _moment(text: str) -> str:
    """HH:MM:SS.mmm, so that two of them compare as they follow each other."""
    whole, _sign, rest = text.replace(",", ".").partition(".")
    parts = [*["0"] * (2 - whole.count(":")), *whole.split(":")]
    return ":".join(part.zfill(2) for part in parts) + "." + rest
