"""The words of the command line in both languages; the engine has no catalogue of translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels of the printed notice, reasons why a file is refused, and the help of `read`."""

    language: str
    number: str
    issuers: str
    addressees: str
    issued: str
    tasks: str
    audience: str
    responsible: str
    due: str
    deliverables: str
    contact: str
    sentence: str
    attachments: str
    contacts: str
    warnings: str
    none: str
    no_title: str
    colon: str
    brackets: str  # value: text
    weekdays: tuple[str, ...]
    days_left: str  # value: days
    today: str
    days_late: str  # value: days
    starts: str  # value: day
    inferred: str  # value: parts
    date_parts: tuple[tuple[str, str], ...]
    repeats: str
    optional: str
    header: str
    bad_call: str
    bad_day: str  # value: text
    bad_size: str
    bad_jobs: str
    no_such_file: str
    not_readable: str
    nothing_inside: str
    not_writable: str
    workbook_needs_file: str
    process_ended: str
    fault: str  # value: kind
    files_read: str
    description: str
    help_files: str
    help_format: str
    help_output: str
    help_jobs: str
    help_day: str
    help_size: str
    help_language: str


WORDS = {
    "en": Words(
        language="en",
        number="Number",
        issuers="Issued by",
        addressees="To",
        issued="Date",
        tasks="Tasks",
        audience="For",
        responsible="Who",
        due="Due",
        deliverables="Hand in",
        contact="Contact",
        sentence="Text",
        attachments="Attachments",
        contacts="Contacts",
        warnings="Please check",
        none="-",
        no_title="(no title)",
        colon=": ",
        brackets=" ({text})",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        days_left="days left: {days}",
        today="today",
        days_late="days past: {days}",
        starts="from {day}",
        inferred="not written there: {parts}",
        date_parts=(("year", "year"), ("month", "month"), ("day", "day")),
        repeats="repeats",
        optional="if any",
        header="header",
        bad_call="",
        bad_day="not a date of the form YYYY-MM-DD: {text}",
        bad_size="a number of megabytes above 0 is wanted",
        bad_jobs="a number from 1 is wanted",
        no_such_file="There is no such file.",
        not_readable="The file cannot be opened.",
        nothing_inside="The folder holds no file that can be read.",
        not_writable="The output cannot be written.",
        workbook_needs_file="A workbook is not for the terminal; name a file with -o.",
        process_ended="Reading it ended the process; it was left out.",
        fault="A fault of this program ({kind}); the file was left out.",
        files_read="files",
        description="Read notices: who is asked to do what by when. Needs no database.",
        help_files="files and folders (with all their folders); - reads standard input",
        help_format="what to print (text)",
        help_output="write to this file",
        help_jobs="how many processes read (all cores)",
        help_day="the day to count from; its year is taken where a notice names none",
        help_size="largest file in megabytes ({megabytes})",
        help_language="language of labels and messages (that of the terminal)",
    ),
    "zh": Words(
        language="zh",
        number="文号",
        issuers="发文单位",
        addressees="主送",
        issued="成文日期",
        tasks="任务",
        audience="面向",
        responsible="责任",
        due="截止",
        deliverables="报送",
        contact="联系",
        sentence="原文",
        attachments="附件",
        contacts="联系方式",
        warnings="请核对",
        none="-",
        no_title="（无标题）",
        colon="：",
        brackets="（{text}）",
        weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        days_left="还有{days}天",
        today="今天",
        days_late="已过{days}天",
        starts="{day}起",
        inferred="文中未写{parts}",
        date_parts=(("year", "年"), ("month", "月"), ("day", "日")),
        repeats="可多行",
        optional="如有则填",
        header="表头",
        bad_call="命令有误：",
        bad_day="不是YYYY-MM-DD形式的日期：{text}",
        bad_size="应为大于0的兆字节数",
        bad_jobs="应为不小于1的整数",
        no_such_file="没有这个文件。",
        not_readable="文件无法打开。",
        nothing_inside="文件夹中没有可识读的文件。",
        not_writable="结果无法写入。",
        workbook_needs_file="工作簿不能显示在终端上，请用-o指定文件。",
        process_ended="识读时进程中断，已略过。",
        fault="程序出错（{kind}），已略过该文件。",
        files_read="个文件",
        description="识读通知：要求谁在何时之前做什么。不需要数据库。",
        help_files="文件或文件夹（含下级文件夹）；- 表示标准输入",
        help_format="输出形式（默认text）",
        help_output="写入这个文件",
        help_jobs="同时识读的进程数（默认为全部核心）",
        help_day="起算日；通知未写年份时取其年份",
        help_size="单个文件的上限，兆字节（默认{megabytes}）",
        help_language="标签和提示的语言（默认随终端）",
    ),
}


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Labels of a printed form and the help of `sheet`."""

    repeats: str
    optional: str
    unnamed: str
    not_understood: str
    types: dict[str, str]
    description: str
    help_read: str
    help_answers: str
    help_blank: str
    help_filled: str
    help_template: str
    help_format: str
    help_language: str


_TYPES = ("text", "longtext", "number", "date", "choice", "multichoice", "file", "photo")
SHEET_WORDS = {
    "en": SheetWords(
        repeats="(rows repeat)",
        optional="(if any)",
        unnamed="(without heading)",
        not_understood="Not understood",
        types=dict(
            zip(
                _TYPES,
                ("text", "long text", "number", "date", "one of", "some of", "file", "photo"),
                strict=True,
            )
        ),
        description="Forms on paper: blanks as templates, filled copies as answers. Needs no database.",
        help_read="print what a blank form asks for",
        help_answers="print what a filled copy of a form answers",
        help_blank="a blank form: docx, xlsx, doc or xls",
        help_filled="a filled copy: docx, xlsx, doc or xls",
        help_template="the blank, or what `sheet read --format json` printed for it",
        help_format="what to print (text)",
        help_language="language of labels and messages (that of the terminal)",
    ),
    "zh": SheetWords(
        repeats="（可多行）",
        optional="（如有则填）",
        unnamed="（无标题）",
        not_understood="未能识别",
        types=dict(
            zip(_TYPES, ("文字", "长文字", "数字", "日期", "单选", "多选", "文件", "照片"), strict=True)
        ),
        description="表格：空白表变为模板，填好的表变为答案。不需要数据库。",
        help_read="列出空白表要填写的内容",
        help_answers="列出填好的表中的答案",
        help_blank="空白表：docx、xlsx、doc或xls",
        help_filled="填好的表：docx、xlsx、doc或xls",
        help_template="空白表，或`sheet read --format json`对它的输出",
        help_format="输出形式（默认text）",
        help_language="标签和提示的语言（默认随终端）",
    ),
}


def terminal_language(environment: dict[str, str]) -> str:
    """The language of a terminal with this environment: "zh" or "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return "zh" if value.startswith("zh") else "en"
    return "en"
