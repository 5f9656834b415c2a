"""A file of libraries waits for a yes as files of content do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0005_voiding_statements")]

    operations = [
        migrations.AddField(
            model_name="packageupload",
            name="brings_libraries_only",
            field=models.BooleanField(default=False),
        ),
    ]
