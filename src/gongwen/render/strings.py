"""The few words that rendered papers carry by themselves, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strings:
    number: str
    contents: str
    attachment: str
    organization: str
    task: str
    entry: str
    colon: str
    notes: str
    hint: str  # how a hint stands behind its label; value: hint
    none_hint: str  # below the label of a block that may be answered by an explicit none
    file_hint: str  # in the box of a field that takes a file or a photo
    worksheet: str
    cell: str
    part: str
    text: str
    continued: str  # name of the worksheet that takes what does not fit into a cell
    continued_note: str  # values: sheet, row
    manifest: str
    file_name: str
    size: str
    checksum: str
    delivered: str
    yes: str
    no: str
    totals: str
    item: str
    count: str
    files_expected: str
    files_delivered: str
    list_mark: str
    signer: str
    made_by: str
    copies: str
    printed: str
    broken_picture: str  # stands for a picture that cannot be drawn


ZH = Strings(
    number="序号",
    contents="目录",
    attachment="附件",
    organization="单位",
    task="任务",
    entry="条目",
    colon="：",
    notes="填表说明：",
    hint="（{hint}）",
    none_hint="如没有，请填写“无”",
    file_hint="可另附文件",
    worksheet="工作表",
    cell="单元格",
    part="段次",
    text="内容",
    continued="续",
    continued_note="……（下接工作表“{sheet}”第{row}行）",
    manifest="文件清单",
    file_name="文件名",
    size="大小（字节）",
    checksum="校验值（SHA-256）",
    delivered="已交",
    yes="是",
    no="否",
    totals="合计",
    item="项目",
    count="数量",
    files_expected="应交文件",
    files_delivered="已交文件",
    list_mark="、",
    signer="签发人",
    made_by="填报单位",
    copies="抄送",
    printed="印发",
    broken_picture="（图片无法显示）",
)

EN = Strings(
    number="No.",
    contents="Contents",
    attachment="Attachment",
    organization="Organization",
    task="Task",
    entry="Entry",
    colon=": ",
    notes="Notes:",
    hint="({hint})",
    none_hint="If there is nothing, write “none”",
    file_hint="A file may be attached",
    worksheet="Worksheet",
    cell="Cell",
    part="Part",
    text="Text",
    continued="Continued",
    continued_note=" … (continued in worksheet “{sheet}”, row {row})",
    manifest="List of files",
    file_name="File name",
    size="Size (bytes)",
    checksum="Checksum (SHA-256)",
    delivered="Delivered",
    yes="yes",
    no="no",
    totals="Totals",
    item="Item",
    count="Count",
    files_expected="Files expected",
    files_delivered="Files delivered",
    list_mark=", ",
    signer="Signed by",
    made_by="Reported by",
    copies="Copies",
    printed=" printed",
    broken_picture="(this picture cannot be shown)",
)


def strings(language: str) -> Strings:
    """The words of `language` ("zh…" or anything else for English)."""
    return ZH if language.startswith("zh") else EN
