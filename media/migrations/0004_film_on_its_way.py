"""Files on their way here piece by piece; posters private; one recording made smaller at a time."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import media.videos.models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0003_h5p_libraries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordingUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("size", models.PositiveBigIntegerField()),
                ("received", models.PositiveBigIntegerField(default=0)),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["began_at"],
            },
        ),
        migrations.AlterField(
            model_name="recording",
            name="thumbnail",
            field=models.FileField(
                blank=True,
                max_length=200,
                storage=media.videos.models.private_storage,
                upload_to="recordings/posters",
                verbose_name="poster",
            ),
        ),
        migrations.AddConstraint(
            model_name="recording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "making")),
                fields=("state",),
                name="one_recording_is_made_smaller_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="recordingupload",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="recordingupload",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__lte", models.F("size"))),
                name="no_more_arrives_than_was_announced",
            ),
        ),
    ]
