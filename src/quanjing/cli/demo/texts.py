"""The notices of the invented world as text, with days counted from the day on which it is built."""

from __future__ import annotations

from datetime import date

from quanjing.cli.demo import names

OFFICE, SHORT = f"{names.PROVINCE}科学技术协会", f"{names.PROVINCE}科协"
DESK, PHONE, MAIL = "学会党建办", "010-55550121", "desk@keji.example.org"
SECOND_DESK, SECOND_PHONE, SECOND_MAIL = "学会学术部综合处", "010-55550122", "general@keji.example.org"
CENSUS = "省级学会基本情况统计表"


def day(of: date) -> str:
    return f"{of.year}年{of.month}月{of.day}日"


def number(place: int, issued: date) -> str:
    return f"江岚科协社党发〔{issued.year}〕{place}号"


def _notice(head: str, title: str, to: str, body: str, issued: date, contact: str, after: str = "") -> str:
    return (
        f"{OFFICE}\n\n{head}\n\n{title}\n\n{to}：\n\n{body.strip()}\n\n{contact}\n\n"
        f"{after and f'附件：{after.splitlines()[0]}'}\n\n{OFFICE}\n\n{day(issued)}\n\n"
        f"{after and f'附件{chr(10)}{chr(10)}{after}'}\n"
    )


def _contact(name: str, desk: str, phone: str, mail: str) -> str:
    return f"联系人：{name}（{desk}）；电话：{phone}；邮箱：{mail}"


FIRST = _contact(names.OFFICER, DESK, PHONE, MAIL)
SECOND = _contact(names.DEPUTY, SECOND_DESK, SECOND_PHONE, SECOND_MAIL)
CENSUS_SHEET = f"""{CENSUS}

学会名称：	填表人：	联系电话：

理事长：	秘书长：	党组织负责人：

个人会员数：	专职工作人员数：	分支机构数：

品牌活动	（请写名称和时间，没有的填“无”）
"""


def census(place: int, issued: date, due: date, what: str = "报送") -> str:
    """The facts of each society; asked again later, last answers are offered."""
    body = f"""为掌握省级学会基本情况，请各学会认真填写《{CENSUS}》，于{day(due)}前报送。
没有变化的内容核对后照填。"""
    title = f"关于{what}{issued.year}年省级学会基本情况的通知"
    return _notice(number(place, issued), title, "各省级学会", body, issued, FIRST, CENSUS_SHEET)


def monthly(place: int, issued: date) -> str:
    body = """为及时了解学会党建工作，现就有关事项通知如下。

1. 党建工作信息

内容：上月党建工作信息，提供文字材料，一事一报，没有的作零报告。

截止时间：每月5日前"""
    return _notice(
        number(place, issued), "关于按月报送学会党建工作信息的通知", "各省级学会", body, issued, SECOND
    )


def plan(place: int, issued: date, plans: date, summary: date) -> str:
    """A plan of action with items for each unit: it goes down the tree."""
    title = "关于印发《江岚省学会服务基层行动方案》的通知"
    body = f"""现将《江岚省学会服务基层行动方案》印发给你们，请结合实际认真贯彻执行。

各市科协要结合实际制定实施方案，于{day(plans)}前报送{DESK}。

江岚省学会服务基层行动方案

为推动学会资源下沉，结合我省实际，制定本方案。

一、总体要求

坚持面向基层、面向群众，用一年时间形成学会服务基层的工作机制。

二、主要任务

（一）摸清底数

1. 开展基层科普设施调查。组织力量走访乡镇科普站点，建立设施台账。（科普部牵头，各市科协配合）

2. 梳理专家资源。推动学会专家入库，形成专家名录。（学会学术部牵头，各省级学会配合）

（二）集中服务

1. 组织“百名专家进百村”活动。每市至少开展5场报告，{day(summary)}前报送活动总结。（科普部牵头，各市科协配合）

三、组织保障

加强统筹协调，建立季度会商制度。（{DESK}牵头，学会学术部配合）
"""
    return _notice(number(place, issued), title, "各市科协", body, issued, FIRST)


def congress(place: int, issued: date) -> str:
    """One deadline hangs on an event without a date, one is counted from the receipt."""
    title = "关于开展“迎大会、作贡献”主题活动的通知"
    body = """为迎接省科协代表大会，现就有关事项通知如下。

一、活动内容

1. 活动联络员名单

内容：确定一名联络员，提供文字材料。

截止时间：收到通知后5个工作日内

2. 活动情况总结

内容：各学会党组织组织主题党日和专题学习，形成活动情况总结，提供文字材料。

截止时间：省科协代表大会召开前"""
    return _notice(number(place, issued), title, "各省级学会党组织", body, issued, FIRST)


def essays(place: int, issued: date, due: date) -> str:
    title = "关于征集“科技工作者在一线”学习体会的通知"
    body = f"""为展示科技工作者扎根一线的精神风貌，现就征集学习体会有关事项通知如下。

一、征集内容

1. 学会负责人学习体会

内容：结合本学会工作谈认识、谈打算，提供文字材料。

面向对象：省级学会理事长、秘书长

截止时间：{day(due)}

2. 会员意见建议

内容：围绕学会如何更好地服务会员提出意见建议，提供文字材料。

面向对象：全体会员

截止时间：{day(due)}

二、工作要求

坚持自愿，不得层层加码。"""
    return _notice(number(place, issued), title, "各省级学会", body, issued, SECOND)


def course(place: int, issued: date, due: date, where: str) -> str:
    title = f"关于推荐{issued.year}年学会党务干部培训班学员的通知"
    body = f"""培训班在{where}举办，为期三天。

1. 学员推荐表

内容：每个学会推荐一名党务干部，提供文字材料。

截止时间：{day(due)}"""
    return _notice(number(place, issued), title, "各省级学会", body, issued, SECOND)


SUGGESTION_SHEET = """科技工作者建议征集表

学会名称：

填表人：

科技工作者建议	（填写时请注明姓名、职务及建议内容，一事一议，可另附页）
"""


def suggestions(place: int, issued: date, due: date) -> str:
    """Everybody may suggest something; what comes in is compiled and passed on."""
    title = "关于征集科技工作者建议的通知"
    body = f"""为听取一线科技工作者的意见，现就征集建议有关事项通知如下。

1. 科技工作者建议

内容：围绕科普、教学、健康等方面提出建议，一事一议，填写《科技工作者建议征集表》。

面向对象：各省级学会会员

截止时间：{day(due)}

征集的建议将整理成稿，报送有关部门，采用情况告知来稿单位。"""
    return _notice(number(place, issued), title, "各省级学会", body, issued, FIRST, SUGGESTION_SHEET)
