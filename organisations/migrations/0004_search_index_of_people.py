"""Searches among people go by index: one that holds the words, and on PostgreSQL one of their parts."""

from django.db import migrations, models


def index_parts_of_words(apps, schema_editor):
    """Among hundreds of thousands, a few letters in the middle of a name are found by trigrams."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX people_by_parts_of_words ON organisations_person USING gin (search_key gin_trgm_ops)"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX people_by_parts_of_words")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_search_keys_of_people")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="people_by_name"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name_key", "id", "search_key"], name="people_by_name_and_words"),
        ),
        migrations.RunPython(index_parts_of_words, drop_index),
    ]
