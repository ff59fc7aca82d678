from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from docx import Document
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.audit.models import AuditEntry
from quanjing.collation.actions import volume
from quanjing.collation.rules import ACCEPTED, WITH_WAITING
from quanjing.foundation.errors import Denied
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Post
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Entry

THOUGHT = {"name": "陆闻溪", "post": "副理事长", "text": "第一段。\n第二段。"}


def written(
    world: World, call: Call, by: Post | None = None, states: Sequence[SubmissionState] = ACCEPTED
) -> Document:
    out = io.BytesIO()
    with override("zh-hans"):
        volume(actor=world.actor(by or world.officer), directive=call.directive, out=out, states=states)
    return Document(io.BytesIO(out.getvalue()))


def word(choice: SocietyClass | EntryState) -> str:
    with override("zh-hans"):
        return str(choice.label)


def headings(paper: Document) -> list[tuple[int, str]]:
    return [
        (int(p.style.name.removeprefix("Heading ")), p.text)
        for p in paper.paragraphs
        if p.style.name.startswith("Heading ")
    ]


def texts(paper: Document, style: str) -> list[str]:
    return [p.text for p in paper.paragraphs if p.style.name == style]


def test_texts_stand_under_task_class_and_society(world: World, call: Call, send: Send) -> None:
    send(world.nursing, call.texts, THOUGHT)
    send(world.tea, call.texts, THOUGHT, THOUGHT | {"name": "沈雁秋", "post": "秘书长"})
    assert headings(written(world, call)) == [
        (1, "报送学习体会"),
        (2, word(SocietyClass.AGRICULTURE)),
        (3, "江岚省茶叶学会"),
        (4, "陆闻溪 副理事长"),
        (4, "沈雁秋 秘书长"),
        (2, word(SocietyClass.MEDICINE)),
        (3, "江岚省护理学会"),
        (4, "陆闻溪 副理事长"),
        (1, "报送建言"),
        (1, "零报告"),
    ]


def test_city_societies_stand_under_their_city(world: World, call: Call, send: Send) -> None:
    send(world.city_society, call.texts, THOUGHT)
    assert headings(written(world, call))[1:3] == [(2, "岚州市科学技术协会"), (3, "岚州市园艺学会")]


def test_the_city_sees_its_societies_by_class(world: World, call: Call, send: Send) -> None:
    send(world.city_society, call.texts, THOUGHT)
    send(world.tea, call.texts, THOUGHT)
    paper = written(world, call, by=world.city_officer)
    assert headings(paper)[1:3] == [(2, word(SocietyClass.AGRICULTURE)), (3, "岚州市园艺学会")]


def test_a_text_keeps_its_paragraphs_and_names_its_source(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.texts, THOUGHT)
    paper = written(world, call)
    assert texts(paper, "Body Text")[:2] == ["第一段。", "第二段。"]
    assert texts(paper, "Source Note") == [f"来源：江岚省茶叶学会，条目 {Entry.objects.get().code}"]


def test_short_answers_are_facts(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "设科普角", "f2": 12, "f4": ["农业", "教育"]})
    assert texts(written(world, call), "Fact Line") == ["建议：设科普角", "人数：12", "领域：农业、教育"]


def test_what_waits_for_review_says_so(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.texts, THOUGHT, state=SubmissionState.SUBMITTED)
    assert headings(written(world, call))[1] == (1, "报送建言")
    note = texts(written(world, call, states=WITH_WAITING), "Source Note")[0]
    assert note.endswith(f" · {word(EntryState.SUBMITTED)}")


def test_nil_reports_are_listed_with_their_reasons(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, state=SubmissionState.NIL, reason="本次没有建议")
    send(world.nursing, call.texts, state=SubmissionState.NIL, reason="本季度没有活动")
    table = written(world, call).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "任务", "理由"],
        ["江岚省护理学会", "报送学习体会", "本季度没有活动"],
        ["江岚省茶叶学会", "报送建言", "本次没有建议"],
    ]


def test_an_empty_task_says_that_it_is_empty(world: World, call: Call) -> None:
    paper = written(world, call)
    assert texts(paper, "Body Text") == ["没有内容。", "没有内容。", "没有零报告。"]


def test_the_contents_name_every_heading(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.texts, THOUGHT)
    paper = written(world, call)
    links = paper.element.body.xpath(".//w:hyperlink")
    listed = ["".join(link.xpath(".//w:t/text()")) for link in links]
    assert listed == [title for _level, title in headings(paper)]


def test_a_handler_is_refused(world: World, call: Call) -> None:
    with pytest.raises(Denied):
        written(world, call, by=world.tea_handler)


def test_the_download_is_recorded_once(world: World, call: Call) -> None:
    written(world, call)
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["collation.volume"]


def test_more_entries_take_no_more_queries(world: World, call: Call, send: Send) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            written(world, call)
        return len(caught)

    send(world.tea, call.texts, THOUGHT)
    send(world.tea, call.rows, {"f1": "一"})
    written(world, call)
    one = queries()
    send(world.nursing, call.texts, THOUGHT, THOUGHT)
    send(world.mathematics, call.rows, {"f1": "一"})
    assert queries() == one
