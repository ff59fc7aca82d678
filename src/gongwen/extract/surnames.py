"""Chinese personal names by their surname."""

from __future__ import annotations

import re

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵"
    "冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付涂覃岳帅代么仝佟苟佘辜冼麦练逄邝仉漆寻隗揭亓訾宛芮"
)
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_DOUBLE = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|宇文|长孙|夏侯|端木|百里|轩辕|南宫|西门|呼延"
)
_ADDRESS = "老师|先生|女士|小姐|同志|主任|处长|科长"
PERSON = rf"(?:(?:{_DOUBLE})[一-龥]{{1,2}}|[{_SINGLE}][一-龥]{{1,2}}|[{_SINGLE}](?={_ADDRESS}))"
LAZY_PERSON = rf"(?:(?:{_DOUBLE})[一-龥]{{1,2}}?|[{_SINGLE}][一-龥]{{1,2}}?)"
_PERSON = re.compile(rf"{PERSON}|[小老][{_SINGLE}]|[{_SINGLE}](?:{_ADDRESS})|[一-龥]{{1,6}}·[一-龥]{{1,6}}")
_NOT_NAMES = re.compile(
    r"(?:联系|电话|手机|邮箱|地址|部门|单位|学会|办公|通知|时间|方式|单独|相关|公司|公布|国家|安排|应当|经济|全国|都要|项目|和|或)"
    r"|.*[室处科厅]$"
)


def is_person(text: str) -> bool:
    """Whether `text` reads as one person's name or as a surname with a form of address."""
    return bool(_PERSON.fullmatch(text)) and not _NOT_NAMES.match(text)


def has_common_surname(text: str) -> bool:
    """Whether a name begins with one of the hundred commonest surnames."""
    return text[:1] in _COMMON


def is_other(text: str) -> bool:
    """Whether `text` begins with or ends on a word that no name has: 联系, 办公, …室."""
    return bool(_NOT_NAMES.match(text))


def has_double_surname(text: str) -> bool:
    """Whether a name begins with a surname of two characters."""
    return text.startswith(tuple(_DOUBLE.split("|")))
