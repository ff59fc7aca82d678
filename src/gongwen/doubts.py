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
    "tasks_beyond": (
        "The text asks for more than {count} things; only the first ones are listed.",
        "文中要求超过{count}项，只列出前面的部分。",
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
    "pages_left_out": (
        "At most {limit} pages are recognized; these were not read: {pages}.",
        "最多识别{limit}页，以下各页未识读：{pages}。",
    ),
    "insertion_unread": (
        "Something inserted from another file was not read.",
        "文中插入的其他文件内容未识读。",
    ),
    "characters_lost": (
        "{count} characters could not be read; they stand as \ufffd.",
        "有{count}个字符无法识读，以\ufffd代替。",
    ),
    "page_unread": ("Page {page} is a picture and was not read.", "第{page}页为图像，未能识读。"),
    "pages_beyond": (
        "Only the first {count} of {total} pages were read.",
        "共{total}页，只识读了前{count}页。",
    ),
    # `reason` is English, `reason_zh` the same in Chinese.
    "part_unread": ("{name} was not read: {reason}", "{name}未能识读：{reason_zh}"),
    "part_repeated": (
        "{name} repeats the notice itself and was left out.",
        "{name}与通知正文重复，未列入。",
    ),
    # Of one answer in a filled form; `value` is what stands there.
    "answer_no_number": ("A number is expected: {value}", "应填数字：{value}"),
    "answer_no_date": ("A date is expected: {value}", "应填日期：{value}"),
    "answer_no_option": ("None of the options offered: {value}", "不在可选项之内：{value}"),
    "letter_left_out": (
        "The mail's own words were taken for a covering note and left out: {text}",
        "邮件正文视为附言，未列入：{text}",
    ),
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
