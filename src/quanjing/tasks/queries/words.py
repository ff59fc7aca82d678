"""Words of a request that weigh on those who answer."""

from __future__ import annotations

import re

# "not less than 3000 characters", "about 2 000 characters", "within 800 characters"
_CHARACTERS = re.compile(r"(\d[\d,\uff0c]*)\s*(?:\u4f59|\u591a)?\s*\u5b57")
# to implement, carry out, execute, pass on, study; the state of it; to send, report, feed back
_CARRIED = r"(?:\u8d2f\u5f7b|\u843d\u5b9e|\u6267\u884c|\u4f20\u8fbe)"
_STATE = r"(?:\u60c5\u51b5|\u8fdb\u5c55)"
_SEND = r"(?:\u62a5\u9001|\u62a5\u544a|\u4e0a\u62a5|\u53cd\u9988|\u62a5\u81f3|\u62a5\u6211)"
_HOW_CARRIED_OUT = re.compile(
    rf"{_CARRIED}[^\u3002\uff1b]{{0,16}}{_STATE}[^\u3002\uff1b]{{0,30}}{_SEND}"
    rf"|{_SEND}[^\u3002\uff1b]{{0,30}}{_CARRIED}[^\u3002\uff1b]{{0,12}}{_STATE}"
)


def characters_asked(text: str) -> int:
    """The largest number of characters that a text asks for; 0 where it names none."""
    found = [int(re.sub(r"\D", "", number)) for number in _CHARACTERS.findall(text)]
    return max(found, default=0)


def asks_how_carried_out(text: str) -> bool:
    """Whether a text asks to report how a notice was passed on or carried out."""
    return _HOW_CARRIED_OUT.search(text) is not None
