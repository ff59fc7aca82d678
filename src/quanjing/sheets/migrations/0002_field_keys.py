"""The field dictionary: what sheets commonly ask, and which of it the platform knows."""

from django.db import migrations

KEYS = (
    (
        "organization.name",
        "organization.name",
        [
            "学会名称",
            "单位名称",
            "报送单位",
            "填报单位",
            "所在学会",
            "推荐单位",
            "学会（协会、研究会）名称",
            "填报学会",
            "单位",
            "学会",
        ],
    ),
    ("organization.short_name", "organization.short_name", ["学会简称", "单位简称"]),
    (
        "organization.credit_code",
        "organization.credit_code",
        ["统一社会信用代码", "社会信用代码", "信用代码"],
    ),
    (
        "organization.host_unit",
        "organization.host_unit",
        ["挂靠单位", "支撑单位", "业务支撑单位", "依托单位"],
    ),
    ("organization.phone", "organization.phone", ["单位电话", "学会电话", "办公电话", "秘书处电话"]),
    ("organization.email", "organization.email", ["单位邮箱", "学会邮箱", "秘书处邮箱"]),
    (
        "filler.name",
        "filler.name",
        ["填表人", "填报人", "填表人姓名", "填报人姓名", "经办人", "联系人", "联系人姓名"],
    ),
    (
        "contact",
        "filler.phone",
        [
            "联系方式",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "联系人电话",
            "联系人手机",
            "填表人电话",
        ],
    ),
    ("email", "filler.email", ["邮箱", "电子邮箱", "电子邮件", "联系邮箱", "E-mail", "Email"]),
    ("filled_on", "", ["填表日期", "填报日期", "填表时间", "填报时间"]),
)


def add_keys(apps, schema_editor):
    field_key = apps.get_model("sheets", "FieldKey")
    field_key.objects.bulk_create(
        [field_key(key=key, fact=fact, labels=labels) for key, fact, labels in KEYS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial")]

    operations = [migrations.RunPython(add_keys, migrations.RunPython.noop)]
