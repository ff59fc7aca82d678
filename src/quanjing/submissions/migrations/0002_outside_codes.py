import django.db.models.deletion
from django.db import migrations, models

import quanjing.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0001_initial"),
        ("organizations", "0001_initial"),
        ("submissions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideCode",
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
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=100)),
                ("until", models.DateTimeField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_name", models.CharField(blank=True, max_length=150)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directives.directive",
                    ),
                ),
                (
                    "filled",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outside",
                        to="submissions.filled",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "indexes": [models.Index(fields=["directive", "organization"], name="outside_code_of_page")],
            },
        ),
    ]
