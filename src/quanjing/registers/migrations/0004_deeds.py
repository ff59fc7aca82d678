"""Two registers more: deeds that a body has promised, and its plan for the year."""

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
]  # fmt: skip


def add(apps, _editor):
    first = import_module("quanjing.registers.migrations.0002_first_kinds")
    first.add_kinds(apps, KINDS, start=len(first.KINDS) + 1)


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_list_indexes")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
