"""The telephone list: missing units by class and number, with the unit's contact and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied
from quanjing.organizations.models import Post
from quanjing.tasks.enums import State
from quanjing.urging.actions import pause, phone_list
from tests.urging.conftest import Notice, china
from tests.world import World

SignIn = Callable[[Post], Client]


def rows(world: World, directive: Directive) -> list[list[str]]:
    out = BytesIO()
    with clock.frozen(china(14)):
        phone_list(actor=world.actor(world.officer), directive=directive, out=out)
    table = docx.Document(BytesIO(out.getvalue())).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_missing_units_stand_by_class_and_number(world: World, notice: Notice) -> None:
    User.objects.filter(username="handler").update(phone="010-55550002")
    Post.objects.filter(pk=world.nursing_handler.pk).update(ends_on=china(1).date())
    directive = notice(world.branch, world.nursing, world.tea, world.mathematics)
    directive.assignments.filter(organization=world.mathematics).update(state=State.SUBMITTED)
    open_item = "报送材料（9月15日 17:00）"
    assert rows(world, directive) == [
        ["编号", "单位", "联系人", "联系电话", "待报送", "通话记录"],
        ["农科"] * 6,
        ["301", "江岚省茶叶学会", "周予安", "010-55550002\n010-55550100", open_item, ""],
        ["医科"] * 6,
        ["401", "江岚省护理学会", "—", "010-55550100", open_item, ""],
        ["其他组织"] * 6,
        ["301-2", "江岚省茶叶学会秘书处党支部", "—", "—", open_item, ""],
    ]


def test_a_pause_and_the_quiet_hours_do_not_matter_to_a_list(world: World, notice: Notice) -> None:
    directive = notice(world.tea)
    pause(actor=world.actor(world.officer), directive=directive, reason="正在调整期限")
    assert len(rows(world, directive)) == 3


def test_making_it_is_recorded(world: World, notice: Notice) -> None:
    directive = notice(world.tea)
    rows(world, directive)
    entry = AuditEntry.objects.get(verb="urging.phone_list")
    assert (entry.object_code, entry.detail) == (directive.code, {"units": 1})


@pytest.mark.parametrize("post", ["tea_handler", "auditor", "city_officer"])
def test_only_the_desk_of_the_notice_gets_it(world: World, notice: Notice, post: str) -> None:
    with pytest.raises(Denied):
        phone_list(actor=world.actor(getattr(world, post)), directive=notice(world.tea), out=BytesIO())


def test_it_costs_no_query_a_unit(world: World, notice: Notice) -> None:
    one, three = notice(world.tea), notice(world.tea, world.nursing, world.mathematics)
    counts = []
    for directive in (one, one, three):
        with CaptureQueriesContext(connection) as queries:
            rows(world, directive)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_it_comes_as_a_word_file_named_after_the_notice(
    world: World, notice: Notice, client_of: SignIn
) -> None:
    directive = notice(world.tea)
    answer = client_of(world.officer).get(reverse("phone_list", args=[directive.code]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert docx.Document(BytesIO(b"".join(answer))).paragraphs[0].text == "电话联系表：关于报送材料的通知"
