"""The registers that every office knows; more are made on a page by associations."""

from django.db import migrations
from django.utils import timezone

T, L, N, D, F = "text", "longtext", "number", "date", "file"
NEED = True


def one(*options):
    return ("choice", options)


def many(*options):
    return ("multichoice", options)


YEARLY = {"needs_reviewer": True, "review_months": 12, "confirm_month": 3}
SHARED = {"is_shared": True, "is_acknowledged": True}

# code, Chinese, English, purpose, rules, fields (label, type, required)
KINDS = [
    ("outlet", "自有媒体和阵地", "Own media",
     "本单位自办的网站、账号、刊物等阵地的台账：谁开办谁管理，先审后发。只登记自有渠道及其责任岗位，不收集任何人的言论。",
     YEARLY | {"is_reviewed": True, "review_months": 6, "dormant_days": 60, "keeps_log": True},
     [("类型", one("网站", "微信公众号", "视频号", "微博", "客户端", "微信群", "刊物", "年鉴图书", "电子屏", "其他"), NEED),
      ("平台标识", T), ("开办日期", D), ("用途", T, NEED), ("分管负责人岗位", T), ("刊号或备案号", T), ("采编岗位数", N),
      ("发布前审核要求", L)],
     ["自有媒体名称", "新媒体名称", "自办媒体情况", "宣传思想阵地"]),
    ("forum", "论坛、研讨会备案", "Forums filed ahead",
     "举办论坛、研讨会、报告会前的备案：只登记题目、主办、规模和已公布的报告人，不评价任何人的发言。",
     {"is_reviewed": True, "is_dated": True, "ahead_days": 15, "needs_reviewer": True},
     [("地点", T, NEED), ("主办单位", T, NEED), ("承办单位", T), ("规模（人）", N), ("主题和议题", L, NEED),
      ("报告人和报告题目（以公布的为准）", L), ("形式", one("线下", "线上", "线上线下结合")), ("通知或议程", F)],
     []),
    ("pairing", "结对共建", "Pairings",
     "支部结对、帮扶村镇、面向结对单位宣讲等共建关系的台账，记录走访和活动。",
     YEARLY | {"expires": True, "keeps_log": True},
     [("结对对象", T, NEED), ("类型", one("支部与学会结对", "帮扶村镇", "企业园区", "学校社区", "其他"), NEED),
      ("开始日期", D), ("联系方式（办公电话）", T), ("共建计划", L)],
     ["结对单位", "结对共建情况", "帮扶结对情况"]),
    ("liaison", "联系服务", "Liaison and service",
     "领导联系学会、部门联系科技人才等联系服务关系：记录走访次数、提出的需求及办结情况，不记录对人的看法。",
     YEARLY | {"keeps_log": True},
     [("联系对象", T, NEED), ("类型", one("领导联系学会", "部门联系专家", "支部挂钩联系", "其他"), NEED), ("开始日期", D),
      ("联系方式（办公电话）", T)],
     []),
    ("dutylist", "职责任务清单", "Duty list",
     "党组织和岗位的职责任务清单：做什么、多久一次、以什么材料体现；下级组织每年确认。",
     SHARED | {"confirm_month": 3, "review_months": 12},
     [("职责任务", L, NEED), ("频次", T), ("体现材料", T), ("依据", T)], []),
    ("negativelist", "负面清单", "Negative list",
     "明确不得有的行为；各单位自查并确认已知悉。清单针对行为和事项，不针对个人。",
     SHARED | {"confirm_month": 3, "review_months": 12},
     [("不得有的行为", L, NEED), ("说明", L), ("依据", T)], []),
    ("commitment", "公约和承诺", "Commitments",
     "本单位加入的公约、作出的承诺以及落实措施，如学术出版道德公约、行业自律承诺。不为会员评信用、不设黑名单。",
     YEARLY,
     [("公约或承诺", T, NEED), ("签署日期", D, NEED), ("落实措施", L, NEED), ("文本", F)],
     ["签署公约情况", "公约名称"]),
    ("charter", "章程", "Charters",
     "学会章程的各个版本：是否写入党建内容、核准日期和文号。",
     {"needs_reviewer": True, "is_reviewed": True, "confirm_month": 3},
     [("版本", T, NEED), ("通过日期", D, NEED), ("核准日期", D), ("核准文号", T),
      ("是否写入党的建设内容", one("是", "否"), NEED), ("相关条款", L), ("章程文本", F)],
     ["现行章程", "章程版本"]),
    ("institution", "制度", "Rules of the house",
     "本单位制度机制及其责任岗位、版本和定期评估。",
     YEARLY,
     [("制度类别", one("党建", "议事决策", "财务", "人事", "宣传", "安全", "其他")), ("版本", T, NEED), ("印发日期", D),
      ("文号", T), ("文本", F)],
     ["制度建设情况", "现行制度"]),
    ("base", "站点和基地", "Stations and bases",
     "工作站、服务站、教育基地、离岸基地、试点园区等的台账，含期限、续期和年度小结。",
     YEARLY | {"expires": True, "is_reviewed": True, "keeps_log": True},
     [("类型", one("院士工作站", "专家工作站", "学会服务站", "科学家精神教育基地", "科普教育基地", "离岸创新创业基地", "试点城市或园区", "其他"),
       NEED),
      ("地点", T, NEED), ("依托单位", T), ("级别", one("国家级", "省级", "市级", "本单位")), ("认定日期", D), ("认定文号", T),
      ("年度小结", L)],
     ["基地名称", "工作站名称", "站点和基地"]),
    ("honour", "荣誉", "Honours",
     "集体和个人获得的荣誉称号，用于推荐和邀请，不再重复填报；任一条可应本人要求关闭。",
     {"review_months": 24},
     [("获得者（单位或个人）", T, NEED), ("获得年度", N, NEED), ("级别", one("国家级", "省部级", "市级", "学会"), NEED),
      ("授予单位", T, NEED), ("文号", T), ("届次或项目", T), ("推荐时是否符合年龄条件", one("符合", "不符合", "无要求")),
      ("核对日期", D)],
     ["单位所获荣誉", "学会所获荣誉", "本单位荣誉情况"]),
    ("alliance", "联合体", "Alliances",
     "示范联合体、学科联盟等多家单位共同开展工作的台账：成员、牵头单位、年度计划。",
     YEARLY | {"keeps_log": True},
     [("成员单位", L, NEED), ("牵头单位", T, NEED), ("成立日期", D), ("年度计划", L)], []),
    ("risk", "廉政风险点", "Process risks",
     "按业务流程排查风险：环节、风险、等级、防控措施和责任岗位。针对流程，不针对个人。",
     YEARLY,
     [("业务流程", T, NEED), ("环节", T, NEED), ("风险", L, NEED), ("等级", one("高", "中", "低"), NEED),
      ("防控措施", L, NEED)],
     []),
    ("control", "流程和责任对照", "Processes and responsibility",
     "把责任落实到业务流程：每个环节由哪个岗位负责、怎样集体决策。",
     YEARLY,
     [("业务流程", T, NEED), ("环节", T, NEED), ("责任岗位", T, NEED), ("决策方式", one("集体决策", "双人复核", "岗位负责")),
      ("要求", L)],
     []),
    ("guidance", "指南和规范", "Guidance",
     "按版本管理的指南、规范和清单，注明起止日期；新版替代旧版，各单位确认已读。不收集健康、行程等个人信息。",
     SHARED | {"expires": True, "is_dated": True},
     [("版本", T, NEED), ("发布单位", T), ("文号", T), ("要点", L, NEED), ("适用领域", T), ("全文", F)], []),
    ("matter", "重大事项前置会商", "Major matters",
     "重大事项决策前的会商程序：事项、征求意见的组织、期限、答复和决策结果。记录程序，不记录对人的看法。",
     {"is_consulted": True, "is_dated": True, "needs_reviewer": True},
     [("事项类别", one("换届", "章程修改", "大额资金", "重要活动", "涉外事项", "其他"), NEED), ("事项说明", L, NEED),
      ("决策会议", T), ("决策结果", L), ("文件", F)],
     []),
    ("termchange", "换届", "Term changes",
     "换届按步骤推进：每一步的时限、办理日期和文号。只记录程序，不记录对候选人的评价。",
     {"is_dated": True, "is_reviewed": True, "needs_reviewer": True, "steps": [
         {"name": "向业务主管单位报告换届工作", "days_before": 180}, {"name": "成立换届工作领导小组", "days_before": 150},
         {"name": "党组织前置审议换届方案", "days_before": 120}, {"name": "负责人人选征求有关部门意见（发函）", "days_before": 90},
         {"name": "章程修改草案和工作报告定稿", "days_before": 60}, {"name": "召开会员（代表）大会的请示获批", "days_before": 30},
         {"name": "召开换届大会", "days_before": 0}]},
     [("换届组织", one("理事会", "监事会", "学会党委", "党支部", "分支机构"), NEED), ("本届届次", T, NEED), ("批准文号", T)],
     []),
    ("agreement", "支撑单位共建协议", "Agreements with host units",
     "与支撑（挂靠）单位等签订的共建协议：期限、联系岗位和主要约定。",
     YEARLY | {"expires": True},
     [("支撑单位", T, NEED), ("签订日期", D, NEED), ("主要约定", L), ("对方联系岗位", T), ("协议文本", F)],
     ["支撑单位共建情况"]),
    ("venue", "党务活动场所", "Rooms for Party work",
     "党务活动场所及规范自查清单；照片自愿提供。",
     YEARLY,
     [("地点", T, NEED), ("面积（平方米）", N),
      ("自查清单", many("有标识", "制度上墙", "有学习资料", "有会议设备", "消防合格", "专人管理"), NEED), ("存在问题", L)],
     ["党务活动场所"]),
    ("field", "所属领域", "Fields of work",
     "本学会对应的安全重点领域和产业领域，用于按领域通知和邀请。",
     {"confirm_month": 3},
     [("安全重点领域", many("交通", "危化品", "消防", "燃气", "工贸", "建筑施工", "非煤矿山", "校园安全", "食品药品")),
      ("优势产业", many("电子信息", "装备制造", "食品饮料", "先进材料", "能源化工", "医药健康")), ("说明", T)],
     ["所属领域", "对应产业领域"]),
    ("advice", "决策咨询", "Advice given",
     "报送的决策咨询报告：题目、报送对象、日期和采纳情况。",
     {"keeps_log": True},
     [("报送对象", T, NEED), ("报送日期", D, NEED), ("采纳情况", one("已采纳", "已批示", "已收到", "暂无答复")), ("文号", T),
      ("报告", F)],
     ["决策咨询报告", "决策咨询成果"]),
]  # fmt: skip


def add(apps, _editor):
    add_kinds(apps, KINDS, start=1)


def add_kinds(apps, kinds, start):
    for place, (code, chinese, english, purpose, rules, fields, asked) in enumerate(kinds, start=start):
        kind = apps.get_model("registers", "RegisterKind")
        if kind.objects.filter(code=code).exists():
            continue
        values = {"position": place, "name_zh": chinese, "name_en": english, "purpose": purpose, **rules}
        template = sheet(apps, chinese, fields)
        kind.objects.create(code=code, template=template, asked_as=asked, **values)
        if asked:
            known = {"labels": asked, "fact": f"registers.{code}", "kind": "known", "reason": "record"}
            key = apps.get_model("sheets", "FieldKey")
            key.objects.get_or_create(key=f"registers.{code}", defaults={**known, "scope": "any"})


def sheet(apps, title, fields):
    template = apps.get_model("sheets", "SheetTemplate").objects.create(
        title=title, created_at=timezone.now()
    )
    block = apps.get_model("sheets", "Block").objects.create(
        template=template, position=1, key="entry", label=title
    )
    field = apps.get_model("sheets", "Field")
    for place, (label, shape, *needed) in enumerate(fields, start=1):
        kind, options = shape if isinstance(shape, tuple) else (shape, ())
        field.objects.create(
            block=block, position=place, key=f"f{place}", label=label, type=kind, options=list(options),
            required=bool(needed),
        )  # fmt: skip
    return template


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
