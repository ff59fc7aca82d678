import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directives", "0006_receipt_root")]

    operations = [
        migrations.AlterField(
            model_name="receipt",
            name="root",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directives.directive"
            ),
        ),
    ]
