"""What a document starts with, from a notice and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from quanjing.directives.models import Directive
from quanjing.documents.actions import begin, preview
from quanjing.documents.actions.drawing import draw_docx
from quanjing.documents.enums import DocumentKind
from quanjing.documents.models import Document
from quanjing.documents.rules.wording import audience_words, due_words, subject_of
from quanjing.tasks.actions import reissue
from tests.stage import build_stage
from tests.submissions.conftest import Scene, make_scene
from tests.world import World


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("关于报送学习情况的通知", "报送学习情况"),
        ("江岚省科协关于报送学习情况的通知", "报送学习情况"),
        ("关于转发《省委社会工作部关于做好学习工作的通知》的通知", "做好学习工作"),
        ("Passing on “关于印发《江岚省学会服务基层行动方案》的通知”", "印发《江岚省学会服务基层行动方案》"),
        ("2026年工作要点", "2026年工作要点"),
        ("关于的通知", "关于的通知"),
    ],
)
def test_the_subject_is_what_a_title_is_about(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_the_addressed_set_is_worded_as_above_a_notice() -> None:
    chosen = {"kinds": ["society"], "levels": ["provincial"]}
    assert audience_words(chosen) == ["各省级学会、协会、研究会"]
    assert audience_words({"kinds": ["association", "society"]}) == ["各级科协", "各学会、协会、研究会"]
    assert audience_words({}) == []


@pytest.mark.parametrize(
    ("phrase", "words"), [("9月15日前", "9月15日"), ("9月15日之前", "9月15日"), ("", "")]
)
def test_a_phrase_of_the_notice_loses_what_the_wording_adds(phrase: str, words: str) -> None:
    assert due_words(None, "", phrase) == words


@pytest.fixture
def scene(world: World, at_nine: object) -> Scene:
    return make_scene(world)


def begun(scene: Scene, kind: str, directive: Directive | None = None) -> dict[str, object]:
    document = begin(actor=scene.officer, kind=kind, directive=directive or scene.directive)
    return dict(document.facts)


def test_a_notice_has_the_items_of_the_directive_and_each_desk_once(scene: Scene) -> None:
    facts = begun(scene, "red_head_notice")
    assert facts["subject"] == "征集学习体会和建言献策"
    assert [row["name"] for row in facts["items"]] == [  # type: ignore[attr-defined]
        "工作谋划",
        "负责人学习体会",
        "青年学习体会",
        "建言献策",
    ]
    assert facts["contacts"] == [{"name": "综合处", "phone": "010-55550110", "mail": ""}]
    assert (facts["agency"], facts["date"]) == ("江岚省科学技术协会", "2026-09-03")


def test_a_bulletin_has_the_numbers_by_item_and_names_no_unit(scene: Scene) -> None:
    facts = begun(scene, "bulletin")
    [table] = facts["tables"]  # type: ignore[misc]
    lines = table["cells"].splitlines()
    assert lines[1] == "工作谋划 | 0 | 0 | 0 | 0 | 2"
    assert len(lines) == 5
    assert "茶叶学会" not in str(facts)


def test_a_notice_that_passes_on_rests_on_the_superiors(world: World, scene: Scene) -> None:
    city = world.actor(world.city_officer)
    task = scene.plan
    task.assignments.create(
        organization=world.city, directive=scene.directive, changed_at=scene.directive.published_at
    )
    own = reissue(actor=city, directive=scene.directive)
    document = begin(actor=city, kind="red_head_notice", directive=own)
    assert document.facts["basis"] == [
        {"title": "关于征集学习体会和建言献策的通知", "number": "岚科协学发〔2026〕41号"}
    ]
    note = begin(actor=city, kind="cover_note", directive=own)
    assert note.facts["addressees"] == "江岚省科学技术协会"


def test_a_volume_has_the_accepted_texts_below_their_items(world: World, at_nine: object) -> None:
    stage = build_stage(world)
    document = begin(actor=world.actor(world.officer), kind="volume", directive=stage.directive)
    assert {row["level"] for row in document.facts["items"]} == {"1"}  # nothing was accepted yet
    stage.sent[0].entries.update(state="accepted")
    type(stage.sent[0]).objects.filter(pk=stage.sent[0].pk).update(state="accepted")
    document = begin(actor=world.actor(world.officer), kind="volume", directive=stage.directive)
    parts = [row for row in document.facts["items"] if row["level"] == "2"]
    assert [(row["name"], "茶园里的一线经历。" in row["text"]) for row in parts] == [("江岚省茶叶学会", True)]


@pytest.mark.parametrize("kind", DocumentKind.values)
def test_what_is_prefilled_can_be_drawn_and_differs_nowhere_from_the_standard(
    scene: Scene, kind: str
) -> None:
    document = begin(actor=scene.officer, kind=kind, directive=scene.directive)
    drawn = preview(document=document, number="岚科协发〔2026〕1号" if document.can_have_number else "")
    assert drawn.findings == []
    assert all(one.startswith("data:image/png;base64,") for one in drawn.pictures)


def test_an_annex_has_headings_below_its_centered_title(written: Callable[..., Document]) -> None:
    text = "一、总体要求\n坚持自愿。\n（一）时间安排\n1.报名阶段\n2026年9月开始。\n1.这一句有句号，不是标题。"
    annex = {"title": "活动方案", "text": text}
    document = written(annexes=[annex])
    number = "岚科协发〔2026〕1号"
    assert preview(document=document, number=number).findings == []
    paper = docx.Document(BytesIO(draw_docx(kind=document.kind, facts=document.facts, number=number)))
    lines = [one for one in paper.paragraphs if one.text.strip()]
    at = next(n for n, one in enumerate(lines) if one.text == "附件")
    label, title = lines[at], lines[at + 1]
    assert (title.text, title.alignment or title.style.paragraph_format.alignment) == (
        "活动方案", WD_ALIGN_PARAGRAPH.CENTER,
    )  # fmt: skip
    assert label.style.name != title.style.name
    assert [one.text for one in lines[at + 2 : at + 5]] == ["一、总体要求", "坚持自愿。", "（一）时间安排"]
    assert "1.这一句有句号，不是标题。" in [one.text for one in lines]
