"""The kinds that every office knows; more are defined by associations."""

from django.db import migrations

RECORD = ["chair", "recorder", "absences", "agenda", "decisions"]
STUDY = ["chair", "recorder", "speaker", "absences", "agenda", "studied"]
PUBLIC = ["speaker", "online", "studied"]

# What is said in a review meeting, an appraisal or a heart-to-heart talk stays on paper in the branch.
KINDS = [
    ("general", "支部党员大会", "General meeting", [*RECORD, "studied"]),
    ("committee", "支部委员会会议", "Branch committee meeting", [*RECORD, "studied"]),
    ("cell", "党小组会", "Cell meeting", [*RECORD, "studied"]),
    ("lecture", "党课", "Party lecture", ["speaker", "absences", "online", "studied"]),
    ("themeday", "主题党日", "Theme day", STUDY),
    ("review", "组织生活会", "Review meeting", ["chair", "recorder", "absences", "decisions"]),
    ("appraisal", "民主评议党员", "Appraisal", ["chair", "recorder", "absences"]),
    ("talk2", "谈心谈话", "Heart-to-heart talks", []),
    ("central", "中心组学习", "Central-group study", STUDY),
    ("leading", "党组（党委）专题会议", "Leading group or committee meeting", [*RECORD, "studied"]),
    ("board", "党委与理事会、监事会联席会议", "Committee with council or supervisory board", RECORD),
    ("society", "学会会议（理事会、年会等）", "Society meeting", [*RECORD, "studied", "online"]),
    ("seminar", "学习研讨", "Seminar", [*STUDY, "online"]),
    ("symposium", "座谈会", "Round table", [*RECORD, "studied"]),
    ("training", "培训", "Training", ["speaker", "absences", "online", "studied"]),
    ("outtalk", "宣讲", "Outreach talk", PUBLIC),
    ("outreach", "科普与志愿服务活动", "Outreach and volunteering", ["chair", "online"]),
    ("service", "服务活动", "Service", ["chair", "decisions"]),
    ("exchange", "交流活动", "Exchange", ["chair", "agenda", "decisions"]),
    ("forum", "论坛、学术会议", "Forum or conference", ["chair", "speaker", "agenda", "online"]),
    ("fair", "展会", "Fair or exhibition", ["chair", "online"]),
    ("carrier", "党建带群建活动", "With union, youth or women's bodies", ["chair", "agenda", "studied"]),
    ("other", "其他活动", "Other", [*RECORD, "speaker", "online", "studied"]),
]


def add(apps, _editor):
    kind = apps.get_model("activities", "ActivityKind")
    for place, (code, chinese, english, parts) in enumerate(KINDS, start=1):
        values = {"position": place, "name_zh": chinese, "name_en": english, "parts": parts}
        kind.objects.get_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
