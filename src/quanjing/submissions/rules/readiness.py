"""What sending would send now."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.submissions.models import Report
from quanjing.submissions.queries.page import Part, ReportPage
from quanjing.submissions.rules.answers import Checked, check, drafts_of, files_differ, whole_files
from quanjing.submissions.rules.permission import Mode, mode_of
from quanjing.tasks.enums import OPEN, State


def checked_parts(page: ReportPage) -> dict[str, Checked]:
    """What each open part would send now, by task code."""
    report = page.report or Report()
    drafts = drafts_of(page, report.draft)
    now = clock.now()
    open_parts = [part for part in page.parts if mode_of(part, now) is not Mode.SHOWN]
    return {
        part.code: check(page, part, drafts, report.header, report.corrections, now) for part in open_parts
    }


def is_ready(part: Part, checked: Checked | None, report: Report | None) -> bool:
    """Whether sending everything that is complete would send this part."""
    if checked is None or not checked.complete or part.assignment.state == State.NIL:
        return False
    return part.assignment.state in (*OPEN, State.RETURNED) or differs(part, checked, report)


def differs(part: Part, checked: Checked, report: Report | None) -> bool:
    """Whether what stands on the page is not what was sent last."""
    assert part.latest is not None
    sent = [(entry.block_id, entry.values) for entry in part.latest.entries.all()]
    now = [(block.pk, values) for block, values, _origin in checked.entries]
    own_header = {key: value for key, value in part.latest.header.items() if key in checked.header}
    return (
        sorted(sent, key=lambda entry: entry[0]) != sorted(now, key=lambda entry: entry[0])
        or own_header != checked.header
        or sorted(part.latest.none_blocks) != sorted(checked.none_blocks)
        or files_differ(part.latest, whole_files(report, part))
    )
