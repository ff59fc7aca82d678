"""The checker finds nothing in what the renderer writes, and each planted deviation with clause and place."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gongwen.check.by_hand import by_hand
from tests.gongwen.check.planted import PLANTED, Planted
from tests.gongwen.check.planted_elsewhere import BY_HAND, IN_A_LETTER, IN_MINUTES
from tests.gongwen.render.official import documents

from gongwen.check import LayoutReport, check_layout
from gongwen.official import (
    Annex,
    Attendance,
    Form,
    Grid,
    Head,
    Heading,
    Imprint,
    OfficialDocument,
    SignOff,
    Text,
    Urgency,
)
from gongwen.render import Chapter, FactLine, Paragraph, SourceNote, TableData, Volume, write_volume
from gongwen.render.official.word import write_official


def drawn(document: OfficialDocument) -> bytes:
    out = BytesIO()
    write_official(out, document)
    return out.getvalue()


def sample() -> OfficialDocument:
    """A document that has every element of the standard."""
    return documents.red_head(
        title="示例省科学技术协会关于报送征集结果的报告",
        head=Head("示例省科学技术协会文件", ("周可",), Urgency.EXTRA),
        addressees=("示例省委",),
        annexes=(
            Annex("学习情况统计表", (Text(documents.SENTENCE),)),
            Annex("科技工作者意见建议征集表", (Text(documents.SENTENCE),)),
        ),
    )


def checked(planted: Planted, data: bytes) -> LayoutReport:
    document = docx.Document(BytesIO(data))
    planted.change(document)
    out = BytesIO()
    document.save(out)
    return check_layout(out.getvalue())


@pytest.mark.parametrize("kind", documents.ALL)
def test_nothing_is_found_in_what_the_renderer_writes(kind: str) -> None:
    assert check_layout(drawn(documents.ALL[kind]())).deviations == ()


@pytest.mark.parametrize("planted", PLANTED, ids=[one.name for one in PLANTED])
def test_a_planted_deviation_is_found_alone_with_clause_and_place(planted: Planted) -> None:
    found = checked(planted, drawn(sample())).deviations
    assert [(one.clause, one.rule) for one in found] == [(planted.clause, planted.rule)]
    assert found[0].place.text.startswith(" ".join(planted.words.split())[:16])
    assert (found[0].place.text == "") == (planted.words == "")


ELSEWHERE = [
    *((one, "letter") for one in IN_A_LETTER),
    *((one, "minutes") for one in IN_MINUTES),
    *((one, "") for one in BY_HAND),
]


@pytest.mark.parametrize(
    ("planted", "kind"), ELSEWHERE, ids=[f"{kind or 'by hand'}: {one.name}" for one, kind in ELSEWHERE]
)
def test_a_deviation_planted_elsewhere_is_found_alone(planted: Planted, kind: str) -> None:
    found = checked(planted, drawn(documents.ALL[kind]()) if kind else by_hand()).deviations
    assert [(one.clause, one.rule) for one in found] == [(planted.clause, planted.rule)]
    assert found[0].place.text.startswith(planted.words[:16])


def test_nothing_is_found_in_a_right_document_made_by_hand() -> None:
    assert check_layout(by_hand()).deviations == ()


CLAUSES = (
    "各单位要认真组织。",
    "请按时报送材料，逾期不再受理。",
    "“两个清单”——见附件。",
    "共2026人、12个学会参加",
)
NAMES = ("示例省科学技术协会", "示例省农学会", "示例省科学技术协会科技社团党委", "示例市科协")
TITLES = (
    "关于开展学习工作的通知",
    "示例省科学技术协会关于报送2026年度学会党建工作总结和下一年度工作计划的通知",
)
PARTS = st.one_of(
    st.builds(Text, st.sampled_from(CLAUSES)),
    st.builds(
        Heading,
        st.integers(1, 4),
        st.sampled_from(("总体要求", "报送内容。")),
        st.sampled_from(("", *CLAUSES)),
    ),
    st.just(documents.GRID),
    st.just(Grid(("序号", "内容"), (("1", "文"),), caption="学习情况", unit="单位：场")),
)
DOCUMENTS = st.builds(
    OfficialDocument,
    form=st.sampled_from((Form.PLAIN, Form.RED_HEAD, Form.LETTER, Form.MINUTES)),
    title=st.sampled_from(TITLES),
    head=st.builds(
        Head, st.sampled_from(NAMES), st.sampled_from(((), ("周可",))), st.sampled_from((None, *Urgency))
    ),
    number=st.sampled_from(("示科协发〔2026〕3号", "第12期")),
    addressees=st.sampled_from(
        ((), ("各省级学会",), ("各设区市科协", "各省级学会、协会、研究会", "各高校科协"))
    ),
    parts=st.lists(PARTS, min_size=1, max_size=6).map(tuple),
    annexes=st.sampled_from(((), documents.ANNEXES, documents.ANNEXES[:1], (Annex("登记表"),))),
    attendance=st.sampled_from(((), (Attendance("出席", "林一舟、周可"), Attendance("列席", "陈示例")))),
    sign_off=st.none()
    | st.builds(
        SignOff,
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple),
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        st.booleans(),
    ),
    notes=st.sampled_from(((), ("此件公开发布",))),
    imprint=st.none()
    | st.just(documents.IMPRINT)
    | st.just(Imprint((), "示例省农学会秘书处", date(2026, 1, 6))),
)


def test_the_line_of_who_made_a_table_is_not_taken_for_addressees() -> None:
    grid = Grid(("事项", "数"), (("报送", "3"),), caption="报送情况表")
    sign_off = SignOff(("江岚省科学技术协会",), None)
    document = OfficialDocument(Form.TABLE, "学习情况汇总表", parts=(grid,), sign_off=sign_off)
    assert check_layout(drawn(document)).deviations == ()


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_nothing_is_found_in_any_document_that_the_renderer_writes(document: OfficialDocument) -> None:
    found = check_layout(drawn(document)).deviations
    assert [(one.clause, one.rule, one.place.text, one.wording("en")) for one in found] == []


def test_nothing_is_found_in_a_volume() -> None:
    table = TableData(("姓名", "职务"), (("林一舟", "理事长"), ("周可", "")))
    parts = (FactLine("报送人", "林一舟"), Paragraph(documents.SENTENCE * 3), table, SourceNote("JL-1"))
    chapters = (Chapter("农科类", 1), Chapter("示例省茶叶学会", 2, parts), Chapter("工科类", 1, parts, True))
    out = BytesIO()
    write_volume(out, Volume("学习体会汇编", ("示例省科协", "2026年1月"), chapters))
    assert check_layout(out.getvalue()).deviations == ()


def test_the_same_difference_is_reported_once_with_its_number() -> None:
    document = docx.Document(BytesIO(drawn(sample())))
    document.styles["Body Text"].font.size = Pt(14)
    out = BytesIO()
    document.save(out)
    (found,) = check_layout(out.getvalue()).deviations
    assert (found.rule, found.wording("en"), found.times) == ("size", ("16 pt", "14 pt"), 8)
    assert found.place.text == "为深入学习贯彻会议精神，现就报送"
