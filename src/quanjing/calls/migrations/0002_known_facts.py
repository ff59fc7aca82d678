"""Forms that ask how often a body applied, what it was given and what it works on are answered from here."""

from django.db import migrations

KEYS = {
    "calls.sent": "本年度申报数量 申报项目数量 申报数",
    "calls.honours": "本年度获奖数量 获得表彰数量 获奖数量",
    "projects.year": "承担项目情况 本年度承担项目情况 在研项目 立项项目情况 课题研究情况 本年度课题研究情况",
}


def add(apps, _editor):
    rows = apps.get_model("sheets", "FieldKey").objects
    for key, labels in KEYS.items():
        values = {"labels": labels.split(), "fact": key, "kind": "known", "reason": "record", "scope": "any"}
        rows.get_or_create(key=key, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial"), ("sheets", "0002_dictionary")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
