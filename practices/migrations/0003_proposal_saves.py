"""The save at which the text of a proposal stands, so that two devices do not write over each other."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="saved_as",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
    ]
