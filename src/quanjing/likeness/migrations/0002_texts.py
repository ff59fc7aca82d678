"""Texts inside attached files are compared too: a sketch is of a text. What is dropped is made anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("likeness", "0001_initial"),
        ("directives", "0008_recall"),
        ("files", "0002_file_text"),
        ("organizations", "0011_office_rules"),
        ("submissions", "0010_mail_room"),
    ]

    operations = [
        migrations.DeleteModel("Likeness"),
        migrations.DeleteModel("Band"),
        migrations.DeleteModel("Sketch"),
        migrations.DeleteModel("Turns"),
        migrations.CreateModel(
            name="Sketch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("values", models.BinaryField()),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "attachment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sketch",
                        to="submissions.attachment",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directives.directive",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sketches",
                        to="submissions.entry",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sketches",
                        to="submissions.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("share", models.PositiveSmallIntegerField()),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directives.directive",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="likeness.referencetext",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="likeness.sketch",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likenesses",
                        to="likeness.sketch",
                    ),
                ),
            ],
            options={
                "ordering": ["-share", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.BigIntegerField(db_index=True)),
                (
                    "sketch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="likeness.sketch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Turns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turns", models.JSONField(default=list)),
                ("texts", models.PositiveIntegerField()),
                ("found_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=1)),
                ("is_done", models.BooleanField(default=True)),
                ("reached", models.BigIntegerField(default=0)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directives.directive",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="sketch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("attachment", None)), fields=("entry",), name="sketch_of_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(fields=("text", "other"), name="likeness_of_texts_once"),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(
                fields=("text", "reference"), name="likeness_to_reference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(fields=("text", "notice"), name="likeness_to_notice_once"),
        ),
    ]
