"""The checklists that every office needs; others are written on a page or copied from these."""

from django.db import migrations
from django.utils import timezone

ANSWERS = ["in_order", "not_in_order", "not_applicable"]

# code, Chinese, English, purpose, items
CHECKLISTS = [
    ("finance", "财务管理和内部控制自查", "Finance and internal control",
     "对照财务制度和内部控制要求，检查本单位经费收支、审批、票据和资产管理是否规范。只查流程和事项，不评价个人。",
     ["经办、审核、审批由不同岗位承担，没有一人办完全程", "会计、出纳岗位分设，定期轮换或复核", "大额支出经集体决策并形成会议纪要",
      "收入全部入账，没有账外资金", "报销凭证齐全，票据真实合规", "银行印鉴、网银密钥由两个以上岗位分别保管",
      "项目经费专款专用，按合同和预算执行", "固定资产登记入册，每年盘点一次", "与支撑单位、分支机构的往来款项按期清理",
      "年度财务报告经理事会审议，并按规定接受审计"]),
    ("charter", "依法依章办会自查", "Running the society by law and charter",
     "对照法规和章程，检查会议召开、换届、决策、分支机构管理是否合规。只查程序和事项，不评价个人。",
     ["会员（代表）大会、理事会按章程规定的次数召开", "到会人数和表决方式符合章程，会议纪要完整", "按期换届；延期换届已按程序报批",
      "负责人任职的届数、年龄和报批手续符合规定", "章程修改经会员（代表）大会通过并核准", "章程载明党的建设有关内容",
      "重大事项在决策前履行党组织前置审议程序", "分支机构由理事会决定设立，不另立章程、不单独开户", "会费标准经会员（代表）大会表决通过并公开",
      "评比达标表彰、论坛研讨活动按规定报批或备案", "按时参加年检，信息公开完整及时"]),
    ("network", "网络安全自查", "Self-check of network security",
     "检查网站、公众号、信息系统和办公终端的安全管理是否到位。请勿填写口令、密钥、漏洞细节和网络地址；只写是否到位、由哪个岗位何时整改。",
     ["在用系统、网站和账号已登记造册，停用的已注销", "每个系统和账号明确了管理岗位", "口令达到规定强度并定期更换，没有多人共用",
      "后台管理开启双因素认证或限制访问来源", "系统和软件及时更新，停止支持的软件已停用", "重要数据按期备份，并做过恢复演练",
      "访问和操作日志保存不少于一年", "个人信息只收必要的，存放、使用、删除有规定", "发布内容执行先审后发",
      "与服务商签订了安全责任和保密条款", "有应急预案，知道出事后向哪里报告", "工作人员参加过网络安全培训"]),
    ("safety", "安全工作检查", "Safety",
     "结合安全工作大检查，检查办公、活动场所和会议活动的安全责任、隐患排查和应急准备是否落实。",
     ["安全工作明确到岗位，年度有部署", "办公场所消防设施完好，疏散通道畅通", "用电线路和大功率电器定期检查", "燃气、危险化学品的使用和存放符合规定",
      "实验室、展馆等场所有专项安全制度", "大型活动事先制定安全方案并报批", "组织外出活动核查了车辆和承办单位资质", "科技下乡、野外考察有安全预案",
      "值班和信息报送制度落实", "发现的隐患有台账，整改有结果", "每年至少组织一次安全培训或演练"]),
    ("conduct", "改进作风自查", "Rules of conduct",
     "对照中央八项规定精神和有关制度，检查本单位会议、接待、用车、发文等方面的管理是否规范。只查制度和事项，不评价个人；涉及个人的问题请通过正式渠道反映。",
     ["会议、培训有计划，规模和费用控制在标准以内", "公务接待有审批、有清单、按标准", "公务用车统一管理，使用有登记", "差旅、出国（境）按规定审批和报销",
      "办公用房面积符合标准", "不违规发放津贴补贴，不用公款送礼、旅游", "精简文件和报表，不重复要材料", "不以考核、检查名义增加基层负担",
      "节日前有提醒，节后有自查", "制度公开，内部监督渠道畅通"]),
    ("venue", "党务活动场所检查", "Rooms for Party work",
     "检查党务活动场所的标识、制度、资料、设备和安全是否规范。照片不作要求。",
     ["有固定或共用的活动场所", "场所标识规范", "制度上墙，内容为现行版本", "有学习资料，定期更新", "会议设备能正常使用", "消防和用电安全合格",
      "明确了管理岗位"]),
]  # fmt: skip

FACTS = [
    ("selfchecks", ["自查次数", "开展自查次数", "自查自纠次数"]),
    ("found", ["发现问题数", "发现问题个数", "查找问题数"]),
    ("closed", ["整改完成数", "已整改问题数", "问题销号数"]),
    ("open", ["未完成整改数", "正在整改问题数"]),
]


def add(apps, _editor):
    checklist = apps.get_model("inspections", "Checklist")
    for place, (code, chinese, english, purpose, items) in enumerate(CHECKLISTS, start=1):
        if checklist.objects.filter(code=code).exists():
            continue
        checklist.objects.create(
            code=code, position=place, name_zh=chinese, name_en=english, purpose=purpose,
            template=sheet(apps, chinese, items),
        )  # fmt: skip
    key = apps.get_model("sheets", "FieldKey")
    for name, labels in FACTS:
        fact = f"inspections.{name}"
        known = {"labels": labels, "fact": fact, "kind": "known", "reason": "record", "scope": "any"}
        key.objects.get_or_create(key=fact, defaults=known)


def sheet(apps, title, items):
    template = apps.get_model("sheets", "SheetTemplate").objects.create(
        title=title, created_at=timezone.now()
    )
    block = apps.get_model("sheets", "Block").objects.create(
        template=template, position=1, key="items", label=title
    )
    field = apps.get_model("sheets", "Field")
    for place, text in enumerate(items, start=1):
        field.objects.create(
            block=block,
            position=place,
            key=f"i{place}",
            label=text,
            type="choice",
            options=ANSWERS,
            required=True,
        )
    return template


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
