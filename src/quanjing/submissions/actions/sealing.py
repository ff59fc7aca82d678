"""Confirmation on paper: the printed sheet comes back signed and sealed, matched by its check code."""

from __future__ import annotations

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.submissions.actions.locking import RELATED
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import SealedCopy, Submission
from quanjing.submissions.queries import with_content
from quanjing.submissions.rules import can_report
from quanjing.submissions.rules.check_code import check_code, is_same_code
from quanjing.tasks.models import Assignment

SEALABLE = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.NIL)
SCANS = frozenset({"pdf", "jpg", "png"})


@transaction.atomic
def attach_sealed_copy(
    *, actor: Actor, submission: Submission, name: str, data: bytes, code: str
) -> SealedCopy:
    """Keep the scan of the signed and sealed sheet of the newest version.

    Args:
        code: the check code as it stands on the paper.

    Raises:
        Denied: not the actor's own body, or the post does not report.
        WrongState: a newer version exists, or this one was sent back.
        Invalid: the code is not that of what was sent, or the file is no scan; nothing is kept.
        gongwen.errors.GongwenError: the file is refused.
    """
    Assignment.objects.select_for_update().get(pk=submission.assignment_id)
    fresh = Submission.objects.select_related(*RELATED).get(pk=submission.pk)
    if not can_report(actor, fresh.assignment):
        raise Denied
    newer = Submission.objects.filter(assignment=fresh.assignment_id, version__gt=fresh.version)
    if newer.exists() or fresh.state not in SEALABLE:
        raise WrongState(_("This version no longer counts. Please print the newest one and have it sealed."))
    prefetch_related_objects([fresh], *with_content())
    if not is_same_code(code, check_code(fresh)):
        words = _(
            "The check code does not belong to what was sent. "
            "The content was changed after printing, or the code was mistyped."
        )
        raise Invalid([Problem("code", words)])
    file = _stored(actor, name, data)
    copy = SealedCopy.objects.create(
        submission=fresh,
        file=file,
        check_code=check_code(fresh),
        uploaded_by_id=actor.post_id,
        uploaded_name=actor.signature,
        uploaded_at=clock.now(),
    )
    record(actor=actor, verb="submissions.attach_sealed_copy", on=fresh, detail={"file": file.code})
    return copy


def _stored(actor: Actor, name: str, data: bytes) -> StoredFile:
    file = store(actor=actor, name=name, data=data)
    if file.format not in SCANS:
        raise Invalid([Problem("file", _("Please choose a scan: pdf, jpg or png."))])
    return file
