"""What forms ask of a year's contests is known from those who said where they belong."""

from django.db import migrations

KEYS = {
    "quiz.took_part": "参加知识竞赛情况 参加知识竞答情况 知识竞赛参与人数 知识竞答参与人数 组织参加知识竞赛情况"
}


def add(apps, _editor):
    key = apps.get_model("sheets", "FieldKey")
    for name, labels in KEYS.items():
        values = {"labels": labels.split(), "fact": name, "kind": "known", "reason": "record", "scope": "any"}
        key.objects.get_or_create(key=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("quiz", "0001_initial"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
