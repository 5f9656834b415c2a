from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0008_rubric_rubricband_rubriccriterion")]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="in_first_person",
            field=models.CharField(
                blank=True,
                help_text="Goes on after “Our cell”, for example: still spares people's feelings.",
                max_length=80,
                verbose_name="as a cell says it of itself",
            ),
        ),
    ]
