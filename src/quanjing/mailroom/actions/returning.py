"""What was sent back of a report that came by mail goes back by mail, with the form as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.files.actions import store
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.mailroom.actions.taking import mailbox_actor
from quanjing.mailroom.models import Item
from quanjing.notify.actions import Draft, post_mails
from quanjing.notify.rules import address_for
from quanjing.sheets.models import Field
from quanjing.submissions.actions import filled_paper
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import page_of_unit, papers_of
from quanjing.tasks.models import Assignment

AT_ONCE = 100


@transaction.atomic
def post_returns() -> int:
    """Write to the senders of reports that were sent back, each once; returns how many."""
    waiting = Item.objects.filter(submission__state=SubmissionState.RETURNED, returned_to=False)
    related = ("incoming", "assignment__task", "assignment__organization", "assignment__directive")
    items = list(
        waiting.select_related("submission", "incoming__organization", *related)
        .prefetch_related("submission__return_notes__entry__block__fields", "submission__attachments__file")
        .order_by("pk")[:AT_ONCE]
    )
    with override(settings.LANGUAGE_CODE):
        post_mails(draft for item in items for draft in _drafts(item))
    Item.objects.filter(pk__in=[item.pk for item in items]).update(returned_to=True)
    return len(items)


def _drafts(item: Item) -> Iterator[Draft]:
    submission, assignment = item.submission, item.assignment
    if submission is None or assignment is None or not item.incoming.sender:
        return
    lines = [_("To %(name)s:") % {"name": item.incoming.sender_name or item.incoming.sender}, ""]
    what = {"task": assignment.task.name, "unit": assignment.organization.name}
    lines.append(_("Please correct the report of %(unit)s on “%(task)s”:") % what)
    lines += [f"· {label}{reason}" for label, reason in _notes(submission)]
    if assignment.return_due:
        lines += ["", _("Please send it again by %(due)s.") % {"due": cn_moment(assignment.return_due)}]
    address = address_for(assignment.code)
    if address:
        lines.append(_("A reply to this mail is enough, or a mail to %(address)s.") % {"address": address})
    link = f"{settings.BASE_URL}{reverse('report_page', args=[assignment.directive.code])}"
    lines += [_("On the web: %(link)s") % {"link": link}]
    yield Draft(
        key=f"returned:{submission.code}",
        organization_id=assignment.organization_id,
        to=(item.incoming.sender,),
        subject=(_("Please correct: %(task)s") % what)[:300],
        body="\n".join([*lines, "", _("The form is attached with what was read of it, and as you sent it.")]),
        about=assignment.code,
        files=(_form(item, assignment), *_sent(submission)),
    )


def _sent(submission: Submission) -> list[int]:
    return list(dict.fromkeys(sent.file_id for sent in submission.attachments.all()))


def _form(item: Item, assignment: Assignment) -> int:
    """The sheet with what was read, ready to be corrected; its reference decides where it goes."""
    unit = assignment.organization
    page = page_of_unit(assignment.directive, unit.pk)
    own = [one for one in papers_of(page) if assignment.task.code in one.numbers][-1]
    format = own.template.blank.format if own.template and own.template.blank else "docx"
    made = filled_paper(page, own, format)
    actor = replace(mailbox_actor(item.incoming.organization), organization_code=unit.code)
    return store(actor=actor, name=f"{own.title}-{unit.name}.{format}", data=made.data).pk


def _notes(submission: Submission) -> Iterator[tuple[str, str]]:
    for note in submission.return_notes.all():
        fields: list[Field] = list(note.entry.block.fields.all()) if note.entry else []
        label = next((one.label for one in fields if one.key == note.field_key), "")
        yield (_("%(label)s: ") % {"label": label} if label else ""), note.reason
