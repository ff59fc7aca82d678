"""A printed and filled sheet comes back as a scan: its code says whose it is; its values want a check."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from quanjing.notify.rules import signed
from quanjing.submissions import actions
from quanjing.submissions.actions import Note
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled
from quanjing.submissions.queries import page_of_report
from quanjing.submissions.rules.marks import mark_among
from tests.submissions.conftest import Scene

CODE = "k7m2p9xz-tea23456.h8n4q6rw"


class TestMark:
    @pytest.mark.parametrize(
        "line",
        ["K7M2P9XZ-TEA23456.H8N4Q6RW", "编号 K7M2 P9XZ - TEA23456 . H8N4Q6RW", "K7M2P9X2-TEAZ3456.H8N4Q6RW"],
    )
    def test_is_found_in_capitals_parted_and_with_a_misread_sign(self, line: str) -> None:
        assert mark_among(["征集表", line], {CODE: "plan"}) == "plan"

    def test_of_two_codes_the_nearer_one_counts(self) -> None:
        other = CODE[:-1] + "x"
        assert mark_among([CODE.upper()], {other: "other", CODE: "plan"}) == "plan"

    def test_another_code_is_none_of_ours(self) -> None:
        assert mark_among(["ABCDEFGH-JKMNPQRS.TUVWXYZ2"], {CODE: "plan"}) is None

    def test_a_short_code_must_be_right(self) -> None:
        codes = {"k7m2-p9xz": "plan"}
        found = (mark_among(["校验码 K7M2-P9XZ"], codes), mark_among(["K7M2-P9XX"], codes))
        assert found == ("plan", None)


def scan(code: str, *, phone: str = "010-55550122") -> bytes:
    """The scene's sheet as an office prints it and fills it in, as a picture."""
    from tests.gongwen.read.scans import Sheet

    sheet = Sheet()
    sheet.centred(60, "征集表", 20)
    rows = [("学会名称", "江岚省茶叶学会"), ("值班电话", phone), ("工作谋划", "内容")]
    top, height = 120, 44
    for number, (label, value) in enumerate(rows):
        y = top + number * height
        sheet.write(60, y + 12, label, 14)
        sheet.write(190, y + 12, value, 14)
    sheet.write(260, top + 2 * height + 12, "在一线写好茶园文章", 14)
    for number in range(len(rows) + 1):
        sheet.rule(50, top + number * height, 540, top + number * height)
    for x in (50, 180, 540):
        sheet.rule(x, top, x, top + len(rows) * height)
    sheet.rule(250, top + 2 * height, 250, top + 3 * height)
    sheet.centred(760, code.upper(), 11)
    out = BytesIO()
    sheet.image.save(out, "JPEG", quality=92)
    return out.getvalue()


@pytest.fixture
def recognizer() -> None:
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")


def hand_in(scene: Scene, data: bytes, run_jobs: Callable[[], int]) -> Filled:
    filled = actions.hand_in(actor=scene.handler, directive=scene.directive, files=[("扫描.jpg", data)])
    assert filled.state == FilledState.READING
    run_jobs()
    filled.refresh_from_db()
    return filled


@pytest.mark.usefixtures("recognizer")
def test_is_read_into_fields_and_marked_as_to_be_checked(scene: Scene, run_jobs: Callable[[], int]) -> None:
    code = signed(scene.assignment(scene.plan).code)
    filled = hand_in(scene, scan(code), run_jobs)
    assert [one["note"] for one in filled.files] == [Note.SCAN]
    assert filled.said["header"] == {"phone": "010-55550122"}
    [row] = filled.said["blocks"]["b1"]["rows"]
    assert row["values"] == {"text": "在一线写好茶园文章"}
    page = page_of_report(scene.handler, scene.directive.code)
    assert page.report is None


@pytest.mark.usefixtures("recognizer")
def test_of_another_unit_is_refused(scene: Scene, run_jobs: Callable[[], int]) -> None:
    code = signed(scene.assignment(scene.plan, scene.world.nursing).code)
    filled = hand_in(scene, scan(code), run_jobs)
    assert [(one["code"], "其他单位" in one["trouble"]) for one in filled.files] == [("", True)]
    assert filled.said["blocks"] == {}


def test_without_the_recognizer_is_kept_as_an_attachment(
    scene: Scene, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongwen.read import ocr
    from tests.submissions.test_pages import PNG

    monkeypatch.setattr(ocr, "_NEEDED", ("a_module_that_is_nowhere",))
    filled = actions.hand_in(actor=scene.handler, directive=scene.directive, files=[("扫描.png", PNG)])
    run_jobs()
    filled.refresh_from_db()
    assert [one["note"] for one in filled.files] == [Note.NO_RECOGNIZER]
    places = {filled.files[0]["code"]: "b1.file"}
    report = actions.take_filled(
        actor=scene.handler, directive=scene.directive, code=filled.code, version=0, places=places
    )
    assert report.draft["b1"]["rows"][0]["values"] == {"file": filled.files[0]["code"]}
