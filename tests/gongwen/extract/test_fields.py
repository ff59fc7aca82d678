import pytest

from gongwen.extract.fields import field_type, is_required, keyed, keys_of, known_key
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


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("经费（万元）", FieldType.NUMBER),
        ("代表性成果（限5项）", FieldType.LONGTEXT),
        ("起止时间", FieldType.TEXT),
        ("身份证复印件", FieldType.FILE),
        ("自评得分", FieldType.NUMBER),
    ],
)
def test_brackets_and_endings_show_it_too(label: str, kind: FieldType) -> None:
    assert field_type(label) == kind


@pytest.mark.parametrize(
    ("label", "required"), [("备注", False), ("曾获荣誉（如有）", False), ("工作单位", True)]
)
def test_remarks_and_what_is_asked_if_any_may_stay_empty(label: str, required: bool) -> None:
    assert is_required(label) is required


def test_an_inner_label_that_forms_share_is_the_key() -> None:
    assert keys_of(["法定代表人/姓名", "项目负责人/姓名", "姓名"]) == ["name", "f2", "f3"]
