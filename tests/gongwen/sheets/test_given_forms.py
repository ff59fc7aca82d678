"""The forms that were given for measuring, scored by their own program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongwen.read.convert import program

FORMS = os.environ.get("QUANJING_FORMS")

pytestmark = pytest.mark.skipif(not FORMS, reason="QUANJING_FORMS names no folder of given forms")


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("score") / "score.json"
    ours = f"{sys.executable} -m quanjing.cli.main sheet"
    variants = "abcde" if program() else "abcd"
    command = [
        *(sys.executable, str(Path(str(FORMS)) / "score.py"), "--json", str(out), "--variants", variants),
        *("--read", f"{ours} read {{file}} --format json"),
        *("--answers", f"{ours} answers {{file}} --template {{blank}} --format json"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return json.loads(out.read_text(encoding="utf-8"))["summary"]


def test_given_blanks_are_read_as_templates(summary: Any) -> None:
    assert summary["template"]["label_f1"] >= 0.98


def test_given_copies_are_read_as_answers(summary: Any) -> None:
    answers = summary["answers"]
    assert answers["a"]["f1"] >= 0.98
    assert answers["all"]["f1"] >= 0.97
    assert answers["all"]["wrong_field_rate"] < 0.005
    assert answers["all"]["lost_silently"] == 0
