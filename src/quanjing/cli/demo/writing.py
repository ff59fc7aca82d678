"""What the office of the association writes: a register of numbers, and documents in a few kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from quanjing.cli.demo import texts
from quanjing.cli.demo.scene import Scene
from quanjing.directives.models import Directive
from quanjing.documents.actions import (
    PaperNumber,
    begin,
    correct,
    enter_paper,
    finalize,
    open_series,
    save,
    start_at,
)
from quanjing.documents.models import Document, Series
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

PREFIX, FIRST = "江岚科协社党发", 20  # the lower numbers were taken on paper
TIMETABLE = "时间 | 内容 | 地点\n上午 | 专题辅导 | 报告厅\n下午 | 交流研讨 | 会议室"
COURSE: dict[str, Any] = {
    "subject": "举办学会党务干部专题培训",
    "addressees": "各省级学会党组织",
    "reason": "为提高学会党务干部的业务能力，经研究，决定举办一期专题培训",
    "items": [
        {"name": "培训内容", "text": "发展党员工作、组织生活制度、党费收缴使用和管理。"},
        {"name": "参加人员", "text": "各省级学会党组织负责同志或党务干部1人，自愿报名。"},
        {"name": "有关事项", "text": "培训不收取费用，食宿由主办方统一安排。"},
    ],
    "annexes": [{"title": "培训日程", "cells": TIMETABLE}],
}
MEETING: dict[str, Any] = {
    "subject": "学会党建工作专题会议",
    "reason": "会议听取了本季度学会党建工作情况汇报，研究了下一步工作",
    "attendance": [
        {"label": "出席", "names": "林知远、宋承远、韩予舟"},
        {"label": "列席", "names": "柏景行"},
    ],
    "items": [
        {"name": "关于学会党组织换届", "text": "请各学会对照任期，提前三个月提出换届安排。"},
        {"name": "关于减轻基层负担", "text": "同一数据不重复报送，能从平台取得的不再要求填报。"},
    ],
}
ROOM: dict[str, Any] = {
    "subject": "商请支持科普宣讲活动场地",
    "addressees": "岚州市科学技术馆",
    "reason": "为办好“走进实验室”科普宣讲活动，拟借用贵馆一楼报告厅半天",
    "items": [{"name": "借用安排", "text": "参加人数约120人，设备由我会自带，会后恢复原状。"}],
    "closing": "妥否，请函复。",
}


def documents(scene: Scene) -> Iterator[int]:
    """A notice that was corrected once, a number given up on paper, minutes, a letter, a bulletin in work."""
    yield -34
    officer = scene.officer
    numbers = open_series(actor=officer, style="year", prefix=PREFIX)
    issues = open_series(actor=officer, style="issue", prefix="")
    year = clock.today().year
    start_at(actor=officer, series=numbers, year=year, first=FIRST)
    notice = _final(officer, "red_head_notice", COURSE, numbers)
    yield -33
    _corrected(officer, notice)
    given_up = PaperNumber(FIRST + 1, "关于调整培训地点的通知", clock.today(), "内容并入培训通知，不再印发")
    enter_paper(actor=officer, series=numbers, year=year, paper=given_up)
    yield -12
    _final(officer, "minutes", MEETING, issues)
    yield -8
    _final(officer, "letter", ROOM, numbers)
    yield -3
    directive = Directive.objects.filter(title__contains="基本情况").order_by("pk").first()
    begin(actor=officer, kind="bulletin", directive=directive)


def _final(actor: Actor, kind: str, facts: dict[str, Any], series: Series) -> Document:
    draft = begin(actor=actor, kind=kind)
    contacts = [{"name": texts.DESK, "phone": texts.PHONE, "mail": texts.MAIL}]
    _kept(actor, draft, {**draft.facts, "contacts": contacts, **facts}, series)
    return Document.objects.get(pk=finalize(actor=actor, document=draft).document_id)


def _corrected(actor: Actor, document: Document) -> None:
    """Under its number: the second edition says when to sign up."""
    opened = correct(actor=actor, document=document, reason="补充报名截止时间")
    items = [dict(one) for one in opened.facts["items"]]
    items[1]["due"] = texts.day(clock.today() + timedelta(days=14))
    _kept(actor, opened, {**opened.facts, "items": items}, opened.series)
    finalize(actor=actor, document=opened)


def _kept(actor: Actor, document: Document, facts: dict[str, Any], series: Series | None) -> None:
    save(actor=actor, document=document, facts=facts, series=series, strict=False, version=document.version)
