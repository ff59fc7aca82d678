"""An application as people type it, and how it is written into its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Answer, Application, Call, JointUnit, Project
from quanjing.calls.queries import block_of, bodies_for_joint, facts_for, former_in, returned_now
from quanjing.calls.queries.based import offered_projects
from quanjing.calls.rules import Said
from quanjing.calls.rules.complete import MOST_ROWS, SHEET
from quanjing.files.actions import store
from quanjing.foundation import facts as known_facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block
from quanjing.sheets.rules.values import CHECKS, Unfit, is_empty

FILES = (FieldType.FILE, FieldType.PHOTO)
ROWS = {"team": ("name", "unit"), "goals": ("name", "number", "unit"), "budget": ("name", "amount"),
        "schedule": ("name", "due")}  # fmt: skip
LINES = {"title": 200, "subject": 100, "subject_unit": 200, "subject_post": 100}
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """`values` by field key; `files` are new uploads by field key, a file that stays stands in `values`.

    `joint` are names of units; `project` is the code of the project that it is based on; `ticks` and
    `shares` by primary key. What is None was not on the page.
    """

    direction: str = ""
    title: str = ""
    subject: str = ""
    subject_unit: str = ""
    subject_post: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    team: Rows | None = None
    goals: Rows | None = None
    budget: Rows | None = None
    schedule: Rows | None = None
    joint: Sequence[str] | None = None
    project: str | None = None
    ticks: Mapping[int, tuple[bool, date | None]] = field(default_factory=dict)
    shares: Mapping[int, bool] = field(default_factory=dict)


class Places:
    """What of an application may be changed: all of a draft, the returned places of what was sent back."""

    def __init__(self, application: Application) -> None:
        self.only: frozenset[str] | None = None
        if application.state == ApplicationState.RETURNED:
            named = frozenset(one.where for one in returned_now(application))
            self.only = None if "" in named else named

    def __contains__(self, where: object) -> bool:
        return self.only is None or where in self.only


def put(actor: Actor, application: Application, facts: ApplicationFacts, block: Block) -> None:
    """Write what was typed, as far as it may be changed. Nothing typed is lost: sending checks it.

    Raises GongwenError for a file that is refused.
    """
    open_places = Places(application)
    for name, limit in LINES.items():
        if name in open_places or (name.startswith("subject") and "subject" in open_places):
            setattr(application, name, " ".join(str(getattr(facts, name)).split())[:limit])
    if facts.project is not None and "project" in open_places:
        application.based_on = chosen_project(application, facts.project)
    values = dict(application.values)
    for one in block.fields.all():
        if SHEET + one.key not in open_places:
            continue
        if one.key in facts.files:
            values[one.key] = store(
                actor=actor, name=facts.files[one.key][0], data=facts.files[one.key][1]
            ).code
        elif one.type not in FILES or one.key in facts.values:
            values.pop(one.key, None)
            kept = _kept(facts.values.get(one.key), one)
            if kept is not None:
                values[one.key] = kept
    application.values = values
    for name, columns in ROWS.items():
        rows = getattr(facts, name)
        if rows is not None and name in open_places:
            setattr(application, name, _rows(rows, columns))
    application.words = words_of(application, block)


def put_beside(application: Application, facts: ApplicationFacts, call: Call) -> None:
    """Joint units and answers, as far as they may be changed. The application is saved."""
    open_places = Places(application)
    if facts.joint is not None and call.allows_joint and "joint" in open_places:
        _put_joint(application, call, facts.joint)
    for condition in call.conditions.all():
        if condition.pk in facts.ticks and f"condition-{condition.pk}" in open_places:
            is_met, since = facts.ticks[condition.pk]
            Answer.objects.update_or_create(
                application=application, condition=condition, defaults={"is_met": is_met, "since": since}
            )
    for share in call.shares.all():
        if share.pk in facts.shares and "shares" in open_places:
            Answer.objects.update_or_create(
                application=application, share=share, defaults={"is_met": facts.shares[share.pk]}
            )


def said_of(actor: Actor | None, application: Application, call: Call) -> Said:
    """What stands beside an application, for the check of its content."""
    answers = {
        one.condition_id: (one.is_met, one.since)
        for one in application.answers.all()
        if one.condition_id is not None
    }
    consent = getattr(application, "consent", None)
    return Said(
        ticks=answers,
        facts=facts_for(list(call.conditions.all()), application.organization),
        known=known_facts.known(application.organization_id, actor),
        joint=[one.name for one in application.joint_units.all()],
        has_consent=consent is not None and consent.is_given,
        is_former=bool(call.excludes_former and former_in(call, [application])),
    )


def chosen_project(application: Application, code: str) -> Project | None:
    """The project of this code, locked, so that it is brought into a call once. Raises `Invalid`."""
    if not code.strip():
        return None
    offered = offered_projects(application.call, application.organization, application)
    found = Project.objects.select_for_update(of=("self",)).filter(code=code.strip()).first()
    if found is None or not offered.filter(pk=found.pk).exists():
        words = _("Only a closed project of your body, or of one it follows, that is not in this call yet.")
        raise Invalid([Problem("project", words)])
    return found


def words_of(application: Application, block: Block) -> str:
    """What it says in words, files left out."""
    texts = [application.title, application.subject]
    texts += [str(application.values.get(one.key, "")) for one in block.fields.all() if one.type not in FILES]
    texts += [line.get("name", "") for line in application.goals]
    return "\n".join(text for text in texts if text)


def snapshot(application: Application) -> dict[str, object]:
    """An application as it is sent, by the names of its columns."""
    names = (
        "title",
        "subject",
        "subject_unit",
        "subject_post",
        "values",
        "team",
        "goals",
        "budget",
        "schedule",
    )
    found: dict[str, object] = {name: getattr(application, name) for name in names}
    return found | {
        "project": application.project_named,
        "direction": application.direction.name,
        "joint": [one.name for one in application.joint_units.all()],
        "answers": {
            str(one.condition or one.share): [one.is_met, one.since.isoformat() if one.since else ""]
            for one in application.answers.select_related("condition", "share")
        },
    }


def block_for(application: Application) -> Block:
    return block_of(application.template_id)


def _kept(value: object, one: object) -> object:
    """A clean value where the field takes it, otherwise as it was typed; None for nothing."""
    if is_empty(value):
        return None
    try:
        return CHECKS[one.type](value, one)  # type: ignore[attr-defined,arg-type]
    except Unfit:
        return value if isinstance(value, str | list | int | float) else str(value)


def _rows(rows: Rows, columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows that say anything."""
    kept = [{name: " ".join(str(row.get(name, "")).split())[:200] for name in columns} for row in rows]
    return [row for row in kept if any(row.values())][: MOST_ROWS + 1]


def _put_joint(application: Application, call: Call, names: Sequence[str]) -> None:
    """Units by name; one that the tree knows by this name is asked to confirm. Who stays keeps his answer."""
    wanted = list(dict.fromkeys(" ".join(name.split())[:200] for name in names if name.strip()))[:MOST_ROWS]
    application.joint_units.exclude(name__in=wanted).delete()
    there = set(application.joint_units.values_list("name", flat=True))
    for name in wanted:
        if name not in there:
            bodies: list[Organization] = bodies_for_joint(call, name)
            body = bodies[0] if len(bodies) == 1 and bodies[0].pk != application.organization_id else None
            JointUnit.objects.create(application=application, organization=body, name=name)
