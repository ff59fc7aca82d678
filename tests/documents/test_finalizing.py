"""A document is frozen with its number; corrected, withdrawn, approved, made a notice; nothing gets lost."""

from __future__ import annotations

import hashlib

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.documents.actions import (
    approve,
    ask,
    begin,
    correct,
    discard,
    edition_preview,
    expected,
    finalize,
    findings,
    keep,
    register,
    save,
    send_back,
    take_back,
    withdraw,
)
from quanjing.documents.actions.drawing import bytes_of
from quanjing.documents.enums import DocumentKind, DocumentState, NumberState
from quanjing.documents.models import Document, Number, Series
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import set_approval
from quanjing.organizations.enums import Role
from tests.documents.conftest import FACTS, Written
from tests.world import World, person, post

TABLE = [{"caption": "报送情况表", "unit": "单位：家", "cells": "事项 | 已报 | 未报\n工作谋划 | 3 | 1"}]
MORE = {
    "minutes": {"attendance": [{"label": "出席", "names": "林一舟、顾南屏"}], "basis": [], "annexes": []},
    "bulletin": {"tables": TABLE},
    "cover_note": {"signers": "陆秋白", "addressees": "江岚省委社会工作部"},
    "summary_table": {"tables": TABLE},
    "statistics_table": {"tables": TABLE},
    "volume": {
        "items": [{"name": "茶园", "level": "1"}, {"name": "茶叶学会", "text": "一。\n二。", "level": "2"}]
    },
}


@pytest.fixture
def head(world: World, at_nine: object) -> Actor:
    """The head of the association, which asks for approval from now on."""
    made = world.actor(post(world.association, "秘书长", Role.HEAD, person("luqiubai", "陆秋白")))
    set_approval(actor=world.actor(world.administrator), organization=world.association, needed=True)
    return made


def state(document: Document) -> str:
    document.refresh_from_db()
    return document.state


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_every_kind_is_frozen_without_a_difference_from_the_standard(
    officer: Actor, written: Written, kind: str
) -> None:
    numbered = kind not in ("summary_table", "statistics_table", "volume")
    edition = finalize(actor=officer, document=written(kind, **MORE.get(kind, {})))
    word = bytes_of(edition.docx)
    assert findings(word) == []
    assert (edition.docx.sha256, edition.pdf.format) == (hashlib.sha256(word).hexdigest(), "pdf")
    assert Number.objects.count() == numbered
    assert edition_preview(edition=edition).pages >= 1


def test_the_number_stands_on_what_was_frozen(officer: Actor, written: Written) -> None:
    document = written()
    assert expected(document) == "岚科协发〔2026〕1号"
    edition = finalize(actor=officer, document=document)
    assert edition.document.doc_number == "岚科协发〔2026〕1号"
    assert "岚科协发〔2026〕1号" in text_of_word(bytes_of(edition.docx))


def text_of_word(data: bytes) -> str:
    from io import BytesIO

    from docx import Document as Word

    return "\n".join(one.text for one in Word(BytesIO(data)).paragraphs)


def test_facts_that_are_missing_take_no_number(officer: Actor, written: Written) -> None:
    document = written(subject="", items=[{"name": "", "text": "没有标题。"}])
    with pytest.raises(Invalid) as refused:
        finalize(actor=officer, document=document)
    assert [problem.where for problem in refused.value.problems] == ["subject"]
    assert (Number.objects.count(), state(document)) == (0, DocumentState.DRAFT)


def test_each_error_of_the_engine_stands_at_its_field(officer: Actor, written: Written) -> None:
    faults = {
        "items.0.name": {"items": [{"text": "没有标题。"}]},
        "date": {"date": "2026-13-01"},
        "tables.0.cells": {"tables": [{"caption": "表", "cells": "甲 | 乙\n1 | 2 | 3"}]},
        "annexes.0.cells": {"annexes": [{"title": "表", "cells": "甲\n1 | 2"}]},
        "annexes.1.title": {"annexes": [{"title": "表"}, {"text": "没有名称"}]},
    }
    found = {}
    for where, facts in faults.items():
        with pytest.raises(Invalid) as refused:
            finalize(actor=officer, document=written(**facts))
        found[where] = [problem.where for problem in refused.value.problems]
    assert found == {where: [where] for where in faults}


def test_a_final_document_is_not_changed_any_more(officer: Actor, written: Written) -> None:
    document = written()
    finalize(actor=officer, document=document)
    document.refresh_from_db()
    for change in (finalize, discard):
        with pytest.raises(WrongState):
            change(actor=officer, document=document)  # type: ignore[operator]
    with pytest.raises(WrongState):
        save(actor=officer, document=document, facts=FACTS, series=None, strict=False,
             version=document.version)  # fmt: skip


def test_a_correction_makes_another_edition_under_the_same_number(officer: Actor, written: Written) -> None:
    document = written()
    first = finalize(actor=officer, document=document)
    opened = correct(actor=officer, document=document, reason="时限有误")
    changed = {**FACTS, "subject": "报送学习情况（更正）"}
    save(actor=officer, document=opened, facts=changed, series=None, strict=False, version=opened.version)
    second = finalize(actor=officer, document=document)
    first.refresh_from_db()
    assert (first.number, second.number, second.reason) == (1, 2, "时限有误")
    assert first.docx.sha256 != second.docx.sha256
    number = Number.objects.get()
    assert (number.serial, "更正" in number.title) == (1, True)


def test_a_correction_stays_in_the_year_of_its_number(officer: Actor, written: Written) -> None:
    document = written()
    finalize(actor=officer, document=document)
    opened = correct(actor=officer, document=document, reason="日期")
    facts = {**FACTS, "date": "2027-01-04"}
    save(actor=officer, document=opened, facts=facts, series=None, strict=False, version=opened.version)
    with pytest.raises(Invalid) as refused:
        finalize(actor=officer, document=document)
    assert [problem.where for problem in refused.value.problems] == ["date"]


def test_a_correction_that_is_given_up_leaves_the_last_edition(officer: Actor, written: Written) -> None:
    document = written()
    finalize(actor=officer, document=document)
    opened = correct(actor=officer, document=document, reason="时限有误")
    facts = {**FACTS, "subject": "另一件事"}
    save(actor=officer, document=opened, facts=facts, series=None, strict=False, version=opened.version)
    kept = keep(actor=officer, document=document)
    assert (kept.state, kept.facts["subject"], "报送学习情况" in kept.title) == (
        "final",
        "报送学习情况",
        True,
    )


def test_a_withdrawn_document_leaves_its_number_void_with_the_reason(
    officer: Actor, written: Written
) -> None:
    document = written()
    finalize(actor=officer, document=document)
    with pytest.raises(Invalid):
        withdraw(actor=officer, document=document, reason=" ")
    withdraw(actor=officer, document=document, reason="与上级文件不一致")
    finalize(actor=officer, document=written())
    numbers = list(Number.objects.order_by("serial").values_list("serial", "state", "reason"))
    assert numbers == [(1, NumberState.VOID, "与上级文件不一致"), (2, NumberState.USED, "")]


def test_a_draft_is_thrown_away_only_before_it_was_final(officer: Actor, written: Written) -> None:
    discard(actor=officer, document=written())
    assert Document.objects.count() == 0
    document = written()
    finalize(actor=officer, document=document)
    correct(actor=officer, document=document, reason="时限有误")
    with pytest.raises(WrongState):
        discard(actor=officer, document=document)


def test_who_saves_an_old_version_gets_both(officer: Actor, written: Written) -> None:
    document = written()
    with pytest.raises(Conflict) as refused:
        save(actor=officer, document=document, facts={**FACTS, "subject": "别的事"}, series=None,
             strict=False, version=1)  # fmt: skip
    assert (refused.value.theirs, refused.value.yours) == (
        {"subject": "报送学习情况"},
        {"subject": "别的事"},
    )


def test_saving_the_same_again_changes_nothing(officer: Actor, written: Written, series: Series) -> None:
    document = written()
    before = AuditEntry.objects.count()
    again = save(actor=officer, document=document, facts=FACTS, series=series, strict=False,
                 version=document.version)  # fmt: skip
    assert (again.version, AuditEntry.objects.count()) == (document.version, before)


def test_where_the_head_approves_his_approval_takes_the_number(
    officer: Actor, head: Actor, written: Written
) -> None:
    document = written()
    with pytest.raises(WrongState):
        finalize(actor=officer, document=document)
    ask(actor=officer, document=document)
    assert Number.objects.count() == 0
    edition = approve(actor=head, document=document)
    assert (edition.made_name, edition.document.asked_name) == ("陆秋白", "林知远")
    assert edition.document.doc_number == "岚科协发〔2026〕1号"
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["document_asked", "document_approved"]


def test_the_head_sends_back_with_a_reason_and_nothing_is_numbered(
    officer: Actor, head: Actor, written: Written
) -> None:
    document = written()
    ask(actor=officer, document=document)
    with pytest.raises(Invalid):
        send_back(actor=head, document=document, remark="")
    back = send_back(actor=head, document=document, remark="请补充时限")
    assert (back.state, back.remark, Number.objects.count()) == ("draft", "请补充时限", 0)


def test_nobody_changes_what_lies_with_the_head_until_it_is_taken_back(
    officer: Actor, head: Actor, written: Written
) -> None:
    document = written()
    ask(actor=officer, document=document)
    with pytest.raises(WrongState):
        save(actor=officer, document=document, facts=FACTS, series=None, strict=True, version=3)
    take_back(actor=officer, document=document)
    assert state(document) == DocumentState.DRAFT
    with pytest.raises(WrongState):
        approve(actor=head, document=document)


def test_what_cannot_be_drawn_does_not_reach_the_head(officer: Actor, head: Actor, written: Written) -> None:
    for facts in ({"subject": ""}, {"date": ""}):
        with pytest.raises(Invalid):
            ask(actor=officer, document=written(**facts))
    assert Message.objects.filter(post_id=head.post_id).count() == 0


def test_an_officer_does_not_approve_and_others_do_nothing(
    world: World, officer: Actor, head: Actor, written: Written
) -> None:
    document = written()
    ask(actor=officer, document=document)
    with pytest.raises(Denied):
        approve(actor=officer, document=document)
    city = world.actor(world.city_officer)
    for change in (take_back, approve):
        with pytest.raises(Denied):
            change(actor=city, document=document)  # type: ignore[operator]
    with pytest.raises(Denied):
        begin(actor=world.actor(world.tea_handler), kind="notice")


def test_a_final_notice_becomes_a_directive_with_its_number_and_title(
    officer: Actor, written: Written
) -> None:
    document = written()
    with pytest.raises(WrongState):
        register(actor=officer, document=document)
    finalize(actor=officer, document=document)
    directive = register(actor=officer, document=document)
    assert (directive.doc_number, directive.title) == (
        "岚科协发〔2026〕1号",
        "江岚省科学技术协会关于报送学习情况的通知",
    )
    assert (str(directive.issued_on), directive.addressees) == (
        "2026-09-03",
        ["各市科协", "各省级学会、协会、研究会"],
    )
    assert directive.tasks.filter(assign=True).get().due_on.isoformat() == "2026-09-15"
    document.refresh_from_db()
    assert document.registered_as == directive
    with pytest.raises(WrongState):
        register(actor=officer, document=document)
