"""The last part of a page's address: made here from its title, so that no author has to think of it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import rjieba
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from quanjing.foundation.ids import new_code

LONGEST = 48  # characters, cut between words
PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
TAKEN = frozenset({"en", "feed", "files", "find", "go", "images", "lists", "report"})  # addresses below /p/


def slug_of(title: str) -> str:
    """A title by its sound in Latin letters: 学会服务基层 is xuehui-fuwu-jiceng. May be empty."""
    from pypinyin import lazy_pinyin  # half a second, which most commands need not wait

    plain = unicodedata.normalize("NFKC", title).lower()
    words = ["".join(lazy_pinyin(word)) for word in rjieba.cut(plain)]
    whole = re.sub(r"-{2,}", "-", slugify(" ".join(words)).replace("_", "-")).strip("-")
    if len(whole) <= LONGEST:
        return whole
    return whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]


def free_slug(wanted: str, parent: Page | None, page: Page | None = None) -> str:
    """The slug, or the next one by number that no other page below `parent` has."""
    wanted = wanted or new_code()
    others = parent.get_children() if parent is not None else Page.objects.none()
    if page is not None and page.pk:
        others = others.exclude(pk=page.pk)
    used = TAKEN | set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(used) + 3))
    return wanted if wanted not in used else next(one for one in numbered if one not in used)


class PageForm(WagtailAdminPageForm):
    """The address is never what a page fails on: it is made from the title, or mended, before it is checked.

    It stands on another tab, so a refusal would be for a reason that the author does not see. A page keeps
    the address that it has.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for field in self.fields.values():  # Django looks for a hidden copy, which no page of the editor has:
            field.show_hidden_initial = False  # every text would count as changed by whoever signs it off
        if data is not None and "slug" in self.fields:
            self.data = data.copy()
            self.data["slug"] = self._address(data.get("slug", "").strip(), data.get("title", ""))

    def _address(self, given: str, title: str) -> str:
        kept = self.instance.slug
        if kept and given in ("", kept):
            return str(kept)
        wanted = given if PLAIN.match(given) and len(given) <= 255 else slug_of(given) or kept
        return free_slug(wanted or slug_of(title), self.parent_page, self.instance)
