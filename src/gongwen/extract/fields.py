"""Keys and types of the fields of a form, by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongwen.model import FieldType, SheetField
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_KEYS = {
    label: key
    for key, labels in {
        "name": "姓名 名字 申报人 申请人 推荐人选 被推荐人 报名人",
        "sex": "性别",
        "nation": "民族",
        "born": "出生年月 出生日期 出生年月日",
        "origin": "籍贯",
        "politics": "政治面貌 党派",
        "education": "学历 最高学历 文化程度",
        "degree": "学位 学历学位",
        "school": "毕业院校 毕业学校",
        "major": "专业 所学专业 从事专业",
        "post": "职务 单位职务 职务职称 行政职务 党内职务 现任职务",
        "title": "职称 专业技术职称 专业技术职务 技术职称",
        "unit": "单位 所在单位 工作单位 工作单位及职务 单位及职务",
        "department": "部门 所在部门",
        "identity": "身份证号 身份证号码 证件号码",
        "organization": "学会名称 单位名称 组织名称 协会名称 填报单位 报送单位 推荐单位 申报单位 申请单位",
        "code": "统一社会信用代码 组织机构代码",
        "filler": "填表人 填报人 制表人",
        "contact_name": "联系人 联系人姓名 联络员 联络人",
        "contact": "联系方式 联系电话",
        "phone": "电话 手机 手机号 手机号码 办公电话 移动电话 固定电话",
        "email": "邮箱 电子邮箱 电子信箱 电子邮件 Email E-mail",
        "address": "地址 通讯地址 通信地址 单位地址",
        "postcode": "邮编 邮政编码",
        "date": "日期 填表日期 填报日期 填表时间",
        "when": "时间",
        "place": "地点",
        "activity": "活动名称",
        "project": "项目名称 课题名称",
        "label": "名称",
        "topic": "主题",
        "text": "内容",
        "persons": "人数 参加人数 参会人数",
        "sessions": "场次",
        "form": "形式",
        "kind": "类别",
        "branch": "党支部名称",
        "head": "负责人 单位负责人",
        "legal": "法定代表人",
        "reviewer": "审核人",
        "amount": "金额",
        "photo": "照片 贴照片处",
        "remark": "备注",
    }.items()
    for label in labels.split()
}
_COMPOUNDS = {"单位职务", "职务职称", "学历学位"}  # where labels stand glued, rather two than one
_KNOWN = frozenset(_KEYS) - _COMPOUNDS | {"序号", "编号"}
_NUMBER = re.compile(
    r"数(?:量|额)?$|人数|人次$|场次|次数|金额|数量|经费$|得分$|分数$|总分$|评分$|年龄$"
    r"|\((?:单位:)?[万亿千]?(?:元|人次?|场?次|场|个|篇|项|份|件|名|家|分|%)\)$"
)
_DATE = re.compile(r"(?<!起止)(?:日期|年月日|时间$|年月$|时限$)")
_LONG = re.compile(
    r"内容|情况|简介|事迹|意见|总结|感悟|体会|建议|成效|介绍|(?:推荐|申[报请]|主要)理由|措施|问题|计划|思路|简历|经历|业绩|贡献"
    r"|成果$|打算|设想|摘要|依据|意义|方案|说明$|不少于|字以[内上]|字数"
)
_FILE = re.compile(r"(?:附件|佐证|材料|扫描件|复印件)(?!名称|份|数|编号|类|题)")
_CHOICES = re.compile(r"[□○☐]\s?([^□○☐\s/、,]{1,12})")
_OPTIONAL = re.compile(r"^备注|^其他$|选填|如有|若有|可不填|没有可|无则")


def known_labels() -> frozenset[str]:
    """The labels that many forms share, and the heads of a column that only counts."""
    return _KNOWN


def known_key(label: str) -> str | None:
    """The ASCII key of a label that many forms share; None for others."""
    return _KEYS.get(re.sub(r"\(.*?\)", "", squeeze(fold(label))).strip(":*"))


def field_type(label: str) -> FieldType:
    """The type that the words of a label point to; text where nothing does."""
    folded = squeeze(fold(label))
    if _CHOICES.search(label):
        return FieldType.CHOICE
    if "照片" in folded:
        return FieldType.PHOTO
    for kind, pattern in (
        (FieldType.NUMBER, _NUMBER),
        (FieldType.DATE, _DATE),
        (FieldType.FILE, _FILE),
        (FieldType.LONGTEXT, _LONG),
    ):
        if pattern.search(folded) or pattern.search(re.sub(r"\([^()]*\)$", "", folded)):
            return kind
    return FieldType.TEXT


def is_required(label: str) -> bool:
    """Whether a field must be filled in: remarks and what is asked for "if any" need not."""
    return not _OPTIONAL.search(squeeze(fold(label)))


def keyed(labels: Iterable[str]) -> list[SheetField]:
    """One field a label, typed by its words."""
    labels = list(labels)
    return [
        SheetField(
            key,
            label,
            field_type(label),
            required=is_required(label),
            options=tuple(_CHOICES.findall(label)),
        )
        for key, label in zip(keys_of(labels), labels, strict=True)
    ]


def keys_of(labels: Iterable[str]) -> list[str]:
    """Unique keys: the known one of the label or of its last part, else f1, f2 … by position."""
    keys: list[str] = []
    taken: set[str] = set()
    for position, label in enumerate(labels, 1):
        key = known_key(label) or known_key(label.rsplit("/", 1)[-1])
        if key is None or key in taken:
            key = f"f{position}"
        taken.add(key)
        keys.append(key)
    return keys
