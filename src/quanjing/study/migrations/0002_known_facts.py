"""What forms ask of a year's study is known from plans and presence lists."""

from django.db import migrations

KEYS = {
    "study.studied": "学习计划完成情况 本年度学习计划完成情况 已学习篇目 本年度学习篇目",
    "study.trained": "参加培训情况 本年度参加培训情况 党务工作者培训情况 参加上级培训情况",
}


def add(apps, _editor):
    key = apps.get_model("sheets", "FieldKey")
    for name, labels in KEYS.items():
        values = {"labels": labels.split(), "fact": name, "kind": "known", "reason": "record", "scope": "any"}
        key.objects.get_or_create(key=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("study", "0001_initial"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
