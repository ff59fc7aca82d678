"""Names that are kept in both languages."""

from __future__ import annotations

from django.utils.translation import get_language


def in_language(zh: str, en: str) -> str:
    """The name in the language of the page; the Chinese one where there is no other."""
    return zh if not en or (get_language() or "zh").startswith("zh") else en
