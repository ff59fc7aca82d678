"""A file that came back -> what it says about a page. The one place where filled forms are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from gongwen.errors import EmptyDocument, FormlessDocument, MissingRecognizer, TextlessDocument
from gongwen.facade import Answers, Options, read_filled_sheets, read_scanned_sheets, reference_of
from gongwen.facade import sheet_template as loose_template
from quanjing.foundation.errors import WrongState
from quanjing.notify.rules import FormReference, assignments_signed, form_signed, signed
from quanjing.sheets.models import SheetTemplate
from quanjing.submissions.actions.paper import DOCX, XLSX, printed_template
from quanjing.submissions.actions.translating import translated
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.papers import Paper, papers_of, sheet_of
from quanjing.submissions.rules.check_code import check_code
from quanjing.submissions.rules.marks import mark_among
from quanjing.submissions.rules.understood import Understood

WORD = frozenset({"docx", "doc", "wps", "rtf", "odt"})
EXCEL = frozenset({"xlsx", "xls", "et", "ods"})
SCANS = frozenset({"pdf", "jpg", "png"})
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


class Note(StrEnum):
    """How a file was taken."""

    READ = "read"
    OLDER = "older"  # of an older version of the sheet: read by its labels
    SCAN = "scan"  # recognized, to be checked by a person
    NO_RECOGNIZER = "no_recognizer"  # a scan, and nobody here can read it: an attachment
    ATTACHMENT = "attachment"  # answers nothing: an attachment


@dataclass(slots=True)
class FormRead:
    """What one file says. `tasks` are the items that it answers; `proven`: its reference or code says so."""

    note: Note
    said: Understood = field(default_factory=Understood)
    tasks: tuple[str, ...] = ()
    proven: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    """A paper that a file may be a copy of, with what it would answer."""

    paper: Paper
    answers: Answers
    left: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, bool]:
        """Of papers that fit alike, a single sheet goes before all together."""
        return len(self.answers.answers) - len(self.left), self.paper.template is not None


def read_form(page: ReportPage, *, name: str, data: bytes, format: str, options: Options) -> FormRead:
    """Read a filled copy of one of the page's sheets, by controls, then labels and the table's shape.

    Args:
        format: as `files.actions.store` found it. options: `convert` and `recognize` may take seconds.

    Raises:
        WrongState: it is another body's form, or one of another notice.
        gongwen.errors.GongwenError: the file cannot be read.
    """
    papers = papers_of(page)
    try:
        if format in SCANS:
            return _scan(page, papers, name, data, options)
        if format in WORD | EXCEL:
            return _file(page, papers, name, data, format, options)
    except MissingRecognizer:
        return FormRead(Note.NO_RECOGNIZER)
    except (EmptyDocument, FormlessDocument, TextlessDocument):
        pass
    return FormRead(Note.ATTACHMENT)


def _file(
    page: ReportPage, papers: list[Paper], name: str, data: bytes, format: str, options: Options
) -> FormRead:
    form = form_signed(reference_of(data, options))
    named: list[Paper] = []
    if form is not None:
        _refuse_foreign(page, form.assignments)
        named = _named(papers, form)
    wanted = named or papers
    templates = [loose_template(sheet_of(paper)) for paper in wanted]
    fit = _fittest(wanted, read_filled_sheets(data, name=name, templates=templates, options=options))
    printed = printed_template(fit.paper, DOCX if format in WORD else XLSX)
    if printed is not None:
        [on_paper] = read_filled_sheets(data, name=name, templates=[printed], options=options)
        fit = _joined(fit, on_paper)
    said = translated(page, fit.paper, fit.answers, fit.left)
    if said.is_empty and form is None:
        return FormRead(Note.ATTACHMENT)
    is_older = form is not None and (not named or _version(fit.paper) != form.version)
    meant = _meant(page, form) if form else _tasks(fit.paper)
    return FormRead(Note.OLDER if is_older else Note.READ, said, meant, form is not None)


def _scan(page: ReportPage, papers: list[Paper], name: str, data: bytes, options: Options) -> FormRead:
    loose = [loose_template(sheet_of(paper)) for paper in papers]
    printed = {paper.code: printed_template(paper, DOCX) for paper in papers}
    known = {code: template for code, template in printed.items() if template is not None}
    templates = [*loose, *known.values()]
    found = read_scanned_sheets(data, name=name, templates=templates, options=options)
    on_paper = dict(zip(known, found[len(loose) :], strict=True))
    found = found[: len(loose)]
    _refuse_foreign(page, assignments_signed(" ".join(found[0].lines)))
    codes = _printed_codes(page)
    meant = mark_among(found[0].lines, codes)
    pairs = [
        (paper, one) for paper, one in zip(papers, found, strict=True) if meant in (None, *_tasks(paper))
    ]
    fit = _fittest([paper for paper, _one in pairs], [one for _paper, one in pairs])
    if fit.paper.code in on_paper:
        fit = _joined(fit, on_paper[fit.paper.code])
    left = [one for one in fit.left if not (_PAGE_NUMBER.fullmatch(one) or mark_among([one], codes))]
    said = translated(page, fit.paper, fit.answers, left)
    if said.is_empty and meant is None:
        return FormRead(Note.ATTACHMENT)
    return FormRead(Note.SCAN, said, _tasks(fit.paper), meant is not None)


def _fittest(papers: Sequence[Paper], found: Sequence[Answers]) -> _Fit:
    fits = [_Fit(paper, one, one.not_understood) for paper, one in zip(papers, found, strict=True)]
    return max(fits, key=lambda one: one.weight)


def _joined(fit: _Fit, on_paper: Answers) -> _Fit:
    """What two readings say of one file: by labels alone, and against what the blank prints.

    The one with more answers counts; a text is left over where neither could place it, or where the
    second placed it in a field that only the paper has.
    """
    keys = {(block.key, each.key) for block in sheet_of(fit.paper).blocks for each in block.fields}
    known = [one for one in on_paper.answers if (one.block, one.field) in keys]
    best = known if fit.paper.is_issuers and len(known) >= len(fit.answers.answers) else fit.answers.answers
    told = "\n".join(one.value for one in best)
    left = [one for one in fit.answers.not_understood if one in on_paper.not_understood]
    left += [one.value for one in on_paper.answers if one.value not in told]
    left += [one for one in on_paper.not_understood if one not in left and best is known]
    return _Fit(fit.paper, Answers(tuple(best)), tuple(dict.fromkeys(left)))


def _named(papers: list[Paper], form: FormReference) -> list[Paper]:
    """The paper of the sheet that a reference names; none where it is of an older version."""
    if not form.sheet:
        return papers[:1]
    own = [paper for paper in papers if paper.template and paper.template.code == form.sheet]
    return own or [paper for paper in papers if paper.template and form.sheet in _ancestors(paper.template)]


def _ancestors(template: SheetTemplate) -> list[str]:
    codes, before = [], template.previous
    while before is not None and before.code not in codes:
        codes.append(before.code)
        before = before.previous
    return codes


def _meant(page: ReportPage, form: FormReference) -> tuple[str, ...]:
    return tuple(part.code for part in page.parts if part.assignment.code in form.assignments)


def _version(paper: Paper) -> int:
    return paper.template.version if paper.template else 0


def _tasks(paper: Paper) -> tuple[str, ...]:
    return tuple(part.code for part in paper.parts)


def _refuse_foreign(page: ReportPage, codes: Sequence[str]) -> None:
    """Raises `WrongState` for a form that was made for another body or another notice."""
    own = {part.assignment.code for part in page.parts}
    if not codes or own.intersection(codes):
        return
    body = page.parts[0].assignment.organization.code
    if any(code.endswith(f"-{body}") for code in codes):
        raise WrongState(_("This form belongs to another notice; please hand it in there."))
    raise WrongState(_("This form was made for another unit. Nothing of it was taken."))


def _printed_codes(page: ReportPage) -> Mapping[str, str]:
    """What may stand on paper of this page: the code of the blank, the check code of what was sent."""
    codes = {signed(part.assignment.code): part.code for part in page.parts}
    return codes | {check_code(part.latest): part.code for part in page.parts if part.latest}
