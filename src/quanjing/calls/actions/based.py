"""Choosing the closed project that an application is based on, and taking over what is known of it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from quanjing.calls.actions.application_facts import ApplicationFacts, Rows, block_for
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries.based import Source, offered_projects, told_of
from quanjing.calls.rules.labels import asked_by
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block

TEXTS = (FieldType.TEXT, FieldType.LONGTEXT)


def filled_from(application: Application, given: ApplicationFacts) -> ApplicationFacts:
    """`filled` for an application that is being written; as it was typed where the project is not offered."""
    offered = offered_projects(application.call, application.organization, application)
    project = offered.select_related("application").filter(code=given.project).first()
    return given if project is None else filled(given, application.call, project, block_for(application))


def filled(given: ApplicationFacts, call: Call, project: Project, block: Block) -> ApplicationFacts:
    """What was typed with what the platform knows of the project, where nothing stands yet."""
    source, before = told_of(project), project.application
    team = before.team if before is not None and before.team else _leader(project)
    joint = [one.name for one in before.joint_units.all()] if before is not None else []
    leader, unit = (project.leader, source.unit) if call.nominates else ("", "")
    return replace(
        given,
        title=given.title.strip() or project.title[: call.title_length],
        subject=given.subject.strip() or leader,
        subject_unit=given.subject_unit.strip() or unit,
        team=given.team or (team if call.asks_team else None),
        goals=given.goals or (_goals(source) if call.asks_goals else None),
        joint=given.joint or (joint if call.allows_joint else None),
        values=_known_fields(source, project, block)
        | {key: value for key, value in given.values.items() if value},
    )


def _known_fields(source: Source, project: Project, block: Block) -> dict[str, object]:
    """What the fields of the sheet ask for, as far as their labels say so."""
    said = {
        "lead": source.unit, "leader": project.leader, "number": project.number, "results": source.report,
        "uses": "\n".join(source.uses), "goals": "\n".join(_goal_lines(source)),
    }  # fmt: skip
    found: dict[str, object] = {}
    for one in block.fields.all():
        name = asked_by(one.label)
        if one.type in TEXTS and said.get(name):
            found[one.key] = said.pop(name)  # the first field that asks for it
    return found


def _goal_lines(source: Source) -> list[str]:
    words = _("%(name)s: promised %(promised)s %(unit)s, reached %(reached)s %(unit)s")
    return [
        words % {"name": one.name, "promised": one.promised, "reached": one.reached, "unit": one.unit}
        if one.reached
        else f"{one.name} {one.promised} {one.unit}"
        for one in source.goals
    ]


def _goals(source: Source) -> Rows:
    """As they were reached, where the closing report says so."""
    return [
        {"name": one.name, "number": one.reached or one.promised, "unit": one.unit} for one in source.goals
    ]


def _leader(project: Project) -> Rows:
    return [{"name": project.leader, "unit": project.organization.name}] if project.leader else []
