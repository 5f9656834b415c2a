from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="draft",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="observation",
            name="draft_at",
            field=models.DateTimeField(null=True),
        ),
    ]
