"""Keys and types of the fields of a form, by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongwen.model import FieldType, SheetField
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_KEYS = {
    "姓名": "name",
    "名字": "name",
    "职务": "post",
    "单位职务": "post",
    "职务职称": "post",
    "职称": "title",
    "单位": "unit",
    "所在单位": "unit",
    "工作单位": "unit",
    "内容": "text",
    "学会名称": "organization",
    "单位名称": "organization",
    "组织名称": "organization",
    "协会名称": "organization",
    "填报单位": "organization",
    "报送单位": "organization",
    "推荐单位": "organization",
    "填表人": "filler",
    "填报人": "filler",
    "联系人": "contact_name",
    "联系方式": "contact",
    "联系电话": "contact",
    "电话": "phone",
    "手机": "phone",
    "手机号": "phone",
    "手机号码": "phone",
    "办公电话": "phone",
    "邮箱": "email",
    "电子邮箱": "email",
    "电子信箱": "email",
    "日期": "date",
    "填表日期": "date",
    "填报日期": "date",
    "填表时间": "date",
    "性别": "sex",
    "备注": "remark",
    "地址": "address",
    "通讯地址": "address",
    "负责人": "head",
    "审核人": "reviewer",
    "时间": "when",
    "地点": "place",
    "活动名称": "activity",
    "名称": "label",
    "主题": "topic",
    "人数": "persons",
    "参加人数": "persons",
    "场次": "sessions",
    "形式": "form",
    "党支部名称": "branch",
}
_NUMBER = re.compile(r"数$|人数|场次|次数|金额|数量|经费|\(.{0,2}(?:元|人|次|场|个|篇|万元)\)$")
_DATE = re.compile(r"日期|年月日|出生年月|时间$|年月$")
_LONG = re.compile(r"内容|情况|简介|事迹|意见|说明|总结|感悟|建议|成效|介绍|理由|措施|问题|计划")
_FILE = re.compile(r"附件|佐证|材料")
_CHOICES = re.compile(r"[□○☐]\s?([^□○☐\s/、,]{1,12})")


def known_key(label: str) -> str | None:
    """The ASCII key of a label that many forms share; None for others."""
    return _KEYS.get(re.sub(r"\(.*?\)", "", squeeze(fold(label))).strip(":*"))


def field_type(label: str) -> FieldType:
    """The type that the words of a label point to; text where nothing does."""
    folded = squeeze(fold(label))
    if _CHOICES.search(folded):
        return FieldType.CHOICE
    if "照片" in folded:
        return FieldType.PHOTO
    for kind, pattern in (
        (FieldType.NUMBER, _NUMBER),
        (FieldType.DATE, _DATE),
        (FieldType.LONGTEXT, _LONG),
        (FieldType.FILE, _FILE),
    ):
        if pattern.search(folded):
            return kind
    return FieldType.TEXT


def keyed(labels: Iterable[str]) -> list[SheetField]:
    """One field a label; keys are unique: the known key, else f1, f2 … by position."""
    fields: list[SheetField] = []
    taken: set[str] = set()
    for position, label in enumerate(labels, 1):
        key = known_key(label)
        if key is None or key in taken:
            key = f"f{position}"
        taken.add(key)
        options = tuple(_CHOICES.findall(label))
        fields.append(SheetField(key, label, field_type(label), options=options))
    return fields
