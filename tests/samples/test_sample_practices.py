"""The sample practices: all nine, with what the data says and no more, and the rubric of meetings."""

from django.core.management import call_command
from django.test import override_settings

from media.rubrics.models import Rubric
from practices.exemplars.content import told_in
from practices.exemplars.models import Practice
from practices.exemplars.vocabulary import Provenance, Recognition
from samples.curriculum import curriculum
from samples.practices import KINDS, PROVENANCES, weaknesses_met


def test_every_practice_is_told_as_the_data_tells_it(sample: None) -> None:
    made = {one.title: one for one in Practice.objects.filter(is_current=True, is_sample=True)}
    assert len(made) == len(curriculum()["practices"]) == 9
    for entry in curriculum()["practices"]:
        practice = made[entry["title"]]
        told = told_in(practice.content)
        assert practice.kind == KINDS[entry["kind"]]
        assert practice.provenance == PROVENANCES[entry["status"]]
        assert (practice.summary, practice.held_by) == (entry["summary"], entry["organisation"])
        assert [step.text for step in told.steps] == entry["steps"]
        assert list(told.lessons_learned) == entry["lessons_learned"]
        assert list(told.to_complete) == entry["to_complete"]
        assert len(told.citations) == 1
        assert len(told.lessons) == len(entry["lesson_ids"])
        types = set(practice.cell_types.values_list("code", flat=True))
        assert types == set(entry["cell_types"])
        assert list(practice.topics.values_list("code", flat=True)) == weaknesses_met(entry)


def test_nothing_is_invented(sample: None) -> None:
    for practice in Practice.objects.all():
        told = told_in(practice.content)
        assert (told.problem, told.context, told.fits, told.limits) == ("", "", "", ())
        assert (told.materials, told.results, told.contact_name, told.decision) == ((), (), "", "")
        assert all(not (step.who or step.duration or step.words) for step in told.steps)


def test_what_the_review_names_is_reported_and_of_the_rest_nothing_is_known(sample: None) -> None:
    levels = dict(Practice.objects.values_list("is_featured", "recognition").distinct())
    assert levels == {True: Recognition.REPORTED, False: Recognition.NONE}
    assert Practice.objects.filter(provenance=Provenance.AWAITED).count() == 2


def test_loading_again_leaves_what_the_school_has_changed(sample: None) -> None:
    page = Practice.objects.get(title="Hội thi Bí thư chi bộ giỏi").page
    assert page is not None
    page.summary = "Nhà trường đã sửa"
    page.save_revision().publish()
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    assert Practice.objects.count() == 9
    assert Practice.objects.get(page=page).summary == "Nhà trường đã sửa"
    assert Rubric.objects.count() == 1


def test_the_rubric_of_meetings_has_its_criteria_and_bands(sample: None) -> None:
    frozen = Rubric.objects.get(code="r_sinh_hoat").frozen()
    assert [(one["code"], one["most"]) for one in frozen["criteria"]] == [
        ("C1", 10),
        ("C2", 25),
        ("C3", 35),
        ("C4", 20),
        ("C5", 10),
    ]
    assert [(band["least"], band["title"]) for band in frozen["bands"]] == [
        (90, "Tốt"),
        (70, "Khá"),
        (50, "Trung bình"),
        (0, "Kém"),
    ]
    assert "Từ 90 phút trở lên" in frozen["criteria"][2]["indicators"]
