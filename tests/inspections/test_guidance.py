"""Guidance that was replaced is named wherever an inspection rests on it, with the version in force."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.inspections import queries
from quanjing.inspections.actions import ChecklistWanted, ItemWanted, define_checklist
from quanjing.registers.actions import EntryFacts, close, enter
from quanjing.registers.models import RegisterEntry, RegisterKind
from tests.inspections.conftest import TODAY, announced


def guide(officer: Actor, name: str, replaces: RegisterEntry | None = None) -> RegisterEntry:
    kind = RegisterKind.objects.get(code="guidance")
    facts = EntryFacts(name, "党建办", happens_on=TODAY, values={"f1": "一", "f4": "票据双人复核"})
    return enter(actor=officer, kind=kind, facts=facts, file=True, replaces=replaces)


def test_the_newest_version_is_named_over_several_replacements(officer: Actor) -> None:
    first = guide(officer, "指南（一）")
    listed = define_checklist(
        actor=officer,
        wanted=ChecklistWanted("票据检查", "看票据"),
        items=[ItemWanted("双人复核", first.code)],
    )
    made = announced(officer, checklist=listed)
    assert queries.superseded_in(made) == []
    second = guide(officer, "指南（二）", first)
    third = guide(officer, "指南（三）", second)
    [found] = queries.superseded_in(made)
    assert (found.old, found.newer) == (first, third)
    [again] = queries.superseded([second.pk, third.pk])
    assert (again.old, again.newer) == (second, third)


def test_what_ended_without_a_new_version_says_so(officer: Actor) -> None:
    first = guide(officer, "指南（一）")
    made = announced(officer, guidance=first.code)
    close(actor=officer, entry=first, reason="并入制度汇编")
    [found] = queries.superseded_in(made)
    assert (found.old, found.newer) == (first, None)
    assert first not in queries.guidance_seen(officer)
