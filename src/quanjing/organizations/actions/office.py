"""The first hour of an installation: one body, one person with two posts."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from quanjing.accounts.actions import NewPerson, add_people, check_password
from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.organizations.actions.bodies import begin_names
from quanjing.organizations.actions.places import written
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for, any_exists
from quanjing.organizations.rules import problems_with


@transaction.atomic
def start_office(
    *,
    name: str,
    level: str,
    username: str,
    person_name: str,
    password: str,
    region: str = "",
    origin: str = "",
) -> Post:
    """Set up an empty installation: the association, and its first person as desk officer and administrator.

    Returns the administrator's post (its `organization` is the association). Raises `WrongState` where an
    organization exists already, `Invalid` for wrong entries or a weak password.
    """
    if any_exists():
        raise WrongState(_("This installation was set up already."))
    body = Organization(
        name=name.strip(), kind=Kind.ASSOCIATION, level=level, region=region.strip(), valid_from=clock.today()
    )
    problems = [*problems_with(body), *_person_problems(level, username, person_name)]
    if problems:
        raise Invalid(problems)
    check_password(password=password, user=User(username=username, name=person_name))
    body.path, body.depth = written(1), 1
    body.save()
    begin_names([body])
    person = add_people(people=[NewPerson(username, person_name.strip())], password=password)[0]
    with override(settings.LANGUAGE_CODE):  # titles are texts of the office, not of the page
        posts = [
            Post(organization=body, title=str(role.label), role=role, holder=person, starts_on=clock.today())
            for role in (Role.OFFICER, Role.ADMINISTRATOR)
        ]
    administrator = Post.objects.bulk_create(posts)[1]
    record(actor=actor_for(administrator, origin), verb="organizations.start_office", on=body)
    return administrator


def _person_problems(level: str, username: str, person_name: str) -> list[Problem]:
    problems = []
    if level not in Level.values:
        problems.append(Problem("level", _("This level does not exist.")))
    if not username.strip().isascii() or not username.strip():
        problems.append(Problem("username", _("Letters, digits and . - _ only.")))
    if not person_name.strip():
        problems.append(Problem("person_name", _("A name is missing.")))
    return problems
