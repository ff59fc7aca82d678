"""Drawing a notice of two pages as Word and as PDF, and measuring the Word file.

Bars: each is drawn or measured while its reader waits for the page, so in a quarter of a second at most.
"""

from __future__ import annotations

from datetime import date

from harness import arguments, in_turn, report, stop, timed

from gongwen.facade import check_layout, document_from, official_docx, official_pdf
from gongwen.official import Facts, Item, Kind

BARS = {"docx_s": 0.25, "pdf_s": 0.25, "check_s": 0.25}
SENTENCE = "各单位要结合实际认真组织，及时梳理工作中的做法和问题，按照要求报送有关材料。"


def notice() -> Facts:
    """A notice with a red head that fills two pages."""
    items = tuple(
        Item(f"第{number}项工作", SENTENCE * 4, "2026年1月20日", ("总结",)) for number in range(1, 5)
    )
    return Facts(
        Kind.RED_HEAD_NOTICE,
        "示例省科学技术协会",
        "做好年度工作总结",
        date(2026, 1, 5),
        "示科协发〔2026〕3号",
        ("各省级学会",),
        items=items,
        copies=("示例省民政厅",),
        printed_by="示例省科学技术协会办公室",
    )


def main() -> int:
    options = arguments(__doc__ or "")
    document = document_from(notice())
    data = official_docx(document)
    official_pdf(document)  # the machine's faces are looked up once a process
    runs = 5 if options.quick else max(options.runs, 30)
    docx, pdf, check = in_turn(
        runs,
        lambda: timed(lambda: official_docx(document)),
        lambda: timed(lambda: official_pdf(document)),
        lambda: timed(lambda: check_layout(data)),
    )
    rows = {"notice as docx": docx, "notice as pdf": pdf, "measuring the docx": check}
    figures = {"docx_s": docx.median, "pdf_s": pdf.median, "check_s": check.median}
    return report("A notice of two pages", rows, figures, BARS, options.check)


if __name__ == "__main__":
    stop(main())
