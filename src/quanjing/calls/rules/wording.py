"""What a call must not ask for: reactions of a public, and personal facts that no office needs for it."""

from __future__ import annotations

import re

# likes, votes on the net or by the public, forwards
_REACTIONS = re.compile(
    r"\u70b9\u8d5e|(?:\u7f51\u7edc|\u7f51\u4e0a|\u516c\u4f17|\u5fae\u4fe1)\u6295\u7968|\u5f97\u7968|\u8f6c\u53d1\u91cf"
    r"|\u7f51\u7edc\u8bc4\u9009|\u4eba\u6c14|\blikes?\b|\bpublic vot(?:e|es|ing)\b|\bvotes?\b",
    re.IGNORECASE,
)
# born on, age; identity card, number of a paper; nationality; religion; state of health, illness
_PERSONAL = re.compile(
    r"\u51fa\u751f|\u8eab\u4efd\u8bc1|\u8bc1\u4ef6\u53f7|(?<!\u4e2d\u534e)\u6c11\u65cf|\u56fd\u7c4d|\u5b97\u6559"
    r"|\u5065\u5eb7\u72b6\u51b5|\u75c5\u53f2|\bbirth|\bidentity (?:card|number)|\bnationality|\bethnic"
    r"|\breligio|\bhealth\b",
    re.IGNORECASE,
)


def asks_reactions(text: str) -> bool:
    """Whether a text makes likes or public votes count."""
    return _REACTIONS.search(text) is not None


def asks_personal(text: str) -> bool:
    """Whether a text asks for a birth date, an identity number, nationality, religion or health."""
    return _PERSONAL.search(text) is not None
