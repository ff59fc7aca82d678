"""Kinds are registered, documents have a day, titles an index of their own. The index is made anew."""

import datetime

from django.db import migrations, models

ON_SQLITE = ("DROP TABLE search_words", "CREATE VIRTUAL TABLE search_words USING fts5(title, words, kind)")
ON_POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN titles tsvector",
    "CREATE INDEX search_document_titles ON search_document USING gin (titles)",
    # how frequent a word is decides which index is walked
    "ALTER TABLE search_document ALTER COLUMN vector SET STATISTICS 1000",
    "ALTER TABLE search_document ALTER COLUMN titles SET STATISTICS 1000",
)


def remake_index(apps, editor):
    """Everything is derived: the next look of the worker takes it in again."""
    editor.execute("DELETE FROM search_document")
    for statement in ON_POSTGRESQL if editor.connection.vendor == "postgresql" else ON_SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(remake_index),
        migrations.RemoveIndex("document", "search_docu_kind_9a1e7f_idx"),
        migrations.RemoveField("document", "year"),
        migrations.AlterField("document", "kind", models.CharField(max_length=24)),
        migrations.AddField(
            "document", "code", models.CharField(max_length=40, blank=True, default=""), False
        ),
        migrations.AddField("document", "on", models.DateField(default=datetime.date.min)),
        migrations.AddIndex(
            "document",
            models.Index(
                models.F("kind"), models.F("on").desc(), models.F("id").desc(), name="document_newest"
            ),
        ),
    ]
