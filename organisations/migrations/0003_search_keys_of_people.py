"""People entered before searches had keys get theirs; the field makes it when a person is saved."""

from django.db import migrations


def save_everybody(apps, schema_editor):
    Person = apps.get_model("organisations", "Person")
    for person in Person.objects.filter(search_key="").iterator():
        person.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_tree_appointments_oversight")]

    operations = [migrations.RunPython(save_everybody, migrations.RunPython.noop)]
