"""Every hostile file ends in the named error or the reading that it was made for."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from tests.gongwen.hostile import archives, mails, office, papers, pdfs, texts
from tests.gongwen.hostile.case import Case

from gongwen.errors import ExpandingDocument, GongwenError
from gongwen.facade import FileKind, Options, examine, notice_as_json, read_notice, read_text
from gongwen.read.ocr import available

CASES = (*archives.CASES, *office.CASES, *pdfs.CASES, *texts.CASES, *mails.CASES, *papers.CASES)
_PICTURES = ("png", "jpg", "tif", "bmp")
_ALONE = Options(recognize=False, convert=False)  # LibreOffice's robustness is its own
_SEEING = Options(convert=False)


def ending(case: Case) -> tuple[type[GongwenError] | None, set[str]]:
    """The error that refuses a case, None where it is read, and the codes of the doubts."""
    is_picture = case.name.endswith(_PICTURES)
    try:
        notice = read_notice(case.make(), name=case.name, options=_SEEING if is_picture else _ALONE)
    except GongwenError as error:
        return type(error), set()
    json.dumps(notice_as_json(notice), ensure_ascii=False).encode()
    return None, {doubt.code for doubt in notice.warnings}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_ends_as_it_should(case: Case) -> None:
    if case.name.endswith(_PICTURES) and not available():
        pytest.skip("The recognizer is not installed.")
    ends, doubts = ending(case)
    assert (ends, set(case.doubts) - doubts) == (case.ends, set())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_examined_or_refused(case: Case) -> None:
    with suppress(GongwenError):
        assert isinstance(examine(case.make(), case.name, _ALONE), FileKind)


def test_there_are_as_many_cases_as_promised() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "a" * 100_000, "\x00.pdf", "\udcff.docx", "a.\u202etxt", "通知.²"]
)
def test_an_odd_name_changes_nothing(name: str) -> None:
    data = "关于报送的通知\n各学会：\n请于2026年9月15日前报送总结。".encode()
    assert [str(task.deadline and task.deadline.due) for task in read_notice(data, name=name).tasks] == [
        "2026-09-15"
    ]


def test_half_a_pair_of_surrogates_in_pasted_text_does_not_come_out_again() -> None:
    notice = read_text("关于报送的通知\n各学会：\n请于2026年9月15日前\ud800报送\udfff总结。")
    assert json.dumps(notice_as_json(notice), ensure_ascii=False).encode().count("报送".encode()) > 1


def test_the_pages_of_a_pdf_share_one_limit_at_both_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongwen.read.pdf._MAX_SIGNS", 10_000)
    data = next(case.make() for case in pdfs.CASES if case.what == "ten thousand pages in one")
    with pytest.raises(ExpandingDocument):
        read_notice(data, name="a.pdf", options=_ALONE)
    with pytest.raises(ExpandingDocument):
        examine(data, "a.pdf", _ALONE)
