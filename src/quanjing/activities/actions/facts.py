"""What an activity record says, as people type it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from quanjing.activities.models import Activity, ActivityKind
from quanjing.activities.queries import kinds_for, possible_hosts
from quanjing.foundation import clock
from quanjing.foundation.errors import Problem
from quanjing.organizations.models import Organization

NUMBERS = ("expected", "present", "online", "absent_duty", "absent_leave", "absent_other")
MOST_PERSONS = 1_000_000
LONGEST = timedelta(days=60)
MOST_HOSTS = 50


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns of `Activity` of the same names; times are aware moments."""

    kind: ActivityKind
    name: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""
    speaker: str = ""
    expected: int | None = None
    present: int | None = None
    online: int | None = None
    absent_duty: int | None = None
    absent_leave: int | None = None
    absent_other: int | None = None
    agenda: str = ""
    decisions: str = ""
    studied: str = ""
    campaign: str = ""
    other_hosts: str = ""


COLUMNS = tuple(Facts.__dataclass_fields__)


def put(activity: Activity, facts: Facts) -> dict[str, list[str]]:
    """Write the facts into a record that is not saved yet; {column: [before, after]} of what changed."""
    changed = {}
    for name in COLUMNS:
        value = getattr(facts, name)
        value = value.strip() if isinstance(value, str) else value
        before = getattr(activity, name) if name != "kind" or activity.kind_id else None
        if before != value:
            changed[name] = [
                str(before if before is not None else ""),
                str(value if value is not None else ""),
            ]
            setattr(activity, name, value)
    activity.day = activity.starts_at.astimezone(clock.CHINA).date()
    return changed


def problems_in(facts: Facts, body: Organization, *, known_kind: bool = False) -> list[Problem]:
    """What is wrong with a record of `body`, each with its column; `known_kind`: it was allowed before."""
    problems = []
    if not facts.name.strip():
        problems.append(Problem("name", _("A name is missing.")))
    if not known_kind and not kinds_for(body.path, clock.today()).filter(pk=facts.kind.pk).exists():
        problems.append(Problem("kind", _("This kind is not in use for your body.")))
    return problems + wrong_times(facts) + wrong_numbers(facts) + _too_long(facts)


def wrong_times(facts: Facts) -> list[Problem]:
    """An end that does not follow the start, or a start beyond any plan."""
    problems = []
    if facts.ends_at is not None and facts.ends_at <= facts.starts_at:
        problems.append(Problem("ends_at", _("It ends before it begins.")))
    elif facts.ends_at is not None and facts.ends_at - facts.starts_at > LONGEST:
        problems.append(Problem("ends_at", _("It lasts more than 60 days; please enter it in parts.")))
    if not 1990 <= facts.starts_at.astimezone(clock.CHINA).year <= clock.today().year + 10:
        problems.append(Problem("starts_at", _("This year is too far away.")))
    return problems


def wrong_numbers(facts: Facts) -> list[Problem]:
    """Numbers of persons that cannot be, or that do not fit each other."""
    problems = [
        Problem(name, _("A number from 0 to 1,000,000."))
        for name in NUMBERS
        if (number := getattr(facts, name)) is not None and not 0 <= number <= MOST_PERSONS
    ]
    absent = sum(count or 0 for count in (facts.absent_duty, facts.absent_leave, facts.absent_other))
    if facts.expected is not None and absent > facts.expected:
        problems.append(Problem("expected", _("More are absent than were expected.")))
    return problems


def named_hosts(names: list[str], body: Organization) -> tuple[list[Organization], list[Problem]]:
    """Bodies that hold it together with `body`, by name, short name or code; unknown names are problems."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted:
        return [], []
    near = possible_hosts(body)
    found: dict[str, list[Organization]] = {}
    for column in ("name", "short_name", "code"):
        for one in near.filter(**{f"{column}__in": wanted}):
            places = found.setdefault(getattr(one, column), [])
            places += [one] if one not in places else []
    problems = []
    for name in wanted:
        if name in (body.name, body.short_name, body.code):
            problems.append(Problem("hosts", _("The own body holds it anyway.")))
        elif len(found.get(name, [])) != 1:
            words = _("“%(name)s” is no body above, beside or below yours; name it as a partner.")
            problems.append(Problem("hosts", words % {"name": name}))
    if len(wanted) > MOST_HOSTS:
        problems.append(Problem("hosts", _("At most 50 bodies.")))
    return [found[name][0] for name in wanted if len(found.get(name, [])) == 1], problems


def _too_long(facts: Facts) -> list[Problem]:
    problems = []
    for name, value in texts_of(facts).items():
        longest: int | None = getattr(Activity._meta.get_field(name), "max_length", None)
        if longest is not None and len(value.strip()) > longest:
            problems.append(Problem(name, _("At most %(limit)d characters.") % {"limit": longest}))
    return problems


def texts_of(facts: Facts) -> dict[str, str]:
    """The columns that hold text."""
    return {name: value for name in COLUMNS if isinstance(value := getattr(facts, name), str)}
