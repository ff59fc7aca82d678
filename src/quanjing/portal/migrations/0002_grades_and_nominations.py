import django.db.models.deletion
from django.db import migrations, models

import quanjing.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        ("calls", "0002_known_facts"),
        ("portal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="application",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="calls.application",
            ),
        ),
        migrations.CreateModel(
            name="GradeRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(default=quanjing.foundation.ids.new_code, max_length=16, unique=True),
                ),
                ("grades", models.JSONField(default=list)),
                ("released_name", models.CharField(max_length=150)),
                ("released_at", models.DateTimeField()),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_list",
                        to="assessment.scheme",
                    ),
                ),
            ],
            options={
                "ordering": ["-released_at", "-pk"],
            },
        ),
    ]
