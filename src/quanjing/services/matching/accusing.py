"""A simple look whether a text accuses a named person; pure. Whoever answers looks as well."""

from __future__ import annotations

import re

ACCUSING = re.compile(
    r"举报|检举|控告|揭发|告发|投诉|贪污|受贿|行贿|索贿|回扣|侵吞|挪用|以权谋私|滥用职权|违纪|违法|作风问题|骚扰|"
    r"包养|打击报复|抄袭|剽窃|造假|claim of fraud|accuse|bribe|harass|corrupt",
    re.IGNORECASE,
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
TITLES = (
    "主任|副主任|处长|副处长|科长|局长|书记|副书记|主席|副主席|会长|副会长|理事长|副理事长|秘书长|副秘书长|院长|所长|校长|"
    "教授|院士|研究员|老师|医生|同志|部长|委员|经理|先生|女士|某"
)
NAMED = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:{TITLES})|(?:举报|检举|控告|揭发|投诉|告发)[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof)\.? ?[A-Z][a-z]+"
)


def accuses_somebody(text: str) -> bool:
    """Whether words of accusation and something like a name stand in the same text."""
    return bool(ACCUSING.search(text) and NAMED.search(text))
