"""What the notices of the invented province went through. Each tale yields the day on which it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quanjing.cli.demo import names, texts
from quanjing.cli.demo.scene import (
    Scene,
    again,
    answering,
    assignment_of,
    hand_out,
    handlers,
    register,
    run_jobs,
    send,
    settle,
    societies_of,
    task_of,
)
from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.workdays import Calendar
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, actor_for
from quanjing.submissions.actions import (
    ReturnRequest,
    accept,
    answer,
    ask,
    return_for_correction,
    submit_nil,
)
from quanjing.tasks.actions import (
    Beat,
    DutyWanted,
    Hook,
    Line,
    add_record,
    amend,
    ask_extension,
    confirm_receipt,
    decide_extension,
    hang,
    name_event,
    open_periods,
    open_plan,
    reissue,
    save_plan,
    set_duty,
    set_rhythm,
    supersede,
)
from quanjing.tasks.enums import Every, Side, Since, Unit
from quanjing.tasks.models import DutyLine, PlanLine, Task
from quanjing.urging.actions import remind_by_rules

ANSWERING = 9  # societies that answer a call; a handful is enough to look at
COUNTED = 24  # that answered the census
FACTS = {
    "理事长": "宋承远",
    "秘书长": "韩予舟",
    "党组织负责人": "柏景行",
    "个人会员数": "1260",
    "专职工作人员数": "4",
    "分支机构数": "6",
}


def census(scene: Scene) -> Iterator[int]:
    """The facts of each society, answered in time by most; a later sheet offers them again."""
    yield -75
    text = texts.census(3, scene.day(-75), scene.day(-60))
    directive = hand_out(scene.officer, register(scene.officer, text), societies_of(scene))
    task = task_of(directive)
    yield -68
    words = answering(text="示范科普活动周，九月举办。", **FACTS)
    sent = [
        send(actor, assignment_of(task, body), words) for body, actor in answering_societies(scene, COUNTED)
    ]
    yield -61
    for submission in sent:
        accept(actor=scene.officer, submission=submission)
    yield -6
    text = texts.census(12, scene.day(-6), scene.day(15), "核对")
    hand_out(scene.officer, register(scene.officer, text), societies_of(scene))


def monthly(scene: Scene) -> Iterator[int]:
    """Every month its own item; one society has nothing to report."""
    yield -20
    directive = register(scene.officer, texts.monthly(7, scene.day(-20)))
    beat = Beat(Every.MONTHLY, first_on=scene.day(-10).replace(day=1), due_days=5, grace_days=10)
    set_rhythm(actor=scene.officer, task=task_of(directive), beat=beat)
    directive = hand_out(scene.officer, again(directive), societies_of(scene))
    for offset in (-15, -6):
        yield offset
        open_periods(directive_id=directive.pk)
        run_jobs()
    yield -5
    newest = Task.objects.filter(directive=directive).exclude(series=None).order_by("-period")[0]
    (body, actor), (nil, nobody), *_rest = answering_societies(scene)
    send(actor, assignment_of(newest, body), answering(text="本月举办主题党日一次，走访会员单位三家。"))
    submit_nil(actor=nobody, assignment=assignment_of(newest, nil), reason="本月没有需要报送的信息")


def plan(scene: Scene) -> Iterator[int]:
    """Association, city, societies: some cities pass it on with earlier dates, at others the chain stops."""
    yield -45
    officer = scene.officer
    text = texts.plan(6, scene.day(-45), scene.day(18), scene.day(40))
    directive = hand_out(
        officer, register(officer, text), Selection(scene.association.code, (Kind.ASSOCIATION,))
    )
    cities = list(
        Organization.objects.filter(kind=Kind.ASSOCIATION, numchild__gt=0, depth=2).order_by("path")
    )
    yield -43
    for city in cities[: max(1, len(cities) - 1)]:
        confirm_receipt(actor=_city(scene, city), directive=directive)
    yield -42
    own = [_passed_on(scene, city, directive) for city in cities[: max(1, len(cities) - 3)]]
    _own_plan(scene, directive, cities[0])
    yield -25
    first = task_of(own[0])
    garden = Organization.objects.filter(path__startswith=cities[0].path, kind=Kind.SOCIETY).order_by("path")[
        0
    ]
    actor = handlers(scene, [garden])[garden.pk]
    submission = send(
        actor, assignment_of(first, garden), answering(text="本会实施方案：走访六个村的科普站点。")
    )
    accept(actor=_city(scene, cities[0]), submission=submission)


def congress(scene: Scene) -> Iterator[int]:
    """Before an event whose day nobody knows yet, and five working days after each unit's receipt."""
    yield -20
    officer = scene.officer
    directive = register(officer, texts.congress(8, scene.day(-20)))
    event = name_event(actor=officer, name="省科协代表大会")
    names_of, summary = task_of(directive, 1), task_of(directive, 2)
    hang(actor=officer, task=names_of, hook=Hook(Since.CONFIRMATION, count=5, unit=Unit.WORKDAYS))
    hang(actor=officer, task=summary, hook=Hook(Since.EVENT, event, Side.BEFORE, 5, Unit.WORKDAYS))
    directive = hand_out(officer, again(directive), societies_of(scene))
    yield -17
    words = answering(text="联络员一名，秘书处工作人员。")
    for body, actor in answering_societies(scene)[:6]:
        confirm_receipt(actor=actor, directive=directive)
        submission = send(actor, assignment_of(names_of, body), words)
        accept(actor=officer, submission=submission)
    handler = scene.actor("handler", "handler")
    open_plan(actor=handler, directive=directive)
    kept = {line.code: Line(line.text) for line in PlanLine.objects.filter(directive=directive)}
    extra = Line("茶园主题党日", "秘书处", "一次活动、一篇信息", scene.day(9))
    save_plan(actor=handler, directive=directive, lines=kept, new=extra)


def essays(scene: Scene) -> Iterator[int]:
    """A call under way: corrected once, asked about, extended for one, reported by some."""
    yield -12
    text = texts.essays(9, scene.day(-12), scene.day(4))
    directive = hand_out(scene.officer, register(scene.officer, text), societies_of(scene))
    first, second = task_of(directive, 1), task_of(directive, 2)
    yield -10
    changes = {second.code: {"name": "会员和科技工作者意见建议"}}
    amend(
        actor=scene.officer,
        directive=directive,
        kind=VersionKind.ERRATUM,
        reason="任务名称漏字",
        changes=changes,
    )
    run_jobs()
    (tea, handler), *others = answering_societies(scene)
    yield -8
    question = ask(
        actor=handler, assignment=assignment_of(first, tea), text="一位理事长兼秘书长的，报一篇还是两篇？"
    )
    yield -7
    answer(actor=scene.officer, question=question, text="报一篇即可，职务写全。")
    yield -5
    _returned_and_accepted(scene, first, others)
    (body, actor), (other, asking) = others[4], others[5]
    asked = ask_extension(
        actor=actor, assignment=assignment_of(second, body), reason="秘书处换届", wanted=scene.day(11)
    )
    decide_extension(actor=scene.officer, extension=asked, grant=True, answer="同意")
    ask_extension(
        actor=asking, assignment=assignment_of(second, other), reason="年会期间人手不足", wanted=scene.day(9)
    )


def course(scene: Scene) -> Iterator[int]:
    """A notice that a later one took the place of."""
    yield -16
    text = texts.course(10, scene.day(-16), scene.day(6), "岚州市")
    old = hand_out(scene.officer, register(scene.officer, text), societies_of(scene))
    yield -9
    text = texts.course(11, scene.day(-9), scene.day(12), "汀浦市")
    new = hand_out(scene.officer, register(scene.officer, text), societies_of(scene))
    supersede(
        actor=scene.officer, directive=new, old=old, cancel=[task_of(old).code], reason="培训地点和时间调整"
    )
    run_jobs()


def lecture(scene: Scene) -> Iterator[int]:
    """A counted duty: nought of one until somebody records it."""
    yield -120
    wanted = DutyWanted("学会党组织书记讲一次党课", 1, scene.day(-120), scene.day(60))
    duty = set_duty(actor=scene.officer, wanted=wanted, selection=societies_of(scene))
    run_jobs()
    yield -30
    for body, actor in answering_societies(scene)[1:4]:
        line = DutyLine.objects.select_related("duty").get(duty=duty, organization=body)
        add_record(actor=actor, line=line, happened_on=scene.day(-32), note="“扎根基层”专题党课")


def reminders(scene: Scene) -> Iterator[int]:
    """The daily sweep of the last working days."""
    worked = [offset for offset in range(-7, 0) if Calendar().is_workday(scene.day(offset))]
    for offset in worked[-2:]:
        yield offset
        remind_by_rules(lambda _done, _total: None)


def answering_societies(scene: Scene, count: int = ANSWERING) -> list[tuple[Organization, Actor]]:
    """The first provincial societies with their handlers, the handler's own first."""
    found = [
        body
        for body in scene.association.get_children().filter(kind=Kind.SOCIETY).order_by("path")
        if not body.confirms_reports
    ]
    found.sort(key=lambda body: body.name != names.TEA)
    chosen = found[:count]
    actors = handlers(scene, chosen)
    return [(body, actors[body.pk]) for body in chosen]


def _city(scene: Scene, city: Organization) -> Actor:
    return next(
        actor_for(post)
        for (_name, role), post in scene.posts.items()
        if post.organization_id == city.pk and role == "officer"
    )


def _passed_on(scene: Scene, city: Organization, directive: Directive) -> Directive:
    actor = _city(scene, city)
    own = reissue(actor=actor, directive=directive)
    settle(actor, own)
    return hand_out(actor, again(own), Selection(city.code))


def _own_plan(scene: Scene, directive: Directive, city: Organization) -> None:
    """Headings from the notice; two got an owner and a date, one is done."""
    actor = _city(scene, city)
    lines = list(open_plan(actor=actor, directive=directive))
    kept = {line.code: Line(line.text) for line in lines}
    first, second, *_rest = lines
    kept[first.code] = Line(first.text, "学会部", "方案一份", scene.day(10))
    kept[second.code] = Line(second.text, "科普部", "台账一份", scene.day(-15), done=True)
    save_plan(actor=actor, directive=directive, lines=kept)


def _returned_and_accepted(scene: Scene, task: Task, others: list[tuple[Organization, Actor]]) -> None:
    words = answering(text="在一线，把论文写在田间。", 姓名="韩予舟", 职务="秘书长")
    sent = [send(actor, assignment_of(task, body), words) for body, actor in others[:3]]
    accept(actor=scene.officer, submission=sent[0])
    entry = sent[1].entries.first()
    assert entry is not None
    note = ReturnRequest(entry.code, None, "请补充服务的地点和时间")
    return_for_correction(
        actor=scene.officer, submission=sent[1], notes=[note], due_at=clock.now() + timedelta(days=5)
    )
