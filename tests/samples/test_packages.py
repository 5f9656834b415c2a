"""The sample's interactive content: in one lesson, marked as sample, sound, and loaded once."""

from io import BytesIO

from django.core.management import call_command

from courses.catalogue.queries import current_editions, outline_of
from media.h5p.core.codes import Code
from media.h5p.core.reading.inspection import inspect_package
from media.h5p.samples import packed
from media.packages.models import Package, PackageRevision


def test_one_lesson_of_the_first_course_ends_with_it(sample: None) -> None:
    package = Package.objects.get(is_sample=True)
    holding = [
        lesson
        for edition in current_editions()
        for lesson in outline_of(edition).lessons
        if package.pk in lesson.packages
    ]
    assert [lesson.title for lesson in holding] == ["Kết luận, biểu quyết và biên bản"]
    assert package.current is not None
    assert package.current.played_by == "LCB.Choice 1.0"


def test_loading_again_brings_nothing_new(sample: None) -> None:
    call_command("load_samples", verbosity=0)
    assert PackageRevision.objects.count() == 1


def test_it_is_sound_and_always_the_same_file() -> None:
    inspection = inspect_package(BytesIO(packed()), "mau.h5p")
    assert inspection.package is not None
    inspection.package.close()
    assert [finding for finding in inspection.findings if finding.code is not Code.MORE_FINDINGS] == []
    assert packed() == packed()
