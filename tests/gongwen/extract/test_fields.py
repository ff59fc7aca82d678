import pytest

from gongwen.extract.fields import field_type, keyed, known_key
from gongwen.model import FieldType


@pytest.mark.parametrize(
    ("label", "key"),
    [("姓 名", "name"), ("学会名称（盖章）", "organization"), ("联系电话：", "contact"), ("爱好", None)],
)
def test_known_labels_have_one_key_everywhere(label: str, key: str | None) -> None:
    assert known_key(label) == key


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("参加人数", FieldType.NUMBER),
        ("填表日期", FieldType.DATE),
        ("主要事迹", FieldType.LONGTEXT),
        ("照片", FieldType.PHOTO),
        ("佐证", FieldType.FILE),
        ("是否建立 □是 □否", FieldType.CHOICE),
        ("姓名", FieldType.TEXT),
    ],
)
def test_the_label_shows_the_type(label: str, kind: FieldType) -> None:
    assert field_type(label) == kind


def test_the_same_label_twice_has_two_keys() -> None:
    assert [field.key for field in keyed(["姓名", "姓名"])] == ["name", "f2"]


def test_boxes_are_options() -> None:
    assert keyed(["是否建立 □是 □否"])[0].options == ("是", "否")
