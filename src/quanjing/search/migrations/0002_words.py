"""The words beside the rows, as the database in use keeps them."""

from django.db import migrations

ON_SQLITE = "CREATE VIRTUAL TABLE search_words USING fts5(title, words, kind)"
ON_POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN vector tsvector",
    "ALTER TABLE search_document ADD COLUMN titles tsvector",
    # words and text lie aside, so that many hits are sorted without reading them
    "ALTER TABLE search_document SET (toast_tuple_target = 128)",
    "CREATE INDEX search_document_vector ON search_document USING gin (vector)",
    "CREATE INDEX search_document_titles ON search_document USING gin (titles)",
    # how frequent a word is decides which index is walked
    "ALTER TABLE search_document ALTER COLUMN vector SET STATISTICS 1000",
    "ALTER TABLE search_document ALTER COLUMN titles SET STATISTICS 1000",
)


def add_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in ON_POSTGRESQL:
            editor.execute(statement)
    else:
        editor.execute(ON_SQLITE)


def drop_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_document DROP COLUMN vector, DROP COLUMN titles")
    else:
        editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add_index, drop_index)]
