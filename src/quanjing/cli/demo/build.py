"""Puts the planned world into the database: a few bulk inserts, one password hash for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.cli.demo import names
from quanjing.cli.demo.people import Source
from quanjing.cli.demo.plan import Body, Seat, plan
from quanjing.organizations.enums import Kind, Office, Role
from quanjing.organizations.models import BranchDeclaration, Organization, OrganizationName, Post
from quanjing.organizations.queries import actor_for

PASSWORD = "quanjing-demo"
SIGN_INS = ("officer", "handler", "auditor")
JUDGE, REVIEWER, THIRD = LATER = ("judge", "reviewer", "third")  # come in a lived-in world
BATCH = 1000
TERM_YEARS = 5
FOUNDED = date(2020, 1, 1)
OFFICES = {
    names.PRESIDENT: Office.PRESIDENT,
    names.SECRETARY_GENERAL: Office.SECRETARY_GENERAL,
    names.SECRETARY: Office.SECRETARY,
    names.GROUP_HEAD: Office.SECRETARY,
    names.ADVISOR_POST: Office.ADVISOR,
}
DECLARED = date(2026, 3, 1)
GAP = 36**2  # room in the paths to enter a body between two others later


@dataclass(frozen=True, slots=True)
class Built:
    """How much a world holds."""

    organizations: int
    people: int
    posts: int


@transaction.atomic
def build(size: str = "province", seed: int = 1) -> Built | None:
    """Build the invented world of `size`; the same seed gives the same world.

    Does nothing and returns None where an organization exists already. Leaves one entry in the record.
    """
    if Organization.objects.exists():
        return None
    source = Source(seed)
    placed = list(_placed(plan(size, source), "", 1, 1))
    bodies = Organization.objects.bulk_create(
        [_row(body, path, depth, source) for body, path, depth in placed], batch_size=BATCH
    )
    OrganizationName.objects.bulk_create(
        (OrganizationName(organization=body, name=body.name, used_from=FOUNDED) for body in bodies),
        batch_size=BATCH,
    )
    pairs = [
        (seat, organization)
        for organization, (body, _, _) in zip(bodies, placed, strict=True)
        for seat in body.seats
    ]
    users = _users(pairs, source)
    posts = Post.objects.bulk_create(
        [_post(seat, body, users[seat.username], source) for seat, body in pairs], batch_size=BATCH
    )
    BranchDeclaration.objects.bulk_create(_declarations(bodies), batch_size=BATCH)
    built = Built(len(bodies), len(users), len(posts))
    _record(built, size, seed)
    return built


def _placed(body: Body, parent_path: str, place: int, depth: int) -> Iterator[tuple[Body, str, int]]:
    """Every body with its materialized path and depth, siblings in the order that the tree keeps."""
    path = parent_path + Organization._get_path("", 1, place * GAP)
    yield body, path, depth
    children = sorted(body.below, key=lambda child: (child.society_class, child.number, child.name))
    for order, child in enumerate(children, start=1):
        yield from _placed(child, path, order, depth + 1)


def _row(body: Body, path: str, depth: int, source: Source) -> Organization:
    legal_person = body.kind in (Kind.SOCIETY, Kind.ASSOCIATION)
    code = source.code()
    return Organization(
        path=path,
        depth=depth,
        numchild=len(body.below),
        code=code,
        number=body.number,
        name=body.name,
        short_name=body.short_name,
        kind=body.kind,
        level=body.level,
        society_class=body.society_class,
        credit_code=source.credit_code() if body.kind == Kind.SOCIETY else "",
        region=body.region,
        host_unit=body.host_unit,
        valid_from=FOUNDED,
        phone=source.phone() if legal_person else "",
        email=f"{code}@example.org" if legal_person else "",
    )


def _users(pairs: list[tuple[Seat, Organization]], source: Source) -> dict[str, User]:
    """One account a username, all with the same password hash."""
    hashed = make_password(PASSWORD)
    people = {seat.username: seat.person for seat, _ in pairs}
    rows = [
        User(
            username=username,
            name=name,
            email=f"{username}@example.org",
            phone=source.phone(),
            password=hashed,
        )
        for username, name in people.items()
    ]
    return {user.username: user for user in User.objects.bulk_create(rows, batch_size=BATCH)}


def _post(seat: Seat, organization: Organization, holder: User, source: Source) -> Post:
    starts = date(source.random.choice((2023, 2024, 2025)), source.random.randint(1, 12), 1)
    elected = seat.role == Role.NONE
    return Post(
        code=source.code(),
        organization=organization,
        title=seat.title,
        role=seat.role,
        office=OFFICES.get(seat.title, Office.OTHER),
        holder=holder,
        starts_on=starts if elected else None,
        ends_on=starts.replace(year=starts.year + TERM_YEARS) if elected else None,
    )


def _declarations(bodies: list[Organization]) -> Iterator[BranchDeclaration]:
    """Societies with Party organizations should have them, and so should every fifth of the others."""
    societies = [body for body in bodies if body.kind == Kind.SOCIETY]
    for place, society in enumerate(societies):
        yield BranchDeclaration(
            organization=society,
            should_have=bool(society.numchild) or place % 5 == 0,
            declared_on=DECLARED,
            declared_by=names.OFFICER,
        )


def _record(built: Built, size: str, seed: int) -> None:
    first = Post.objects.select_related("organization", "holder").order_by("pk")[0]
    detail = {"size": size, "seed": seed, "organizations": built.organizations}
    record(actor=actor_for(first), verb="cli.build_demo", on=first.organization, detail=detail)
