"""Societies from a table: looked at first, entered all together or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongwen.errors import GongwenError
from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations import actions
from quanjing.organizations.actions.tables import read_societies
from quanjing.organizations.enums import Level, Role, SocietyClass
from quanjing.organizations.models import ImportDraft, Organization, Post
from tests.organizations.conftest import GOOD, HEADS, table_of
from tests.world import World


def preview(actor: Actor, under: Organization, data: bytes) -> ImportDraft:
    return actions.preview_import(actor=actor, under=under, name="学会.xlsx", data=data)


def said(draft: ImportDraft) -> dict[str, list[str]]:
    rows = actions.checked_rows(draft)
    return {row.texts["row"]: [problem.where for problem in row.problems] for row in rows if row.problems}


def test_a_good_table_enters_bodies_posts_and_people(world: World, administrator: Actor) -> None:
    draft = preview(administrator, world.association, table_of(GOOD))
    assert said(draft) == {}
    assert Organization.objects.filter(name="江岚省林学会").exists() is False
    entered = actions.apply_import(actor=administrator, draft=draft)
    assert [body.name for body in entered] == ["江岚省林学会", "江岚省物理学会", "江岚省科普研究会"]
    forestry, physics, popular = entered
    assert (forestry.society_class, forestry.level, forestry.host_unit) == (
        SocietyClass.AGRICULTURE,
        Level.PROVINCIAL,
        "江岚省林业研究院",
    )
    assert (physics.society_class, physics.level) == (SocietyClass.SCIENCE, Level.PROVINCIAL)
    post = Post.objects.select_related("holder").get(organization=forestry)
    assert post.holder is not None
    assert (post.title, post.role, post.holder.username, post.holder.name) == (
        "经办人",
        Role.HANDLER,
        "s302",
        "沈雁秋",
    )
    assert post.holder.has_usable_password() is False
    assert Post.objects.filter(organization=popular).exists() is False
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["organizations.add_many"]


def test_every_wrong_row_is_named_with_its_row_in_the_sheet(world: World, administrator: Actor) -> None:
    rows = [
        GOOD[0],
        ("303", "江岚省茶叶学会", "农科", "", "", "", "", "", ""),
        ("304", "江岚省林学会", "农科", "", "", "", "", "", ""),
        ("305", "江岚省草学会", "神科", "星系", "", "", "", "", ""),
        ("306", "江岚省蚕学会", "农科", "", "91350100M000100Y4Z", "", "", "", ""),
        ("307", "", "农科", "", "", "", "", "", ""),
        ("308", "江岚省果学会", "农科", "", "", "", "", "010-55550308", ""),
        ("309", "江岚省菌学会", "农科", "", "", "", "甲", "", "not an address"),
    ]
    draft = preview(administrator, world.association, table_of(rows))
    assert said(draft) == {
        "5": ["name"],
        "6": ["society_class", "level"],
        "7": ["credit_code"],
        "8": ["name"],
        "9": ["contact"],
        "10": ["email"],
    }
    before = (Organization.objects.count(), User.objects.count())
    with pytest.raises(Invalid):
        actions.apply_import(actor=administrator, draft=draft)
    assert (Organization.objects.count(), User.objects.count()) == before


def test_the_register_is_asked_again_when_the_table_is_confirmed(world: World, administrator: Actor) -> None:
    draft = preview(administrator, world.association, table_of(GOOD))
    actions.add_organization(
        actor=administrator, under=world.association, name="江岚省林学会", kind="society"
    )
    with pytest.raises(Invalid):
        actions.apply_import(actor=administrator, draft=draft)
    assert Organization.objects.filter(name="江岚省物理学会").exists() is False


def test_a_table_is_entered_once(world: World, administrator: Actor) -> None:
    draft = preview(administrator, world.association, table_of(GOOD))
    actions.apply_import(actor=administrator, draft=draft)
    with pytest.raises(WrongState):
        actions.apply_import(actor=administrator, draft=draft)


def test_numbers_heads_in_english_and_unknown_columns_are_understood() -> None:
    table = read_societies(table_of([(302.0, "甲", "science", "备注")], ("Number", "name*", "Class", "说明")))
    assert (table.rows[0]["number"], table.rows[0]["name"], table.ignored) == ("302", "甲", ["说明"])


@pytest.mark.parametrize("rows", [[], [("", "")]])
def test_a_table_without_rows_is_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(Invalid):
        read_societies(table_of(rows))


def test_a_table_with_other_columns_is_refused(world: World, administrator: Actor) -> None:
    with pytest.raises(Invalid):
        preview(administrator, world.association, table_of(GOOD, ("甲", "乙", "丙")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"plain words"])
def test_a_file_that_is_no_table_is_refused(world: World, administrator: Actor, data: bytes) -> None:
    with pytest.raises((Invalid, GongwenError)):
        preview(administrator, world.association, data)
    assert ImportDraft.objects.count() == 0


def test_only_administrators_of_the_subtree_import(world: World, city_administrator: Actor) -> None:
    for actor in (city_administrator, world.actor(world.officer)):
        with pytest.raises(Denied):
            preview(actor, world.association, table_of(GOOD))


def test_the_blank_table_has_the_columns_and_can_be_read_back() -> None:
    sheet = load_workbook(io.BytesIO(actions.blank_table())).worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADS


def test_bytes_that_are_no_workbook_are_refused() -> None:
    with pytest.raises(Invalid):
        read_societies(b"plain words")


CODED = ("代号", *HEADS)


def changed(draft: ImportDraft) -> dict[str, dict[str, tuple[str, str]]]:
    """{row: {column: (old, new)}} of the cells that the preview marks."""
    return {
        row.texts["row"]: {cell.column: (cell.old, cell.text) for cell in row.cells if cell.changed}
        for row in actions.checked_rows(draft)
        if row.changes
    }


def test_rows_that_name_a_society_in_any_way_change_it(world: World, administrator: Actor) -> None:
    Organization.objects.filter(pk=world.nursing.pk).update(credit_code="914403001922038216")
    rows = [
        (world.tea.code, "302", "江岚省茶业学会", "", "", "", "", "", "010-55550302", ""),
        ("", "", "", "工科类", "", "914403001922038216", "江岚省护理院", "", "", ""),
        ("", "101", "", "", "", "", "", "", "", "-"),
        ("", "901-1", "岚州市园艺学会", "", "", "", "", "", "", ""),
        ("", *GOOD[0]),
    ]
    draft = preview(administrator, world.association, table_of(rows, CODED))
    assert said(draft) == {}
    assert changed(draft) == {
        "3": {
            "number": ("301", "302"),
            "name": ("江岚省茶叶学会", "江岚省茶业学会"),
            "phone": ("010-55550100", "010-55550302"),
        },
        "4": {"society_class": ("医科", "工科"), "host_unit": ("", "江岚省护理院")},
        "5": {"email": ("office@example.org", "")},
    }
    entered = actions.apply_import(actor=administrator, draft=draft)
    assert [body.name for body in entered] == ["江岚省林学会"]
    tea = Organization.objects.get(pk=world.tea.pk)
    assert (tea.name, tea.number, tea.version) == ("江岚省茶业学会", "302", 2)
    assert list(tea.names.order_by("pk").values_list("name", flat=True)) == [
        "江岚省茶叶学会",
        "江岚省茶业学会",
    ]
    assert Organization.objects.get(pk=world.city_society.pk).version == 1
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["organizations.change_many", "organizations.add_many"]


def test_wrong_changes_are_named_row_by_row_and_nothing_is_entered(
    world: World, administrator: Actor
) -> None:
    rows = [
        (world.tea.code, "", "江岚省护理学会", "", "", "", "", "", "", ""),
        (world.nursing.code, "", "", "", "", "91350100M000100Y4Z", "", "", "", ""),
        ("", "101", "", "神科", "", "", "", "", "", ""),
        ("nobody22", "", "江岚省新学会", "理科", "", "", "", "", "", ""),
        ("", "101", "岚州市园艺学会", "", "", "", "", "", "", ""),
        ("", "", "岚州市园艺学会", "", "", "", "", "别人", "", ""),
        ("", "901-1", "", "", "", "", "", "", "010-55550999", ""),
    ]
    draft = preview(administrator, world.association, table_of(rows, CODED))
    assert said(draft) == {
        "3": ["name"],
        "4": ["credit_code"],
        "5": ["society_class"],
        "6": ["code"],
        "7": ["name"],
        "8": ["contact"],
        "9": ["name"],
    }
    with pytest.raises(Invalid):
        actions.apply_import(actor=administrator, draft=draft)
    assert Organization.objects.get(pk=world.city_society.pk).phone == ""


def test_a_body_changed_since_the_upload_is_a_conflict(world: World, administrator: Actor) -> None:
    rows = [(world.tea.code, "", "", "", "", "", "", "", "010-55550302", "")]
    draft = preview(administrator, world.association, table_of(rows, CODED))
    assert said(draft) == {}
    actions.change_organization(
        actor=administrator, organization=world.tea, changes={"phone": "010-55550777"}
    )
    assert said(draft) == {"3": ["name"]}
    with pytest.raises(Invalid):
        actions.apply_import(actor=administrator, draft=draft)
    assert Organization.objects.get(pk=world.tea.pk).phone == "010-55550777"


def test_the_exported_table_changes_nothing_when_it_comes_back(
    world: World, administrator: Actor, city_administrator: Actor
) -> None:
    data = actions.export_table(actor=administrator, under=world.association)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == CODED
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [
        "江岚省数学学会",
        "江岚省茶叶学会",
        "江岚省护理学会",
        "岚州市园艺学会",
    ]
    draft = preview(administrator, world.association, data)
    assert (said(draft), changed(draft)) == ({}, {})
    assert actions.apply_import(actor=administrator, draft=draft) == []
    assert AuditEntry.objects.count() == 0
    with pytest.raises(Denied):
        actions.export_table(actor=city_administrator, under=world.association)


def test_looking_at_a_table_costs_the_same_for_one_row_and_three(world: World, administrator: Actor) -> None:
    def count(*bodies: Organization) -> int:
        rows = [(body.code, "", "", "", "", "", "", "", "010-55550302", "") for body in bodies]
        draft = preview(administrator, world.association, table_of([*rows, ("", *GOOD[0])], CODED))
        with CaptureQueriesContext(connection) as caught:
            assert said(draft) == {}
        return len(caught)

    assert count(world.tea) == count(world.tea, world.nursing, world.mathematics)


def test_changes_are_seen_on_the_page_before_they_are_entered(
    world: World, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.administrator)
    table = client.get(f"/organizations/{world.association.code}/table.xlsx")
    assert table.headers["Content-Type"].endswith("spreadsheetml.sheet")
    rows = [(world.tea.code, "", "", "", "", "", "", "", "010-55550302", "")]
    file = SimpleUploadedFile("学会.xlsx", table_of(rows, CODED))
    answer = client.post(f"/organizations/{world.association.code}/import/", {"file": file})
    address = answer.headers["Location"]
    page = client.get(address).content.decode()
    assert ("010-55550100</del>" in page, "010-55550302</ins>" in page) == (True, True)
    assert client.get(f"{address}?changed=1").status_code == 200
    assert client.post(address).headers["Location"] == f"/organizations/{world.association.code}/"
    assert Organization.objects.get(pk=world.tea.pk).phone == "010-55550302"
