"""Files, functions and templates stay small enough to be read."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
FILE, FUNCTION, TEMPLATE, SETTINGS = 400, 40, 130, 80


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_its_budget() -> None:
    limit = {path: SETTINGS if "settings" in path.parts else FILE for path in SOURCES}
    long = {p.relative_to(ROOT).as_posix(): length(p) for p in SOURCES if length(p) > limit[p]}
    assert long == {}


def test_no_function_is_longer_than_its_budget() -> None:
    long = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION:
                    long[f"{path.relative_to(ROOT).as_posix()}:{node.name}"] = lines
    assert long == {}


def test_no_template_is_longer_than_its_budget() -> None:
    templates = (ROOT / "src").rglob("templates/**/*.html")
    long = {p.relative_to(ROOT).as_posix(): length(p) for p in templates if length(p) > TEMPLATE}
    assert long == {}
