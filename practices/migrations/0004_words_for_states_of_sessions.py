"""What two states of a session are called: other rooms had the same English words for other things."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="demonstrationsession",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("announced", "Announced"),
                    ("under_way", "Being held"),
                    ("reviewing", "Drawing lessons"),
                    ("closed", "Finished and closed"),
                    ("cancelled", "Cancelled"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
    ]
