"""Three registers more: deeds that a body has promised, its plan for the year, its projects."""

from importlib import import_module

from django.db import migrations

T, L, N, F = "text", "longtext", "number", "file"
NEED = True

KINDS = [
    ("deed", "实事清单", "Deeds promised",
     "向会员、科技工作者和群众承诺办理的实事：办什么、惠及谁、何时办结、结果如何。只说事项，不比较单位和个人。",
     {"is_dated": True, "is_shared": True, "keeps_log": True, "steps": [
         {"name": "制定办理方案", "days_before": 60}, {"name": "办结并公布结果", "days_before": 0}]},
     [("受益对象", T, NEED), ("承诺内容", L, NEED), ("协办单位", T), ("办理结果", L), ("材料", F)],
     ["我为群众办实事", "办实事清单", "实事清单"]),
    ("yearplan", "年度工作计划", "Plans for the year",
     "各单位年初报备的年度工作计划：业务工作和党的建设工作同步谋划，两部分写在一份计划里。",
     {"is_reviewed": True},
     [("年度", N, NEED), ("业务工作要点", L, NEED), ("是否包含党的建设内容", ("choice", ("是", "否")), NEED),
      ("党的建设工作要点", L), ("计划文本", F)],
     ["年度工作计划", "年度计划"]),
    ("project", "特色项目", "Projects",
     "各单位长期开展的特色项目：方向、年度、内容和成效，按方向和年度汇成一张表，便于系统谋划。",
     {"is_dated": True, "keeps_log": True},
     [("方向", ("choice", ("学术交流", "科学普及", "决策咨询", "服务产业", "人才举荐", "国际交流", "党建与业务融合", "其他")), NEED),
      ("主要内容", L, NEED), ("合作单位", T), ("成效（只写公开信息）", L), ("材料", F)],
     ["特色项目", "品牌项目", "特色活动项目"]),
]  # fmt: skip


def add(apps, _editor):
    first = import_module("quanjing.registers.migrations.0002_first_kinds")
    first.add_kinds(apps, KINDS, start=len(first.KINDS) + 1)


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_first_kinds")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
