"""What happens below, to enrolments, editions, people and their organisations; progress follows."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.models import CourseEdition
from courses.catalogue.signals import edition_frozen
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolled, enrolments_joining
from courses.progress.actions import adopt_edition, begin_course, settle_session, settle_test
from courses.progress.joining import join_course, join_learning
from courses.progress.personal_data import sections_about_learning, traces_of_learning
from courses.progress.portrait import learning_of, learnt_within
from courses.progress.queries import learnt_since, lessons_followed, under_way_of
from courses.progress.reaching import (
    package_played,
    quiz_passed,
    record_all_reached,
    record_reached,
    record_reached_before,
    recording_watched,
    session_reviewed,
)
from courses.progress.updates import ask_for_update
from media.packages.models import Package, PackageStanding
from media.packages.signals import asking_for_package, package_settled
from media.videos.models import Recording, WatchStanding
from media.videos.signals import asking_for_recording
from media.videos.signals import recording_watched as recording_watched_signal
from organisations.browsing.signals import Figure, describing_organisation
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data
from organisations.reorganising.outcome import Arrival, Outcome
from organisations.reorganising.queries import appointed_in, concerned_by
from organisations.reorganising.signals import reorganised, succession_undoing
from organisations.tree.models import Organisation, Succession
from practices.sessions.models import Participant
from practices.sessions.signals import attendance_confirmed
from quizzes.attempts.models import Attempt, QuizStanding
from quizzes.attempts.signals import attempt_graded, mark_suspended, standings_joined

MOST_REASONS = 3


def connect() -> None:
    enrolled.connect(_enrolled)
    edition_frozen.connect(_edition_frozen)
    attempt_graded.connect(_attempt_graded)
    mark_suspended.connect(_mark_suspended)
    standings_joined.connect(_standings_joined)
    recording_watched_signal.connect(_recording_watched)
    package_settled.connect(_package_settled)
    attendance_confirmed.connect(_attendance_confirmed)
    asking_for_recording.connect(_asking_for_recording)
    asking_for_package.connect(_asking_for_package)
    enrolments_joining.connect(_enrolments_joining)
    people_merging.connect(_people_merging)
    reorganised.connect(_reorganised)
    succession_undoing.connect(_succession_undoing)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    describing_person.connect(_describing)
    describing_organisation.connect(_describing_organisation)


def _enrolled(sender: type, enrolment: Enrolment, edition: CourseEdition, **_: Any) -> None:
    begin_course(enrolment=enrolment, edition=edition)
    record_all_reached(learner=enrolment.learner, now=enrolment.enrolled_at)


def _edition_frozen(sender: type, edition: CourseEdition, now: datetime, **_: Any) -> None:
    adopt_edition(edition=edition, now=now)
    ask_for_update(edition=edition)
    record_reached_before(edition=edition, now=now)


def _attempt_graded(sender: type, attempt: Attempt, standing: QuizStanding, now: datetime, **_: Any) -> None:
    """What was passed once stays in the lesson's evidence, whatever a marker says of the attempt later."""
    if standing.passed_at:
        reached = quiz_passed(standing.quiz_id, standing.passed_at)
        lessons = lessons_followed(attempt.learner)
        record_reached(learner=attempt.learner, reached=reached, lessons=lessons, now=now)
    settle_test(learner=attempt.learner, quiz_id=standing.quiz_id)


def _mark_suspended(sender: type, learner: Person, quiz_id: int, **_: Any) -> None:
    settle_test(learner=learner, quiz_id=quiz_id)


def _recording_watched(sender: type, standing: WatchStanding, now: datetime, **_: Any) -> None:
    lessons = lessons_followed(standing.learner)
    reached = recording_watched(standing)
    record_reached(learner=standing.learner, reached=reached, lessons=lessons, now=now)


def _package_settled(sender: type, standing: PackageStanding, now: datetime, **_: Any) -> None:
    lessons = lessons_followed(standing.learner)
    record_reached(learner=standing.learner, reached=package_played(standing), lessons=lessons, now=now)


def _attendance_confirmed(sender: type, participant: Participant, now: datetime, **_: Any) -> None:
    """Once attended and reviewed it stays in the lesson's evidence, though the attendance be taken back."""
    if reached := session_reviewed(participant):
        lessons = lessons_followed(participant.person)
        record_reached(learner=participant.person, reached=reached, lessons=lessons, now=now)
        settle_session(learner=participant.person)


def _asking_for_recording(sender: type, person: Person, recording: Recording, **_: Any) -> bool:
    return any(recording.pk in lesson.recordings for lesson in lessons_followed(person))


def _asking_for_package(sender: type, person: Person, package: Package, **_: Any) -> bool:
    return any(package.pk in lesson.packages for lesson in lessons_followed(person))


def _standings_joined(sender: type, learner: Person, now: datetime, **_: Any) -> None:
    record_all_reached(learner=learner, now=now)
    settle_test(learner=learner)


def _enrolments_joining(sender: type, kept: Enrolment, gone: Enrolment, **_: Any) -> None:
    join_course(kept=kept, gone=gone)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    """Connected after the enrolments' own receiver: by now she follows what either followed."""
    join_learning(kept=kept, gone=gone)
    # Her own quizzes in courses that only the other entry followed; the other's come by `standings_joined`.
    record_all_reached(learner=kept, now=timezone.now())


def _reorganised(sender: type, outcome: Outcome, **__: Any) -> list[Arrival]:
    """Learning belongs to people and comes along with them: only told, never moved."""
    count = under_way_of(concerned_by(outcome)).count()
    return [Arrival(_("courses that are under way"), count)] if count else []


def _succession_undoing(sender: type, succession: Succession, founded: list[int], **__: Any) -> list[str]:
    """Who was appointed in what it founded and has learnt since builds on it."""
    learnt = learnt_since(appointed_in(founded), succession.done_at)[:MOST_REASONS]
    return [
        _("%(person)s has learnt “%(lesson)s” since.") % {"person": one.learner, "lesson": one.lesson.title}
        for one in learnt
    ]


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_learning(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return traces_of_learning(person)


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return learning_of(person)


def _describing_organisation(sender: type, organisation: Organisation, on: date, **_: Any) -> Figure:
    return learnt_within(organisation, on)
