"""Whoever changes assignments keeps the counts above them: by `move`, or inside of `counted`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "quanjing"
WRITES = {"update", "bulk_update", "bulk_create", "create", "get_or_create", "update_or_create", "delete"}
# Steps of a function that stands inside of `counted` itself.
STEPS = {"tasks/actions/amending.py:_for_every_unit", "tasks/actions/anchoring.py:count_from_publishing"}
OWN = {"tasks/actions/moving.py:move"}


def names_in(node: ast.AST) -> set[str]:
    """The names and attributes that an expression starts from, along its chain of calls."""
    found: set[str] = set()
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return found | ({node.id} if isinstance(node, ast.Name) else set())


def is_of_assignments(node: ast.AST, variables: set[str]) -> bool:
    names = names_in(node)
    return "Assignment" in names or "assignments" in names or bool(names & variables)


def writes_in(function: ast.FunctionDef) -> Iterator[tuple[ast.Call, bool]]:
    """Every write of assignments in a function, and whether it stands inside of `counted`."""
    variables: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and is_of_assignments(node.value, variables):
            variables |= {target.id for target in node.targets if isinstance(target, ast.Name)}

    def walk(node: ast.AST, counted: bool) -> Iterator[tuple[ast.Call, bool]]:
        if isinstance(node, ast.With):
            counted = counted or any("counted" in names_in(item.context_expr) for item in node.items)
        if isinstance(node, ast.Call):
            called = node.func
            is_write = isinstance(called, ast.Attribute) and called.attr in WRITES
            if is_write and is_of_assignments(called.value, variables):
                yield node, counted
            is_insert = isinstance(called, ast.Name) and called.id == "insert_select"
            if is_insert and "Assignment" in names_in(node.args[0]):
                yield node, counted
        for child in ast.iter_child_nodes(node):
            yield from walk(child, counted)

    yield from walk(function, False)


def uncounted() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("actions/**/*.py")):
        where = path.relative_to(SOURCE).as_posix()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            if any(not counted for _call, counted in writes_in(function)):
                yield f"{where}:{function.name}"


def test_every_write_of_assignments_is_counted() -> None:
    """Equal, so that the search is seen to find these."""
    assert set(uncounted()) == STEPS | OWN
