"""What to put into an address that takes arguments.

**A test sent you here?** If your address is about something of a commune (a person, a post, an import),
add that thing to `things_of` in `tests/house/neighbours.py`: its number or its public id is found by
trying. For anything else say here what stands there: for your address by its full name, for a
namespace, or for an argument wherever it occurs; the first that is found counts, in this order.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Collection, Site, Task, Workflow

from courses.certificates.credentials.keys import public_jwk
from courses.certificates.models import CertificateTemplate
from courses.recognition.models import Recognition
from media.delivery.links import link_to
from media.h5p.models import H5PBundle, H5PLibrary
from media.regulations.models import Regulation
from media.rubrics.models import Rubric
from media.topics.models import Topic
from media.videos.models import Recording, RecordingUpload
from notifications.calendars.queries import token_of
from notifications.models import CalendarAddress, Delivery, Notice, PushSubscription
from organisations.tree.models import CellType, OrganisationKind
from practices.adoptions.models import Adoption, AdoptionFile
from practices.checkin.models import CheckIn, SignInSheet
from practices.checkin.rules import code_of_step, step_of
from practices.sessions.models import DemonstrationSession
from quizzes.attempts.models import AnswerFile, Attempt
from quizzes.bank.models import Category, Question
from quizzes.papers.models import Quiz
from tests.house.addresses import Address
from tests.house.neighbours import NOW, Neighbours
from tests.makers import account_of
from tracking.following.models import Ranking
from tracking.freezing.models import Freeze
from tracking.layouts.models import ReportLayout
from tracking.reports.models import ReportFile
from tracking.scheduling.models import ReportSchedule

NOTHING = 1_000_000
"""A number that nothing has: what answers must be a page all the same."""

Maker = Callable[[Neighbours], object]
"""What stands there; where it is a tuple, each of these in turn."""


def _first(model: type[Model]) -> Maker:
    return lambda world: model._default_manager.order_by("pk").values_list("pk", flat=True)[0]


def _latest(model: type[Question] | type[Quiz]) -> Maker:
    return lambda world: model.objects.values_list("latest_revision_id", flat=True)[0]


def _always(value: object) -> Maker:
    return lambda world: value


def _lans(world: Neighbours, model: type[Attempt] | type[AnswerFile]) -> Any:
    """What Lan has under way in a quiz."""
    of = "" if model is Attempt else "asked__attempt__"
    theirs = {f"{of}learner": world.a.secretary, f"{of}state": Attempt.State.OPEN}
    return model._default_manager.get(**theirs)


def _lesson(world: Neighbours) -> object:
    return world.lesson.pk


def _picture(world: Neighbours) -> list[str]:
    """The folder and the token of a signed address in Lan's package."""
    revision = world.played.revisions.get()
    return link_to("goi", revision.storage_key, "images/hop.png", now=timezone.now()).split("/")[3:5]


def _adoption(world: Neighbours) -> Adoption:
    return Adoption.objects.get(organisation=world.a.cell)


def _evidence(world: Neighbours) -> object:
    return AdoptionFile.objects.values_list("public_id", flat=True).get(report__adoption=_adoption(world))


def _recognition(world: Neighbours) -> object:
    """The paper that Lan has handed in."""
    return Recognition.objects.get(person=world.a.secretary).pk


def _of_the_session(model: type[CheckIn] | type[SignInSheet], column: str, **which: object) -> Maker:
    """What belongs to the hall of Lan's commune."""
    return lambda world: model._default_manager.values_list(column, flat=True).get(
        session=world.hall, **which
    )


def _old_code(world: Neighbours) -> object:
    """A code that its hall once showed."""
    session = world.hall
    return code_of_step(session.checkin_secret, str(session.public_id), step_of(NOW))


def _bundle(world: Neighbours) -> object:
    return H5PBundle.objects.order_by("pk").values_list("name", flat=True)[0]


HALL = (
    "badges",
    "check_self_in",
    "checkin",
    "checkin_list",
    "coming_codes",
    "host_code",
    "send_checkins",
    "sheet",
    "sheet_file",
    "sheet_photo",
    "sheets",
    "walk_in",
    "whose_checkin",
)
REVIEWED = (
    "discussion",
    "lessons_drawn",
    "observe",
    "observe_draft",
    "reviews_csv",
    "reviews_xlsx",
    "session_reviews",
)


def _reviewed(world: Neighbours) -> object:
    """The session of Lan's cell that she attended and wrote about."""
    return DemonstrationSession.objects.get(host=world.a.cell).public_id


ARGUMENTS: dict[tuple[str, str], Maker] = {
    # (an address by its full name, or a namespace, or nothing: anywhere; the argument)
    ("", "course"): lambda world: world.course.slug,
    ("", "module"): lambda world: world.module.slug,
    ("", "lesson"): lambda world: world.lesson.slug,
    # A lesson by its page's number, as questions know it.
    ("courses:read_again", "pk"): _lesson,
    # Pages in Wagtail.
    ("", "page_id"): _lesson,
    ("", "parent_page_id"): lambda world: world.module.pk,
    ("", "page_to_move_id"): _lesson,
    ("", "page_pk"): _lesson,
    ("", "destination_id"): lambda world: world.course.pk,
    ("wagtailadmin_pages:revisions_compare", "_0"): _lesson,
    ("wagtailadmin_pages:revisions_compare", "_1"): _always("earliest"),
    ("wagtailadmin_pages:revisions_compare", "_2"): _always("latest"),
    ("", "revision_id"): lambda world: world.lesson.latest_revision_id,
    ("", "workflow_pk"): _first(Workflow),
    ("", "task_id"): _first(Task),
    ("", "task_state_id"): _always(NOTHING),
    ("", "workflow_state_id"): _always(NOTHING),
    ("", "page_view_restriction_id"): _always(NOTHING),
    ("", "restriction_id"): _always(NOTHING),
    ("", "content_type_app_name"): _always("courses"),
    ("", "content_type_model_name"): _always("lessonpage"),
    ("", "app_label"): _always("courses"),
    ("", "app_name"): _always("media"),
    ("", "model_name"): _always("lessonpage"),
    ("wagtailadmin_workflows:add_task", "app_label"): _always("portal"),
    ("wagtailadmin_workflows:add_task", "model_name"): _always("secondpersontask"),
    ("wagtailadmin_tag_model_autocomplete", "model_name"): _always("picture"),
    ("", "action"): _always("delete"),
    ("", "action_name"): _always("approve"),
    ("", "object_id"): _lesson,
    ("", "session_id"): _always(NOTHING),
    ("wagtail_serve", "_0"): lambda world: f"{world.course.get_parent().slug}/{world.course.slug}/",
    ("wagtailadmin_api:pages", "pk"): _lesson,
    ("wagtailadmin_collections", "pk"): _first(Collection),
    ("wagtailadmin_collections", "collection_id"): _first(Collection),
    ("wagtailadmin_workflows", "pk"): _first(Workflow),
    ("wagtailadmin_workflows:edit_task", "pk"): _first(Task),
    ("wagtailadmin_workflows:disable_task", "pk"): _first(Task),
    ("wagtailadmin_workflows:enable_task", "pk"): _first(Task),
    # Files and registers in Wagtail.
    ("", "image_id"): _always(NOTHING),
    ("", "document_id"): _always(NOTHING),
    ("", "doc_id"): _always(NOTHING),
    ("", "uploaded_file_id"): _always(NOTHING),
    ("", "filter_spec"): _always("width-100"),
    ("wagtailadmin_api:images", "pk"): _always(NOTHING),
    ("wagtailadmin_api:documents", "pk"): _always(NOTHING),
    ("wagtailimages_chooser", "pk"): _always(NOTHING),
    ("wagtaildocs_chooser", "pk"): _always(NOTHING),
    ("wagtaildocs_serve", "_0"): _always(NOTHING),
    ("wagtaildocs_serve", "_1"): _always("to-giay.pdf"),
    ("wagtailsnippets_media_regulation", "pk"): _first(Regulation),
    ("wagtailsnippets_organisations_organisationkind", "pk"): _first(OrganisationKind),
    ("wagtailsnippets_organisations_celltype", "pk"): _first(CellType),
    ("wagtailsnippetchoosers_organisations_organisationkind", "pk"): _first(OrganisationKind),
    ("wagtailsnippetchoosers_organisations_celltype", "pk"): _first(CellType),
    ("wagtailsnippetchoosers_media_regulation", "pk"): _first(Regulation),
    ("wagtailsnippets_media_rubric", "pk"): _first(Rubric),
    ("wagtailsnippetchoosers_media_rubric", "pk"): _first(Rubric),
    ("wagtailsnippets_media_topic", "pk"): _first(Topic),
    ("wagtailsnippetchoosers_media_topic", "pk"): _first(Topic),
    # Certificates: Lan's, checked by its code; how they are worded; the key that signs them.
    ("certificates", "code"): lambda world: world.certificate.code,
    ("certificates", "kid"): lambda world: public_jwk()["kid"],
    ("certificate_desk:preview", "pk"): _first(CertificateTemplate),
    ("wagtailsnippets_courses_certificatetemplate", "pk"): _first(CertificateTemplate),
    ("wagtailsnippetchoosers_courses_certificatetemplate", "pk"): _first(CertificateTemplate),
    # Questions and quizzes.
    ("authoring:check_quiz", "pk"): _first(Quiz),
    ("authoring", "pk"): _first(Question),
    ("exceptions:of_quiz", "pk"): _first(Quiz),
    **{
        (f"wagtailsnippets_quizzes_{name}", argument): maker
        for name, model in (("question", Question), ("quiz", Quiz))
        for argument, maker in (
            ("revision_id", _latest(model)),
            ("revision_id_a", _always("earliest")),
            ("revision_id_b", _always("latest")),
        )
    },
    **{
        (f"{prefix}_quizzes_{name}", "pk"): _first(model)
        for prefix in ("wagtailsnippets", "wagtailsnippetchoosers")
        for name, model in (("question", Question), ("category", Category), ("quiz", Quiz))
    },
    # Accounts, groups and sites in Wagtail.
    ("wagtailusers_users", "pk"): lambda world: world.a.secretary.account_id,
    ("wagtailusers_groups", "pk"): _first(Group),
    ("wagtailsites", "pk"): _first(Site),
    # Review, and tests on paper.
    ("reviewing", "sitting"): lambda world: world.sitting.pk,
    ("reviewing", "number"): _always(1),
    ("printing", "quiz"): lambda world: world.paper.quiz_id,
    ("printing", "paper"): lambda world: world.paper.pk,
    ("printing", "result"): lambda world: world.result.pk,
    ("printing", "what"): _always(("de", "phieu-tra-loi", "dap-an")),
    # Files of questions.
    ("question_files", "public_id"): lambda world: world.question_files,
    ("question_files", "name"): _always("hinh-1.png"),
    # Interactive content: a package in Lan's lesson, the code that it loads, a library that it needs.
    ("delivery:file", "kind"): _always("goi"),
    ("delivery:file", "key"): lambda world: _picture(world)[0],
    ("delivery:file", "token"): lambda world: _picture(world)[1],
    ("delivery:file", "path"): _always("images/hop.png"),
    ("packages", "public_id"): lambda world: world.played.public_id,
    ("packages:bundle", "name"): _bundle,
    ("library_desk", "number"): _first(H5PLibrary),
    # Interactive content, a file of it that was sent, and what it said of Lan.
    ("package_desk:file", "public_id"): lambda world: world.package_file.public_id,
    ("library_desk:file", "public_id"): lambda world: world.library_file.public_id,
    ("package_desk", "public_id"): lambda world: world.package.public_id,
    ("package_desk", "number"): _always((1, 2)),
    ("statement_desk", "public_id"): lambda world: world.statement.pk,
    ("wagtailsnippets_media_package", "pk"): lambda world: world.package.pk,
    ("wagtailsnippetchoosers_media_package", "pk"): lambda world: world.package.pk,
    # Personal data: a section of one's own, a version of the notice.
    ("privacy:section", "key"): _always(
        (
            "account",
            "certificates",
            "sign_in_cards",
            "quiz_attempts",
            "quiz_answers",
            "package_attempts",
            "statements",
        )
    ),
    ("privacy", "number"): _always(1),
    # Lists brought in and taken out.
    ("exchange", "kind"): _always(("organisations", "people")),
    # Quizzes in figures.
    ("analysis", "quiz_id"): _first(Quiz),
    ("analysis", "question_id"): _first(Question),
    # Quizzes: Lan's attempt at one, and the file she handed in with it.
    ("quizzes", "quiz"): lambda world: _lans(world, Attempt).quiz.slug,
    ("quizzes", "attempt"): lambda world: _lans(world, Attempt).pk,
    ("quizzes", "slot"): _always(1),
    ("quizzes", "file"): lambda world: _lans(world, AnswerFile).pk,
    # A demonstration session: Lan's commune holds it, and she is invited.
    ("practices", "session"): lambda world: world.session.public_id,
    ("practices", "guest"): lambda world: world.session.participants.get(person=world.a.secretary).public_id,
    ("practices:take_back_posts", "number"): lambda world: world.session.audiences.get().pk,
    ("notifications", "number"): lambda world: (
        Notice.objects.filter(recipient__person=world.a.secretary).order_by("pk")[0].pk
    ),
    ("notifications:remove_device", "number"): lambda world: (
        PushSubscription.objects.get(account=world.a.secretary.account).pk
    ),
    ("notifications:calendar_feed", "token"): lambda world: token_of(
        CalendarAddress.objects.get(account=world.a.secretary.account)
    ),
    ("outbox", "number"): lambda world: Delivery.objects.get(notice__recipient__person=world.a.secretary).pk,
    # Choosers: of organisations, of people.
    ("choosing", "what"): _always(("to-chuc", "nguoi")),
    # Marking: an essay and its file, an attempt that has a mark, a corrected key, marking by two.
    ("marking", "number"): lambda world: world.marking.essay.pk,
    ("marking", "file_id"): lambda world: world.marking.file.pk,
    ("marking", "attempt_id"): lambda world: world.marking.attempt.pk,
    ("marking", "slot"): _always(1),
    ("marking", "question_id"): lambda world: world.marking.regrading.question_id,
    ("marking", "rule_id"): lambda world: world.marking.rule,
    ("marking", "public_id"): lambda world: world.marking.regrading.public_id,
    ("marks", "attempt_id"): lambda world: world.marking.attempt.pk,
    # Practices that cells apply: Lan's cell, and the evidence she sent.
    ("practices:adopt", "practice"): lambda world: _adoption(world).practice.slug,
    ("practices:adopters", "practice"): lambda world: _adoption(world).practice.slug,
    ("practices", "adoption"): lambda world: _adoption(world).public_id,
    ("practices:adoption_file", "file"): lambda world: _evidence(world),
    ("practices:adoption_below_file", "file"): lambda world: _evidence(world),
    # Training elsewhere: the paper of Lan's.
    ("courses", "recognition"): _recognition,
    ("tracking", "recognition"): _recognition,
    # Following up: Lan was called; a province where units are ranked.
    ("tracking:called", "person"): lambda world: world.a.secretary.public_id,
    ("wagtailsnippets_tracking_ranking", "pk"): _first(Ranking),
    ("wagtailsnippetchoosers_tracking_ranking", "pk"): _first(Ranking),
    # What is counted within an organisation.
    ("browsing:figure", "key"): _always(("da-hoc", "da-du", "da-ap-dung")),
    # Film and sound.
    ("", "media_id"): _first(Recording),
    ("", "media_type"): _always("video"),
    ("films", "public_id"): lambda world: Recording.objects.values_list("public_id", flat=True)[0],
    ("recordings", "public_id"): lambda world: RecordingUpload.objects.values_list("public_id", flat=True)[0],
    # Practices: one in the library.
    ("practices", "practice"): lambda world: world.practice.slug,
    # A hall of Lan's commune: its sheet, a check-in that nobody knows, a code that it once showed.
    **{(f"practices:{name}", "session"): lambda world: world.hall.public_id for name in HALL},
    **{(f"practices:{name}", "session"): _reviewed for name in REVIEWED},
    ("practices", "sheet"): _of_the_session(SignInSheet, "public_id"),
    ("practices", "checkin"): _of_the_session(CheckIn, "pk", refused="unknown"),
    ("practices", "code"): _old_code,
    # A file of a report, which its owner alone finds: Lan's organiser.
    **{
        (f"tracking:{name}", "public_id"): lambda world: (
            ReportFile.objects.get(owner=account_of(world.a.organiser)).public_id
        )
        for name in ("file", "fetch", "file_again", "discard_file")
    },
    # Reports: a list of people that Lan's organiser laid out, and what she has frozen.
    ("tracking", "key"): lambda world: (
        ReportLayout.objects.get(owner=account_of(world.a.organiser)).public_id
    ),
    ("tracking", "form"): _always("csv"),
    ("tracking", "other"): lambda world: (
        Freeze.objects.get(frozen_by=account_of(world.a.organiser)).public_id
    ),
    # A schedule, which its owner alone finds.
    **{
        (f"tracking:{name}", "public_id"): lambda world: (
            ReportSchedule.objects.get(owner=account_of(world.a.organiser)).public_id
        )
        for name in ("pause_schedule", "resume_schedule", "end_schedule")
    },
    # Ways to sign in.
    ("", "uidb36"): _always("1"),
    ("", "uidb64"): _always("MQ"),
    ("", "key"): _always("set-password"),
    ("", "token"): _always("set-password"),
    ("account_end_session", "pk"): _always(NOTHING),
    ("account_card_of", "username"): lambda world: account_of(world.a.secretary).username,
    ("mfa_edit_webauthn", "pk"): _always(NOTHING),
    ("mfa_remove_webauthn", "pk"): _always(NOTHING),
}

ABOUT_THINGS = ("uuid", "pk", "id", "public_id")
"""Arguments by these names or converters are about one of `things_of`."""


def maker_of(address: Address, argument: str) -> Maker | None:
    """What is said above of an argument; nothing for what is found by trying, and for the unknown."""
    for place in (address.name, address.namespace, ""):
        if maker := ARGUMENTS.get((place, argument)):
            return maker
    return None


def is_about_a_thing(argument: str, converter: str) -> bool:
    return converter in ABOUT_THINGS or argument in ABOUT_THINGS or argument.endswith("_id")
