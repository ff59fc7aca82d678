"""The layers hold: import-linter, and the four things that it cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quanjing"
APPS = [
    line.strip()
    for line in (ROOT / ".importlinter").read_text().split("layers =")[1].split("[")[0].splitlines()
    if line.strip()
]
ORDER = {name.strip(): height for height, row in enumerate(reversed(APPS)) for name in row.split("|")}


def test_import_linter_keeps_every_contract() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return found


def app_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def test_only_actions_and_the_command_line_open_the_engine() -> None:
    strangers = []
    for path in SOURCE.rglob("*.py"):
        uses = {name for name in imports_of(path) if name.split(".")[0] == "gongwen"}
        beyond_errors = uses - {"gongwen.errors", "gongwen.model"}
        if beyond_errors and app_of(path) != "cli" and "actions" not in path.relative_to(SOURCE).as_posix():
            strangers.append((path.relative_to(ROOT).as_posix(), sorted(beyond_errors)))
    assert strangers == []


def test_a_view_uses_forms_of_its_own_app_only() -> None:
    strangers = []
    for path in SOURCE.rglob("*.py"):
        for name in imports_of(path):
            parts = name.split(".")
            if parts[0] == "quanjing" and "forms" in parts and parts[1] != app_of(path):
                strangers.append((path.relative_to(ROOT).as_posix(), name))
    assert strangers == []


def test_foreign_keys_named_by_string_point_down() -> None:
    upward = []
    for model in apps.get_models():
        app = model.__module__.split(".")
        if app[0] != "quanjing":
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model is not None:
                target = field.related_model.__module__.split(".")
                if target[0] == "quanjing" and ORDER[target[1]] > ORDER[app[1]]:
                    upward.append(f"{model.__name__}.{field.name}")
    assert upward == []


def test_templates_use_their_own_app_and_the_foundation_only() -> None:
    named = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w-]+)/""")
    strangers = []
    for path in SOURCE.rglob("templates/**/*.html"):
        for app in named.findall(path.read_text(encoding="utf-8")):
            own = {app_of(path), "foundation", "allauth", "account", "mfa"}
            if app not in own:
                strangers.append((path.relative_to(ROOT).as_posix(), app))
    assert strangers == []


def test_installed_apps_contract_and_folders_agree() -> None:
    installed = [
        name.removeprefix("quanjing.") for name in settings.INSTALLED_APPS if name.startswith("quanjing.")
    ]
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert set(ORDER) == folders
    assert set(installed) == folders - {"config"}
    assert [ORDER[name] for name in installed] == sorted((ORDER[name] for name in installed), reverse=True)
