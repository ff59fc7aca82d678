"""Named people in one small world: the invented province, shared by all tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from quanjing.accounts.models import User
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for

PASSWORD = "correct horse"


@dataclass(frozen=True)
class World:
    """Organizations and posts by what they are in the tests; `actor(post)` acts under one."""

    association: Organization
    tea: Organization  # 江岚省茶叶学会, agriculture
    nursing: Organization  # 江岚省护理学会, medicine
    mathematics: Organization  # 江岚省数学学会, science
    city: Organization  # 岚州市科学技术协会
    city_society: Organization  # 岚州市园艺学会, under the city
    branch: Organization  # a branch under the tea society
    officer: Post
    administrator: Post
    auditor: Post
    city_officer: Post
    tea_handler: Post
    nursing_handler: Post
    mathematics_handler: Post
    city_handler: Post

    def actor(self, post: Post) -> Actor:
        return actor_for(Post.objects.select_related("organization", "holder").get(pk=post.pk), "127.0.0.1")


@cache
def _hashed() -> str:
    """What is kept of the password that all of them have; the product's own way takes its time."""
    return make_password(PASSWORD)


def person(username: str, name: str) -> User:
    return User.objects.create(
        username=username,
        name=name,
        email=f"{username}@example.org",
        phone="010-55550001",
        password=_hashed(),
    )


def post(organization: Organization, title: str, role: Role, holder: User) -> Post:
    return Post.objects.create(organization=organization, title=title, role=role, holder=holder)


def build_world() -> World:
    """A handful of organizations in three levels, one person for each kind of post."""
    association = Organization.add_root(
        name="江岚省科学技术协会",
        short_name="江岚省科协",
        kind=Kind.ASSOCIATION,
        level=Level.PROVINCIAL,
        code="jiangl22",
        number="1",
        day_end="17:00",
    )

    def society(name: str, number: str, of_class: SocietyClass) -> Organization:
        return Organization.objects.get(pk=association.pk).add_child(
            name=name,
            kind=Kind.SOCIETY,
            level=Level.PROVINCIAL,
            society_class=of_class,
            number=number,
            phone="010-55550100",
            email="office@example.org",
        )

    mathematics = society("江岚省数学学会", "101", SocietyClass.SCIENCE)
    tea = society("江岚省茶叶学会", "301", SocietyClass.AGRICULTURE)
    nursing = society("江岚省护理学会", "401", SocietyClass.MEDICINE)
    branch = Organization.objects.get(pk=tea.pk).add_child(
        name="江岚省茶叶学会秘书处党支部", kind=Kind.BRANCH, level=Level.PROVINCIAL, number="301-2"
    )
    city = Organization.objects.get(pk=association.pk).add_child(
        name="岚州市科学技术协会", kind=Kind.ASSOCIATION, level=Level.CITY, number="901"
    )
    city_society = Organization.objects.get(pk=city.pk).add_child(
        name="岚州市园艺学会",
        kind=Kind.SOCIETY,
        level=Level.CITY,
        society_class=SocietyClass.AGRICULTURE,
        number="901-1",
    )
    bodies = {body.pk: body for body in Organization.objects.all()}  # paths as they are now
    association, mathematics, tea, nursing, branch, city, city_society = (
        bodies[body.pk] for body in (association, mathematics, tea, nursing, branch, city, city_society)
    )
    officer = person("officer", "林知远")
    return World(
        association=association,
        tea=tea,
        nursing=nursing,
        mathematics=mathematics,
        city=city,
        city_society=city_society,
        branch=branch,
        officer=post(association, "学会党建办 专员", Role.OFFICER, officer),
        administrator=post(association, "系统管理员", Role.ADMINISTRATOR, officer),
        auditor=post(association, "审计员", Role.AUDITOR, person("auditor", "沈观澜")),
        city_officer=post(city, "学会部 干事", Role.OFFICER, person("city", "陈既白")),
        tea_handler=post(tea, "秘书处 经办人", Role.HANDLER, person("handler", "周予安")),
        nursing_handler=post(nursing, "秘书处 经办人", Role.HANDLER, person("nursing", "顾南屏")),
        mathematics_handler=post(mathematics, "秘书处 经办人", Role.HANDLER, person("maths", "陆闻溪")),
        city_handler=post(city_society, "秘书处 经办人", Role.HANDLER, person("garden", "许知遥")),
    )
