"""A check-in of somebody who was not invited waits for the host's word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="checkin",
            name="refused",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "counts"),
                    ("too_early", "check-in was not open yet"),
                    ("too_late", "the session was closed"),
                    ("unknown", "nobody has this code"),
                    ("uninvited", "not invited: waits for the host"),
                ],
                default="",
                max_length=10,
            ),
        ),
    ]
