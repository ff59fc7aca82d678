"""What is studied: a campaign before a congress, a library, a class that is over and one that is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from quanjing.cli.demo.contests import answer_of
from quanjing.cli.demo.scene import Scene, handlers, run_jobs
from quanjing.directives.models import Event
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import QuestionBank
from quanjing.quiz.papers import Line
from quanjing.study import actions
from quanjing.study.actions import (
    CampaignGiven,
    ClassGiven,
    EntryGiven,
    ExaminationGiven,
    ItemGiven,
    LineGiven,
    MaterialGiven,
    PageGiven,
    SessionGiven,
    VersionGiven,
)
from quanjing.study.enums import Asked, MaterialKind, Mode, SeatState, Sharing, Trainees
from quanjing.study.models import Campaign, ClassSeat, Examination, Material, TrainingClass
from quanjing.study.queries import posts_to_name
from quanjing.tasks.actions import name_event

PEOPLE = 7  # societies that send somebody
OPEN = 48  # days of the examination


def learning(scene: Scene) -> Iterator[int]:
    """A class in summer, a campaign a fortnight ago, a class to come."""
    yield -60
    officer, handler = scene.officer, scene.actor("handler", "handler")
    senders = _senders(scene, handler)
    past = _class(officer, "学会党务工作者培训班（第一期）", -60, 12, scene)
    seats = [_named(past, sender) for sender in senders]
    actions.confirm(actor=officer, training_class=past)
    actions.spread(actor=officer, training_class=past)
    yield -44
    _ended(officer, past, [seat for seat in seats if seat])
    found = _announced(officer, past)
    yield -30
    if found:
        _examined(found)
    yield -16
    material = _library(officer, handler)
    _campaign(scene, material)
    _course(officer, handler, material)
    yield -9
    for sender in senders[:4]:
        campaign = Campaign.objects.get()
        items = campaign.items.select_related("campaign__event", "material")
        lines = actions.adopt(actor=sender, items=items)
        actions.say_studied(actor=sender, line=lines[0], on=clock.today(), note="集中学习")
    actions.add_line(actor=handler, year=clock.today().year, given=LineGiven("自学党章总纲"))
    yield -3
    coming = _class(officer, "学会党务工作者培训班（第二期）", -3, 24, scene)
    for sender in senders[:3]:
        _named(coming, sender)
    run_jobs()


def _senders(scene: Scene, first: Actor) -> list[Actor]:
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    others = handlers(scene, list(societies[: PEOPLE * 2])).values()
    return [first, *(one for one in others if one.organization_id != first.organization_id)][:PEOPLE]


def _class(officer: Actor, title: str, offset: int, lasting: int, scene: Scene) -> TrainingClass:
    """It begins `lasting` days after it is opened."""
    starts = scene.day(offset + lasting)
    given = ClassGiven(
        title, starts, starts + timedelta(days=2), 40, starts - timedelta(days=4),
        intro="围绕党建与业务融合开展专题培训。", place="岚州市培训中心",
        trainees=[Trainees.OFFICERS, Trainees.YOUNG], quotas=[(scene.association, 30)],
        groups=["第一组", "第二组", "第三组"],
    )  # fmt: skip
    made = actions.save_class(actor=officer, given=given)
    for topic, hour in (("开班式与专题辅导", 9), ("分组研讨", 14)):
        begins = datetime.combine(starts, time(hour), clock.CHINA)
        session = SessionGiven(topic, begins, begins + timedelta(hours=2), "省委党校示例讲师")
        actions.add_session(actor=officer, training_class=made, given=session)
    return actions.open_class(actor=officer, training_class=made)


def _named(training_class: TrainingClass, sender: Actor) -> ClassSeat | None:
    posts = posts_to_name(sender, training_class)
    post: Post | None = posts.filter(pk=sender.post_id or 0).first() or posts.first()
    if post is None:
        return None
    return actions.nominate(actor=sender, training_class=training_class, post=post)


def _ended(officer: Actor, past: TrainingClass, seats: list[ClassSeat]) -> None:
    """Presence, certificates, and an evaluation that five people answered."""
    present = [seat.code for seat in seats[:-1]]
    actions.enter_presence(actor=officer, training_class=past, present=present)
    past = actions.finish(actor=officer, training_class=past)
    actions.issue_certificates(actor=officer, training_class=past)
    until = clock.today() + timedelta(days=7)
    asked = actions.open_evaluation(actor=officer, training_class=past, until=until)
    for number, seat in enumerate(seats[:-1]):
        answers = {one: 5 - (number + place) % 2 for place, one in enumerate(Asked.values)}
        words = "希望多安排案例教学。" if number == 2 else ""
        person = Actor(seat.post.holder_id or 0, "", post_id=seat.post_id)
        actions.evaluate(actor=person, training_class=asked, answers=answers, text=words)


def _announced(officer: Actor, past: TrainingClass) -> Examination | None:
    """A voluntary examination from the week after next on, open for another fortnight from today."""
    bank = QuestionBank.objects.filter(organization=officer.organization_id).first()
    if bank is None:
        return None
    opens = datetime.combine(clock.today() + timedelta(days=10), time(9), clock.CHINA)
    plan = Plan(
        "党务工作者技能考核（第一期）", opens, opens + timedelta(days=OPEN), [Line("", 0, 5, 1)], [bank],
        intro="自愿参加，检验所学。", seconds=900, attempts=2,
    )  # fmt: skip
    given = ExaminationGiven(plan, 60)
    saved = actions.save_examination(actor=officer, training_class=past, given=given)
    found = actions.announce_examination(actor=officer, examination=saved)
    run_jobs()
    return found


def _examined(found: Examination) -> None:
    """All but the first take part, all but one of them pass; nobody sees who that is."""
    seats = found.training_class.nominations.filter(state=SeatState.CONFIRMED, post__holder__isnull=False)
    people = seats.select_related("post__holder", "post__organization").order_by("pk")
    for number, seat in enumerate(people[1:]):
        actor = actor_for(seat.post)
        attempt = actions.begin(actor=actor, examination=found)
        answers = [answer_of(found.contest, card, knows=number != 3) for card in attempt.paper]
        actions.hand_in(actor=actor, examination=found, number=attempt.number, answers=answers)


def _library(officer: Actor, handler: Actor) -> Material:
    guide = MaterialGiven(
        "科学家精神学习提纲", MaterialKind.ARTICLE, "学会党建办编", "科学家精神", Sharing.ALL
    )
    first = VersionGiven(text="一、爱国精神\n二、创新精神\n三、求实精神")
    material = actions.add_material(actor=officer, given=guide, version=first)
    second = VersionGiven(text=f"{first.text}\n四、奉献精神\n五、协同精神\n六、育人精神", note="补齐后三讲")
    actions.add_version(actor=officer, material=material, version=second)
    old = MaterialGiven("旧版学习提纲", MaterialKind.ARTICLE, topic="科学家精神")
    gone = actions.add_material(actor=officer, given=old, version=VersionGiven(text="内容已更新。"))
    actions.supersede(actor=officer, material=gone, by=material.code)
    site = MaterialGiven("网上展厅", MaterialKind.LINK, topic="科学家精神")
    actions.add_material(actor=handler, given=site, version=VersionGiven(link="https://example.org/hall"))
    books = actions.save_list(actor=officer, title="年度必读书目", intro="支部集中学习与个人自学选用。")
    for entry in (EntryGiven("党章", "示例出版社", "总纲"), EntryGiven(material=material)):
        actions.add_entry(actor=officer, reading_list=books, given=entry)
    return material


def _campaign(scene: Scene, material: Material) -> None:
    officer, name = scene.officer, "省科协代表大会"
    event = Event.objects.filter(organization=officer.organization_id, name=name).first()
    event = event or name_event(actor=officer, name=name)
    given = CampaignGiven(
        "“喜迎大会、建功一线”主题学习", "科学家精神", "学思践悟，建功一线",
        "大会召开前，各党组织学习以下专题。", clock.today(), event=event, days_before=5,
    )  # fmt: skip
    made = actions.save_campaign(actor=officer, given=given)
    actions.add_item(
        actor=officer,
        campaign=made,
        given=ItemGiven("", Mode.SYSTEMATICALLY, "爱国精神\n创新精神", material),
    )
    actions.add_item(actor=officer, campaign=made, given=ItemGiven("大会筹备工作通报", Mode.PROMPTLY))
    actions.announce(actor=officer, campaign=made)
    run_jobs()


def _course(officer: Actor, handler: Actor, material: Material) -> None:
    """A course with a self-test, a branch school with a lecturer who is lent, a board of the forum."""
    course = actions.save_course(
        actor=officer, title="科学家精神六讲", intro="供学会自选。", sharing=Sharing.ALL
    )
    page = PageGiven("第一讲 爱国精神", "科学无国界，科学家有祖国。", material)
    actions.save_page(actor=officer, course=course, given=page)
    bank = QuestionBank.objects.filter(organization=officer.organization_id).first()
    if bank is not None:
        actions.save_page(actor=officer, course=course, given=PageGiven("自测", bank=bank, ask=4))
    actions.save_school(actor=handler, name="党校学会分校（示例）", theme="科学家精神", head_post="秘书长")
    lecturer = actions.add_lecturer(
        actor=handler, name="穆清和", post_title="示例讲师", topics="科学家精神", agreed=True
    )
    loan = actions.ask_loan(actor=officer, thing=lecturer, words="第二期培训班")
    actions.answer_loan(actor=handler, loan=loan, lend=True, words="可以，上午半天")
    board = actions.open_board(actor=officer, name="党务工作者论坛")
    words = "第一期的同学，回去后主题党日都怎么安排的？"
    actions.begin_thread(actor=officer, board=board, title="主题党日怎么办出特色", text=words)
