"""The checker finds nothing in what the renderer writes, and each planted deviation with clause and place."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from tests.gongwen.check.by_hand import by_hand
from tests.gongwen.check.planted import PLANTED, Planted
from tests.gongwen.render.official import documents

from gongwen.check import LayoutReport, check_layout
from gongwen.official import Annex, Head, OfficialDocument, Text, Urgency
from gongwen.render.official.word import write_official


def drawn(document: OfficialDocument) -> bytes:
    out = BytesIO()
    write_official(out, document)
    return out.getvalue()


def sample() -> OfficialDocument:
    """A document that has every element of the standard."""
    return documents.red_head(
        title="示例省科学技术协会关于报送征集结果的报告",
        head=Head("示例省科学技术协会文件", ("周可",), Urgency.EXTRA),
        addressees=("示例省委",),
        annexes=(
            Annex("学习情况统计表", (Text(documents.SENTENCE),)),
            Annex("科技工作者意见建议征集表", (Text(documents.SENTENCE),)),
        ),
    )


def checked(planted: Planted, data: bytes) -> LayoutReport:
    document = docx.Document(BytesIO(data))
    planted.change(document)
    out = BytesIO()
    document.save(out)
    return check_layout(out.getvalue())


@pytest.mark.parametrize("kind", documents.ALL)
def test_nothing_is_found_in_what_the_renderer_writes(kind: str) -> None:
    assert check_layout(drawn(documents.ALL[kind]())).deviations == ()


@pytest.mark.parametrize("planted", PLANTED, ids=[one.name for one in PLANTED])
def test_a_planted_deviation_is_found_alone_with_clause_and_place(planted: Planted) -> None:
    found = checked(planted, drawn(sample())).deviations
    assert [(one.clause, one.rule) for one in found] == [(planted.clause, planted.rule)]
    assert found[0].place.text.startswith(" ".join(planted.words.split())[:16])
    assert (found[0].place.text == "") == (planted.words == "")


def test_nothing_is_found_in_a_right_document_made_by_hand() -> None:
    assert check_layout(by_hand()).deviations == ()
