"""The words by which a notice asks, orders, reports and explains."""

from __future__ import annotations

import re

from gongwen.text.dates import WEEKDAY, atom
from gongwen.text.organizations import ACTOR_ENDING, ENDING, listed

_ADVERBS = listed(
    "进一步 切实 认真 着力 大力 积极 扎实 深入 全面 持续 不断 加快 严格 坚决 广泛 充分 及时 有效 "
    "尽快 依法 适时 精准 统筹 重点 探索 牢牢 稳步 主动 定期 继续 大幅 系统 全力 合力 共同 抓紧 逐步 "
    "优先 深化 坚持 高度 科学 合理 统一 联合 集中 动态 有序 创新 务必 按时 按期 按要求 分类 分级 "
    "常态化 下决心 注重 突出 紧密 结合 聚焦 围绕 立足 根据 按照 针对 通过 利用 采取 以 对 在 将 把 "
    "从 为 向 由 与"
)
_VERBS = listed(
    "加强 强化 推进 推动 完善 开展 建立 健全 落实 做好 优化 提升 提高 组织 学习 宣传 贯彻 实施 发挥 "
    "构建 打造 培养 培育 支持 鼓励 引导 指导 督促 监督 检查 规范 清理 整治 简化 压缩 压减 精简 取消 "
    "放宽 降低 减少 扩大 拓展 促进 服务 保障 维护 防范 化解 改革 改进 改善 制定 制订 修订 编制 出台 "
    "印发 发布 公布 公开 举办 召开 承办 参加 参与 邀请 动员 号召 团结 凝聚 选树 推荐 评选 申报 报送 "
    "提交 上报 填报 填写 反馈 汇总 梳理 总结 分析 研究 调查 调研 评估 考核 考评 审核 审查 核实 核查 "
    "整改 排查 摸底 统计 登记 备案 配备 配齐 配合 协调 协同 衔接 整合 压实 明确 细化 分解 传达 部署 "
    "安排 召集 走访 慰问 帮扶 助力 增强 增加 加大 加固 巩固 夯实 筑牢 守好 守住 把握 把好 抓好 抓实 "
    "履行 承担 担当 丰富 创建 创作 设立 设置 成立 组建 选派 选拔 选举 换届 吸纳 发展 培训 轮训 宣讲 "
    "辅导 讲好 弘扬 传承 营造 展示 推广 推行 推出 运用 应用 使用 利用 搭建 办好 做强 做大 做优 严肃 "
    "严防 严控 严禁 杜绝 防止 禁止 打击 查处 纠正 追究 问责 通报 表彰 奖励 激励 关心 关爱 关注 倾听 "
    "征集 收集 采集 撰写 起草 起底 制作 拍摄 上传 发送 邮寄 联系 对接 落细 稳定 稳妥 让 重拳 追踪 "
    "跟踪 回应 畅通 延伸 覆盖 确保 提供 供给 保护 保持 处理 处置 治理 管理 管好 执行 遵守 审定 审批 "
    "减轻 缓解 解决 破解 破除 切断 隔离 监测 预警 演练 值守 值班 谋划 策划 实行 实现 完成 达到 建设 "
    "建成 建好 升级 改造 更新 补齐 补充 补短板 强弱项 调整 调动 统筹 聚集 汇聚 激发 释放 厚植 树立 "
    "树牢 坚定 严明 端正 净化 关停 淘汰 控制 投入 安装 清查 清退 清缴 缴纳 签订 签署 履约 归还 归档 "
    "移交 移送 转发 张贴 公示 公告 宣告 大兴 争创 争取 力争 普及 科普 共建 共享 互认 试点 开放 开通 "
    "开设 开发 开辟 授权 委托 引进 引入 引领 带动 带领 领导 压紧 严把 严守 严格"
)
_STARTS = "|".join(sorted(set(_ADVERBS + _VERBS), key=len, reverse=True))
IMPERATIVE = re.compile(rf"(?:{_STARTS})")
_DATE_FIRST = re.compile(rf"{atom(1)}{WEEKDAY}(?:之?前)?[,，]?")

_BACKGROUND = (
    "指导思想|总体要求|总体思路|重大意义|重要意义|目的意义|活动目的|活动意义|指导原则|基本原则|工作原则"
    "|工作目标|总体目标|主要目标|目标任务"
    "|活动主题|活动背景|会议主题|会议内容|会议议程|会议时间|会议地点|活动时间|活动地点|时间地点|时间和地点"
    "|主办单位|承办单位|协办单位|指导单位|支持单位|组织单位|组织机构|组织单位|附则"
)
_TOPICS = (
    "条件|资格|范围|对象|名额|类别|奖项|奖励|政策|费用|经费|收费|标准|方向|选题|格式|评分|主题|目的|宗旨|背景"
    "|基本情况|议程|日程|地点|联系人|联系方式|联系电话|咨询电话|咨询方式|参考|名词解释"
)
_ALWAYS = re.compile(
    r".*(?:思想认识|意义|重要性|必要性)$|考核$|组织分工$|(?:会议|培训班?|大会|论坛|年会|研讨会?)(?:主要)?内容(?:[及和与].{1,4})?$"
    r"|(?:填报|报送|统计|申报|参赛|征集|推荐|数据)(?:单位|范围|口径|时点|时间范围)$|填报内容$"
    r"|(?:作品|投稿|稿件|征文|征稿|论文|格式|设计|制作|参赛作品|拍摄|规格)(?:格式|规格|内容)?要求$"
    r"|(?:检查|督查|督导|抽查|巡查|考核|评估|核查|调研)(?:的)?(?:主要)?(?:内容|方式|方法|对象|范围|依据)(?:[及和与].{1,6})?$"
    r"|(?:参会|参加|培训|与会|参训|出席|列席)(?:人员|对象|范围|代表|单位)(?:[及和与].{1,6})?$"
    r"|(?:报送|投递|邮寄|提交|申报|报名)(?:地点|地址)(?:[及和与].{1,6})?$"
    r"|(?:会议|培训|考试|比赛|课程|日程|行程)(?:日程)?安排$|(?:审核|专家)?(?:评审|评选|评奖|认定|遴选)(?:程序|办法|方式|标准|流程)?$"
)
_NO_TASK = re.compile(
    rf"(?:{_BACKGROUND})|.{{0,6}}(?:{_BACKGROUND})$"
    rf"|.{{0,30}}?(?:{_TOPICS})(?:(?:及|与|和|、).{{0,10}}|要求|说明|设置)?$"
)
_SHORT_TOPIC = 8  # up to this length 申报条件 is a topic although 申报 is a verb
_NOUN_TOO = re.compile(
    "申报|报名|报送|推荐|评选|参赛|参加|征集|提交|上报|填报|活动|培训|检查|评审|评估|选拔|选举|考核|资助|奖励|表彰|投稿"
    "|创作|征文|宣传|竞赛|比赛|设计|评比|演讲|组织|联系|安排|优先|采集|统计|调查|调研|测评|学习|展示|发布|公布|公示|登记|备案|管理|服务|研究|使用|保障|支持|监督"
)


def is_topic(heading: str) -> bool:
    """Whether a folded heading opens background, conditions, prizes or contacts: nothing to do."""
    if _ALWAYS.match(heading):
        return True
    if PLEASE.search(heading):
        return False
    if not _NO_TASK.match(heading):
        return False
    is_order = starts_with_order(heading) and not re.match(_BACKGROUND, heading)
    return not is_order or (len(heading) <= _SHORT_TOPIC and bool(_NOUN_TOO.match(heading)))


def is_noun_too(heading: str) -> bool:
    """Whether the verb that a folded heading begins with may name a thing: 报送时间, but not 压缩时间."""
    return bool(_NOUN_TOO.match(heading))


TIME_LINE = re.compile(r"[^,。;\n]{0,16}(?:时间|日期|时限|期限|截止)(?:安排|要求)?\s?[:为是]")
THING_TIME = re.compile(  # a line that names a thing and when it is due: 情况表报送时间为5月27日
    r"[^,。;\n]{0,30}(?:表|报告|材料|总结|计划|名单|方案|数据)[:,]?(?:的)?(?:报送|上报|提交|报出|填报)(?:起止)?(?:时间|日期)"
)
TIME_HEADING = re.compile(r"[^,。;]{0,10}(?:时间|日期|期限|时限)(?:安排|要求)?")
FILL_IN = re.compile(r"填写|填报|报(?=[一-龥]{1,12}?(?:部|处|室|科|办))")
_MATERIALS = re.compile(
    r".{0,8}(?:(?:报送|申报|提交|推荐|上报|填报|征集|所需)(?:材料|内容|资料)|材料(?:报送|要求|清单|提交)|(?:推荐|申报|工作|评选|办理)?(?:程序|流程))(?:及.{0,6}|要求)?$"
)
WAY_LINE = re.compile(
    r"[^,。;:]{0,8}(?:申报|报名|报送|提交|填报|推荐|投稿|参赛|参与|申请|办理)(?:方式|办法|途径|方法|渠道)"
)
MATERIALS_FOLLOW = re.compile(
    r"(?:材料|内容|资料|文件|附件|包括|提供)[^。]{0,12}(?:包括|如下|有|以下[^。:]{0,8})?:$"
)
ELIGIBLE = re.compile(
    r"(?:须|应|必须|应当|需)(?:是|为|具备|具有|符合|满足)|不(?:纳入|在|属于)[^,。]{0,8}范围"
    r"|不(?:能|得|可)(?:再|重复)?(?:报名|参加|申报|推荐|参赛)"
)
NOT_A_REQUEST = re.compile(
    r"(?:限报|不超过|不少于|不予|原则上不|不得超过|分辨率|字体|字号|行距|页边距|像素|大小|自理|须经|不收取|报销|承担费用"
    r"|四舍五入|不留空白|阿拉伯数字|保留[^,]{0,4}小数|计量单位|口径:|水印|对象(?:可以|为|是|包括))"
)

COMPLIANCE = re.compile(
    r"请(?:你们|各?单位|各?地区?|各?部门|各?学会|大家)?,?(?:(?:紧密|密切)?结合(?:自身|本地区?|本单位|各自|工作)?(?:实际|实际情况)(?:情况)?,?)?"
    r"(?:认真|遵照|参照|抓好|切实|严格|按照执行|抓紧|高度重视|一并)?,?(?:做好|抓好|组织|学习|宣传|传达)?(?:贯彻|遵照|执行|落实|实施|知照|周知|知悉|支持|谅解)"
    r"(?:执行|落实|实施)?[。!]?$"
)
COGNITION = re.compile(
    r"(?:深刻|充分|高度|进一步)?(?:认识|领会|重视)[^,。]{0,30}(?:意义|重要性|精神|任务|必要性)|积极行动起来|提高(?:政治)?站位"
    r"|结合各自职责|切实强化组织领导"
)
ORGANIZER = re.compile(
    r"(?:我们|我会|我局|我校|我部|我院|我委|我处|本会|组委会|主办方|届时|学校将|专家组|评审组|评委会)"
)
_WILL_DO = (
    "将(?:对|组织|于|统一|择优|汇总|整理|审定|评审|编制|发放|公布|公示|通报|安排|邀请|选派"
    "|成立|建立|视|开设|在|尽可能|根据|按|会同|联合|及时|通过|适时|不定期|为|给予|向|优先)"
)
WILL = re.compile(rf"^[^,。;要请]{{0,16}}{_WILL_DO}")
OWN_ACT = re.compile(f",?(?:{_WILL_DO}|将与)")
PLEASE = re.compile(r"(?<![申邀聘提报呈宴敦])请(?![示求柬教假])")
MUST = r"(?:必须|务必|应当|应该|应|须|需要|需|要)"
MUST_NEAR = re.compile(f"{MUST}|请|于")
SUBJECT = re.compile(
    rf"(?P<who>[^,。;:!?]{{0,60}}?{ACTOR_ENDING}(?:\([^()]{{1,20}}\))?)(?:,?(?:每年|每月|每季度|每周|均|也|都)|,)?"
    rf"(?={MUST}(?!求|点|素|闻|件|领)|请(?:于|将|把|按|在)|于[^,。;]{{2,16}}(?:前|底|内))"
)
# Those who act without a word for must: 各学会填报…, 由学会部汇总, before 负责 and before a rhythm.
EACH_ACTS = re.compile(rf"各[^,。;:!?]{{0,24}}?{ENDING}(?={_STARTS}|负责|填|报|上报|于|按|每|自行)")
DONE_BY = re.compile(rf"由(?P<who>[^,。;:!?]{{2,24}}?{ENDING})(?=统一|集中|汇总|负责|牵头|印发|报|于)")
UNIT_ACTS = re.compile(  # at the start of a step: 资产使用单位核对…, 县级科协审核…
    rf"(?![与和由以从向对])[^,。;:!?请将把]{{2,20}}?(?:部门|单位|科协|学会|协会|学院|委员会|办公室|中心|[厅局委部处室科组办])(?={'|'.join(_VERBS)}|对照|逐)"
)
IN_CHARGE = re.compile(r"负责(?!人|同志|\))|牵头(?!\))|每年|每月|每季度|每周")
PLAIN_ORDER = re.compile(
    r"(?:各|有关|相关|全体|[^,。;:]{0,6}(?=负责人|申请人|申报人|联络员|推荐人)"
    r"|(?:申报|推荐|参赛|报名|填报|报送|牵头|责任)(?=单位|人|部门))"
    rf"[^,。;:!?]{{0,24}}?{ACTOR_ENDING}(?={_STARTS}|按|于)"
)
LEADING_MUST = re.compile(rf"^(?:还|均|都|也)?{MUST}(?!求|点|素|闻|件|领)")
ENCOURAGE = re.compile(
    r"(?:鼓励|欢迎|倡导|建议)(?:各|全|有|广大|学会|支部|[一-龥]{0,8}(?:单位|学会|党组织|党员|会员|人员|企业|高校))"
)
ATTEND = re.compile(
    r"(?:参加|出席|参会|与会|到会|赴会|报到)(?!人员|对象|单位|代表|范围|基地|回执|名单|者|费|情况|时间|地点|通知|会议的)"
)
CONVENES = re.compile(
    r"召开|举办[^,。;]{0,60}(?:会|班|论坛|讲座|培训|研修|沙龙)(?:议)?的?(?:预备|补充|紧急)?(?:通知|函|公告|邀请)"
)

EACH_AT_LEAST = re.compile(r"每(?:位|名|个|校|家|单位|支部)[^,。]{0,24}(?:至少|不少于)")
IF_SO = re.compile(r"(?:若|如|因)[^,。;]{2,30},(?:应|须|需|请|必须|务必)")
ANNOUNCED = re.compile(
    r"按(?:照)?(?:以下|下列|如下)(?:要求|规定|办法)[^,。;]{0,8}[。:]?$|(?:通知|安排|要求)如下[。:]?$"
    r"|请(?:你们|你单位|各单位)?报送(?:有关|相关)(?:材料|情况)[。:]?$"
)
# Where something is to be found: no order, 请从…网站下载.
LOOK_UP = re.compile(r"请(?:从|到|在|登[录陆]|至|自行)[^,。;]{2,40}?(?:下载|查询|查看|查阅|浏览)")
DEADLINE_SENTENCE = re.compile(r"[^,。;:]{0,20}截止(?:时间|日期)?(?:为|是|:)")
CITED_RULE = re.compile(r"第[一二三四五六七八九十\d]{1,4}条规定")
SENT = (
    "报送|上报|呈报|报至|(?<!签)报到(?!时|前|后|手续|地点|点|处|日|当|[、,。;:(])|报给|报备|报回|提交|递交|送交|送至|寄送|寄至|邮寄|寄到|发送|发至|发到|(?<![印转])发给|发往"
    "|反馈|上传|送达|传真(?=至|到|给|或)|交至|交到|汇总至|带至|带到|传给|传至|传到|(?<![印转开出])发(?=[^,。;展现生布放]{1,10}?(?:组|处|部|室|办|中心|老师)(?:[,。;(审]|$))|移交|(?<![提递上转移报传呈寄])[交送](?=[^,。;]{1,10}?(?:部门|单位|部|处|室|科|办|组|局|委|会|中心|邮箱)(?:[,。;(]|$))"
)
SENT_OR_DONE_BY = re.compile(
    rf"(?:将|把|由)[^。;]{{2,60}}(?:{SENT})"
    rf"|由各[^,。;]{{0,20}}?{ENDING}(?:自行|统一|分别|负责)?(?:组织|安排|负责|实施|落实|承担)"
)
MAIL = "(?<![印转开])发(?!展)(?=[^,。;]{0,16}(?:邮箱|信箱))"
HAND_OVER = re.compile(
    rf"(?:{SENT}|{MAIL}|报(?=[一-龥]{{1,12}}?(?:部|处|室|科|委|局|院|厅|办|中心|会|组|备案|邮箱|政府))"
    r"|向[^,。;]{2,16}(?:报告|通报|报送))"
)


def is_materials(heading: str) -> bool:
    """Whether a folded heading opens a list of things to hand in or of steps, not of orders."""
    return bool(_MATERIALS.match(heading))


def after_date(folded: str, start: int = 0, end: int | None = None) -> int:
    """Where a clause goes on after the date that it begins with; `start` where it begins with none."""
    dated = _DATE_FIRST.match(folded, start, len(folded) if end is None else end)
    return dated.end() if dated else start


def starts_with_order(folded: str) -> bool:
    """Whether a folded item begins with a verb or an adverb of doing, a date before it passed over."""
    return bool(IMPERATIVE.match(folded, after_date(folded)))
