"""What was unsure or contradictory in a reading, said in both languages.

Like the errors, a doubt carries a stable `code` and the values its sentence needs, so that the
command line and the platform say the same thing to their users.
"""

from __future__ import annotations

from dataclasses import dataclass

# code: (English, Chinese); `{task}` is the task's number from 1.
SENTENCES = {
    "no_title": ("No title was found.", "未找到标题。"),
    "no_addressees": ("No addressees were found.", "未找到主送单位。"),
    "no_issue_date": ("No full date of issue was found.", "未找到完整的成文日期。"),
    "no_request": ("No request was found.", "未找到需要办理的事项。"),
    "title_without_kind": (
        "The title does not end with a kind of document.",
        "标题末尾不是文种名称。",
    ),
    "issuer_from_title": (
        "The issuer was taken from the title.",
        "发文单位取自标题。",
    ),
    "year_from_outside": (
        "Missing years were taken from the title, the number or the reference date.",
        "未写明的年份取自标题、文号或参考日期。",
    ),
    "no_date": (
        "Task {task} asks for something without a date.",
        "第{task}项要求报送材料，但未写明期限。",
    ),
    "year_not_settled": (
        "The date of task {task} has no year that the notice settles.",
        "第{task}项的日期未写年份，文中也无从确定。",
    ),
    "due_before_issue": (
        "The date of task {task} lies before the date of issue.",
        "第{task}项的期限早于成文日期。",
    ),
    "due_contradicted": (
        "Task {task} is due on {due}, but elsewhere the same thing is due on {other}.",
        "第{task}项的期限为{due}，文中另一处为{other}。",
    ),
    "recognized": (
        "The text was recognized from a picture by {engine}, on average {percent} % sure; please compare it.",
        "文字由{engine}从图像识别而来，平均把握{percent}%，请与原件核对。",
    ),
    "page_unsure": (
        "Page {page} was recognized with only {percent} % certainty.",
        "第{page}页识别把握只有{percent}%。",
    ),
    "part_unread": ("{name} was not read: {reason}", "{name}未能识读：{reason}"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One sentence for the reader; `task` is a number from 1, `span` a place in the notice's text."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    task: int | None = None
    span: tuple[int, int] | None = None

    def message(self, language: str) -> str:
        """The sentence in `language` ("zh…" or anything else for English), values filled in."""
        english, chinese = SENTENCES[self.code]
        template = chinese if language.startswith("zh") else english
        return template.format(task=self.task, **dict(self.values))

    def __str__(self) -> str:
        return self.message("en")
