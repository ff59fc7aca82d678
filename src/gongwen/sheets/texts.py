"""Two spellings of one label: what is dropped, what means the same, how alike two texts are."""

from __future__ import annotations

import re
from functools import lru_cache

from gongwen.extract.sheet_words import cut_label
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[/\\\-~|·:._,、,;()\[\]*★“”\"《》?]|及|和|与|或|的|其中")
_SAME = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"联系方式|联系电话|办公电话|移动电话|固定电话|电话号码|手机号码?|手机|电话|座机", "电话"),
        (r"电子邮箱|电子信箱|电子邮件|邮箱|信箱|邮件|e?mail", "邮箱"),
        (r"通讯地址|通信地址|联系地址|详细地址|地址", "地址"),
        (r"邮政编码|邮编", "邮编"),
        (r"身份证件?号码?|证件号码?", "证件号"),
        (r"全称|题目|标题|名字(?!称)", "名称"),
        (r"日期|时间|年月日|年月", "日期"),
        (r"所在单位|工作单位|任职单位|所属单位|现单位|供职单位", "单位"),
        (r"填报人|填表人|制表人|填写人", "填表人"),
        (r"填报单位|报送单位|填表单位|上报单位", "填报单位"),
        (r"联络员|联系人|联络人", "联系人"),
        (r"职位|职务", "职务"),
        (r"专业技术职[称务]|技术职[称务]|职称", "职称"),
        (r"文化程度|最高学历|学历", "学历"),
        (r"毕业学校|毕业院校", "毕业院校"),
        (r"负责人|主持人", "负责人"),
        (r"主办方|主办单位", "主办单位"),
        (r"承办方|承办单位", "承办单位"),
        (r"年度|年份", "年度"),
        (r"经费|资金|金额|费用", "金额"),
        (r"人次|人数", "人数"),
        (r"地点|场所", "地点"),
        (r"附注|备注|说明", "备注"),
        (r"获奖|荣誉|奖励", "荣誉"),
        (r"事迹材料|先进事迹|主要事迹|事迹", "事迹"),
        (r"个人简历|工作简历|简历|工作经历|履历", "简历"),
        (r"序号|编号", "序号"),
    )
)
_EXTRA = re.compile(r"^(?:主要|本人|您的|请填写|填写)|(?:姓名|情况|内容|说明|一览)$")
_LABEL = 40


@lru_cache(4096)
def norm(text: str) -> str:
    """Folded, without white space and a colon at the end: equal ones are the same print."""
    return squeeze(fold(text)).rstrip(":").lower()


@lru_cache(2048)
def plain(text: str) -> str:
    """A label as `norm`, without numbering, notes and brackets."""
    if len(text) > _LABEL * 2:
        return norm(text)
    bare = norm(cut_label(text)[0])
    return _BRACKETS.sub("", bare) or bare


@lru_cache(2048)
def sense(text: str) -> str:
    """A label by what it means: the usual other words for a thing are one."""
    bare = plain(text)
    if len(bare) > _LABEL:
        return bare
    bare = _MARKS.sub("", bare) or bare
    for pattern, word in _SAME:
        bare = pattern.sub(word, bare)
    return bare


def likeness(one: str, other: str) -> float:
    """0 to 1: how sure two labels name one thing; from 0.6 on one holds the other."""
    if not one or not other:
        return 0.0
    if plain(one) == plain(other):
        return 1.0
    first, second = sense(one), sense(other)
    if first == second:
        return 0.95
    trimmed, also = _EXTRA.sub("", first), _EXTRA.sub("", second)
    if trimmed and trimmed == also:
        return 0.9
    short, long = sorted((first, second), key=len)
    if len(long) > _LABEL:
        return 0.0
    if len(short) > 1 and is_within(short, long):
        return 0.6 + 0.3 * len(short) / len(long)
    pairs = {short[i : i + 2] for i in range(len(short) - 1)}
    others = {long[i : i + 2] for i in range(len(long) - 1)}
    total = len(pairs) + len(others)
    return 0.8 * 2 * len(pairs & others) / total if total else 0.0


def is_within(short: str, long: str) -> bool:
    """Whether all characters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(char in rest for char in short)
