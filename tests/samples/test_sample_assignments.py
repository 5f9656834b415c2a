"""What is assigned over the sample tree: figures that are true, and not all alike."""

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from courses.assignments.models import Assignment, Obligation
from courses.catalogue.models import CoursePage
from samples.accounts import COMMUNE, PROVINCE
from samples.organisations import sample_organisation
from tracking.counting.queries import Figures, Question, figures_of


def _figures(place: str, course: int) -> Figures:
    today = timezone.localdate()
    organisation = sample_organisation(place)
    return figures_of([organisation], Question(courses=(course,), on=today, today=today))[organisation.path]


def test_some_have_finished_some_are_late_some_have_not_begun(sample: None) -> None:
    once = CoursePage.objects.get(assignments__valid_months=None, assignments__isnull=False)
    anew = CoursePage.objects.get(assignments__valid_months=12)
    chairing, duties = _figures(PROVINCE, once.pk), _figures(PROVINCE, anew.pk)
    assert (chairing.owed, chairing.late) == (23, 0)
    assert min(chairing.finished, chairing.under_way, chairing.not_started) > 0
    assert (duties.owed, duties.finished, duties.finished_late, duties.under_way) == (20, 4, 1, 2)
    assert duties.late == 16


def test_the_programme_of_the_commune_is_owed_there_alone(sample: None) -> None:
    [programme] = Assignment.objects.exclude(programme=None)
    owed = Obligation.objects.filter(assignment=programme)
    commune = sample_organisation(COMMUNE)
    assert owed.exists()
    assert all(one.path.startswith(commune.path) for one in owed)


def test_loading_again_assigns_nothing_new_and_every_counter_is_right(sample: None) -> None:
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    assert Assignment.objects.count() == 3
    call_command("check_counters")
