"""A document understood as a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.doubts import Doubt
from gongwen.extract.contacts import find_contacts
from gongwen.extract.cutter import MOST_TASKS
from gongwen.extract.rows import is_plan
from gongwen.extract.sheet_parts import attached_sheet
from gongwen.extract.tasks import Setting, find_tasks
from gongwen.extract.warnings import find_warnings
from gongwen.model import Attachment, BasedOn, Document, Notice, Options, Source, Task
from gongwen.parse.attachments import Annex, Annexes, find_annexes
from gongwen.parse.frame import Frame, read_frame
from gongwen.parse.layout import Layout, Paragraph, lay_out
from gongwen.parse.outline import outline, sections
from gongwen.parse.unglue import NUMBER
from gongwen.text.resolve import Base
from gongwen.text.widths import fold

_BASED_ON = re.compile(
    rf"(?:根据|按照|依据|贯彻落实|落实|转发|印发)[^。;\n《]{{0,24}}(?P<titles>《[^》\n]{{2,80}}》(?:[和、]《[^》\n]{{2,80}}》)*)"
    rf"(?:\((?P<number>[^()\n]{{0,20}}{NUMBER})\))?"
)
_NOT_TITLES = re.compile(r"以下简称|附件")
_YEAR = re.compile(r"(?:^|[^\d])((?:19|20)\d{2})(?=年|[〕\])】]|[^\d])")
_PLAN = re.compile(r"方案|要点|计划|意见|安排|分工|措施|规划|清单|办法|通知")


def understand(document: Document, options: Options) -> Notice:
    """Everything that a notice says: frame, outline, tasks, desks, attachments, doubts."""
    layout = lay_out(document)
    frame = read_frame(layout)
    annexes = find_annexes(layout, frame.body)
    forms = _form_paragraphs(layout, annexes)
    attachments = tuple(_attachment(document, layout, annex) for annex in annexes.items)
    contacts = find_contacts(layout, forms | annexes.listed)
    base = base_of(layout, frame, options)
    root = outline(layout, _body(layout, frame, annexes, forms))
    setting = Setting(layout, _title(layout, frame), attachments, contacts, base)
    tasks = find_tasks(setting, root)
    notice = Notice(
        text=layout.text,
        kind=frame.kind,
        doc_number=frame.doc_number,
        title=frame.title,
        issuers=frame.issuers,
        addressees=frame.addressees,
        issued_on=frame.issued_on,
        issued_on_span=frame.signed.span if frame.signed and frame.signed.day else None,
        based_on=_based_on(layout, frame),
        attachments=attachments,
        contacts=contacts,
        sections=sections(layout, root),
        tasks=tasks,
        warnings=(*document.doubts, *_beyond(tasks)),
        source=Source(document.format, document.engine, document.confidence),
    )
    return find_warnings(notice, base, options)


def _beyond(tasks: tuple[Task, ...]) -> Iterator[Doubt]:
    if len(tasks) >= MOST_TASKS:
        yield Doubt("tasks_beyond", (("count", str(MOST_TASKS)),))


def _title(layout: Layout, frame: Frame) -> str:
    span = frame.title.span if frame.title else None
    return layout.folded[span[0] : span[1]] if span else ""


def base_of(layout: Layout, frame: Frame, options: Options) -> Base:
    """What a missing year comes from: the sign-off, the number, the title, else the caller's date."""
    if frame.issued_on:
        return Base(frame.issued_on, frame.issued_on.year)
    if frame.signed and frame.signed.year:
        return Base(None, frame.signed.year)
    number = frame.doc_number.value if frame.doc_number else ""
    for text in (fold(number), _title(layout, frame)):
        found = _YEAR.search(text)
        if found:
            return Base(None, int(found.group(1)))
    return Base(None, options.reference_date.year if options.reference_date else None)


def _is_form(layout: Layout, annex: Annex) -> bool:
    """Whether an attachment's own text is a form, a list or a book of rules, and no plan of work."""
    if annex.first is None:
        return False
    lines = layout.paragraphs[annex.first : annex.last]
    rows = sum(bool(line.cells) for line in lines)
    labelled = sum(bool(line.label and line.label.kind in ("cn", "pcn", "num")) for line in lines)
    articles = sum(bool(line.label and line.label.kind == "article") for line in lines)
    title = layout.folded[annex.title[0] : annex.title[1]]
    if is_plan(layout, lines):
        return False
    return rows > labelled or articles > 2 or not _PLAN.search(title)


def _form_paragraphs(layout: Layout, annexes: Annexes) -> set[int]:
    return {
        index
        for annex in annexes.items
        if annex.first is not None and annex.last is not None and _is_form(layout, annex)
        for index in range(annex.first, annex.last)
    }


def _body(layout: Layout, frame: Frame, annexes: Annexes, forms: set[int]) -> list[Paragraph]:
    """The paragraphs that may ask for something: no head, sign-off, list of attachments or form."""
    left_out = forms | annexes.listed
    if frame.signed:
        left_out |= set(range(frame.signed.first, frame.signed.last + 1))
    return [p for index, p in enumerate(layout.paragraphs) if index >= frame.body and index not in left_out]


def _attachment(document: Document, layout: Layout, annex: Annex) -> Attachment:
    start, end = annex.title
    title = layout.text[start:end].replace("\n", "")
    return Attachment(title, annex.title, attached_sheet(document, layout, annex, title))


def _based_on(layout: Layout, frame: Frame) -> tuple[BasedOn, ...]:
    """Documents named with 根据, 转发, 印发 in the title and the paragraphs before the first item."""
    start = 0
    end = next((p.start for p in layout.paragraphs[frame.body :] if p.label), len(layout.text))
    answer: dict[str, BasedOn] = {}
    for found in _BASED_ON.finditer(layout.folded, start, end):
        titles = [(m.start(), m.end()) for m in re.finditer("《[^》]+》", found["titles"])]
        for index, (a, b) in enumerate(titles):
            at = found.start("titles")
            title = layout.text[at + a + 1 : at + b - 1].replace("\n", "")
            number = found["number"] if index == len(titles) - 1 and found["number"] else None
            printed = layout.text[found.start("number") : found.end("number")] if number else None
            if not _NOT_TITLES.search(title):
                answer.setdefault(title, BasedOn(title, printed))
    return tuple(answer.values())
