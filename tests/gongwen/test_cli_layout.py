"""`check-layout` and `compose` as the terminal sees them."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from tests.gongwen.render.official import documents

from gongwen.cli_compose import compose_command
from gongwen.cli_layout import check_layout_command
from gongwen.errors import MissingFace
from gongwen.official import Kind
from gongwen.render.official.pdf import faces_of
from gongwen.render.official.word import official_docx

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "documents").glob("*.json"))
Captured = pytest.CaptureFixture[str]
FACTS = {
    "kind": "notice",
    "agency": "示例省科学技术协会",
    "subject": "开会",
    "date": "2026-01-05",
    "reason": "定于下周开会。",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def right(tmp_path: Path) -> str:
    path = tmp_path / "right.docx"
    path.write_bytes(official_docx(documents.red_head()))
    return str(path)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    paper = docx.Document(BytesIO(official_docx(documents.red_head())))
    title = next(one for one in paper.paragraphs if one.style is not None and one.style.name == "Title")
    title.alignment = 0  # type: ignore[assignment]
    path = tmp_path / "wrong.docx"
    paper.save(str(path))
    return str(path)


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return str(path)


def test_a_right_document_is_said_to_be_right(right: str, capsys: Captured) -> None:
    assert check_layout_command([right, "--check"]) == 0
    assert capsys.readouterr().out == "Agrees with GB/T 9704-2012 (paragraphs measured: 25).\n"


def test_a_difference_has_clause_place_and_both_values(wrong: str, capsys: Captured) -> None:
    assert check_layout_command([wrong]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Differs from GB/T 9704-2012 (differences: 1):",
        "7.3.1  paragraph 7 “示例省科学技术协会关于开展 学习”  alignment: centred expected, left found",
    ]


def test_the_report_speaks_chinese(wrong: str, capsys: Captured) -> None:
    assert check_layout_command([wrong, "--language", "zh"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "7.3.1  第7段“示例省科学技术协会关于开展 学习”  对齐：应为居中，实为居左"
    ]


def test_differences_end_with_1_where_that_is_asked_for(wrong: str) -> None:
    assert check_layout_command([wrong, "--check"]) == 1


def test_json_holds_every_part_of_a_difference(wrong: str, capsys: Captured) -> None:
    assert check_layout_command([wrong, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "file": wrong,
        "standard": "GB/T 9704-2012",
        "paragraphs": 25,
        "deviations": [
            {
                "clause": "7.3.1",
                "rule": "alignment",
                "label": "alignment",
                "section": 1,
                "paragraph": 7,
                "table": None,
                "text": "示例省科学技术协会关于开展 学习",
                "expected": "centred",
                "found": "left",
                "times": 1,
            }
        ],
    }


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("none.docx", None, "There is no such file."),
        ("broken.docx", b"PK\x03\x04 broken", "The file is damaged or cut off; please send it again."),
        ("empty.docx", b"", "The file is empty."),
        ("notes.txt", "通知".encode(), "Files of this kind cannot be read here: txt."),
    ],
)
def test_a_wrong_file_is_one_line(
    tmp_path: Path, capsys: Captured, name: str, data: bytes | None, line: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert check_layout_command([str(path)]) == 2
    assert capsys.readouterr() == ("", f"{path}: {line}\n")


def test_facts_become_a_right_word_file(facts: str, tmp_path: Path, capsys: Captured) -> None:
    out = str(tmp_path / "notice.docx")
    assert compose_command([facts, "-o", out]) == 0
    assert check_layout_command([out, "--check"]) == 0
    assert capsys.readouterr().out.startswith("Agrees")


def test_a_pdf_names_its_substitutes(facts: str, tmp_path: Path, capsys: Captured) -> None:
    try:
        substitutes = faces_of("", strict=False).substitutes
    except MissingFace:
        pytest.skip("no Chinese face on this machine")
    out = tmp_path / "notice.pdf"
    assert compose_command([facts, "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    named = [f"{one.used} stands in for {one.face}" for one in substitutes]
    assert capsys.readouterr().out.splitlines() == named
    assert compose_command([facts, "-o", str(out), "--strict"]) == (2 if substitutes else 0)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", "The file holds no JSON."),
        ('{"kind": "notice"}', "The facts of the document are wrong or missing here: agency."),
    ],
)
def test_wrong_facts_are_one_line(tmp_path: Path, capsys: Captured, text: str, line: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(text, encoding="utf-8")
    assert compose_command([str(path), "-o", str(tmp_path / "x.docx")]) == 2
    assert capsys.readouterr() == ("", f"{path}: {line}\n")


def test_another_ending_is_refused(facts: str, capsys: Captured) -> None:
    assert compose_command([facts, "-o", "notice.odt"]) == 2
    assert capsys.readouterr().err == "quanjing compose: the output's name must end with .docx or .pdf\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_every_sample_is_drawn_and_measured_clean(sample: Path, tmp_path: Path, capsys: Captured) -> None:
    out = str(tmp_path / "sample.docx")
    assert compose_command([str(sample), "-o", out]) == 0
    check_layout_command([out])
    assert capsys.readouterr().out.startswith("Agrees with GB/T 9704-2012")


def test_there_is_a_sample_of_every_kind() -> None:
    kinds = {json.loads(path.read_text(encoding="utf-8"))["kind"] for path in SAMPLES}
    assert kinds == {kind.value for kind in Kind}
