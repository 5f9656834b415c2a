"""The log of readings is turned over from the latest line back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_imports")]

    operations = [
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["-at", "-id"], name="readings_by_time"),
        ),
    ]
