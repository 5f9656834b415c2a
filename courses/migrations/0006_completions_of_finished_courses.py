"""Whoever has finished a course has a completion of it, on the day on which she did."""

from django.db import migrations
from django.utils import timezone


def keep(apps, schema_editor):
    Completion = apps.get_model("courses", "Completion")
    finished = apps.get_model("courses", "CourseProgress").objects.filter(finished_at__isnull=False)
    rows = finished.values_list("enrolment__learner", "enrolment__course", "edition", "finished_at")
    Completion.objects.bulk_create(
        (
            Completion(
                person_id=person,
                course_id=course,
                edition_id=edition,
                source="learnt",
                on=timezone.localdate(finished_at),
            )
            for person, course, edition, finished_at in rows.iterator()
        ),
        batch_size=500,
    )


def forget(apps, schema_editor):
    apps.get_model("courses", "Completion").objects.filter(source="learnt").delete()


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_assignments")]

    operations = [migrations.RunPython(keep, forget)]
