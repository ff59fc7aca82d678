"""The words of `check-layout` and `compose` in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """Lines of the report, notes of drawing, and the help of both commands."""

    colon: str
    help_format: str
    layout_description: str
    layout_file: str
    layout_check: str
    layout_clean: str  # values: standard, paragraphs
    layout_found: str  # values: standard, count
    layout_difference: str  # values: expected, found
    layout_times: str  # value: times
    layout_paragraph: str  # values: number, text
    layout_table: str  # values: number, text
    layout_section: str  # value: number
    compose_description: str
    compose_file: str
    compose_output: str
    compose_fonts: str
    compose_strict: str
    compose_ending: str
    compose_no_json: str
    compose_substitute: str  # values: face, used


LAYOUT_WORDS = {
    "en": LayoutWords(
        colon=": ",
        help_format="what to print (text)",
        layout_description="Measure a Word file against GB/T 9704-2012. Needs no database.",
        layout_file="the document",
        layout_check="exit status 1 where anything differs",
        layout_clean="Agrees with {standard} (paragraphs measured: {paragraphs}).",
        layout_found="Differs from {standard} (differences: {count}):",
        layout_difference="{expected} expected, {found} found",
        layout_times=" (and so {times} more)",
        layout_paragraph="paragraph {number} “{text}”",
        layout_table="table {number} “{text}”",
        layout_section="section {number}",
        compose_description="Draw an official document from facts, in the layout of GB/T 9704-2012.",
        compose_file="the facts as JSON",
        compose_output="what to write: a name that ends with .docx or .pdf",
        compose_fonts="a folder with faces, besides those of the system",
        compose_strict="refuse to draw a PDF with substitutes for the standard's faces",
        compose_ending="the output's name must end with .docx or .pdf",
        compose_no_json="The file holds no JSON.",
        compose_substitute="{used} stands in for {face}",
    ),
    "zh": LayoutWords(
        colon="：",
        help_format="输出形式（默认text）",
        layout_description="按GB/T 9704-2012检查Word文件的版式。不需要数据库。",
        layout_file="要检查的公文",
        layout_check="有不符之处时以状态1退出",
        layout_clean="符合{standard}（已检查{paragraphs}段）。",
        layout_found="与{standard}不符，共{count}处：",
        layout_difference="应为{expected}，实为{found}",
        layout_times="（另有{times}处相同）",
        layout_paragraph="第{number}段“{text}”",
        layout_table="表{number}“{text}”",
        layout_section="第{number}节",
        compose_description="根据要素生成公文，版式按GB/T 9704-2012。",
        compose_file="公文要素（JSON）",
        compose_output="要写入的文件，以.docx或.pdf结尾",
        compose_fonts="字体文件夹（系统字体之外）",
        compose_strict="缺少标准字体时不用替代字体生成PDF",
        compose_ending="输出文件名应以.docx或.pdf结尾",
        compose_no_json="文件内容不是JSON。",
        compose_substitute="以{used}代替{face}",
    ),
}
