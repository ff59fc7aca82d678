from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from gongwen.check import check_layout
from gongwen.errors import BadFacts
from gongwen.official import Facts, Form, Grid, Heading, Item, Kind, Reference, Text
from gongwen.render.official.drafting import document_from
from gongwen.render.official.from_values import facts_from
from gongwen.render.official.word import official_docx

AGENCY = "示例省科学技术协会"
FULL: dict[str, object] = {
    "kind": "red_head_notice",
    "agency": AGENCY,
    "subject": "征集意见建议",
    "number": "示科协发〔2026〕3号",
    "date": "2026-01-05",
    "addressees": ["各省级学会"],
    "basis": [{"title": "《关于征集意见建议的通知》", "number": "示协发〔2025〕9号"}],
    "reason": "为反映科技工作者心声",
    "items": [
        {
            "name": "征集意见建议",
            "text": "广泛听取意见。",
            "due": "2026年1月20日",
            "things": ["征集表", "总结"],
        },
        {"name": "时间安排", "points": ["及时报送。逾期不再受理。"], "due": "2026年1月底"},
        {"name": "材料要求", "things": ["原件"], "audience": "各省级学会"},
    ],
    "annexes": [
        {
            "title": "意见建议征集表",
            "landscape": True,
            "parts": [
                {"columns": ["序号", "内容"], "rows": [["1", ""]], "widths": [1, 5], "unit": "单位：条"},
                {"text": "说明"},
                {"level": 1, "heading": "填表说明"},
            ],
        }
    ],
    "contacts": [{"name": "林一舟", "phone": "010-55550101", "mail": "kexie@example.org"}],
    "copies": ["示例省民政厅"],
    "printed_by": "示例省科学技术协会办公室",
    "urgency": "加急",
    "sealed": False,
}


def texts(facts: Facts) -> list[str]:
    return [part.text for part in document_from(facts).parts if isinstance(part, Text | Heading)]


def test_facts_are_worded_as_a_notice() -> None:
    assert texts(facts_from(FULL)) == [
        "根据《关于征集意见建议的通知》（示协发〔2025〕9号）要求，为反映科技工作者心声，现将有关事项通知如下。",
        "征集意见建议",
        "广泛听取意见。",
        "请于2026年1月20日前报送征集表、总结。",
        "时间安排",
        "及时报送。",
        "完成时限：2026年1月底。",
        "材料要求",
        "本项面向各省级学会。",
        "请报送原件。",
        "特此通知。",
    ]


def test_a_sentence_that_ends_needs_no_comma() -> None:
    facts = Facts(Kind.LETTER, AGENCY, "商请支持", reason="今年举办年会。", items=(Item("时间"),))
    assert texts(facts)[0] == "今年举办年会。现将有关事项函告如下。"


def test_nothing_is_said_that_is_not_known() -> None:
    assert document_from(Facts(Kind.NOTICE, AGENCY, "开会", closing=" ")).parts == ()


@pytest.mark.parametrize(
    ("kind", "form", "title", "head"),
    [
        (Kind.NOTICE, Form.PLAIN, f"{AGENCY}关于学习的通知", ""),
        (Kind.RED_HEAD_NOTICE, Form.RED_HEAD, f"{AGENCY}关于学习的通知", f"{AGENCY}文件"),
        (Kind.LETTER, Form.LETTER, f"{AGENCY}关于学习的函", AGENCY),
        (Kind.MINUTES, Form.MINUTES, "学习会议纪要", f"{AGENCY}会议纪要"),
        (Kind.BULLETIN, Form.RED_HEAD, f"{AGENCY}关于学习的通报", f"{AGENCY}文件"),
        (Kind.COVER_NOTE, Form.LETTER, f"{AGENCY}关于报送学习的函", AGENCY),
        (Kind.SUMMARY_TABLE, Form.TABLE, "学习汇总表", ""),
        (Kind.STATISTICS_TABLE, Form.TABLE, "学习统计表", ""),
    ],
)
def test_each_kind_has_its_form_title_and_head(kind: Kind, form: Form, title: str, head: str) -> None:
    document = document_from(Facts(kind, AGENCY, "学习", date(2026, 1, 5)))
    assert (document.form, document.title, document.head.agency) == (form, title, head)


def test_a_cover_note_with_a_signer_is_a_report() -> None:
    document = document_from(Facts(Kind.COVER_NOTE, AGENCY, "学习情况", signers=("周可",)))
    assert (document.form, document.title) == (Form.RED_HEAD, f"{AGENCY}关于报送学习情况的报告")


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_found_in_what_is_drawn_from_facts(kind: Kind) -> None:
    tables = [{"columns": ["序号", "单位", "做法"], "rows": [["1", "示例省农学会", "集中学习"]]}]
    facts = facts_from(FULL | {"kind": kind.value, "tables": tables})
    assert check_layout(official_docx(document_from(facts))).deviations == ()


def test_values_become_facts() -> None:
    facts = facts_from(FULL)
    assert facts.date == date(2026, 1, 5)
    assert facts.basis == (Reference("《关于征集意见建议的通知》", "示协发〔2025〕9号"),)
    assert facts.annexes[0].parts[0] == Grid(("序号", "内容"), (("1", ""),), (1, 5), unit="单位：条")
    assert facts.sealed is False


PART = {"level": 9, "heading": "x"}


def changed(**values: object) -> Mapping[str, object]:
    return FULL | values


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ([], "facts"),
        ({"kind": "notice"}, "agency"),
        (changed(kind="poem"), "kind"),
        (changed(agency="  "), "agency"),
        (changed(subject=3), "subject"),
        (changed(colour="red"), "colour"),
        (changed(date="5.1.2026"), "date"),
        (changed(sealed="yes"), "sealed"),
        (changed(urgency="sofort"), "urgency"),
        (changed(addressees="各学会"), "addressees"),
        (changed(addressees=["各学会", 3]), "addressees[1]"),
        (changed(items=[{"text": "x"}]), "items[0].name"),
        (changed(items=[{"name": "x", "duty": "x"}]), "items[0].duty"),
        (changed(items=[{"name": "x"}] * 100), "items"),
        (changed(annexes=[{"title": "x", "parts": [PART]}]), "annexes[0].parts[0].level"),
        (changed(tables=[{"columns": ["a"], "rows": [["1", "2"]]}]), "tables[0].rows[0]"),
        (changed(tables=[{"columns": ["a"], "rows": [], "widths": [1, 2]}]), "tables[0]"),
        (changed(tables=[{"columns": ["a"], "rows": [], "widths": [0]}]), "tables[0].widths[0]"),
        (changed(tables=[{"columns": [], "rows": []}]), "tables[0]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(values: object, where: str) -> None:
    with pytest.raises(BadFacts) as refused:
        facts_from(values)
    assert refused.value.values == {"where": where}


def test_too_many_points_are_refused_by_name() -> None:
    item = {"name": "x", "points": ["y"] * 100}
    with pytest.raises(BadFacts) as refused:
        facts_from(changed(items=[item]))
    assert refused.value.values == {"where": "items[0].points"}
