"""Who leads an item and who supports it, from the words around the units' names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quanjing.organizations.models import Organization
from quanjing.tasks.enums import Role

# Words of official prose: takes the lead; helps, takes part, together with.
_LEADS = re.compile("\u7275\u5934|\u4e3b\u8d23|\u8d1f\u8d23")
_HELPS = re.compile("\u914d\u5408|\u534f\u52a9|\u53c2\u52a0|\u53c2\u4e0e|\u534f\u529e")
_NEAR = 60  # characters behind a name in which its part is said


def roles_of(names: Sequence[str], text: str) -> list[tuple[str, Role]]:
    """Each unit once with its part; where nobody is said to lead, all lead together."""
    unique = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    found = {name: _said(name, text) for name in unique}
    some_lead = Role.LEAD in found.values()
    rest = Role.SUPPORT if some_lead else Role.LEAD
    return [(name, found[name] or rest) for name in unique]


def _said(name: str, text: str) -> Role | None:
    at = text.find(name)
    if at < 0:
        return None
    behind = text[at + len(name) : at + len(name) + _NEAR]
    lead, help_ = _LEADS.search(behind), _HELPS.search(behind)
    if lead and not (help_ and help_.start() < lead.start()):
        return Role.LEAD
    return Role.SUPPORT if help_ else None


def same_unit(names: Sequence[str], bodies: Sequence[Organization]) -> list[tuple[str, str]]:
    """Pairs of names that mean one unit: written with other brackets or blanks, or long and short name."""
    known = {_bare(body.short_name): _bare(body.name) for body in bodies if body.short_name}
    first: dict[str, str] = {}
    pairs = []
    for name in names:
        key = known.get(_bare(name), _bare(name))
        if key in first:
            pairs.append((first[key], name))
        first.setdefault(key, name)
    return pairs


def _bare(name: str) -> str:
    return re.sub(r"[\s\u3000()\uff08\uff09\u3001]", "", name)
