import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """The first superior's directive of what was handed out before."""
    directives = apps.get_model("directives", "Directive").objects.filter(pk=OuterRef("directive_id"))
    roots = directives.annotate(first=Coalesce(F("root_id"), F("pk"))).values("first")
    apps.get_model("directives", "Receipt").objects.update(root_id=Subquery(roots))


class Migration(migrations.Migration):
    dependencies = [("directives", "0005_versions")]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="root",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="directives.directive",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
