"""Topics that every question desk knows, and what forms may take over from services."""

from django.db import migrations

TOPICS = [
    ("joining", "入会和会员服务"), ("academic", "学术交流"), ("titles", "职称和人才"), ("integrity", "科研诚信和学风"),
    ("popular", "科普工作"), ("party", "党建工作"), ("benefits", "工作和生活保障"), ("others", "其他"),
]  # fmt: skip
KEYS = {
    "services.talks": "宣讲情况 本年度宣讲情况 开展宣讲情况 宣讲活动情况",
    "services.done": "科技服务情况 本年度科技服务情况 科技咨询服务情况 服务企业情况",
}


def add(apps, _editor):
    topic, key = apps.get_model("services", "QuestionTopic"), apps.get_model("sheets", "FieldKey")
    for position, (code, name) in enumerate(TOPICS, start=1):
        topic.objects.get_or_create(code=code, defaults={"name": name, "position": position})
    for name, labels in KEYS.items():
        values = {"labels": labels.split(), "fact": name, "kind": "known", "reason": "record", "scope": "any"}
        key.objects.get_or_create(key=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial"), ("sheets", "0002_dictionary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
