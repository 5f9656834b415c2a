"""Fonts for icons come by themselves, after the styles that use them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0006_libraries_alone")]

    operations = [
        migrations.AddField(
            model_name="h5pbundle",
            name="fonts",
            field=models.JSONField(default=list),
        ),
    ]
