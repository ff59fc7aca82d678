"""A group of files becomes a unit's report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, override

from gongwen.errors import ClassifiedDocument, GongwenError
from gongwen.facade import Enclosure, Letter, examine
from quanjing.files.actions import options_for, store
from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import WrongState
from quanjing.mailroom.actions.answers import answers_of
from quanjing.organizations.models import Organization
from quanjing.submissions.actions import receive_files
from quanjing.submissions.actions.drafting import Draft
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import Layout, Part, ReportPage
from quanjing.tasks.models import Assignment

KINDS = frozenset(
    {
        "docx",
        "xlsx",
        "pdf",
        "doc",
        "xls",
        "wps",
        "et",
        "ofd",
        "rtf",
        "odt",
        "ods",
        "txt",
        "csv",
        "pptx",
        "ppt",
    }
    | {"jpg", "png", "gif", "bmp", "tif", "mp4"}
)


class SaysNothing(WrongState):
    """A form of several items says nothing on this one."""

    message = gettext_lazy("The form says nothing on this item.")


@dataclass(slots=True)
class Kept:
    """The files of an item that were stored, and why others were not, by index."""

    files: list[StoredFile] = field(default_factory=list)
    troubles: dict[int, str] = field(default_factory=dict)


def mailbox_actor(body: Organization) -> Actor:
    """The mailbox of a body: reviews nothing by itself but takes in what came."""
    with override(settings.LANGUAGE_CODE):
        name = gettext("Mailbox of the desk")
    return Actor(
        user_id=0,
        user_name=name,
        organization_id=body.pk,
        organization_code=body.code,
        organization_name=body.name,
        path=body.path,
        rights=frozenset({Right.REVIEW}),
    )


def keep_files(unit: Organization, actor: Actor, files: Iterable[tuple[int, Enclosure]]) -> Kept:
    """Store files for a unit. Raises `ClassifiedDocument`; any other trouble is noted."""
    kept = Kept()
    owner = replace(actor, organization_code=unit.code)
    for index, file in files:
        try:
            if file.error is not None:
                raise file.error
            stored = store(actor=owner, name=file.name, data=file.data)
        except ClassifiedDocument:
            raise
        except GongwenError as error:
            kept.troubles[index] = error.message("zh")
            continue
        if stored.format in KINDS:
            kept.files.append(stored)
        else:
            stored.delete()
            with override(settings.LANGUAGE_CODE):
                kept.troubles[index] = gettext("Files of this kind are not taken in reports.")
    return kept


def troubles_of(files: Iterable[tuple[int, Enclosure]]) -> dict[int, str]:
    """Why files could not be kept, without keeping any. Raises `ClassifiedDocument`."""
    found: dict[int, str] = {}
    for index, file in files:
        try:
            if file.error is not None:
                raise file.error
            examine(file.data, name=file.name, options=options_for(file.name))
        except ClassifiedDocument:
            raise
        except GongwenError as error:
            found[index] = error.message("zh")
    return found


def take_files(
    actor: Actor,
    assignment: Assignment,
    files: Sequence[StoredFile],
    letter: Letter,
    layout: Layout | None,
) -> tuple[Submission, list[str]]:
    """The report made of these files, and what in it was not read: part of an action.

    Raises as `receive_files`, and `SaysNothing` for a form of several items that leaves this one out.
    """
    missing: list[str] = []

    def read(page: ReportPage, part: Part) -> tuple[Mapping[str, object], Draft]:
        with override(settings.LANGUAGE_CODE):
            answers = answers_of(page, part, files)
        if answers.is_silent:
            raise SaysNothing
        missing.extend(answers.missing)
        return answers.header, answers.draft

    sender = f"{letter.sender.name} {letter.sender.address}".strip()
    submission = receive_files(
        actor=actor, assignment=assignment, files=files, told_by=sender, read=read, layout=layout
    )
    return submission, missing
