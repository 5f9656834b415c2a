"""Voiding a statement is a permission of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("media", "0004_film_on_its_way")]

    operations = [
        migrations.AlterModelOptions(
            name="statement",
            options={
                "ordering": ["-stored"],
                "permissions": [("void_statement", "Can void statements")],
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
            },
        ),
    ]
