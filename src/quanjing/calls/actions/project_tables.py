"""A list of projects as a table or as an office file; what is downloaded is recorded."""

from __future__ import annotations

import io

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.facade import Column, Value, Workbook, Worksheet, official_docx, write_workbook
from gongwen.official import Form, Grid, OfficialDocument
from quanjing.audit.actions import record
from quanjing.calls.enums import ProjectState
from quanjing.calls.models import Project
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

MOST = 5000


@transaction.atomic
def project_table(*, actor: Actor, projects: QuerySet[Project], form: str) -> bytes:
    """The projects as xlsx, or in the official layout as docx. The caller has narrowed them to the actor."""
    rows = list(projects.select_related("organization", "programme").order_by("number")[:MOST])
    data = _workbook(rows) if form == "xlsx" else _document(actor, rows)
    record(actor=actor, verb="calls.export_projects", detail={"count": len(rows), "form": form})
    return data


def _workbook(rows: list[Project]) -> bytes:
    heads = [
        Column(_("Number")), Column(_("Project")), Column(_("Organization")), Column(_("Who leads it")),
        Column(_("Programme")), Column(_("Direction")), Column(_("Granted (yuan)")), Column(_("Begins on")),
        Column(_("Closing report by")), Column(_("State")), Column(_("Closed on")),
        Column(_("Closing report was late")),
    ]  # fmt: skip
    out = io.BytesIO()
    title = f"{_('Projects')} {clock.today().isoformat()}"
    sheet = Worksheet(_("Projects"), title, tuple(heads), (_row(one) for one in rows))
    write_workbook(out, Workbook(_("Projects"), [sheet], get_language() or settings.LANGUAGE_CODE))
    return out.getvalue()


def _row(one: Project) -> list[Value]:
    return [
        one.number, one.title, one.organization.name, one.leader, one.programme.name if one.programme else "",
        one.direction, float(one.amount) if one.amount is not None else None, one.starts_on, one.ends_on,
        str(ProjectState(one.state).label), one.closed_on, _("yes") if one.was_late else "",
    ]  # fmt: skip


def _document(actor: Actor, rows: list[Project]) -> bytes:
    with override(settings.LANGUAGE_CODE):
        heads = (_("Number"), _("Project"), _("Organization"), _("Closing report by"), _("State"))
        lines = [
            (one.number, one.title, one.organization.name, one.ends_on.isoformat(), one.get_state_display())
            for one in rows
        ]
        title = _("Projects of %(body)s") % {"body": actor.organization_name}
        grid = Grid(heads, lines, (3, 6, 5, 3, 2))
        return official_docx(OfficialDocument(form=Form.TABLE, title=title, parts=(grid,)))
