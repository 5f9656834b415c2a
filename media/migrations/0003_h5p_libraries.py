import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_packages_statements_recordings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="H5PBundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("gzip", models.PositiveIntegerField()),
                ("brotli", models.PositiveIntegerField()),
                ("used_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="H5PContent",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="h5p_content",
                        serialize=False,
                        to="media.packagerevision",
                    ),
                ),
                ("folder", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("pictures", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="H5PLibrary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=220, verbose_name="library")),
                ("machine", models.CharField(max_length=200)),
                ("major", models.PositiveIntegerField()),
                ("minor", models.PositiveIntegerField()),
                ("patch", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("is_runnable", models.BooleanField(default=False, verbose_name="plays content")),
                ("is_addon", models.BooleanField(default=False)),
                ("manifest", models.TextField()),
                ("semantics", models.TextField(blank=True)),
                ("files", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                ("installed_at", models.DateTimeField(verbose_name="installed")),
                (
                    "installed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="installed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "H5P library",
                "verbose_name_plural": "H5P libraries",
                "ordering": ["machine", "-major", "-minor", "-patch"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["name", "patch"], name="h5p_patches_of_a_library")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("machine", "major", "minor", "patch"),
                        name="a_release_of_a_library_is_kept_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="H5PLibraryUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=220)),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="h5p_libraries",
                        to="media.packagerevision",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name"], name="h5p_who_needs_a_library")],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "name"), name="revision_needs_a_library_once")
                ],
            },
        ),
    ]
