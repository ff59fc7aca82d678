"""How fast filled Word forms are read as answers, beside python-docx that only opens and walks them.

The forms are made here: an application with pairs and a list, a statistics table, a letter with blanks, each
filled in. Ours reads every copy against its template, prepared once; the peer opens the file and asks
each paragraph and cell for its text. Writing is measured as well: the blank filled in, with its controls.
"""

from __future__ import annotations

import time
from io import BytesIO

import docx
import harness

from gongwen.facade import Template, fill_sheet_docx, read_filled_sheet, read_sheet_template

BARS = {"ms_a_copy": 5.0, "ours/peer": 0.5}  # 5 ms are 200 copies a second and core
COPIES, QUICK_COPIES = 60, 15
TEXT = "坚持问题导向，走访基层单位，梳理共性需求，组织专家现场指导，帮助解决技术难题。"

Copy = tuple[bytes, Template]


def application() -> bytes:
    document = docx.Document()
    document.add_paragraph("决策咨询课题申报表")
    pairs = (
        "课题名称",
        "申报人",
        "所在单位",
        "联系电话",
        "电子邮箱",
        "职务职称",
        "起止时间",
        "申请经费（万元）",
    )
    table = document.add_table(len(pairs) // 2 + 9, 4)
    for number, label in enumerate(pairs):
        table.cell(number // 2, number % 2 * 2).text = label
    head = len(pairs) // 2
    for column, label in enumerate(("姓名", "工作单位", "职称", "分工")):
        table.cell(head, column).text = label
    for number, label in enumerate(("研究内容", "创新之处", "预期成果")):
        row = table.rows[head + 6 + number].cells
        row[0].text = label
        row[1].merge(row[3])
    return _saved(document)


def statistics() -> bytes:
    document = docx.Document()
    document.add_paragraph("学会活动情况统计表")
    document.add_paragraph("填报单位：                填表人：            联系电话：            ")
    table = document.add_table(16, 6)
    for column, label in enumerate(("序号", "活动名称", "活动日期", "地点", "参加人数", "备注")):
        table.cell(0, column).text = label
    for row in range(1, 16):
        table.cell(row, 0).text = str(row)
    document.add_paragraph("说明：行数不够可自行添加。")
    return _saved(document)


def letter() -> bytes:
    document = docx.Document()
    for line in (
        "项目实施承诺书",
        "我单位                  （单位全称）自愿申报                  （项目名称），现承诺如下：",
        "一、所提交的材料真实、准确、完整。",
        "二、确定            （联络员姓名）负责日常联络，联系电话                ，保证信息畅通。",
        "三、项目自筹资金不少于          万元。",
        "法定代表人：",
        "承诺日期：    年   月   日",
    ):
        document.add_paragraph(line)
    return _saved(document)


def _saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def prepared() -> list[tuple[bytes, Template, dict[str, list[dict[str, str]]]]]:
    """The blanks with their templates and values for every field."""
    found = []
    for blank in (application(), statistics(), letter()):
        template = read_sheet_template(blank, name="blank.docx")
        values = {
            block.key: [
                {
                    field.key: _value(field.type.value, number + row)
                    for number, field in enumerate(block.fields)
                }
                for row in range(5 if block.repeat else 1)
            ]
            for block in template.sheet.blocks
        }
        found.append((blank, template, values))
    return found


def _value(kind: str, number: int) -> str:
    return {"number": str(number), "date": f"2026年3月{number % 28 + 1}日", "longtext": TEXT * 3}.get(
        kind, f"第{number}项"
    )


def walk(data: bytes) -> int:
    """What python-docx needs to see all the text."""
    document = docx.Document(BytesIO(data))
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return length + sum(
        len(cell.text) for table in document.tables for row in table.rows for cell in row.cells
    )


def seconds(work: object) -> float:
    """Processor seconds: the bar is a core's."""
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


def main() -> int:
    options = harness.arguments(__doc__ or "")
    forms = prepared()
    copies: list[Copy] = [
        (fill_sheet_docx(blank, sheet=template.sheet, values=values), template)
        for blank, template, values in forms
    ] * ((QUICK_COPIES if options.quick else COPIES) // len(forms))
    answered = sum(len(read_filled_sheet(data, name="a.docx", template=one).answers) for data, one in copies)

    def ours() -> float:
        return seconds(lambda: [read_filled_sheet(data, name="a.docx", template=one) for data, one in copies])

    def peer() -> float:
        return seconds(lambda: [walk(data) for data, _ in copies])

    def written() -> float:
        return seconds(
            lambda: [fill_sheet_docx(blank, sheet=one.sheet, values=values) for blank, one, values in forms]
        )

    read, walked, filled = harness.in_turn(options.runs, ours, peer, written)
    figures = {
        "ms_a_copy": read.median / len(copies) * 1000,
        "ours/peer": read.median / walked.median,
        "copies_a_second": len(copies) / read.median,
        "peer_a_second": len(copies) / walked.median,
        "ms_a_form_written": filled.median / len(forms) * 1000,
        "answers_a_copy": answered / len(copies),
    }
    rows = {
        f"ours, {len(copies)} copies": read,
        "python-docx, opened and walked": walked,
        "written, 3 forms": filled,
    }
    return harness.report("Filled forms", rows, figures, BARS, options.check)


if __name__ == "__main__":
    harness.stop(main())
