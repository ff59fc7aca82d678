"""Minutes as files, and photos with purpose and consent; none of them is ever asked for."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gongwen.errors import GongwenError
from gongwen.facade import text_of
from quanjing.activities.models import Activity, ActivityPaper, Photo
from quanjing.activities.rules import can_change
from quanjing.audit.actions import record
from quanjing.files.actions import PICTURES, options_for, store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem

READABLE = frozenset({"docx", "pdf", "txt", "html", "xlsx"})  # a picture is kept, not read
LONGEST_TEXT = 200_000
MOST = 20  # papers, and photos, of one activity


@transaction.atomic
def add_paper(*, actor: Actor, activity: Activity, name: str, data: bytes) -> ActivityPaper:
    """Keep a file of minutes; what can be read of it is found by the search of activities.

    Raises: `Denied`; `Invalid` beyond twenty; GongwenError for a file that is refused.
    """
    _may(actor, activity, activity.papers.count())
    file = store(actor=actor, name=name, data=data)
    made = ActivityPaper.objects.create(
        activity=activity,
        file=file,
        text=_text(file.format, name, data),
        added_name=actor.signature,
        added_at=clock.now(),
    )
    record(actor=actor, verb="activities.add_paper", on=activity, detail={"file": file.name})
    return made


@transaction.atomic
def add_photo(
    *, actor: Actor, activity: Activity, name: str, data: bytes, purpose: str, consent: bool
) -> Photo:
    """Keep a picture with what it is for; who adds it confirms that the people in it agreed.

    Raises: `Denied`; `Invalid` without purpose or consent, or for a file that is no picture.
    """
    _may(actor, activity, activity.photos.count())
    problems = []
    if not purpose.strip():
        problems.append(Problem("purpose", _("What is the picture for?")))
    if not consent:
        problems.append(Problem("consent", _("Without the consent of the people in it no picture is kept.")))
    if problems:
        raise Invalid(problems)
    file = store(actor=actor, name=name, data=data)
    if file.format not in PICTURES:
        raise Invalid([Problem("photo", _("This is no picture (jpg, png)."))])
    made = Photo.objects.create(
        activity=activity,
        file=file,
        purpose=purpose.strip()[:200],
        consent_name=actor.signature,
        added_at=clock.now(),
    )
    detail = {"file": file.name, "purpose": made.purpose}
    record(actor=actor, verb="activities.add_photo", on=activity, detail=detail)
    return made


@transaction.atomic
def remove(*, actor: Actor, thing: ActivityPaper | Photo) -> None:
    """Take a paper or a photo out of the record. Raises `Denied`."""
    _may(actor, thing.activity, 0)
    record(actor=actor, verb="activities.remove_file", on=thing.activity, detail={"file": thing.file.name})
    thing.delete()


def _may(actor: Actor, activity: Activity, there: int) -> None:
    if not can_change(actor, activity):
        raise Denied
    if there >= MOST:
        raise Invalid([Problem("file", _("At most twenty files."))])


def _text(kind: str, name: str, data: bytes) -> str:
    if kind not in READABLE:
        return ""
    try:
        return text_of(data, name=name, options=options_for(name))[:LONGEST_TEXT]
    except GongwenError:  # kept all the same: a scan has no text
        return ""
