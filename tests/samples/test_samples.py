"""The sample: all of it, honest about itself, and safe to load again."""

from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from courses.catalogue.models import CompletionRule, CourseEdition, LessonPage, ModulePage
from courses.catalogue.queries import current_editions, outline_of
from courses.catalogue.rendering import Part, text_of_version
from courses.progress.models import CourseProgress
from media.regulations.models import Regulation
from media.topics.models import Topic
from organisations.appointments.models import Appointment
from organisations.oversight.queries import people_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation, Standing
from samples.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, SECRETARY, the_secretary
from samples.curriculum import curriculum


def test_every_course_module_lesson_and_source_is_there(sample: None) -> None:
    assert [edition.lessons_total for edition in current_editions()] == [9, 7, 8, 8]
    assert [edition.number for edition in current_editions()] == [1, 1, 1, 1]
    assert ModulePage.objects.live().count() == 12
    assert LessonPage.objects.live().count() == 32
    assert Regulation.objects.count() == len(curriculum()["sources"])
    assert Topic.objects.filter(kind=Topic.Kind.WEAKNESS).count() == 7
    asked = set(LessonPage.objects.values_list("completion", flat=True))
    elsewhere = {CompletionRule.WATCHED, CompletionRule.PLAYED, CompletionRule.ATTENDED}
    assert set(CompletionRule.values) - asked <= elsewhere


def test_everything_is_marked_as_sample(sample: None) -> None:
    assert all(edition.about["is_sample"] for edition in current_editions())
    assert not LessonPage.objects.filter(is_sample=False).exists()
    assert not Regulation.objects.filter(is_sample=False).exists()


def test_no_word_of_a_lesson_is_lost_on_the_way_to_the_page(sample: None) -> None:
    texts = {
        lesson.title: "".join(map(words_on, text_of_version(lesson.version_id).parts))
        for edition in current_editions()
        for lesson in outline_of(edition).lessons
    }
    for course in curriculum()["courses"]:
        for module in course["modules"]:
            for lesson in module["lessons"]:
                for word in words_of(lesson["body"]):
                    assert word in texts[lesson["title"]], (lesson["id"], word)


def words_on(part: Part) -> str:
    if part.checklist is None:
        return part.html
    return " ".join([part.checklist.title, *(text for _, text in part.checklist.items)])


def words_of(body: object) -> list[str]:
    """Every string of a lesson's body but the names of types and styles, line by line."""
    if isinstance(body, str):
        return [line.strip() for line in body.split("\n") if line.strip()]
    if isinstance(body, list):
        return [word for part in body for word in words_of(part)]
    if isinstance(body, dict):
        return [w for name, part in body.items() if name not in ("type", "style") for w in words_of(part)]
    return []


def test_every_organisation_and_everybody_with_a_post_is_there(sample: None) -> None:
    assert Organisation.objects.filter(is_sample=True).count() == 57
    assert Standing.objects.count() == 57
    assert Appointment.objects.filter(ended=None).count() == len(curriculum()["people"]) == 24
    lan = the_secretary()
    assert str(lan.appointments.get().organisation) == "Chi bộ thôn 1"


def test_each_demo_organiser_sees_her_own_part(sample: None) -> None:
    seen = {
        demo.username: people_overseen_by(User.objects.get(username=demo.username)).count()
        for demo in DEMO_ACCOUNTS
    }
    commune = [one for one in curriculum()["people"] if one["org_id"].startswith("xa-b")]
    assert seen == {
        "bithu": 0,
        "giangvien": 0,
        "nguoiduyet": 0,
        "tochuc": 24,
        "tochucxa": len(commune),
        "chutri": 0,
        "kiemtra": 24,
        "quantri": Person.objects.count(),
    }


def test_loading_again_changes_nothing(sample: None) -> None:
    lesson = LessonPage.objects.get(title="Cách đọc một mô hình")
    lesson.summary = "Nhà trường đã sửa"
    lesson.save_revision().publish()
    before = list(CourseEdition.objects.order_by("pk").values_list("pk", "digest"))
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    assert list(CourseEdition.objects.order_by("pk").values_list("pk", "digest")) == before
    assert User.objects.count() == len(DEMO_ACCOUNTS)
    # Lan is one of the sample's people and has an account; the others with accounts hold no post.
    assert Person.objects.count() == len(curriculum()["people"]) + len(DEMO_ACCOUNTS) - 1
    assert Organisation.objects.count() == 57


def test_the_demo_secretary_is_under_way(sample: None) -> None:
    progress = CourseProgress.objects.get(enrolment__learner__account__username=SECRETARY.username)
    assert (progress.lessons_done, progress.lessons_total) == (2, 9)
    assert progress.last_lesson is not None


def test_every_demo_account_signs_in(sample: None) -> None:
    for demo in DEMO_ACCOUNTS:
        client = Client()
        answer = client.post(
            reverse("account_login"), {"login": demo.username, "password": DEMO_PASSWORD}, follow=True
        )
        assert answer.status_code == 200
        assert answer.wsgi_request.user.is_authenticated
