"""What forms ask of a year's activities is known from the records."""

from django.db import migrations

KEYS = {
    "activities.count": "本年度活动次数 全年活动次数 本年度开展活动次数 全年开展活动次数 年度活动总数 本年开展活动次数",
    "activities.text": "活动开展情况 开展活动情况 本年度活动开展情况 学习活动开展情况 主题活动开展情况 组织生活开展情况"
    " 三会一课开展情况 开展的主要活动 主要活动情况 学习宣传活动开展情况",
    "activities.topics": "本年度学习专题 学习专题 学习的主要内容 本年度学习内容",
}


def add(apps, _editor):
    key = apps.get_model("sheets", "FieldKey")
    for name, labels in KEYS.items():
        values = {"labels": labels.split(), "fact": name, "kind": "known", "reason": "record", "scope": "any"}
        key.objects.get_or_create(key=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_first_kinds"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
