"""On PostgreSQL, trigrams find a word in the middle of a search key without reading every row.

SQLite reads the index of names instead, which is quick at the size of a province.
"""

from django.db import migrations

INDEXES = {
    "people_by_words": "organisations_person",
    "organisations_by_words": "organisations_organisation",
}


def add_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, table in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin (search_key gin_trgm_ops)")


def drop_trigrams(apps, schema_editor):
    """The extension stays: something else may use it by now."""
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_search_keys_of_people")]

    operations = [migrations.RunPython(add_trigrams, drop_trigrams)]
