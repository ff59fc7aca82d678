import pytest

from gongwen.text.kinds import ending_kind, kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于报送总结的通知", "通知"),
        ("江岚省科协2026年工作要点", "工作要点"),
        ("科普服务工作方案(试行)", "方案"),
        ("关于商请协助的函", "函"),
        ("科普作品征集启事", None),
        ("江岚概况", None),
    ],
)
def test_the_title_shows_its_kind(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_other_kinds_end_a_title_too() -> None:
    assert ending_kind("科普作品征集启事") == "启事"
