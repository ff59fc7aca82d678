"""What conflicts are found by, and what is masked: every name of the bodies and people of an application."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quanjing.calls.judging import Applicant, JudgeFacts
from quanjing.calls.models import Application, JointUnit, Judge, Project
from quanjing.organizations.enums import Kind, Role
from quanjing.organizations.models import Organization, OrganizationName, Succession
from quanjing.organizations.queries import posts_in_force
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

STEP = Organization.steplen
TOKEN = re.compile(r"[^\s、，,;；:：/|()（）]+")
LONGEST_NAME = 60  # a field that no judge sees and that holds more is a text, not a name


class Bodies:
    """Some bodies with the society that each belongs to, and every name that they bear or bore."""

    def __init__(self, ids: Iterable[int]) -> None:
        own = {body.pk: body for body in Organization.objects.filter(pk__in=set(ids))}
        above = {body.path[:end] for body in own.values() for end in range(STEP, len(body.path), STEP)}
        societies = Organization.objects.filter(path__in=above, kind=Kind.SOCIETY)
        by_path = {body.path: body for body in [*societies, *own.values()]}
        self._own = own
        self._home = {pk: _home_of(body, by_path) for pk, body in own.items()}
        everyone = {body.pk: body for body in by_path.values()}
        self._names = _names_of(everyone)

    def home(self, pk: int) -> Organization:
        """The society that a body is or belongs to, otherwise itself."""
        found: Organization = self._home[pk]
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._own)

    def body(self, pk: int) -> Organization:
        found: Organization = self._own[pk]
        return found

    def names(self, pk: int) -> tuple[str, ...]:
        """All names of a body and of its society, its own present name first."""
        home: int = self._home[pk].pk
        found = self._names[pk] if home == pk else [*self._names[pk], *self._names[home]]
        return tuple(dict.fromkeys(found))

    def marks(self, pk: int) -> list[str]:
        """What else a body or its society is known by: telephone, mailbox, host unit, numbers."""
        found = []
        for body in {self._own[pk], self._home[pk]}:
            found += [body.phone, body.email, body.host_unit, body.affiliation, body.credit_code]
        return [one for one in found if one]


def applicants(applications: Sequence[Application]) -> list[Applicant]:
    """Applications as conflicts are found in them; six queries for any number."""
    joint, behind = joint_units_of(applications), projects_behind(applications)
    bodies = _bodies_of(applications, joint, behind)
    return [_applicant(one, joint[one.pk], bodies, behind.get(one.pk)) for one in applications]


def judge_facts(judges: Sequence[Judge], among: Iterable[int]) -> list[JudgeFacts]:
    """Judges with those of the bodies `among` that belong to their own society."""
    units = {one.pk: [*one.units.all(), *_seat(one)] for one in judges}
    own = Bodies(body.pk for bodies in units.values() for body in bodies)
    candidates = Organization.objects.filter(pk__in=set(among)).only("pk", "path")
    paths = list(candidates.values_list("pk", "path"))
    return [_facts_of(one, units[one.pk], own, paths) for one in judges]


def joint_units_of(applications: Sequence[Application]) -> Mapping[int, list[JointUnit]]:
    """The joint units of each, and of the project that it is based on."""
    earlier = {key: project.application_id for key, project in projects_behind(applications).items()}
    heirs: dict[int, set[int]] = defaultdict(set)
    for one in applications:
        heirs[one.pk].add(one.pk)
    for key, before in earlier.items():
        heirs[before or 0].add(key)
    found: dict[int, list[JointUnit]] = defaultdict(list)
    for unit in JointUnit.objects.filter(application__in=heirs):
        for key in heirs[unit.application_id]:
            found[key].append(unit)
    return found


def projects_behind(applications: Sequence[Application]) -> dict[int, Project]:
    """What applications are based on, by their primary keys; one query where any is."""
    wanted = {one.based_on_id for one in applications if one.based_on_id}
    found = Project.objects.select_related("application").in_bulk(wanted) if wanted else {}
    return {one.pk: found[one.based_on_id] for one in applications if one.based_on_id}


def known_names(application: Application) -> frozenset[str]:
    """Every name, number and address by which the application could be known."""
    return names_of([application])[application.pk]


def names_of(applications: Sequence[Application]) -> dict[int, frozenset[str]]:
    """The same for several, by primary key: eight queries for any number."""
    joint, behind = joint_units_of(applications), projects_behind(applications)
    bodies = _bodies_of(applications, joint, behind)
    people, short = _people_of(bodies), _short_fields(applications)
    found: dict[int, frozenset[str]] = {}
    for application in applications:
        project = behind.get(application.pk)
        one = _applicant(application, joint[application.pk], bodies, project)
        names = [*one.body_names, *one.joint_names, *_unseen(application, short)]
        for pk in {one.body, *one.joint, *([project.organization_id] if project else ())}:
            names += [*bodies.marks(pk), *_without_region(bodies, pk)]
            names += [*people[pk], *people[bodies.home(pk).pk]]
        for name, unit in one.people:
            names += [name, unit]
        if project is not None:
            names.append(project.number)
        found[application.pk] = frozenset(text.strip() for text in names if text.strip())
    return found


def units_of_applicants(applications: Sequence[Application]) -> list[str]:
    """The units of all applications, in the order of the tree and without saying which is whose."""
    pks = {one.organization_id for one in applications}
    joint = joint_units_of(applications)
    names = list(Organization.objects.filter(pk__in=pks).order_by("path").values_list("name", flat=True))
    others = {unit.name for units in joint.values() for unit in units}
    others |= {str(one["unit"]) for each in applications for one in each.team if one.get("unit")}
    others |= {each.subject_unit for each in applications if each.subject_unit}
    return list(dict.fromkeys([*names, *sorted(others)]))


def _bodies_of(
    applications: Sequence[Application],
    joint: Mapping[int, Sequence[JointUnit]],
    behind: Mapping[int, Project],
) -> Bodies:
    """Who applies, who joins, and who led the projects behind: a body that ended may have."""
    led = (project.organization_id for project in behind.values())
    return Bodies([*(one.organization_id for one in applications), *_pks(joint), *led])


def _applicant(
    one: Application, joint: Sequence[JointUnit], bodies: Bodies, behind: Project | None = None
) -> Applicant:
    team = [*one.team, *(behind.application.team if behind and behind.application else ())]
    people = [(str(each.get("name", "")), str(each.get("unit", ""))) for each in team]
    people += [(behind.leader, "")] if behind else []
    people += [(one.subject, one.subject_unit), (one.made_name, ""), (one.sent_name, "")]
    names: list[str] = []
    for unit in joint:
        names += [unit.name, *(bodies.names(unit.organization_id) if unit.organization_id else ())]
    own = [*bodies.names(one.organization_id), *(bodies.names(behind.organization_id) if behind else ())]
    return Applicant(
        key=one.pk,
        body=one.organization_id,
        body_names=tuple(dict.fromkeys(own)),
        joint=frozenset(_pks({0: joint})),
        joint_names=tuple(dict.fromkeys(names)),
        people=tuple((name, unit) for name, unit in people if name or unit),
    )


def _facts_of(
    one: Judge, units: Sequence[Organization], own: Bodies, paths: Iterable[tuple[int, str]]
) -> JudgeFacts:
    homes = [own.home(body.pk) for body in units]
    societies = [home.path for home in homes if home.kind == Kind.SOCIETY]
    near = {pk for pk, path in paths if any(path.startswith(home) for home in societies)}
    aliases = dict.fromkeys(name for body in units for name in own.names(body.pk))
    holder = one.post.holder.name if one.post.holder else ""
    return JudgeFacts(
        key=one.pk,
        name=holder,
        unit=one.unit,
        aliases=tuple(aliases),
        units=frozenset(near | {body.pk for body in units}),
    )


def _seat(one: Judge) -> list[Organization]:
    """The body of a judge who holds a post of the tree; a guest belongs to none."""
    return [] if one.post.role == Role.GUEST else [one.post.organization]


def _home_of(body: Organization, by_path: Mapping[str, Organization]) -> Organization:
    for end in range(len(body.path), 0, -STEP):
        found = by_path.get(body.path[:end])
        if found is not None and found.kind == Kind.SOCIETY:
            return found
    return body


def _names_of(bodies: Mapping[int, Organization]) -> dict[int, list[str]]:
    """Present, short and former names, and those of bodies that went into one of these."""
    names = {pk: [body.name, body.short_name] for pk, body in bodies.items()}
    came = Succession.objects.filter(successor__in=bodies).select_related("predecessor")
    heirs: dict[int, list[int]] = defaultdict(list)
    for one in came:
        names[one.successor_id] += [one.predecessor.name, one.predecessor.short_name]
        heirs[one.predecessor_id].append(one.successor_id)
    for former in OrganizationName.objects.filter(organization__in=[*bodies, *heirs]):
        for pk in {former.organization_id, *heirs.get(former.organization_id, ())} & names.keys():
            names[pk].append(former.name)
    return {pk: [name for name in found if name.strip()] for pk, found in names.items()}


def _pks(joint: Mapping[int, Sequence[JointUnit]]) -> list[int]:
    return [unit.organization_id for units in joint.values() for unit in units if unit.organization_id]


def _without_region(bodies: Bodies, pk: int) -> list[str]:
    """Names as they are said at home, without the province or city at their beginning."""
    regions = {body.region for body in (bodies.body(pk), bodies.home(pk)) if body.region}
    shorter = [name.removeprefix(region) for name in bodies.names(pk) for region in regions]
    return [name for name in shorter if len(name) >= 4 and name not in bodies.names(pk)]


def _people_of(bodies: Bodies) -> dict[int, list[str]]:
    """The holders of posts of these bodies and of their societies."""
    wanted = {pk for own in bodies for pk in (own, bodies.home(own).pk)}
    posts = posts_in_force().filter(organization__in=wanted).exclude(holder=None)
    found: dict[int, list[str]] = defaultdict(list)
    for body, name in posts.values_list("organization_id", "holder__name"):
        found[body].append(name)
    return found


def _short_fields(applications: Iterable[Application]) -> dict[int, set[str]]:
    """The keys of short texts, by the sheet that they stand in."""
    templates = {one.template_id for one in applications}
    fields = Field.objects.filter(block__template__in=templates, type=FieldType.TEXT)
    found: dict[int, set[str]] = defaultdict(set)
    for template, key in fields.values_list("block__template_id", "key"):
        found[template].add(key)
    return found


def _unseen(application: Application, short: Mapping[int, set[str]]) -> list[str]:
    """What stands in short fields that no judge sees: contacts, as a whole and word by word."""
    found = []
    for key in short.get(application.template_id, set()) & set(application.call.unseen):
        text = str(application.values.get(key) or "")
        if len(text) <= LONGEST_NAME:
            found += [text, *TOKEN.findall(text)]
    return found
