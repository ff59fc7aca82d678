"""T4 through the pages: a campaign before a congress without a day, a branch's year of study, the report."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.cli.demo import texts
from quanjing.foundation import clock
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.urging.actions import remind_by_rules
from tests.flow.browsing import Browser
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]
EVENT, CAMPAIGN = "省科协代表大会", "迎大会主题学习"
ITEMS = ("党章", "代表大会报告", "科技工作者行为准则")
SHEET = """迎大会学习活动情况表

单位名称：	填表人：

活动开展情况	（请写明时间、主题）

已学习篇目	（请列出）

下一步打算	（请分条写明）
"""
BODY = """为迎接省科协代表大会，现就支部学习活动有关事项通知如下。

1. 学习活动情况

内容：各支部组织主题党日和书记党课，填写《迎大会学习活动情况表》。

面向对象：各学会党支部

截止时间：省科协代表大会召开前

2. 支部工作案例

内容：总结支部迎大会的做法，提供文字材料，没有的作零报告。

面向对象：各学会党支部

截止时间：省科协代表大会召开前"""
SENTENCES = "建立每月共学一小时的安排。把党课讲到茶园里。年底前交流一次学习体会。"


@dataclass
class Scene:
    """A congress without a day, on which a notice and a campaign hang; two branches get both."""

    world: World
    run_jobs: RunJobs
    desk: Browser
    rao: Browser
    other: Browser
    event: str
    directive: str
    campaign: str

    @property
    def report(self) -> str:
        return f"/reports/{self.directive}/"


@pytest.fixture
def scene(world: World, at_nine: datetime, client_of: ClientOf, run_jobs: RunJobs) -> Scene:
    rao = post(world.branch, "支部书记", Role.HANDLER, person("rao", "饶秋实"))
    nursing = Organization.objects.get(pk=world.nursing.pk).add_child(
        name="江岚省护理学会党支部", kind="branch", level="provincial", number="401-2"
    )
    other = post(nursing, "支部书记", Role.HANDLER, person("other", "祁望舒"))
    desk = Browser(client_of(world.officer))
    event = named(desk)
    directive = published(desk, event)
    campaign = announced(desk, event)
    run_jobs()
    people = (Browser(client_of(one)) for one in (rao, other))
    return Scene(world, run_jobs, desk, *people, event, directive, campaign)


def named(desk: Browser) -> str:
    desk.go("/events/")
    assert "待定" in desk.press("保存", {"name": EVENT})
    return desk.place


def published(desk: Browser, event: str) -> str:
    """The notice is read, both deadlines hang on the event, it goes to the branches; its code."""
    number, title = "江岚科协社党发〔2026〕61号", "关于开展“迎大会”主题学习活动的通知"
    text = texts._notice(number, title, "各学会党支部", BODY, date(2026, 9, 1), texts.FIRST, SHEET)
    desk.go("/directives/new/")
    desk.press("识读", {"text": text})
    code = desk.place.split("/")[2]
    desk.go(desk.link("/anchor/"))
    desk.press("保存", {"since": "event", "event": event.split("/")[2], "side": "before", "count": "3"})
    desk.go(f"/directives/{code}/publish/")
    desk.press("发布", {"groups": ["branch:provincial"]})
    assert "已发布，共 4 项任务落到单位" in desk.text
    return code


def announced(desk: Browser, event: str) -> str:
    """Three items, one of them on a reading list; the bodies below are told once it is announced."""
    desk.go("/study/lists/new/")
    desk.press("保存", {"title": "迎大会书目"})
    desk.press("添加", {"title": ITEMS[0], "chapters": "总纲"})
    desk.go("/study/campaigns/new/")
    desk.press("保存", {"name": CAMPAIGN, "event": event.split("/")[2], "days_before": "7"})
    desk.press("添加", {"title": ITEMS[0], "reading_list": desk.option("reading_list", "迎大会书目")})
    for title in ITEMS[1:]:
        desk.press("添加", {"title": title})
    desk.press("发布")
    assert "已发布" in desk.text
    return desk.place


def messages(of: Browser, words: str) -> list[str]:
    """The messages with these words, the newest first; they count as read."""
    of.go("/messages/")
    return [one for one in of.listed() if words in one]


def adopted(unit: Browser, campaign: str) -> None:
    unit.go(campaign)
    unit.press("全部列入")
    assert "单位自述已学 0 条" in unit.text


def held(unit: Browser, campaign: str, kind: str, typed: dict[str, str]) -> None:
    """Recorded from the page of the campaign, written up, linked to both items of the notice."""
    unit.go(campaign)
    unit.follow("为此登记其他活动")
    unit.follow(kind)
    assert unit.value("campaign") == CAMPAIGN
    unit.press("保存并完成记录", {"starts": "14:00", **typed})
    assert "已记录" in unit.text
    for _item in range(2):
        unit.press("关联")


def studied(unit: Browser, on: str, activity: str) -> None:
    """The next line of the plan that is still open, by the unit's own word."""
    unit.go("/study/")
    unit.follow("学了吗？")
    unit.press("我们已学习", {"on": on, "activity": unit.option("activity", activity)})


THEME_DAY = {"name": "迎大会主题党日", "day": "2026-09-01", "present": "12", "studied": ITEMS[0]}
LECTURE = {"name": "一片叶子的党课", "day": "2026-09-02", "present": "15", "studied": "\n".join(ITEMS[1:])}


def worked(scene: Scene) -> None:
    """What Rao's branch does: the plan, a theme day, a lecture, all three items studied."""
    rao = scene.rao
    adopted(rao, scene.campaign)
    held(rao, scene.campaign, "主题党日", THEME_DAY)
    held(rao, scene.campaign, "党课", LECTURE)
    studied(rao, "2026-09-01", THEME_DAY["name"])
    studied(rao, "2026-09-02", LECTURE["name"])
    studied(rao, "2026-09-02", LECTURE["name"])
    assert "共 3 条，单位自述已学 3 条" in rao.text


def reported(scene: Scene) -> None:
    """What is known is ticked; three sentences are added, and both items go."""
    rao = scene.rao
    rao.go(scene.report)
    rao.press("保存", {"take": rao.options("take")})
    held, lines, own = (rao.value(rao.field(label)) for label in ("活动开展情况", "已学习篇目", "正文"))
    for text in (held, own):
        assert "2项活动（党课1次、主题党日1次）" in text
        assert "2026年9月1日 迎大会主题党日（编号2026-001），12人参加，学习：党章" in text
        assert "15人参加，学习：代表大会报告；科技工作者行为准则" in text
    assert lines.split() == [
        "党章（2026-09-01）", "代表大会报告（2026-09-02）", "科技工作者行为准则（2026-09-02）",
    ]  # fmt: skip
    rao.press("报送第", {rao.field("下一步打算"): SENTENCES})
    assert "已报送 2 项" in rao.text


def day_set(scene: Scene, day: str, told: int) -> None:
    """Looked at first, then set; whoever is told is told by the worker."""
    scene.desk.go(scene.event)
    seen = scene.desk.press("查看影响", {"day": day})
    assert f"调整3个期限、通知{told}个单位" in seen
    scene.desk.press("确定日期并通知各单位")
    scene.run_jobs()


def reminded(scene: Scene, on: datetime) -> list[int]:
    """How many reminders Rao and the other branch find after the reminding of a day."""
    with clock.frozen(on):
        remind_by_rules(lambda _done, _total: None)
        return [len(messages(one, "待报送")) for one in (scene.rao, scene.other)]


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=clock.CHINA)


def test_a_branch_studies_before_a_congress_without_a_day(scene: Scene) -> None:
    rao = scene.rao
    assert f"“{EVENT}”之前" in rao.go(scene.campaign)
    assert len(messages(rao, f"一起学习：{CAMPAIGN}")) == 1
    (notice,) = messages(rao, "新来文")
    assert f"时间以“{EVENT}”为准" in notice
    assert f"{EVENT}之前，日期待定" in rao.go(scene.report)
    worked(scene)
    assert "3 / 3" in scene.desk.go(scene.campaign)
    reported(scene)
    scene.desk.go("/inbox/")
    scene.desk.follow("江岚省茶叶学会秘书处党支部")
    for words in ("2项活动", "代表大会报告（2026-09-02）", SENTENCES):
        assert words in scene.desk.text
    day_set(scene, "2026-10-20", 2)
    (told,) = messages(rao, "期限有变")
    assert "学习活动情况 2026-10-15" in told
    assert CAMPAIGN not in told  # all of it was studied
    assert "至 10月13日" in rao.go("/study/")
    assert "10月15日" in rao.go(scene.report)


def test_reading_list_course_and_forum_are_there_and_nobody_counts(scene: Scene) -> None:
    desk, rao = scene.desk, scene.rao
    desk.go("/study/courses/")
    desk.press("开始", {"title": "学党章"})
    desk.press("保存", {"title": "第一讲", "text": "总纲。"})
    desk.go("/study/forum/")
    desk.press("开设", {"name": "共学"})
    entries = AuditEntry.objects.count()
    rao.go(scene.campaign)
    assert "总纲" in rao.follow("迎大会书目")
    rao.go("/study/courses/")
    rao.follow("学党章")
    assert "总纲。" in rao.follow("第一讲")
    rao.go("/study/forum/")
    rao.follow("共学")
    assert AuditEntry.objects.count() == entries


def test_the_day_resolves_all_deadlines_and_reminders_go_out(scene: Scene) -> None:
    adopted(scene.other, scene.campaign)
    assert reminded(scene, at(9, 7)) == [0, 0]  # no date, nothing to remind of
    worked(scene)
    reported(scene)
    day_set(scene, "2026-10-20", 2)
    (told,) = messages(scene.other, "期限有变")
    for words in ("学习活动情况 2026-10-15", "支部工作案例 2026-10-15", f"{CAMPAIGN} 2026-10-13"):
        assert words in told
    assert "10月15日" in scene.other.go("/reports/")
    assert "至 10月13日" in scene.other.go(scene.campaign)
    assert "10月13日" in scene.other.go("/activities/calendar/?day=2026-10-01")
    assert reminded(scene, at(10, 12)) == [0, 1]  # Rao has studied and reported
    scene.other.go("/messages/")
    scene.other.press("待报送 3 项")
    assert f"{CAMPAIGN}：计划中还有 3 条未学" in scene.other.text


def test_the_date_moves_and_each_unit_hears_it_once(scene: Scene) -> None:
    for unit in (scene.rao, scene.other):
        adopted(unit, scene.campaign)
    day_set(scene, "2026-10-20", 2)
    day_set(scene, "2026-11-17", 2)
    scene.run_jobs()
    for unit in (scene.rao, scene.other):
        told = messages(unit, "期限有变")
        assert len(told) == 2
        assert "学习活动情况 2026-11-12; 支部工作案例 2026-11-12" in told[0]
        assert f"{CAMPAIGN} 2026-11-10" in told[0]
        assert "11月12日" in unit.go(scene.report)
        assert "10月15日" not in unit.text
        assert "至 11月10日" in unit.go("/study/")
    assert reminded(scene, at(10, 12)) == [0, 0]  # the old date reminds of nothing
    assert reminded(scene, at(11, 9)) == [1, 1]


def filled(blank: bytes, rows: list[dict[str, object]]) -> SimpleUploadedFile:
    """The blank table as it is filled in without a connection, by the heads of its columns."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for head, value in row.items():
            sheet.cell(number, places[head], value)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("活动.xlsx", out.getvalue())


def test_no_internet_on_site_and_the_table_is_uploaded_later(scene: Scene) -> None:
    rao = scene.rao
    rao.go("/activities/")
    rao.follow("表格导入")
    blank = rao.download(rao.link("blank.xlsx"))
    held: list[dict[str, object]] = [
        {"类型": kind, "名称": one["name"], "日期": one["day"], "开始时间": "14:00",
         "是否已举行（是、否）": "是", "实到人数": int(one["present"]), "学习内容": one["studied"],
         "所属专题活动": CAMPAIGN}
        for kind, one in (("主题党日", THEME_DAY), ("党课", LECTURE))
    ]  # fmt: skip
    rao.press("逐行核对", {"file": filled(blank, [held[0], held[1] | {"日期": "9月32日"}])})
    assert "1 行有问题" in rao.text
    assert not rao.offers("全部录入")
    rao.follow("重新上传")
    rao.press("逐行核对", {"file": filled(blank, held)})
    rao.press("全部录入")
    assert "已登记 2 项活动" in rao.text
    assert LECTURE["name"] in scene.desk.go(scene.campaign)
    rao.go(scene.report)
    rao.press("保存", {"take": rao.options("take")})
    assert "2项活动（党课1次、主题党日1次）" in rao.value(rao.field("活动开展情况"))


def test_nothing_was_done_and_that_is_said_with_a_reason(scene: Scene) -> None:
    desk, other = scene.desk, scene.other
    other.go(scene.report)
    other.press("确认零报告", status=422)  # without a reason
    assert "请用几个字说明为何没有内容" in other.text
    other.press("确认零报告", {other.field("简要说明"): "支部换届，近期未开展活动"})
    other.press("确认零报告", {other.field("简要说明"): "支部尚未总结案例"})
    assert "已完成 2 / 2 项" in other.text
    assert "零报告 2" in desk.go(f"/directives/{scene.directive}/")
    desk.go("/inbox/?state=nil")
    desk.follow("江岚省护理学会党支部")
    assert "支部换届，近期未开展活动" in desk.text
    volume = docx.Document(io.BytesIO(desk.download(f"/directives/{scene.directive}/collation.docx")))
    said = [paragraph.text for paragraph in volume.paragraphs]
    said += [cell.text for table in volume.tables for row in table.rows for cell in row.cells]
    assert any("支部换届，近期未开展活动" in one for one in said)
    day_set(scene, "2026-10-20", 2)
    assert reminded(scene, at(10, 12)) == [1, 0]  # nothing is open where nothing was done and that was said
