"""SCORM content for the journeys, made within the running site's database: run by `manage.py shell`."""

from uuid import uuid4

from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from media.packages.models import Package
from samples.accounts import the_secretary
from tests.makers import edition_of, make_course, paragraph
from tests.media.h5p.makers import Files, zipped
from tests.media.scorm.makers import AROUND, HOSTILE, INSIDE, ONCE, TWO, manifest, package_files
from tests.media.scorm.packages import install

MEETING, MEETING_2004 = "Chuẩn bị kỳ họp", "Chuẩn bị kỳ họp (2004)"
BOTH, BOTH_2004 = "Hai phần", "Hai phần (2004)"
READ, READ_2004 = "Chỉ đọc", "Chỉ đọc (2004)"
STRANGE = "Gói của kẻ lạ"
FRAMED = "Trang trong trang"


def sources() -> dict[str, Files]:
    after = {2: "<adlcp:prerequisites>muc-1</adlcp:prerequisites>"}
    once = {"chuan-bi/course.html": ONCE}
    return {
        MEETING: package_files(),
        MEETING_2004: package_files("2004"),
        BOTH: package_files(parts=TWO, xml=manifest(parts=TWO, inside=after)),
        BOTH_2004: package_files("2004", parts=TWO),
        READ: {**package_files(), **once},
        READ_2004: {**package_files("2004"), **once},
        FRAMED: {**package_files(), "chuan-bi/course.html": AROUND, "chuan-bi/inside.html": INSIDE},
        STRANGE: {**package_files(), "chuan-bi/course.html": HOSTILE},
    }


def build() -> None:
    """A course for each, of one lesson that asks for it; Lan follows them all."""
    if CoursePage.objects.filter(title=f"SCORM: {MEETING}").exists():
        return
    for title, files in sources().items():
        add(install(zipped(files), title=title))


def add(package: Package) -> None:
    block = {"type": "package", "value": {"package": package.pk}, "id": str(uuid4())}
    course = make_course(
        "Bài có gói SCORM",
        title=f"SCORM: {package.title}",
        body=[paragraph("Mời đồng chí học."), block, paragraph("Hết bài.")],
        completion="played",
        least_percent=50,
    )
    enrol(learner=the_secretary(), edition=edition_of(course), now=timezone.now())


def address_of(title: str) -> str:
    """Where the lesson stands that holds a package, and where the package stands alone."""
    course = CoursePage.objects.get(title=f"SCORM: {title}")
    module = course.get_children().get()
    lesson = module.get_children().get()
    package = Package.objects.get(title=title)
    return f"/khoa-hoc/{course.slug}/{module.slug}/{lesson.slug}/ /goi/{package.public_id}/"
