"""Visits and findings through the pages: drawn, made, disputed, mended, closed by a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.test import Client

from quanjing.foundation import clock
from quanjing.inspections.models import Checklist, Finding, Inspection
from quanjing.notify.models import Message
from quanjing.organizations.enums import Kind, Role
from quanjing.organizations.models import Organization, Post
from quanjing.panorama.actions import count_all
from quanjing.registers.models import RegisterEntry
from quanjing.worklog.models import YearCount
from tests.flow.browsing import Browser
from tests.world import World, person, post

Sign = Callable[[Post], Client]
FIRST, VISIT, NEXT_YEAR = date(2026, 9, 3), date(2026, 9, 15), date(2027, 9, 1)
GUIDE = {"holder_title": "机关党委", "v-f1": "第一版", "v-f4": "票据双人复核", "then": "file"}


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def test_branches_are_inspected_and_findings_closed_by_a_second_person(world: World, client_of: Sign) -> None:
    second_post = post(world.association, "机关纪委 专员", Role.OFFICER, person("second", "江映雪"))
    branch_post = post(world.branch, "组织委员", Role.HANDLER, person("branch", "苏念安"))
    Organization.objects.get(pk=world.nursing.pk).add_child(
        name="护理学会党支部", kind=Kind.BRANCH, number="401-2"
    )
    desk, second = Browser(client_of(world.officer)), Browser(client_of(second_post))
    branch, other = Browser(client_of(branch_post)), client_of(world.nursing_handler)
    YearCount.objects.create(
        organization=world.association, year=2026, kind="visited", number=9, entered_at=at(FIRST),
        entered_name="林知远",
    )  # fmt: skip
    with clock.frozen(at(FIRST)):
        guidance = guidance_filed(desk, "票据管理指南（一）")
        checklist = checklist_written(desk, guidance)
        inspection = planned_and_drawn(desk, checklist)
    with clock.frozen(at(FIRST + timedelta(days=3))):
        self_check_sent(branch, inspection, world)
        visit = visit_planned(desk, inspection, world)
        assert Message.objects.filter(kind="visit_planned", post=branch_post).count() == 1
        assert other.get(f"/inspections/{inspection}/").status_code == 404
        guidance_filed(desk, "票据管理指南（二）", replaces=guidance)
        assert "票据管理指南（一）”已不再适用" in desk.go(f"/inspections/{inspection}/")
        assert "票据管理指南（二）" in branch.go(f"/inspections/{inspection}/bodies/{world.branch.code}/")
    with clock.frozen(at(VISIT, 17)):
        findings = visit_concluded(desk, visit)
    assert [one.due_on for one in findings] == [date(2026, 10, 10)] * 3
    with clock.frozen(at(VISIT + timedelta(days=1))):
        person_is_refused(desk, inspection, world)
        place = written(desk, inspection, world)
        disputed_and_looked_at_again(desk, branch, place)
    colours(desk, findings[0])
    with clock.frozen(at(date(2026, 10, 20))):
        mended_and_closed(desk, second, branch, f"/inspections/findings/{findings[0].code}/", other)
    with clock.frozen(at(date(2026, 10, 21))):
        counted(desk, inspection)
    with clock.frozen(at(NEXT_YEAR)):
        asked_again(desk, branch, checklist, world)


def guidance_filed(desk: Browser, name: str, replaces: str = "") -> str:
    answer = desk.client.post(
        "/registers/guidance/new/", GUIDE | {"name": name, "happens_on": "2026-09-03", "replaces": replaces}
    )
    assert answer.status_code == 302, answer.content.decode()
    return RegisterEntry.objects.get(name=name).code


def checklist_written(desk: Browser, guidance: str) -> str:
    """A desk copies a common checklist and rests its first item on guidance."""
    desk.go("/inspections/checklists/finance/")
    desk.press("复制后修改")
    copy = Checklist.objects.get(organization__isnull=False)
    items = {"item-key": ["i1", "i2", "i3"], "item-basis": [guidance, "", ""]}
    texts = {"item-text": ["经办和审批分设岗位", "大额支出集体决策", "固定资产每年盘点"]}
    wanted = {"name_zh": "支部经费检查", "purpose": "看经费使用的流程"}
    desk.client.post(f"/inspections/checklists/{copy.code}/edit/", wanted | items | texts)
    assert "票据管理指南（一）" in desk.go(f"/inspections/checklists/{copy.code}/")
    return copy.code


def planned_and_drawn(desk: Browser, checklist: str) -> str:
    """Visits to one branch of two, from a seed that is printed first."""
    desk.go("/inspections/new/")
    desk.press("保存方案", {
        "name": "支部督促检查", "purpose": "看制度落实", "checklist": checklist, "mode": "both",
        "first_day": "2026-09-03", "last_day": "2026-10-30", "self_by": "2026-09-10", "kinds": ["branch"],
        "per_part": "1", "stages": "学 2026-09-10\n改 2026-10-20",
    })  # fmt: skip
    desk.press("发布")
    code = Inspection.objects.get().code
    desk.follow("去抽样")
    desk.press("确定", {"seed": "735812", "source": "会议现场摇号"})
    text = desk.press("抽取")
    assert "735812" in text
    made = Inspection.objects.get()
    left = made.bodies.filter(is_visited=False).get()
    if left.organization.name.startswith("江岚省茶叶"):
        desk.press("增加", {"body": left.organization.code, "reason": "上年整改未完成"})
        assert "上年整改未完成" in desk.text
    return code


def self_check_sent(branch: Browser, inspection: str, world: World) -> None:
    """Once half filled in, then sent with one matter that is not in order."""
    branch.go(f"/inspections/{inspection}/bodies/{world.branch.code}/")
    branch.press("存为草稿", {"answer-i1": "in_order"})
    branch.press("报送", {"answer-i2": "in_order"}, status=422)
    text = branch.press("报送", {
        "answer-i1": "in_order", "answer-i2": "in_order", "answer-i3": "not_in_order",
        "note-i3": "上年未盘点", "owner-i3": "组织委员", "due-i3": "2026-10-10",
    })  # fmt: skip
    assert "有 1 个问题待整改" in text


def visit_planned(desk: Browser, inspection: str, world: World) -> str:
    desk.go(f"/inspections/{inspection}/bodies/{world.branch.code}/")
    assert "上年未盘点" in desk.text
    desk.follow("安排实地检查")
    desk.press("安排并通知", {"day": "2026-09-15", "visitors": "机关纪委、学会党建办"})
    assert "检查表在检查当天或之后填写" in desk.text
    return desk.place


def visit_concluded(desk: Browser, visit: str) -> list[Finding]:
    """Two items not in order on the spot; the third was written down by the branch itself already."""
    wrong = {
        name: value
        for key in ("i1", "i2", "i3")
        for name, value in {
            f"answer-{key}": "not_in_order",
            f"note-{key}": f"抽查三笔，{key}不规范",
            f"owner-{key}": "组织委员",
            f"due-{key}": "2026-10-10",
        }.items()
    }  # fmt: skip
    desk.go(visit)
    desk.press("完成检查并登记问题", wrong | {"result": "苏念安未说明情况"}, status=422)
    assert "这里写到了个人（“苏念安”）" in desk.text
    desk.press("完成检查并登记问题", wrong | {"result": "制度健全，执行有缺口"})
    assert "登记问题 2 个" in desk.text
    return list(Finding.objects.order_by("-origin", "pk"))


def person_is_refused(desk: Browser, inspection: str, world: World) -> None:
    desk.go(f"/inspections/{inspection}/bodies/{world.branch.code}/finding/")
    typed = {"process": "发票审批", "text": "张某一人经办", "owner": "组织委员", "due_on": "2026-10-10"}
    text = desk.press("登记并通知", typed, status=422)
    assert "反映个人问题，请向主管纪检监察机关提出" in text
    assert Finding.objects.filter(process="发票审批").count() == 0


def written(desk: Browser, inspection: str, world: World) -> str:
    """A finding about a process: invoices approved by one person; in a stage."""
    desk.go(f"/inspections/{inspection}/bodies/{world.branch.code}/finding/")
    today = {"process": "发票审批", "text": "一人经办并审批", "owner": "组织委员", "due_on": "2026-09-16"}
    assert "当天到期" in desk.press("登记并通知", today, status=422)
    desk.press("登记并通知", today | {"due_on": "2026-10-10", "stage": "2"})
    return desk.place


def disputed_and_looked_at_again(desk: Browser, branch: Browser, place: str) -> None:
    branch.go(place)
    branch.press("提出异议", {"comment": "八月起已由两个岗位分别办理"})
    desk.go(place)
    assert "八月起已由两个岗位分别办理" in desk.text
    desk.follow("再次实地查看")
    desk.press("安排并通知", {"day": "2026-09-20", "visitors": "机关纪委"})
    desk.go(place)
    desk.press("撤销问题", {"reason": "复查已分设岗位"})
    assert "八月起已由两个岗位分别办理" in desk.text  # the comment stays


def colours(desk: Browser, finding: Finding) -> None:
    said = []
    for day in (date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 11), date(2026, 10, 18)):
        with clock.frozen(at(day)):
            text = desk.go(f"/inspections/findings/{finding.code}/")
        said.append([word for word in ("临近期限", "已过期限", "逾期较久") if word in text])
    assert said == [[], ["临近期限"], ["已过期限"], ["逾期较久"]]


def mended_and_closed(desk: Browser, second: Browser, branch: Browser, place: str, other: Client) -> None:
    branch.go(place)
    branch.press("报告已整改", {"evidence": ""}, status=422)
    branch.press("报告已整改", {"evidence": "已分设两个岗位，附新流程"})
    desk.go(place)
    assert not desk.offers("复核销号")  # who wrote it
    branch.go(place)
    assert not branch.offers("复核销号")  # who said that it is done
    assert desk.client.post(f"{place}step/", {"step": "close"}).status_code == 403
    assert other.get(place).status_code == 404
    second.go(place)
    second.press("退回", {"reason": "请补充十月凭证"})
    branch.go(place)
    branch.press("报告已整改", {"evidence": "已补充十月凭证"})
    second.go(place)
    assert "已销号" in second.press("复核销号", {"note": "查看了三张凭证"})


def counted(desk: Browser, inspection: str) -> None:
    """The numbers of the page, the panorama and the work log come from the same records."""
    text = desk.go(f"/inspections/{inspection}/")
    assert "问题整改销号1 / 3" in text
    count_all()
    text = desk.go("/panorama/")
    assert "问题整改销号" in text
    assert "到江岚省茶叶学会秘书处党支部实地检查" in desk.go("/worklog/?span=month&day=2026-09-15")
    assert "本年有记录的到访党支部 1 个" in desk.go("/worklog/year/")


def asked_again(desk: Browser, branch: Browser, checklist: str, world: World) -> None:
    """A year later: last answers are there, what is still open is not written twice."""
    desk.go(f"/inspections/new/?checklist={checklist}")
    desk.press("保存方案", {
        "name": "支部督促检查（二〇二七）", "purpose": "看制度落实", "checklist": checklist,
        "mode": "self", "first_day": "2027-09-01", "last_day": "2027-10-30",
        "self_by": "2027-09-20", "kinds": ["branch"],
    })  # fmt: skip
    desk.press("发布")
    again = Inspection.objects.latest("pk")
    text = branch.go(f"/inspections/{again.code}/bodies/{world.branch.code}/")
    assert "上次：不符合" in text
    assert branch.value("note-i3") == "上年未盘点"
    assert "已报送" in branch.press("报送", {"due-i3": "2027-10-10", "owner-i3": "组织委员"})
    assert again.findings.count() == 0
