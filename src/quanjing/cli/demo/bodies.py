"""Bodies beside the tree, desks, and posts with a story: what a register really looks like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from quanjing.accounts.actions import NewPerson
from quanjing.cli.demo import names, texts
from quanjing.cli.demo.scene import Scene
from quanjing.organizations.actions import (
    DeskFacts,
    add_members,
    add_organization,
    appoint,
    create_post,
    delegate_post,
    open_desk,
    seat,
    set_confirmation,
    set_substitute,
)
from quanjing.organizations.enums import Kind, Level, Office, Role, SocietyClass
from quanjing.organizations.models import Organization, Post

TERM_MONTHS = 5  # until the terms of some secretaries end
LIMIT = 5  # units that one joint branch serves at most


def desks(scene: Scene) -> Iterator[int]:
    """Two desks of two officers each; one is away and has a substitute."""
    yield -160
    who = scene.administrator
    facts = (
        DeskFacts(texts.DESK, texts.PHONE, texts.MAIL),
        DeskFacts(texts.SECOND_DESK, texts.SECOND_PHONE, texts.SECOND_MAIL),
    )
    for one in facts:
        desk = open_desk(actor=who, organization=scene.association, facts=one)
        for post in (scene.posts["officer", "officer"], scene.posts["deputy", "officer"]):
            place = seat(actor=who, desk=desk, post=post)
    set_substitute(
        actor=who,
        seat=place,
        substitute=scene.posts["officer", "officer"],
        first=scene.day(-2),
        last=scene.day(12),
    )


def beside(scene: Scene) -> Iterator[int]:
    """Joint branches of societies without a branch of their own, an alliance."""
    yield -155
    served = [body for body in _provincial(scene) if _short(body) in names.JOINT]
    for start in range(0, len(served), LIMIT):
        branch = _add(scene, f"江岚省学会第{start // LIMIT + 1}联合党支部", Kind.JOINT_BRANCH)
        _join(scene, branch, served[start : start + LIMIT])
        appoint(
            actor=scene.administrator,
            organization=branch,
            title=names.SECRETARY,
            role=Role.NONE,
            person=NewPerson("", f"{names.SURNAMES[start]}明川"),
            office=Office.SECRETARY,
            starts_on=scene.day(-400),
            ends_on=_months_on(scene.today, 30),
        )
    alliance = _add(scene, "江岚省农业科技服务联合体", Kind.ALLIANCE)
    growers = [body for body in _provincial(scene) if body.society_class == SocietyClass.AGRICULTURE]
    _join(scene, alliance, growers[:4])


def terms(scene: Scene) -> Iterator[int]:
    """Terms that end in five months, a vacant post, a head who confirms, two hats, a delegate."""
    yield -150
    secretaries = Post.objects.filter(office=Office.SECRETARY, organization__kind=Kind.BRANCH)
    months_on = _months_on(scene.today, TERM_MONTHS)
    for place, post in enumerate(secretaries.order_by("pk")[1::27]):
        ends = months_on - timedelta(days=5 * place)
        Post.objects.filter(pk=post.pk).update(starts_on=ends - timedelta(days=1826), ends_on=ends)
    confirming, tea = scene.society(names.CONFIRMING), scene.society(names.TEA)
    handler = scene.posts["handler", "handler"]
    for body, title, role, office, holder in (
        (confirming, "党建联络员", Role.NONE, Office.LIAISON, None),
        (scene.society(names.SECOND_HAT), names.HANDLER_POST, Role.HANDLER, Office.OTHER, handler.holder),
    ):
        create_post(
            actor=scene.administrator, organization=body, title=title, role=role, office=office, holder=holder
        )
    set_confirmation(actor=scene.administrator, organization=confirming, needed=True)
    delegate_post(
        actor=scene.administrator,
        post=handler,
        username=_holder_of(tea, names.SECRETARY_GENERAL),
        first_day=scene.day(20),
        last_day=scene.day(27),
    )


def _provincial(scene: Scene) -> list[Organization]:
    found = scene.association.get_children().filter(kind=Kind.SOCIETY)
    return list(found.order_by("path"))


def _short(body: Organization) -> str:
    return body.short_name.removesuffix("学会")


def _add(scene: Scene, name: str, kind: Kind) -> Organization:
    return add_organization(
        actor=scene.administrator, under=scene.association, name=name, kind=kind, level=Level.PROVINCIAL
    )


def _join(scene: Scene, body: Organization, members: list[Organization]) -> None:
    words = [member.code for member in members]
    add_members(actor=scene.administrator, body=body, words=words, starts_on=scene.day(-150))


def _holder_of(body: Organization, title: str) -> str:
    post = Post.objects.select_related("holder").get(organization=body, title=title)
    assert post.holder is not None
    return post.holder.username


def _months_on(day: date, months: int) -> date:
    whole = day.month - 1 + months
    return day.replace(year=day.year + whole // 12, month=whole % 12 + 1, day=min(day.day, 28))
