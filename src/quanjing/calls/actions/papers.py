"""Applications on paper in the official layout, and the summary of a body's own with a line for the seal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import Column, Value, Workbook, Worksheet, official_docx, official_pdf, write_workbook
from gongwen.official import Form, Grid, Heading, OfficialDocument, Part, SignOff, Text
from quanjing.calls.actions.application_facts import FILES, block_for
from quanjing.calls.models import Application, Call
from quanjing.calls.queries import own_applications
from quanjing.calls.rules import budget_sum, can_write, reads_sent
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied

SUMMARY = (1, 3, 7, 5, 4, 2)
PROJECT, WIDE = 3, 5  # where the column of projects stands, and how wide it is


def application_docx(*, actor: Actor, application: Application) -> bytes:
    """One application as Word. Raises `Denied`."""
    _need(actor, application)
    return official_docx(document_of(application))


def application_pdf(*, actor: Actor, application: Application) -> bytes:
    """The same as PDF. Raises `Denied`; GongwenError where no typesetter is there."""
    _need(actor, application)
    return official_pdf(document_of(application)).data


def summary_docx(*, actor: Actor, call: Call) -> bytes:
    """What the actor's body has in a call, in its own order, to be sealed. Raises `Denied`."""
    with override(settings.LANGUAGE_CODE):  # a paper of the office
        rows = [tuple(str(cell or "") for cell in row) for row in _summary(actor, call)]
        project = (WIDE,) if call.from_projects else ()
        widths = (*SUMMARY[:PROJECT], *project, *SUMMARY[PROJECT:])
        grid = Grid(tuple(_summary_heads(call)), rows, widths, unit=_("Seal of the body:"))
        title = _("Summary table: %(title)s") % {"title": call.title}
        document = OfficialDocument(
            Form.TABLE, title, parts=(grid,), sign_off=SignOff((actor.organization_name,), clock.today())
        )
        return official_docx(document)


def summary_xlsx(*, actor: Actor, call: Call) -> bytes:
    """The same as a table, in the language of the page. Raises `Denied`."""
    rows: list[list[Value]] = [[*row] for row in _summary(actor, call)]
    heads = tuple(Column(head) for head in _summary_heads(call))
    empty: list[Value] = [None] * (len(heads) - 3)
    rows += [[None] * len(heads), [None, None, _("Seal of the body:"), *empty]]
    sheet = Worksheet(_("Summary table"), call.title, heads, rows)
    out = io.BytesIO()
    write_workbook(out, Workbook(call.title, [sheet], "zh"))
    return out.getvalue()


def _summary_heads(call: Call) -> list[str]:
    project = [_("Project that it is based on")] if call.from_projects else []
    return [_("No."), _("Direction"), _("Title"), *project, _("Unit"), _("Persons"), _("Place")]


def _summary(actor: Actor, call: Call) -> Iterator[tuple[str | int | None, ...]]:
    if not actor.may(Right.REPORT):
        raise Denied
    for number, one in enumerate(own_applications(actor, call), start=1):
        people = _(", ").join(line["name"] for line in one.team) or one.subject
        based = [one.project_named] if call.from_projects else []
        yield number, one.direction.name, one.title, *based, actor.organization_name, people, one.place


def document_of(application: Application) -> OfficialDocument:
    """One application as a document of the office."""
    call = application.call
    with override(settings.LANGUAGE_CODE):
        parts = (Grid((_("What"), _("Says")), list(_facts(application)), (1, 3)), *_parts(application))
        return OfficialDocument(
            Form.PLAIN, f"{call.title}\n{_('Application')}", parts=parts,
            sign_off=SignOff((application.organization.name,), _day(application)),
            number=_("No. %(number)d") % {"number": application.number} if application.number else "",
        )  # fmt: skip


def _facts(application: Application) -> Iterator[tuple[str, str]]:
    yield _("Title"), application.title
    yield _("Direction"), application.direction.name
    yield _("Applying body"), application.organization.name
    if application.based_on is not None:
        yield _("Project that it is based on"), application.project_named
    if application.subject:
        named = " ".join(
            filter(None, (application.subject, application.subject_unit, application.subject_post))
        )
        yield _("Nominee"), named
    joint = [one.name for one in application.joint_units.all()]
    if joint:
        yield _("Joint units"), _(", ").join(joint)
    for one in block_for(application).fields.all():
        value = application.values.get(one.key)
        if value and one.type not in FILES and len(str(value)) <= 60:
            yield one.label, str(value)


def _parts(application: Application) -> Iterator[Part]:
    for one in block_for(application).fields.all():
        value = application.values.get(one.key)
        if value and one.type not in FILES and len(str(value)) > 60:
            yield Heading(1, one.label)
            yield Text(str(value))
    if application.goals:
        yield Heading(1, _("Goals with numbers"))
        rows = [(line["name"], line.get("number", ""), line.get("unit", "")) for line in application.goals]
        yield Grid((_("Goal"), _("How many"), _("Unit of measure")), rows, (4, 1, 1))
    if application.team:
        yield Heading(1, _("Team"))
        yield Grid((_("Name"), _("Unit")), [(one["name"], one.get("unit", "")) for one in application.team])
    if application.schedule:
        yield Heading(1, _("Schedule"))
        steps = [(one["name"], one.get("due", "")) for one in application.schedule]
        yield Grid((_("What is done"), _("Until")), steps, (3, 1))
    if application.budget:
        yield Heading(1, _("Budget"))
        lines = [(one["name"], one.get("amount", "")) for one in application.budget]
        yield Grid(
            (_("Item of cost"), _("Amount in yuan")),
            [*lines, (_("Sum"), str(budget_sum(application)))],
            (3, 1),
        )


def _day(application: Application) -> date:
    moment = application.sent_at or clock.now()
    return moment.astimezone(clock.CHINA).date()


def _need(actor: Actor, application: Application) -> None:
    if not (can_write(actor, application) or reads_sent(actor, application.call)):
        raise Denied
