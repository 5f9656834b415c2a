"""The desk: Hoa sends a file, looks, says yes; keeps it up to date; Sơn and Minh find nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.catalogue.models import LessonPage
from media.desk.contents.queries import Wish, packages_wished, played
from media.packages.actions import record_claim
from media.packages.models import Package, PackageUpload
from media.packages.rules import Claim
from organisations.people.models import Person
from tests.makers import make_course, make_person
from tests.media.conftest import browser, somebody
from tests.package_makers import NOON, OwnKind, file_of, make_package

pytestmark = pytest.mark.django_db
INDEX = "/quan-tri/noi-dung-tuong-tac/"
UPLOAD = f"{INDEX}tai-len/"
ERROR = ["error", "own.broken", "content/content.json", "Tệp này hỏng, đồng chí sửa rồi gửi lại."]
WARNING = ["warning", "own.large", "content/images/a.png", "Hình này nặng 9 MB."]


def send(client: Any, data: bytes, where: str = UPLOAD, name: str = "ai-chu-tri.h5p") -> Any:
    return client.post(where, {"file": SimpleUploadedFile(name, data)})


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def address(package: Package, then: str = "") -> str:
    return f"{INDEX}{package.public_id}/{then}"


@pytest.fixture
def hoas(hoa: User, handler: OwnKind) -> Any:
    return browser(hoa)


# --- Bringing in --------------------------------------------------------------------------------


def test_hoa_sees_what_was_found_before_anything_is_installed(hoas: Any) -> None:
    answer = send(hoas, file_of(findings=[WARNING], questions=4))
    assert answer.status_code == 302
    page = text_of(hoas.get(answer.url))
    for word in ("Ai chủ trì?", "H5P.MultiChoice 1.16", "content/images/a.png", "Hình này nặng 9 MB."):
        assert word in page
    assert 'value="install"' in page
    assert not Package.objects.exists()
    assert "ai-chu-tri.h5p" in text_of(hoas.get(INDEX))


def test_her_yes_leads_to_the_page_of_the_content(hoas: Any) -> None:
    where = send(hoas, file_of()).url
    answer = hoas.post(where, {"do": "install"})
    package = Package.objects.get()
    assert answer.url == address(package)
    assert "Ai chủ trì?" in text_of(hoas.get(answer.url))
    assert hoas.get(where).url == address(package)


def test_her_no_lets_the_file_go(hoas: Any) -> None:
    where = send(hoas, file_of()).url
    assert hoas.post(where, {"do": "discard"}).url == INDEX
    assert not PackageUpload.objects.exists()
    assert hoas.get(where).status_code == 404


def test_a_file_that_cannot_be_used_offers_no_yes(hoas: Any) -> None:
    where = send(hoas, file_of(findings=[WARNING, ERROR])).url
    page = text_of(hoas.get(where))
    assert page.index(ERROR[3]) < page.index(WARNING[3])
    assert 'value="install"' not in page
    assert hoas.post(where, {"do": "install"}).status_code == 409
    assert not Package.objects.exists()


def test_a_file_that_nobody_knows_says_what_to_send_instead(hoas: Any) -> None:
    page = text_of(hoas.get(send(hoas, b"%PDF-1.4", name="bai.pdf").url))
    assert ".h5p" in page
    assert 'value="install"' not in page


@pytest.mark.parametrize("data", [None, b""])
def test_no_file_is_told_at_the_form(hoas: Any, data: bytes | None) -> None:
    answer = hoas.post(UPLOAD, {}) if data is None else send(hoas, data)
    assert answer.status_code == 422
    assert not PackageUpload.objects.exists()


def test_new_library_code_is_for_a_reviewer_to_let_in(hoas: Any, tam: User) -> None:
    code = ["H5P.MultiChoice 1.16.14"]
    data = file_of(brings=code, needs=code)
    where = send(hoas, data).url
    page = text_of(hoas.get(where))
    assert "H5P.MultiChoice 1.16.14" in page
    assert 'value="install"' not in page
    assert hoas.post(where, {"do": "install"}).status_code == 409
    assert not Package.objects.exists()
    tams = browser(tam)
    assert 'value="install"' in text_of(tams.get(send(tams, data).url))
    tams.post(send(tams, data).url, {"do": "install"})
    assert Package.objects.count() == 1


def test_each_decides_about_her_own_files(hoas: Any, tam: User) -> None:
    where = send(hoas, file_of()).url
    tams = browser(tam)
    assert tams.get(where).status_code == 404
    assert tams.post(where, {"do": "install"}).status_code == 404
    assert not Package.objects.exists()


# --- Keeping up to date -------------------------------------------------------------------------


def installed(client: Any, **said: Any) -> Package:
    client.post(send(client, file_of(**said)).url, {"do": "install"})
    return Package.objects.latest("pk")


def test_a_new_version_and_back_again(hoas: Any) -> None:
    package = installed(hoas)
    where = send(hoas, file_of("Bản hai"), address(package, "phien-ban-moi/")).url
    assert "Ai chủ trì?" in text_of(hoas.get(where))
    hoas.post(where, {"do": "install"})
    package.refresh_from_db()
    assert package.current is not None
    assert package.current.number == 2
    page = text_of(hoas.get(address(package)))
    assert address(package, "1/dung-lai/") in page
    assert address(package, "2/dung-lai/") not in page
    asked = hoas.get(address(package, "1/dung-lai/"))
    assert asked.status_code == 200
    assert hoas.get(address(package, "2/dung-lai/")).status_code == 404
    package.refresh_from_db()
    assert package.current.number == 2
    hoas.post(address(package, "1/dung-lai/"))
    package.refresh_from_db()
    assert package.current.number == 1


def test_the_same_file_comes_back(hoas: Any) -> None:
    package = installed(hoas, questions=7)
    answer = hoas.get(address(package, "1/tai-ve/"))
    assert b"".join(answer.streaming_content) == file_of(questions=7)
    assert 'filename="ai-chu-tri-1.h5p"' in answer["Content-Disposition"]
    assert hoas.get(address(package, "2/tai-ve/")).status_code == 404


def test_it_is_renamed_and_not_without_a_name(hoas: Any) -> None:
    package = installed(hoas)
    assert hoas.post(address(package, "doi-ten/"), {"title": " "}).status_code == 422
    hoas.post(address(package, "doi-ten/"), {"title": "Ai ghi biên bản?"})
    package.refresh_from_db()
    assert package.title == "Ai ghi biên bản?"


def test_what_a_lesson_holds_is_not_removed_and_the_lesson_is_named(hoas: Any) -> None:
    package = installed(hoas)
    make_course("Bài một", body=[{"type": "package", "value": {"package": package.pk}}])
    lesson = LessonPage.objects.get(title="Bài một")
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert edit in text_of(hoas.get(address(package)))
    page = hoas.get(address(package, "xoa/"))
    assert edit in text_of(page)
    assert hoas.post(address(package, "xoa/")).status_code == 409
    assert Package.objects.exists()


def test_what_nobody_would_miss_is_removed_after_asking(hoas: Any, handler: OwnKind) -> None:
    package = installed(hoas)
    assert hoas.get(address(package, "xoa/")).status_code == 200
    assert Package.objects.exists()
    assert hoas.post(address(package, "xoa/")).url == INDEX
    assert not Package.objects.exists()
    assert ("remove", 1) in handler.done


# --- Looking ------------------------------------------------------------------------------------


def test_content_is_found_with_or_without_marks_and_by_kind(hoas: Any) -> None:
    one, two = make_package("Ai chủ trì?"), make_package("Ghi biên bản", kind="scorm12")
    assert list(packages_wished(Wish("CHU tri"))) == [one]
    assert list(packages_wished(Wish(kind="scorm12"))) == [two]
    page = text_of(hoas.get(INDEX, {"q": "bien ban"}))
    assert "Ghi biên bản" in page
    assert "Ai chủ trì?" not in page
    assert hoas.get(INDEX, {"kind": "khac", "p": "99"}).status_code == 200


def test_how_far_people_have_got_is_counted_and_nobody_named(hoas: Any, lan: Person, son: Person) -> None:
    package = make_package()
    third = make_person("Lý Thị Ba")
    for learner, share in ((lan, 1.0), (son, 0.34), (third, None)):
        record_claim(
            learner=learner,
            package=package,
            claim=Claim(share=share, is_complete=share != 0.34),
            now=NOON,
        )
    figures = played(package)
    assert (figures.people, figures.completed, figures.with_points) == (3, 2, 2)
    assert figures.tenths == (0, 0, 0, 1, 0, 0, 0, 0, 0, 1)
    page = text_of(hoas.get(address(package)))
    assert "90–100%" in page
    assert "<svg" in page
    assert lan.full_name not in page


def test_a_page_costs_as_many_queries_however_much_there_is(hoas: Any) -> None:
    def costs(*places: str) -> list[int]:
        return [len(_queries_of(hoas, place)) for place in places]

    package = make_package()
    _is_played(package, "Người đầu")
    costs(INDEX, address(package))  # what is read once for all
    few = costs(INDEX, address(package))
    for number in range(20):
        _is_played(make_package(f"Nội dung {number}", revisions=3), f"Người {number}")
        _is_played(package, f"Người khác {number}")
    assert costs(INDEX, address(package)) == few


def _is_played(package: Package, name: str) -> None:
    record_claim(learner=make_person(name), package=package, claim=Claim(share=1.0), now=NOON)


def _queries_of(client: Any, place: str) -> Any:
    with CaptureQueriesContext(connection) as found:
        assert client.get(place).status_code == 200
    return found.captured_queries


def test_only_playable_content_can_be_chosen_for_a_lesson(hoas: Any) -> None:
    make_package("Ai chủ trì?")
    Package.objects.create(kind="h5p", title="Chưa có gì", made_at=NOON)
    choose = reverse("wagtailsnippetchoosers_media_package:choose_results")
    page = text_of(hoas.get(choose))
    assert "Ai chủ trì?" in page
    assert "Chưa có gì" not in page
    assert "Ai chủ trì?" in text_of(hoas.get(choose, {"q": "chu tri"}))
    assert "Ai chủ trì?" not in text_of(hoas.get(choose, {"q": "bien ban"}))
    assert hoas.get(reverse("wagtailsnippetchoosers_media_package:choose")).status_code == 200


def test_adding_and_deleting_as_a_snippet_lead_to_this_desk(hoas: Any, admin_client: Client) -> None:
    package = make_package()
    assert hoas.get(reverse("wagtailsnippets_media_package:add")).url == UPLOAD
    edit = reverse("wagtailsnippets_media_package:edit", args=[package.pk])
    assert hoas.get(edit).status_code == 200
    delete = reverse("wagtailsnippets_media_package:delete", args=[package.pk])
    assert admin_client.post(delete)["Location"] == address(package, "xoa/")
    assert Package.objects.exists()


# --- Who comes in -------------------------------------------------------------------------------


def test_lecturers_find_these_screens_and_nobody_else_does(hoas: Any, minh: User) -> None:
    package = make_package(revisions=2)
    stranger = browser(somebody("Đinh Văn Sơn", "son"))
    places = [
        INDEX,
        UPLOAD,
        *(address(package, then) for then in ("", "phien-ban-moi/", "xoa/", "1/tai-ve/", "1/dung-lai/")),
    ]
    for place in places:
        assert hoas.get(place).status_code == 200, place
        assert browser(minh).get(place).status_code == 404, place
        assert stranger.get(place).status_code == 302, place
        assert Client().get(place).status_code == 302, place
    for then in ("xoa/", "1/dung-lai/", "doi-ten/"):
        assert browser(minh).post(address(package, then), {"title": "x"}).status_code == 404
    assert "noi-dung-tuong-tac" in hoas.get("/quan-tri/").content.decode()
    assert "noi-dung-tuong-tac" not in browser(minh).get("/quan-tri/").content.decode()
