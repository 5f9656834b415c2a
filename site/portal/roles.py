"""Who may do what in the authoring site: groups, their permissions, and the way to publication.

Nobody but an administrator publishes alone: lecturers write, and a second person approves.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from accounts.roles import AUDITORS, GROUPS, LECTURERS, REVIEWERS
from portal.models import HomePage, SecondPersonTask

APPROVAL = "Duyệt bài học"
SECOND_PERSON = "Người thứ hai duyệt"

# Written by lecturers: registers and interactive content freely, questions and quizzes as drafts that a
# second person checks.
_WRITTEN = ("topic", "regulation", "rubric", "category", "question", "quiz", "package", "proposal", "inquiry")
_CHECKED = ("question", "quiz")
# Program code that content brings is played on everybody's phone: a second person lets it in.
_BESIDES = {
    LECTURERS: ("view_statement",),
    REVIEWERS: (
        "view_statement",
        "void_statement",
        "install_library_code",
        # What certificates say, and who signs them, is not each lecturer's to write.
        "add_certificatetemplate",
        "change_certificatetemplate",
        "view_certificatetemplate",
    ),
    AUDITORS: ("view_statement",),
}
# Wagtail asks for the permissions of its own models, whichever models stand in for them.
_COLLECTION_CODENAMES = [
    f"{verb}_{kind}" for kind in ("image", "document", "media") for verb in ("add", "change", "choose")
]
_PAGE_CODENAMES = ("add_page", "change_page")


def prepare_roles(home: HomePage) -> None:
    """Bring groups, permissions and the way to publication to what stands here; safe to run again."""
    for name in GROUPS.values():
        group, _ = Group.objects.get_or_create(name=name)
        writes = name in (LECTURERS, REVIEWERS)
        group.permissions.set(_site_permissions(writes=writes, besides=_BESIDES.get(name, ())))
        if writes:
            _allow_pages(group, home)
            _allow_collections(group)
    _prepare_approval(home)


def _site_permissions(*, writes: bool, besides: tuple[str, ...]) -> list[Permission]:
    """Everybody with a role comes in; what each may see of people is decided by grants, not here."""
    written = [f"{verb}_{name}" for name in _WRITTEN for verb in ("add", "change", "view")]
    codenames = ["access_admin", *(written if writes else ()), *besides]
    return list(Permission.objects.filter(codename__in=codenames))


def _allow_pages(group: Group, page: Page) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=_PAGE_CODENAMES
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _allow_collections(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailmedia"],
        codename__in=_COLLECTION_CODENAMES,
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _prepare_approval(home: HomePage) -> None:
    workflow, is_new = Workflow.objects.get_or_create(name=APPROVAL)
    if is_new:
        task = SecondPersonTask.objects.create(name=SECOND_PERSON)
        task.groups.set(Group.objects.filter(name=REVIEWERS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
    for kind in ContentType.objects.filter(app_label="quizzes", model__in=_CHECKED):
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def remove_what_wagtail_brings() -> None:
    """Wagtail's own groups and approval, made by its first migration, say the same in English."""
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(pk__in=GroupApprovalTask.objects.filter(name="Moderators approval")).delete()
