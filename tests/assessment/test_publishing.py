"""What is published: files, and that anybody computes the same numbers from them with Python alone."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from quanjing.assessment import actions, scoring
from quanjing.assessment.models import ReviewSheet, Scheme
from quanjing.assessment.queries import tree_of
from quanjing.assessment.scoring import differences
from quanjing.foundation import clock, facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.assessment.conftest import GRADES, answer, at, body, fresh, marks, small
from tests.world import World

SOURCE = Path(scoring.__file__).resolve().parents[3]


def computed_again(path: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own that sees no installed package, as on any computer with Python."""
    command = [sys.executable, "-I", "-S", "-c", START.format(source=SOURCE), str(path)]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})


START = """
import runpy, sys
sys.path.insert(0, {source!r})
sys.argv[0] = "scoring"
runpy.run_module("quanjing.assessment.scoring", run_name="__main__")
""".replace("{source!r}", "'{source}'")


def test_a_published_file_is_computed_again_by_the_standard_library_alone(
    published: Scheme, tmp_path: Path
) -> None:
    data = json.loads(actions.as_json(published))
    assert [(one["total"], one["grade"]) for one in data["bodies"]] == [
        ("0.00", "fail"), ("82.00", "pass"), ("82.00", "pass"),
    ]  # fmt: skip
    file = tmp_path / "grades.json"
    file.write_bytes(actions.as_json(published))
    done = computed_again(file)
    assert (done.returncode, done.stdout) == (0, "3 bodies, every number is the same\n"), done.stderr
    data["bodies"][1]["total"] = "82.01"
    file.write_text(json.dumps(data), encoding="utf-8")
    code = data["bodies"][1]["code"]
    again = computed_again(file)
    assert (again.returncode, again.stdout) == (1, f"{code}: 82.01 pass != 82.00 pass\n")


def test_a_draft_that_was_never_sent_counts_for_nothing(
    world: World, sent: Scheme, officer: Actor, panel: list[Post]
) -> None:
    with clock.frozen(at(date(2026, 11, 22))):
        mathematics = body(sent, world.mathematics)
        answer(world.actor(world.mathematics_handler), mathematics)
        assert body(sent, world.mathematics).total == Decimal(82)  # what it would come to, for itself
    with clock.frozen(at(date(2026, 12, 4))):
        actions.name_reviewers(actor=officer, scheme=sent, posts=panel)
        actions.begin_review(actor=officer, scheme=sent)
        for sheet in ReviewSheet.objects.filter(assessed__scheme=sent).select_related("post"):
            actions.give(actor=world.actor(sheet.post), sheet=sheet, marks=marks())
        actions.give_feedback(actor=officer, scheme=sent)
    assert (body(sent, world.mathematics).total, body(sent, world.tea).total) == (Decimal(0), Decimal(82))


def test_the_engine_loads_nothing_but_the_standard_library() -> None:
    listed = (
        f"import sys; sys.path.insert(0, {str(SOURCE)!r}); import quanjing.assessment.scoring; "
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names) - {'__main__'}))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", listed], capture_output=True, text=True)
    assert done.stdout == "['quanjing']\n", done.stderr


def test_nothing_is_taken_out_before_publication(appealing: Scheme) -> None:
    for take in (actions.as_json, actions.as_xlsx, actions.as_docx):
        with pytest.raises(WrongState):
            take(appealing)


def test_the_table_stands_in_the_order_of_the_register(world: World, published: Scheme) -> None:
    book = openpyxl.load_workbook(io.BytesIO(actions.as_xlsx(published)))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    names = [row[1] for row in rows if row[0] in (1, 2, 3)]
    assert names == [world.mathematics.name, world.tea.name, world.nursing.name]
    reasons = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert ["江岚省茶叶学会", "3", "宣讲", 50, "两位评审取平均：50 / 50。"] in reasons


def test_the_list_is_printed_by_grade(published: Scheme) -> None:
    text = "\n".join(one.text for one in Document(io.BytesIO(actions.as_docx(published))).paragraphs)
    assert text.index("合格") < text.index("不合格")
    assert "优秀" not in text  # nobody has it


def test_the_grade_is_known_to_forms_and_told(world: World, published: Scheme, run_jobs: object) -> None:
    run_jobs()  # type: ignore[operator]
    known = facts.known(world.tea.pk)["assessment.grade"]
    assert (known.value, str(known.source)) == ("2026年：合格", "年度考核")
    told = Message.objects.filter(kind="assessment_published", post__organization=world.tea)
    assert told.count() == 1


def test_shares_of_a_group_are_published_and_computed_again(
    world: World, officer: Actor, tea: Actor, nursing: Actor, panel: list[object], head: object
) -> None:
    shares = [{**GRADES[0], "share": "0.34"}, {**GRADES[1], "share": "0.33"}, {**GRADES[2], "share": None}]
    grades = [{name: one[name] for name in ("key", "label", "share")} for one in shares]
    with clock.frozen(at(date(2026, 11, 3))):
        made = actions.issue(
            actor=officer, scheme=small(officer, grades=grades, quota_group="all", tie="out")
        )
    Scheme.objects.filter(pk=made.pk).update(state="published", published_at=at(date(2026, 12, 20)))
    data = json.loads(actions.as_json(fresh(made)))
    assert [one["grade"] for one in data["bodies"]] == ["fail", "fail", "fail"]  # all equal: all out
    assert list(differences(data)) == []
    assert body(fresh(made), world.tea).grade == "fail"


def test_the_sheet_of_a_body_is_a_paper_of_the_office(published: Scheme, world: World) -> None:
    """Read back: head, addressee, every line in the order of the scheme with the published marks."""
    of = body(published, world.tea)
    paper = Document(io.BytesIO(actions.sheet_docx(of)))
    texts = [one.text for one in paper.paragraphs]
    assert texts[0] == published.organization.name
    assert f"{world.tea.name}：" in texts
    assert any("总分 82.00" in one and "等次：合格" in one for one in texts)
    [table] = paper.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "指标", "最高分", "分数", "理由"]
    kept = {line[0]: line[1] for line in of.lines}
    lines = [one for one in tree_of(published) if one.indicator.pattern]
    assert [row[1] for row in rows[1:]] == [one.indicator.label for one in lines]
    assert [Decimal(row[3]) for row in rows[1:]] == [Decimal(kept[one.indicator.key]) for one in lines]
    assert all(row[4] for row in rows[1:])


def test_the_sheet_is_no_paper_before_it_is_published(appealing: Scheme, world: World) -> None:
    with pytest.raises(WrongState):
        actions.sheet_docx(body(appealing, world.tea))
