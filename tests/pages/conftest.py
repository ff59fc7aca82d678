"""The stage, with everything that a page may be asked about."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from quanjing.accounts.actions import invite
from quanjing.activities.actions import Facts, RhythmWanted, plan, set_rhythm
from quanjing.activities.enums import Period
from quanjing.activities.models import ActivityKind
from quanjing.assessment.actions import YEARLY, SchemeWanted, add_file, begin_scheme, issue
from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Answer, Assessed, ReviewSheet, Scheme
from quanjing.calls.actions import (
    ApplicationFacts,
    begin_application,
    begin_call,
    open_call,
    send_application,
)
from quanjing.calls.actions.beginning import ProjectPlan
from quanjing.calls.actions.honours import RecommendationFacts, recommend
from quanjing.calls.actions.objections import ObjectionGiven, object_to
from quanjing.calls.actions.project_changes import ChangeWanted, ask_change
from quanjing.calls.actions.projects import ReportGiven, report_milestone
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import CallKind, CallState
from quanjing.calls.models import Call, Decision, Honour, Project
from quanjing.calls.queries import get_call
from quanjing.directives.models import Directive
from quanjing.documents.actions import begin, open_series
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence.actions import add_item as add_public_item
from quanjing.influence.actions import begin as begin_measurement
from quanjing.influence.actions import join, open_measurement
from quanjing.inspections.actions import (
    FindingWanted,
    InspectionWanted,
    plan_inspection,
    plan_visit,
    write_finding,
)
from quanjing.inspections.actions import announce as announce_inspection
from quanjing.inspections.models import Checklist
from quanjing.jobs.actions import enqueue
from quanjing.jobs.models import Job
from quanjing.mailroom.actions import Arrival, keep, read_waiting
from quanjing.manuscripts.actions import (
    AnswerGiven,
    Sent,
    add_point,
    enter_answer,
    finish,
    forward,
    open_compilation,
)
from quanjing.organizations.actions import DeskFacts, issue_token, open_desk
from quanjing.organizations.models import ApiToken, FactChange, ImportDraft
from quanjing.organizations.queries import Selection
from quanjing.panorama.actions import count_all
from quanjing.portal.actions import (
    ConsentGiven,
    MediaItem,
    log_coverage,
    record_consent,
    release_grades,
    report_page,
)
from quanjing.portal.models import Download, Picture
from quanjing.quiz.actions import (
    apply_import,
    create_bank,
    create_contest,
    preview_import,
    publish_contest,
)
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import QuestionBank
from quanjing.quiz.papers import Line
from quanjing.registers.actions import EntryFacts, FieldWanted, KindWanted, define_kind, enter
from quanjing.registers.models import RegisterKind
from quanjing.services.actions import (
    BookingFacts,
    HelperFacts,
    OfferFacts,
    QuestionFacts,
    RequestFacts,
    ServiceDeskFacts,
    add_slot,
    ask_helper,
    ask_question,
    book,
    request_help,
    save_desk,
    save_helper,
    save_offer,
)
from quanjing.services.enums import HelperKind, OfferKind
from quanjing.services.models import QuestionTopic
from quanjing.study.actions import (
    CampaignGiven,
    ClassGiven,
    ExaminationGiven,
    ItemGiven,
    MaterialGiven,
    VersionGiven,
    add_item,
    add_material,
    announce,
    announce_examination,
    begin_thread,
    open_board,
    open_class,
    save_campaign,
    save_class,
    save_course,
    save_examination,
    save_list,
)
from quanjing.study.enums import MaterialKind
from quanjing.submissions.actions import ask, attach_file
from quanjing.submissions.models import Attachment, Entry, Filled, OutsideCode
from quanjing.submissions.queries import page_of_report
from quanjing.tasks.actions import (
    DutyWanted,
    Paper,
    add_record,
    name_event,
    refer,
    register_paper,
    set_duty,
)
from quanjing.tasks.enums import Wish
from quanjing.tasks.models import Approval, Extension
from quanjing.urging.enums import Occasion, Reach
from quanjing.urging.models import Reminder, ReminderLine
from quanjing.worklog.actions import LogFacts, add_entry
from tests.calls.judged import allotted, staged
from tests.calls.stage_decided import at, decided, noticed
from tests.contracts import Places
from tests.gongwen.makers import text_to_docx
from tests.influence.conftest import FACTS as MEASURED
from tests.influence.conftest import item as public_item
from tests.portal.conftest import build_portal, drawn
from tests.stage import build_stage, provincial
from tests.world import World


@pytest.fixture
def places(world: World, at_nine: datetime) -> Places:
    """Codes of one thing of each kind, all belonging to the association or the tea society."""
    stage = build_stage(world)
    officer, handler = world.actor(world.officer), world.actor(world.tea_handler)
    file = attach_file(
        actor=handler, directive=stage.directive, name="essay.docx", data=text_to_docx("茶园里的一线经历。")
    )
    first, second = stage.sent[0], stage.sent[1]
    Attachment.objects.create(submission=first, entry=first.entries.get(), field_key="text", file=file)
    draft = ImportDraft.objects.create(
        under=world.association, file_name="societies.xlsx", rows=[],
        created_by_post=world.administrator, created_at=at_nine,
    )  # fmt: skip
    job: Job = enqueue("tasks.tell_addressees", actor=officer, directive_id=stage.directive.pk)
    reminder = Reminder.objects.create(
        organization=world.tea, reach=Reach.UNIT, day=at_nine.date(), occasion=Occasion.DESK, sent_at=at_nine
    )
    open_now = stage.directive.assignments.filter(organization=world.tea).first()
    ReminderLine.objects.create(reminder=reminder, assignment=open_now, due_at=at_nine)
    issue_token(post=world.tea_handler)
    page = page_of_report(handler, stage.directive.code)
    change = FactChange.objects.create(
        organization=world.tea,
        fact="post.president",
        value="顾南屏",
        proposed_name="周予安",
        proposed_at=at_nine,
    )
    asked = Extension.objects.create(
        assignment=page.parts[0].assignment, state=Wish.ASKED, reason="出差", asked_at=at_nine,
        wanted_on=date(2026, 9, 30),
    )  # fmt: skip
    question = b"From: a@example.org\nSubject: question\n\nWhere is the form?"
    [mail] = keep(body=world.association, arrivals=[Arrival(question)])
    read_waiting(lambda _done, _total: None)
    wanted = DutyWanted("书记讲党课", 1, date(2026, 9, 1), date(2026, 12, 31))
    duty = set_duty(actor=officer, wanted=wanted, selection=provincial(world))
    approval = Approval.objects.create(
        directive=stage.draft, version=stage.draft.version, asked_by=world.officer, asked_name="林知远",
        asked_at=at_nine, selection=asdict(provincial(world)),
    )  # fmt: skip
    paper = register_paper(
        actor=handler,
        paper=Paper("关于换届的函", at_nine.date()),
        file=("letter.docx", text_to_docx("来函。")),
    )
    count_all()
    compiled = compile_first(officer, stage.directive, first.entries.get())
    theme_day = ActivityKind.objects.get(code="themeday")
    an_activity = Facts(kind=theme_day, name="九月主题党日", starts_at=at_nine - timedelta(days=1))
    monthly = RhythmWanted(theme_day, 1, Period.MONTH, date(2026, 7, 1))
    return Places(
        world=world,
        draft=stage.draft,
        directive=stage.directive,
        task=stage.draft.tasks.order_by("position")[0].code,
        sheet=stage.draft.attachments.get().sheet.code,
        open_task=page.parts[0].assignment.task.code,
        submission=first.code,
        other_submission=second.code,
        file=file.code,
        import_draft=draft.code,
        job=job.code,
        token=ApiToken.objects.get().pk,
        invitation=invite(user=world.nursing_handler.holder),
        report_version=page.version,
        extension=asked.code,
        approval=approval.code,
        incoming=paper.code,
        referral=refer(actor=handler, incoming=paper, to=world.tea_handler.code).code,
        duty=duty.code,
        duty_record=add_record(
            actor=handler,
            line=duty.lines.get(organization=world.tea),
            happened_on=date(2026, 9, 2),
            note="党课",
        ).code,
        event=name_event(actor=officer, name="年会").code,
        question=ask(actor=handler, assignment=page.parts[0].assignment, text="附件如何填写？").code,
        desk=open_desk(actor=officer, organization=world.association, facts=DeskFacts("综合处")).code,
        reminder=reminder.code,
        fact_change=change.code,
        mail=mail.code,
        document=begin(actor=officer, kind="notice", directive=stage.directive).code,
        number_series=open_series(actor=officer, style="year", prefix="岚科协发").code,
        **compiled,
        outside_code=OutsideCode.objects.create(
            directive=stage.directive,
            organization=world.tea,
            purpose="专家",
            secret_hash="0",
            until=at_nine + timedelta(days=7),
            made_at=at_nine,
        ).code,
        form=Filled.objects.create(
            directive=stage.directive,
            organization=world.tea,
            state="read",
            handed_at=at_nine,
            files=[],
            said={},
            language="zh-hans",
            handed_by="周予安",
        ).code,
        activity=plan(actor=handler, facts=an_activity).code,
        **quiz(officer, at_nine),
        **study(handler),
        **examine(officer, at_nine),
        **registers(officer, handler),
        **measured(officer, handler),
        **calls(officer, handler),
        **judged(world),
        **projects(world, at_nine),
        **inspections(officer),
        **services(officer, handler, at_nine),
        **assessment(officer, handler, world),
        **portal(world, compiled["answer"]),
        log_entry=add_entry(actor=handler, facts=LogFacts(date(2026, 9, 2), "other", "走访会员单位")).code,
        rhythm=set_rhythm(actor=officer, wanted=monthly, selection=Selection(world.association.code)).code,
    )


def projects(world: World, now: datetime) -> dict[str, str]:
    """Calls for the tea society alone: a decision, a notice with an objection, results with a project."""
    officer, handler = world.actor(world.officer), world.actor(world.tea_handler)
    today = now.date()
    done = decided(world, under=world.tea, award="优秀党建项目")
    with clock.frozen(at(today - timedelta(days=20))):
        noticed(officer, done, first_day=today - timedelta(days=20))
    plan = ProjectPlan(today, today + timedelta(days=300), today + timedelta(days=150))
    publish_results(actor=officer, call=done.call, plan=plan)
    made = Project.objects.get(organization=world.tea)
    step = made.milestones.order_by("position")[0]
    report_milestone(actor=handler, milestone=step, given=ReportGiven("已办一期。", []))
    change = ask_change(actor=handler, project=made, wanted=ChangeWanted("调离", leader="顾南屏"))
    shown = decided(world, under=world.tea)
    notice = noticed(officer, shown, first_day=today)
    objection = object_to(actor=handler, notice=notice, given=ObjectionGiven("有误", "010-55550102"))
    sent = RecommendationFacts("全国先进社会组织", "民政部", world.tea, today)
    return {
        "released_decision": decided(world, under=world.tea).decision.code,
        "notice": notice.code,
        "noticed_call": shown.call.code,
        "objection": objection.code,
        "result": done.call.code,
        "own_result": done.tea.code,
        "honour": Honour.objects.get(application=done.tea).code,
        "recommendation": recommend(actor=officer, facts=sent).code,
        "project": made.code,
        "milestone": step.code,
        "change": change.code,
    }


def portal(world: World, answer: str) -> dict[str, Any]:
    """A portal with an article, a story with its consent, a picture, a file, a piece of an outlet."""
    made = build_portal(world)
    story, actor = made.story(), made.actor
    given = ConsentGiven("周予安", "刊登事迹", date(2026, 9, 1))
    item = MediaItem("江岚日报", "急救课进社区", "https://news.example.org/1", date(2026, 9, 1))
    picture = Picture.objects.create(title="图", description="一张图", file=drawn())
    return {
        "portal_article": made.article.pk,
        "portal_story": story.pk,
        "portal_consent": record_consent(actor=actor, story=story, given=given).code,
        "portal_report": report_page(page=made.article, text="有误", contact="").code,
        "portal_piece": log_coverage(actor=actor, items=[item])[0].code,
        "portal_answer": answer,
        "portal_manuscript": portal_essay(world),
        **portal_scheme(world, made.actor),
        "portal_picture": (picture.code, picture.get_rendition("width-20").pk),
        "portal_file": Download.objects.create(title="a", file=ContentFile(b"%PDF-1.4", "a.pdf")).code,
    }


def portal_essay(world: World) -> str:
    """An essay that was selected in a call whose results are out."""
    found = decided(world, kind=CallKind.ESSAY, makes_projects=False)
    Call.objects.filter(pk=found.call.pk).update(state=CallState.DONE)
    return found.tea.code


def portal_scheme(world: World, actor: Actor) -> dict[str, Any]:
    """A published assessment whose list of grades is public."""
    now = clock.now()
    scheme = Scheme.objects.create(
        organization=world.association, name="考核", year=2025, state=SchemeState.PUBLISHED,
        facts_from=date(2024, 12, 1), facts_to=date(2025, 11, 1), opens_on=date(2025, 11, 5),
        due_on=date(2025, 11, 30), published_at=now, changed_at=now,
        grades=[{"key": "good", "label": "优秀", "from": "0", "below": "101"}],
    )  # fmt: skip
    made = release_grades(actor=actor, scheme=scheme, grades=["good"])
    return {"portal_scheme": scheme.code, "portal_grades": made.code}


def registers(officer: Actor, handler: Actor) -> dict[str, Any]:
    """A register of the association, and a channel that the tea society has filed."""
    made = define_kind(actor=officer, wanted=KindWanted("科普资源", "共享目录"), fields=[FieldWanted("链接")])
    outlet = RegisterKind.objects.get(code="outlet")
    said = EntryFacts("茶学之声", "办公室", "秘书长", values={"f1": "网站", "f4": "发布通知"})
    entry = enter(actor=handler, kind=outlet, facts=said, file=True)
    return {"register": made.code, "register_entry": entry.code}


def measured(officer: Actor, handler: Actor) -> dict[str, Any]:
    """A measurement in which the tea society takes part, with an item that it has added."""
    made = open_measurement(actor=officer, measurement=begin_measurement(actor=officer, facts=MEASURED))
    join(actor=handler, measurement=made)
    mine = add_public_item(actor=handler, measurement=made, facts=public_item())
    return {"measurement": made.code, "public_item": mine.code}


def calls(officer: Actor, handler: Actor) -> dict[str, str]:
    """An open call for provincial societies, a draft of one, and what the tea society has in it."""
    draft = begin_call(actor=officer, kind=CallKind.CASE)
    made = begin_call(actor=officer, kind=CallKind.CASE)
    Call.objects.filter(pk=made.pk).update(levels=["provincial"])
    opened = open_call(actor=officer, call=get_call(officer, made.code))
    said = {"f1": "走进茶园", "f2": "培训 120 人", "f4": "办公室 010-55550100"}
    begun = [
        begin_application(actor=handler, call=opened, facts=ApplicationFacts(title=title, values=said))
        for title in ("茶园里的支部", "第二个案例")
    ]
    first = send_application(actor=handler, application=begun[0])
    return {
        "call": opened.code,
        "call_draft": draft.code,
        "application": first.code,
        "application_draft": begun[1].code,
        "application_checked": first.code,
    }


def judged(world: World) -> dict[str, Any]:
    """A call of the association at work: an application of the tea society, a judge, a prepared decision."""
    one = allotted(staged(world, judges=2, show_share=50))
    sheet = one.scores(application=one.applications[0])[0]
    made = Decision.objects.create(
        call=one.call, number=1, prepared_name="林知远", prepared_post=world.officer.code,
        prepared_at=clock.now(),
    )  # fmt: skip
    return {
        "judged_call": one.call.code, "judged_application": one.applications[0].code,
        "panel": one.panel.code, "judge": sheet.judge.code, "judge_sheet": sheet.code, "decision": made.code,
    }  # fmt: skip


def inspections(officer: Actor) -> dict[str, Any]:
    """An inspection of the tea society alone with a visit and a finding, and a plan of another one."""
    wanted = InspectionWanted(
        "场所检查", "看场所是否规范", Checklist.objects.select_related("template").get(code="venue"),
        date(2026, 9, 3), date(2026, 10, 30), self_by=date(2026, 9, 20),
        selection=Selection(officer.organization_code, ("society",), ("provincial",), (3,)),
    )  # fmt: skip
    made = announce_inspection(actor=officer, inspection=plan_inspection(actor=officer, wanted=wanted))
    tea = made.bodies.select_related("organization", "inspection").get(organization__number="301")
    found = FindingWanted("发票由同一岗位经办和审批", "发票审批", "秘书处 经办人", date(2026, 9, 30))
    return {
        "plan": plan_inspection(actor=officer, wanted=wanted).code,
        "inspection": made.code,
        "visit": plan_visit(actor=officer, body=tea, day=date(2026, 9, 9), visitors="学会党建办").code,
        "finding": write_finding(actor=officer, body=tea, wanted=found).code,
    }


def services(officer: Actor, handler: Actor, now: datetime) -> dict[str, Any]:
    """A booking of the tea society, a request of it, an expert of it who is asked, a question."""
    offer = save_offer(actor=handler, facts=OfferFacts(OfferKind.ROOM, "茶室"))
    begins = now + timedelta(days=9)
    slot = add_slot(actor=handler, offer=offer, starts_at=begins, ends_at=begins + timedelta(hours=2))
    booking = book(actor=handler, slot=slot, facts=BookingFacts("品鉴会", "周予安"))
    desk = save_desk(actor=officer, facts=ServiceDeskFacts("", takes_requests=True, takes_questions=True))
    needed = RequestFacts("agriculture", "茶园病虫害", "需要技术指导", phone="010-55550100")
    asked = request_help(actor=handler, desk=desk, facts=needed)
    expert = HelperFacts(HelperKind.EXPERT, "示例专家", ["agriculture"], "010-55550102", agrees=True)
    helper = save_helper(actor=handler, facts=expert)
    topic = QuestionTopic.objects.first()
    question, _code = ask_question(desk=desk, facts=QuestionFacts(topic, "会费如何缴纳？"))
    return {
        "offer": offer.code,
        "slot": slot.code,
        "booking": booking.code,
        "helper": helper.code,
        "service_request": asked.code,
        "help_ask": ask_helper(actor=officer, request=asked, helper=helper).code,
        "service_question": question.code,
    }


def assessment(officer: Actor, handler: Actor, world: World) -> dict[str, Any]:
    """A draft, a scheme that is open with a file of the tea society, and a sheet of another in review."""
    wanted = SchemeWanted(
        "2026年度考核", 2026, date(2025, 12, 1), date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 20),
        addressed={"kinds": ["society"], "levels": ["provincial"]},
    )  # fmt: skip
    made = [begin_scheme(actor=officer, wanted=wanted, ready=YEARLY) for _turn in range(3)]
    under_way, closed = (issue(actor=officer, scheme=one) for one in made[1:])
    tea = Assessed.objects.get(scheme=under_way, organization=world.tea)
    file = text_to_docx("年度计划。")
    piece = add_file(actor=handler, assessed=tea, key="together", name="plan.docx", data=file)
    Scheme.objects.filter(pk=closed.pk).update(state=SchemeState.REVIEW)
    other = Assessed.objects.get(scheme=closed, organization=world.tea)
    Answer.objects.create(assessed=other, key="charter", disputes=True, changed_at=clock.now())
    sheet = ReviewSheet.objects.create(assessed=other, post=world.officer)
    codes = {"scheme_draft": made[0].code, "scheme": under_way.code, "assessed": tea.code}
    return codes | {"evidence": piece.code, "review_sheet": sheet.code}


def quiz(officer: Actor, now: datetime) -> dict[str, Any]:
    """A bank of one question and a contest that begins tomorrow."""
    bank = create_bank(actor=officer, name="党建知识")
    text = "学会由科协主管。{TRUE}".encode()
    taken = preview_import(actor=officer, bank=bank, name="题库.txt", data=text)
    apply_import(actor=officer, draft=taken)
    rules = Plan("知识竞答", now + timedelta(days=1), now + timedelta(days=6), [Line("", 0, 1, 1)], [bank])
    made = publish_contest(actor=officer, contest=create_contest(actor=officer, plan=rules))
    codes = {"bank": bank.code, "bank_import": taken.code, "bank_question": bank.questions.get().code}
    return codes | {"contest": made.code, "contest_key": made.pool.get().pk}


def study(handler: Actor) -> dict[str, Any]:
    """What the tea society keeps to study."""
    given = MaterialGiven("学习提纲", MaterialKind.ARTICLE)
    material = add_material(actor=handler, given=given, version=VersionGiven(text="正文"))
    made = save_campaign(actor=handler, given=CampaignGiven("茶园学习月"))
    add_item(actor=handler, campaign=made, given=ItemGiven("专题", material=material))
    board = open_board(actor=handler, name="茶园论坛")
    return {
        "board": board.code,
        "thread": begin_thread(actor=handler, board=board, title="讨论", text="大家好。").code,
        "campaign": announce(actor=handler, campaign=made).code,
        "material": material.code,
        "training_class": open_class(
            actor=handler,
            training_class=save_class(
                actor=handler,
                given=ClassGiven("培训班", date(2026, 9, 21), date(2026, 9, 22), 3, date(2026, 9, 10)),
            ),
        ).code,
        "course": save_course(actor=handler, title="课程").code,
        "reading_list": save_list(actor=handler, title="必读书目").code,
    }


def examine(officer: Actor, now: datetime) -> dict[str, Any]:
    """A class of the association with an examination from its bank that begins tomorrow."""
    given = ClassGiven("党务培训班", date(2026, 9, 21), date(2026, 9, 22), 3, date(2026, 9, 10))
    made = open_class(actor=officer, training_class=save_class(actor=officer, given=given))
    bank = QuestionBank.objects.get(organization=officer.organization_id)
    rules = Plan("技能考核", now + timedelta(days=1), now + timedelta(days=6), [Line("", 0, 1, 1)], [bank])
    saved = save_examination(actor=officer, training_class=made, given=ExaminationGiven(rules, 60))
    found = announce_examination(actor=officer, examination=saved)
    key = found.contest.pool.get().pk
    return {"examined_class": made.code, "examination": found.code, "examination_key": key}


def compile_first(officer: Actor, directive: Directive, entry: Entry) -> dict[str, str]:
    """A manuscript with one point, passed on and answered with a file."""
    made = open_compilation(actor=officer, directive=directive, title="建言汇编")
    point = add_point(actor=officer, compilation=made, title="一", entries=[entry.code])
    went = forward(
        actor=officer,
        version=finish(actor=officer, compilation=made),
        sent=Sent("省科协党组", date(2026, 9, 3)),
    )
    file = ("answer.docx", text_to_docx("已转有关部门。"))
    answer = enter_answer(actor=officer, forward=went, given=AnswerGiven(date(2026, 9, 3), file=file))
    codes = {"entry": entry.code, "manuscript": made.code, "point": point.code}
    return codes | {"forward": went.code, "answer": answer.code}
