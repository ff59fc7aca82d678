"""The invented world: whole, invented, and the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from stdnum.cn import uscc

from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from quanjing.cli.demo import names
from quanjing.cli.demo.build import PASSWORD, SIGN_INS, Built, build
from quanjing.cli.demo.people import Source, credit_code
from quanjing.cli.demo.plan import Body, plan
from quanjing.organizations.actions import NewBody, add_many
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Organization, OrganizationName, Post
from quanjing.organizations.queries import actor_for, posts_in_force


def everything(body: Body) -> list[Body]:
    return [body, *(one for child in body.below for one in everything(child))]


@pytest.fixture
def small(db: None) -> Built:
    built = build("small")
    assert built is not None
    return built


def test_a_province_has_150_societies_in_five_classes() -> None:
    bodies = everything(plan("province", Source(1)))
    classes = Counter(
        body.society_class for body in bodies if body.kind == Kind.SOCIETY and body.level == Level.PROVINCIAL
    )
    assert dict(classes) == {
        SocietyClass.SCIENCE: 31,
        SocietyClass.ENGINEERING: 46,
        SocietyClass.AGRICULTURE: 22,
        SocietyClass.MEDICINE: 33,
        SocietyClass.INTERDISCIPLINARY: 18,
    }


def test_a_province_has_eleven_cities_with_two_societies_each() -> None:
    bodies = everything(plan("province", Source(1)))
    cities = [body for body in bodies if body.kind == Kind.ASSOCIATION and body.level == Level.CITY]
    assert [len(city.below) for city in cities] == [2] * 11


def test_provincial_societies_have_three_layers_or_share_or_are_advised() -> None:
    bodies = everything(plan("province", Source(1)))
    societies = [b for b in bodies if b.kind == Kind.SOCIETY and b.level == Level.PROVINCIAL]
    own = [body for body in societies if body.below]
    assert len(own) == 132
    for society in own:
        kinds = [body.kind for body in society.below]
        assert kinds[:2] == [Kind.SOCIETY_COMMITTEE, Kind.BRANCH]
        assert set(kinds[2:]) <= {Kind.WORK_GROUP}
        assert len(kinds) <= 6
    advised = [b for b in societies if any(seat.title == names.ADVISOR_POST for seat in b.seats)]
    assert len(advised) == len(names.ADVISED)


def test_a_nation_has_32_provinces_and_ten_thousand_reporting_bodies() -> None:
    root = plan("nation", Source(1))
    reporting = [
        body
        for body in everything(root)
        if any(seat.role in (Role.HANDLER, Role.OFFICER) for seat in body.seats)
    ]
    assert len(root.below) == 32
    assert len(reporting) >= 10_000


@pytest.mark.parametrize("size", ["small", "province", "nation"])
def test_names_of_bodies_and_sign_ins_are_unique(size: str) -> None:
    bodies = everything(plan(size, Source(1)))
    seats = {(seat.username, seat.person) for body in bodies for seat in body.seats}
    assert len({body.name for body in bodies}) == len(bodies)
    assert len({username for username, _person in seats}) == len(seats)


def test_the_same_seed_gives_the_same_world() -> None:
    assert plan("province", Source(7)) == plan("province", Source(7))
    assert plan("province", Source(7)) != plan("province", Source(8))


def test_credit_codes_are_valid(small: Built) -> None:
    codes = list(Organization.objects.filter(kind=Kind.SOCIETY).values_list("credit_code", flat=True))
    assert len(codes) == 16
    assert [uscc.is_valid(code) for code in codes] == [True] * 16


def test_a_credit_code_is_the_same_for_the_same_serial() -> None:
    assert credit_code(12345678) == credit_code(12345678)
    assert uscc.is_valid(credit_code(0))


def test_the_small_world_counts_what_it_built(small: Built) -> None:
    counted = (Organization.objects.count(), User.objects.count(), Post.objects.count())
    assert (small.organizations, small.people, small.posts) == counted
    assert Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).count() == 12


def test_the_tree_is_sound_and_in_order(small: Built) -> None:
    assert Organization.find_problems() == ([], [], [], [], [])
    root = Organization.get_root_nodes().get()
    children = [(body.society_class, body.number) for body in root.get_children()]
    assert children == sorted(children)


def test_a_body_can_be_entered_between_two_others_later(small: Built) -> None:
    root = Organization.get_root_nodes().get()
    paths = dict(Organization.objects.values_list("code", "path"))
    administrator = Post.objects.get(role=Role.ADMINISTRATOR)
    new = NewBody(name="江岚省波谱学会", society_class=SocietyClass.SCIENCE, number="110", level="provincial")
    add_many(actor=actor_for(administrator), under=root, rows=[new])
    assert {code: Organization.objects.get(code=code).path for code in paths} == paths
    assert Organization.find_problems() == ([], [], [], [], [])


def test_the_named_people_hold_their_posts(small: Built) -> None:
    held = Post.objects.filter(holder__username__in=["officer", "handler", "auditor", "city"])
    assert {(p.holder.name, p.organization.name, p.title, p.role) for p in held if p.holder} == {
        ("林知远", "江岚省科学技术协会", "学会党建办 专员", "officer"),
        ("林知远", "江岚省科学技术协会", "系统管理员", "administrator"),
        ("沈观澜", "江岚省科学技术协会", "审计员", "auditor"),
        ("周予安", "江岚省茶叶学会", "秘书处 经办人", "handler"),
        ("陈既白", "岚州市科学技术协会", "学会部 干事", "officer"),
    }


def test_the_officer_signs_in_as_desk_officer_first(small: Built) -> None:
    first = posts_in_force().filter(holder__username="officer").first()
    assert first is not None
    assert first.role == Role.OFFICER


def test_everybody_has_the_same_hash_of_the_demo_password(small: Built) -> None:
    hashes = set(User.objects.values_list("password", flat=True))
    assert [check_password(PASSWORD, each) for each in hashes] == [True]
    assert User.objects.filter(username__in=SIGN_INS).count() == 3


def test_nothing_leads_to_the_real_world(small: Built) -> None:
    for body in Organization.objects.exclude(phone=""):
        assert body.email.endswith("@example.org")
        assert body.phone.startswith("010-5555")
    for user in User.objects.all():
        assert user.email.endswith("@example.org")
        assert user.phone.startswith("010-5555")


def test_every_body_has_its_name_since_the_beginning(small: Built) -> None:
    assert OrganizationName.objects.count() == small.organizations


def test_building_again_changes_nothing(small: Built) -> None:
    before = list(Organization.objects.values_list("code", "path"))
    assert build("province") is None
    assert list(Organization.objects.values_list("code", "path")) == before


def test_building_is_recorded_once(small: Built) -> None:
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.user_name, entry.detail["size"]) == ("cli.build_demo", "林知远", "small")


def test_a_world_takes_few_queries(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        build("small")
    assert len(queries) < 40
