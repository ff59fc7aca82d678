"""The field dictionary in memory: what the fields of a block ask for, by their labels and neighbours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quanjing.sheets.enums import KeyScope
from quanjing.sheets.models import FieldKey

_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:\u5e74\u5ea6?)?")  # a year, with the words for year and yearly


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Label -> the keys that bear it, at most one a scope."""

    by_label: dict[str, dict[str, FieldKey]]

    def meanings(
        self, labels: Sequence[str], *, in_header: bool, repeat: bool = False
    ) -> list[FieldKey | None]:
        """What each field of one block asks for; None where the dictionary does not know.

        Neighbours decide: beside a person's name a telephone is that person's, in the header or beside
        whoever fills in it is the filler's, elsewhere nobody can say. Who holds an office of the body
        brings no unit of his own.
        """
        found = [self._keys(label) for label in labels]
        filler = any(KeyScope.FILLER in keys for keys in found)
        subjects = [keys[KeyScope.SUBJECT] for keys in found if KeyScope.SUBJECT in keys]
        person = any(not subject.fact for subject in subjects) and (repeat or not filler)
        scopes: list[str] = [KeyScope.SUBJECT]
        if person:
            scopes.append(KeyScope.ROW)
        elif (in_header or filler) and not repeat:
            scopes += [KeyScope.FILLER, KeyScope.SHEET]
        scopes += [KeyScope.ANY, KeyScope.SUM]
        return [next((keys[scope] for scope in scopes if scope in keys), None) for keys in found]

    def _keys(self, label: str) -> dict[str, FieldKey]:
        """The keys of a label by scope; under a heading that means a total it is the total."""
        outer, slash, _inner = label.rpartition("/")
        total = self.by_label.get(plain(outer), {}).get(KeyScope.SUM) if slash else None
        return {KeyScope.SUM: total} if total else self.by_label.get(plain(label), {})


def dictionary() -> Dictionary:
    """The whole dictionary: one query."""
    by_label: dict[str, dict[str, FieldKey]] = {}
    for key in FieldKey.objects.order_by("pk"):
        for label in key.labels:
            by_label.setdefault(plain(label), {}).setdefault(key.scope, key)
    return Dictionary(by_label)


def plain(label: str) -> str:
    """A label without white space, final colon and final note in brackets; of outer/inner the inner part."""
    short = re.sub(r"\s", "", label).rsplit("/", 1)[-1].rstrip(":：")
    return _NOTE.sub("", short).lower() or short.lower()


def likeness_of(label: str, fields: Iterable[str]) -> str:
    """One word for what a block asks: its heading without the year, and its labels; "" without a field."""
    asked = [_bare(one) for one in fields]
    words = "\n".join([_bare(label), *sorted(asked)])
    return hashlib.sha256(words.encode()).hexdigest()[:32] if asked else ""


def _bare(label: str) -> str:
    return _YEAR.sub("", re.sub(r"\s", "", label).rstrip(":：")).lower()
