"""The labels of the tables and calendars made of notices, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactWords:
    tasks: str
    contacts: str
    notices: str
    file: str
    notice: str
    doc_number: str
    number: str
    task: str
    responsible: str
    audience: str
    opens: str
    due: str
    time: str
    deadline: str
    recurrence: str
    rhythms: tuple[tuple[str, str], ...]
    deliverables: str
    contact: str
    sentence: str
    name: str
    organization: str
    topic: str
    phones: str
    emails: str
    kind: str
    issuers: str
    addressees: str
    issued_on: str
    attachments: str
    task_count: str
    doubts: str


_CHINESE = FactWords(
    tasks="任务",
    contacts="联系",
    notices="文件",
    file="文件名",
    notice="通知标题",
    doc_number="文号",
    number="序号",
    task="任务",
    responsible="责任单位",
    audience="面向对象",
    opens="开始日期",
    due="截止日期",
    time="时刻",
    deadline="期限原文",
    recurrence="周期",
    rhythms=(
        ("daily", "每日"),
        ("weekly", "每周"),
        ("monthly", "每月"),
        ("quarterly", "每季度"),
        ("yearly", "每年"),
    ),
    deliverables="报送内容",
    contact="联系人",
    sentence="原文",
    name="姓名",
    organization="单位",
    topic="事项",
    phones="电话",
    emails="邮箱",
    kind="文种",
    issuers="发文单位",
    addressees="主送",
    issued_on="成文日期",
    attachments="附件",
    task_count="任务数",
    doubts="请核对",
)

_ENGLISH = FactWords(
    tasks="Tasks",
    contacts="Contacts",
    notices="Notices",
    file="File",
    notice="Notice",
    doc_number="Number of notice",
    number="No.",
    task="Task",
    responsible="Responsible",
    audience="For",
    opens="Opens",
    due="Due",
    time="Time",
    deadline="Deadline as written",
    recurrence="Repeats",
    rhythms=(
        ("daily", "daily"),
        ("weekly", "weekly"),
        ("monthly", "monthly"),
        ("quarterly", "quarterly"),
        ("yearly", "yearly"),
    ),
    deliverables="To hand in",
    contact="Contact",
    sentence="Text",
    name="Name",
    organization="Organization",
    topic="Topic",
    phones="Phones",
    emails="Mailboxes",
    kind="Kind",
    issuers="Issued by",
    addressees="To",
    issued_on="Date",
    attachments="Attachments",
    task_count="Tasks",
    doubts="Please check",
)


def fact_words(language: str) -> FactWords:
    """The labels in `language` ("zh…" or anything else for English)."""
    return _CHINESE if language.startswith("zh") else _ENGLISH
