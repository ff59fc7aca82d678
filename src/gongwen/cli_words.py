"""The words of the command line in both languages; the engine has no catalogue of translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels of the printed notice and reasons why a file is refused."""

    language: str
    title: str
    number: str
    issuers: str
    addressees: str
    issued: str
    tasks: str
    task: str
    audience: str
    due: str
    desk: str
    deliverables: str
    attachments: str
    contacts: str
    warnings: str
    none: str
    repeats: str
    optional: str
    header: str
    bad_call: str
    no_such_file: str
    is_a_folder: str
    not_readable: str


WORDS = {
    "en": Words(
        language="en",
        title="Title",
        number="Number",
        issuers="Issued by",
        addressees="To",
        issued="Date",
        tasks="Tasks",
        task="Task",
        audience="For",
        due="Due",
        desk="Desk",
        deliverables="To hand in",
        attachments="Attachments",
        contacts="Contacts",
        warnings="Please check",
        none="-",
        repeats="repeats",
        optional="if any",
        header="header",
        bad_call="",
        no_such_file="There is no such file.",
        is_a_folder="This is a folder, not a file.",
        not_readable="The file cannot be opened.",
    ),
    "zh": Words(
        language="zh",
        title="标题",
        number="文号",
        issuers="发文单位",
        addressees="主送",
        issued="成文日期",
        tasks="任务",
        task="任务",
        audience="面向对象",
        due="截止时间",
        desk="联系人",
        deliverables="报送内容",
        attachments="附件",
        contacts="联系方式",
        warnings="请核对",
        none="-",
        repeats="可多行",
        optional="如有则填",
        header="表头",
        bad_call="命令有误：",
        no_such_file="没有这个文件。",
        is_a_folder="这是文件夹，不是文件。",
        not_readable="文件无法打开。",
    ),
}
