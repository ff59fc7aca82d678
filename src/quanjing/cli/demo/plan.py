"""The tree of the invented world as plain values, before anything touches the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from quanjing.cli.demo import names
from quanjing.cli.demo.people import Source
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass

SIZES = ("small", "province", "nation")
NATION_PROVINCES = 32
CITY_SOCIETIES, NATION_CITY_SOCIETIES = 2, len(names.CITY_FIELDS)


@dataclass
class Seat:
    """A post and who holds it."""

    title: str
    role: Role
    username: str
    person: str


@dataclass
class Body:
    """An organization with its seats and what stands under it."""

    name: str
    kind: Kind
    level: Level
    number: str
    society_class: SocietyClass = SocietyClass.NONE
    short_name: str = ""
    region: str = ""
    host_unit: str = ""
    seats: list[Seat] = field(default_factory=list)
    below: list[Body] = field(default_factory=list)


@dataclass(frozen=True)
class Province:
    """What is to be planned: by default 江岚省 as it stands in every size but the small one."""

    name: str = names.PROVINCE
    number: int = 1
    cities: Sequence[str] = names.CITIES
    city_societies: int = CITY_SOCIETIES
    only: frozenset[str] = frozenset()  # the fields of its societies; all where empty

    @property
    def mark(self) -> str:
        """Keeps usernames apart; empty in the first province."""
        return "" if self.number == 1 else f"{self.number}-"

    @property
    def is_first(self) -> bool:
        return self.number == 1


def plan(size: str, source: Source) -> Body:
    """The tree of a world: small (12 societies), province (150) or nation (32 provinces)."""
    if size == "small":
        return _province(Province(cities=names.CITIES[:2], only=names.SMALL), source)
    if size == "province":
        return _province(Province(), source)
    root = Body(f"{names.NATION}科学技术协会", Kind.ASSOCIATION, Level.NATIONAL, "0")
    root.short_name = f"{names.NATION}科协"
    root.seats = [_seat(names.DESK, Role.OFFICER, "national", source)]
    root.below = [_province(province, source) for province in _provinces(source)]
    return root


def _provinces(source: Source) -> Iterator[Province]:
    """江岚省 first, then invented ones enough for a nation; no name comes twice."""
    yield Province(city_societies=NATION_CITY_SOCIETIES)
    cities = [head + tail for head, tail in product(names.CITY_HEADS, names.CITY_TAILS)]
    source.random.shuffle(cities)
    count = len(names.CITIES)
    pairs = product(names.PROVINCE_HEADS, names.PROVINCE_TAILS)
    for number, (head, tail) in zip(range(2, NATION_PROVINCES + 1), pairs, strict=False):
        own = cities[(number - 2) * count : (number - 1) * count]
        yield Province(f"{head}{tail}省", number, own, NATION_CITY_SOCIETIES)


def _seat(title: str, role: Role, username: str, source: Source, person: str = "") -> Seat:
    return Seat(title, role, username, person or source.person())


def _province(province: Province, source: Source) -> Body:
    """An association with its societies and cities."""
    name = f"{province.name}科学技术协会"
    body = Body(name, Kind.ASSOCIATION, Level.PROVINCIAL, f"{province.number:02d}")
    body.short_name, body.region = f"{province.name}科协", province.name
    body.seats = _offices(province, source)
    for society_class, fields in names.SOCIETIES.items():
        for place, text in enumerate(fields.split(), start=1):
            short, _, full = text.partition(":")
            if province.only and short not in province.only:
                continue
            number = f"{int(society_class)}{place:02d}"
            society = Body(full or f"{short}学会", Kind.SOCIETY, Level.PROVINCIAL, number, society_class)
            body.below.append(_society(society, province.name, province.mark, source))
            if province.is_first:
                society.seats += _sent(society, short, source)
            if province.is_first and short not in names.JOINT | names.ADVISED | names.NEITHER:
                society.below = list(_party_bodies(society, source))
    for place, city in enumerate(province.cities, start=1):
        body.below.append(_city(f"{city}市", place, province, source))
    return body


def _offices(province: Province, source: Source) -> list[Seat]:
    if not province.is_first:
        return [_seat(names.DESK, Role.OFFICER, f"officer{province.mark}1", source)]
    return [
        _seat(names.DESK, Role.OFFICER, "officer", source, names.OFFICER),
        _seat(names.ADMINISTRATOR, Role.ADMINISTRATOR, "officer", source, names.OFFICER),
        _seat(names.AUDIT_POST, Role.AUDITOR, "auditor", source, names.AUDITOR),
        _seat(names.DEPUTY_POST, Role.OFFICER, "deputy", source, names.DEPUTY),
    ]


def _society(society: Body, region: str, mark: str, source: Source) -> Body:
    """Complete a society that has its short name as name: region, host unit, people."""
    full = society.short_name = society.name
    society.region = region
    society.name = f"{region}{full}"
    society.host_unit = f"{region}{full.removesuffix('学会')}研究院" if full.endswith("学会") else ""
    is_tea = society.name == names.TEA
    username = "handler" if is_tea else f"s{mark}{society.number}"
    society.seats = [
        _seat(names.PRESIDENT, Role.NONE, source.username(), source),
        _seat(names.SECRETARY_GENERAL, Role.NONE, source.username(), source),
        _seat(names.HANDLER_POST, Role.HANDLER, username, source, names.HANDLER if is_tea else ""),
    ]
    return society


def _sent(society: Body, short: str, source: Source) -> Iterator[Seat]:
    """An advisor where there is no branch, and a head where the office asks for one."""
    if short in names.ADVISED:
        yield _seat(names.ADVISOR_POST, Role.NONE, source.username(), source)
    if society.name == names.CONFIRMING:
        yield _seat(names.HEAD_POST, Role.HEAD, "head", source, names.HEAD)


def _party_bodies(society: Body, source: Source) -> Iterator[Body]:
    """Under a society: its committee, its branch, some work groups."""
    bodies = [
        (f"中共{society.name}委员会", Kind.SOCIETY_COMMITTEE, names.SECRETARY),
        (f"{society.name}党支部", Kind.BRANCH, names.SECRETARY),
    ]
    for division in source.random.sample(names.DIVISIONS, source.random.randint(0, 4)):
        bodies.append((f"{society.name}{division}党的工作小组", Kind.WORK_GROUP, names.GROUP_HEAD))
    for place, (name, kind, title) in enumerate(bodies, start=1):
        seats = [_seat(title, Role.NONE, source.username(), source)]
        yield Body(name, kind, society.level, f"{society.number}-{place}", seats=seats)


def _city(city: str, place: int, province: Province, source: Source) -> Body:
    """A city association with its officer and its societies."""
    number = f"{900 + place}"
    body = Body(f"{city}科学技术协会", Kind.ASSOCIATION, Level.CITY, number)
    body.short_name, body.region = f"{city}科协", city
    is_first = province.is_first and place == 1
    username = "city" if is_first else f"c{province.mark}{number}"
    person = names.CITY_OFFICER if is_first else ""
    body.seats = [_seat(names.CITY_POST, Role.OFFICER, username, source, person)]
    for order, (society_class, field_name) in enumerate(
        names.CITY_FIELDS[: province.city_societies], start=1
    ):
        own = Body(f"{field_name}学会", Kind.SOCIETY, Level.CITY, f"{number}-{order}", society_class)
        body.below.append(_society(own, city, province.mark, source))
    return body
