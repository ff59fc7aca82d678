"""Heads and feet of pages: what they say beside the number of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAGE = re.compile(r"(?:[-–—\s第共页码/,，.。·|]|(?<!\d)\d{1,3}(?!\d))*")
_CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9][A-Z0-9.:_-]{11,}")  # by which a printed paper is known again


def edge_texts(texts: Iterable[str]) -> list[str]:
    """Those texts of a head or foot that say something."""
    bare = (text.strip() for text in texts)
    return [text for text in bare if not (_PAGE.fullmatch(text) or _CODE.fullmatch(text))]
