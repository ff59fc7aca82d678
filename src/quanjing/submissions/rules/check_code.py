"""A short code over what was sent: printed on the sheet, typed when the sealed sheet comes back."""

from __future__ import annotations

import hashlib
import json

from quanjing.foundation.ids import ALPHABET
from quanjing.submissions.models import Entry, Submission
from quanjing.submissions.rules.marks import plain

LENGTH = 8


def check_code(submission: Submission) -> str:
    """Eight characters such as "k7m2-p9xz" that change with any change of the content.

    `submission` has its content prefetched (`queries.with_content`), its task and organization at hand.
    """
    assignment = submission.assignment
    content = {
        "task": assignment.task.code,
        "organization": assignment.organization.code,
        "header": submission.header,
        "none": sorted(submission.none_blocks),
        "nil": submission.nil_reason if submission.is_nil else None,
        "entries": [[one.block.template_id, one.block.key, one.row, one.values] for one in _rows(submission)],
        "files": sorted([sent.field_key, sent.file.sha256] for sent in submission.attachments.all()),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    signs = ""
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return f"{signs[:4]}-{signs[4:]}"


def is_same_code(typed: str, code: str) -> bool:
    """Whether what a person typed is this code: case, width, spaces and dashes do not matter."""
    return plain(typed) == plain(code)


def _rows(submission: Submission) -> list[Entry]:
    return sorted(
        submission.entries.all(), key=lambda one: (one.block.template_id, one.block.position, one.row)
    )
