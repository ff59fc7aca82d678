"""Whether an item of a notice asks for applications or nominations, and of which kind."""

from __future__ import annotations

import re

from quanjing.calls.enums import CallKind

# apply, recommend, put forward, nominate, select, collect, call for papers, choose
_ASKS = re.compile(
    r"\u7533\u62a5|\u7533\u8bf7\u4e66|\u63a8\u8350|\u63a8\u9009|\u63d0\u540d|\u8bc4\u9009|\u5f81\u96c6|\u5f81\u6587|\u9074\u9009"
    r"|\bcall for|\bnominat|\bappl(?:y|ication)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[CallKind, str], ...] = (
    (CallKind.ESSAY, r"\u8bba\u6587|\u5f81\u6587|\bessay|\bpapers?\b"),
    (CallKind.CASE, r"\u6848\u4f8b|\bcases?\b"),
    (CallKind.TOPIC, r"\u8bfe\u9898|\btopics?\b"),
    (CallKind.BASE, r"\u57fa\u5730|\bbases?\b"),
    (CallKind.ACT, r"\u8282\u76ee|\u4f5c\u54c1|\bacts?\b"),
    # candidate, person, model, title, worker, recommend, put forward, nominate
    (
        CallKind.TITLE,
        r"\u4eba\u9009|\u4eba\u7269|\u5148\u8fdb|\u79f0\u53f7|\u5de5\u4f5c\u8005|\bnominat|\baward",
    ),
    (CallKind.PROJECT, r"\u9879\u76ee|\bprojects?\b"),
    (CallKind.TITLE, r"\u63a8\u8350|\u63a8\u9009|\u63d0\u540d|\bnominat|\baward"),
)


def asked_kind(text: str) -> CallKind | None:
    """The kind of call that a text would be; None where it asks for no application."""
    if _ASKS.search(text) is None:
        return None
    found = (kind for kind, words in _KINDS if re.search(words, text, re.IGNORECASE))
    return next(found, CallKind.OTHER)
