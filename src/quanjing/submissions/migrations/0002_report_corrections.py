from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [
        migrations.AddField("report", "corrections", models.JSONField(default=dict)),
    ]
