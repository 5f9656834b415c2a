"""A course that somebody follows, and a lesson that waits for approval: run by `manage.py shell`."""

from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.catalogue.queries import current_editions
from courses.enrolment.actions import enrol
from organisations.people.actions import enter_person, open_account
from samples.accounts import AUTHOR, DEMO_PASSWORD

SLUG = "khoa-hoc-them-bai"
TITLE, NEW_LESSON = "Khóa học thêm bài", "Bài mới chờ duyệt"
MAI = "mai"
"""The secretary of this journey: no other journey meets her or her course."""


def build() -> None:
    """Two lessons are taught, Mai is under way, and Hoa has sent a third for approval; prints its number."""
    hoa = User.objects.get(username=AUTHOR.username)
    course = CourseIndexPage.objects.get().add_child(
        instance=CoursePage(title=TITLE, slug=SLUG, summary="Hai bài", for_whom="Bí thư", live=False)
    )
    module = course.add_child(instance=ModulePage(title="Phần một", slug="phan-mot", live=False))
    lessons = [
        module.add_child(instance=LessonPage(title=title, minutes=5, live=False))
        for title in ("Bài thứ nhất", "Bài thứ hai")
    ]
    for page in (*lessons, module, course):
        page.save_revision(user=hoa).publish()
    mai = enter_person(full_name="Hoàng Thị Mai")
    open_account(person=mai, username=MAI, password=DEMO_PASSWORD)
    enrol(learner=mai, edition=current_editions().get(slug=SLUG), now=timezone.now())
    waiting = module.add_child(instance=LessonPage(title=NEW_LESSON, minutes=5, live=False, owner=hoa))
    waiting.save_revision(user=hoa)
    waiting.get_workflow().start(waiting, hoa)
    print(waiting.pk)


def withdraw() -> None:
    """Other journeys count the courses that are taught."""
    CoursePage.objects.get(slug=SLUG).unpublish()
