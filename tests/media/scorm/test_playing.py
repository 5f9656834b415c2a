"""A learner plays SCORM: what the page gets, what is kept, what it counts; a stranger gets nothing."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.models import LessonProgress
from media.packages.models import Package, PackageAttempt, PackageStanding, PackageState
from media.scorm.core.package import Version
from media.scorm.pages import with_script
from media.statements.models import Statement
from organisations.people.models import Person
from tests.courses.conftest import browser_of
from tests.makers import edition_of, make_course, make_person, paragraph
from tests.media.h5p.makers import zipped
from tests.media.scorm.makers import TWO, manifest, package_files
from tests.media.scorm.packages import install
from tests.package_makers import make_follower, make_lecturer

NOW = timezone.now()
MOST_QUERIES = 40


@pytest.fixture
def package(db: None) -> Package:
    return install(zipped(package_files(parts=TWO)))


@pytest.fixture
def course(package: Package) -> CoursePage:
    return course_with(package)


def course_with(package: Package, **lesson: Any) -> CoursePage:
    block = {"type": "package", "value": {"package": package.pk}, "id": str(uuid4())}
    asked = {"completion": "played", "least_percent": 50, **lesson}
    return make_course("Bài SCORM", title=package.title, body=[paragraph(), block], **asked)


@pytest.fixture
def lan(course: CoursePage) -> Person:
    return make_follower(course, now=NOW)


@pytest.fixture
def son(course: CoursePage) -> Person:
    return make_person("Đinh Văn Sơn")


@pytest.fixture
def hoa(course: CoursePage) -> Person:
    return make_lecturer()


def boot(browser: Client, package: Package) -> dict[str, Any]:
    answer = browser.get(f"/goi/{package.public_id}/khoi-dong/")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def report(browser: Client, package: Package, part: str = "muc-1", **sent: Any) -> Any:
    content = {"id": str(uuid4()), "part": part, "values": {}, **sent}
    return browser.post(
        f"/goi/{package.public_id}/bao-cao/", json.dumps(content), content_type="application/json"
    )


PASSED = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80", "cmi.core.score.max": "100"}
BOOKMARK = {"cmi.core.lesson_location": "3", "cmi.suspend_data": "a=1", "cmi.core.exit": "suspend"}


def test_the_page_gets_the_parts_and_where_she_stopped_in_each(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    first = boot(browser, package)
    assert [part["title"] for part in first["parts"]] == ["Chuẩn bị kỳ họp", "Chủ trì kỳ họp"]
    assert first["parts"][0]["values"] == {}
    assert "Lan" not in json.dumps(first, ensure_ascii=False)
    assert report(browser, package, values=BOOKMARK).json() == {"receipt": "saved"}
    again = boot(browser, package)
    assert again["parts"][0]["values"]["cmi.core.lesson_location"] == "3"
    assert again["parts"][0]["values"]["cmi.core.entry"] == "resume"
    assert again["parts"][0]["begun"]
    assert not again["parts"][1]["begun"]


def test_the_page_is_not_told_again_what_it_knows(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    address = f"/goi/{package.public_id}/khoi-dong/"
    etag = browser.get(address)["ETag"]
    assert browser.get(address, headers={"If-None-Match": etag}).status_code == 304
    report(browser, package, values=BOOKMARK)
    assert browser.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_package_is_complete_when_both_parts_are(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    report(browser, package, "muc-1", values=PASSED)
    standing = PackageStanding.objects.get()
    assert (standing.completed_at, standing.share) == (None, 0.8)
    report(browser, package, "muc-2", values={**PASSED, "cmi.core.score.raw": "40"})
    standing.refresh_from_db()
    assert standing.completed_at is not None
    assert standing.share == pytest.approx(0.8)
    assert PackageAttempt.objects.get().is_complete
    assert LessonProgress.objects.get(learner=lan).done_at is not None


def test_a_package_that_only_begins_and_ends_finishes_the_lesson(db: None) -> None:
    package = install(zipped(package_files()))
    lan = make_person("Vũ Thị Lan")
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    report(browser_of(lan), package, values={"cmi.core.lesson_status": "not attempted"})
    assert not LessonProgress.objects.filter(learner=lan, done_at__isnull=False).exists()
    report(browser_of(lan), package, values={"cmi.core.lesson_status": "not attempted"}, finished=True)
    assert LessonProgress.objects.get(learner=lan).done_at is not None


def test_a_failed_package_finishes_nothing(db: None) -> None:
    package = install(zipped(package_files()))
    lan = make_person("Vũ Thị Lan")
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    report(browser_of(lan), package, values={**PASSED, "cmi.core.lesson_status": "failed"}, finished=True)
    assert PackageStanding.objects.get().completed_at is None


def test_a_statement_is_kept_for_each_part_and_for_the_whole_once(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    for _ in range(2):
        report(browser, package, "muc-1", values=PASSED)
        report(browser, package, "muc-2", values=PASSED)
    activity = f"urn:lop-chi-bo:package:{package.public_id}"
    assert sorted(Statement.objects.values_list("activity", flat=True)) == [
        activity,
        f"{activity}#muc-1",
        f"{activity}#muc-2",
    ]


def test_what_waited_in_a_phone_takes_no_place_back(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    report(browser, package, values=BOOKMARK)
    report(browser, package, values={**PASSED, "cmi.core.lesson_location": "1"}, waited=3600)
    told = boot(browser, package)["parts"][0]
    assert told["values"]["cmi.core.lesson_location"] == "3"
    assert told["done"]


def test_she_may_begin_a_part_again_and_keeps_what_she_reached(lan: Person, package: Package) -> None:
    browser = browser_of(lan)
    report(browser, package, values={**PASSED, **BOOKMARK})
    answer = browser.post(
        f"/goi/{package.public_id}/trang-thai/",
        json.dumps({"part": "muc-1", "data_type": "cmi", "data": None}),
        content_type="application/json",
    )
    assert answer.json() == {"success": True}
    assert boot(browser, package)["parts"][0]["values"] == {}
    assert PackageStanding.objects.get().share == 0.8


def test_a_place_cannot_be_written_beside_a_report(lan: Person, package: Package) -> None:
    answer = browser_of(lan).post(
        f"/goi/{package.public_id}/trang-thai/",
        json.dumps({"part": "muc-1", "data_type": "cmi", "data": "{}"}),
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert not PackageState.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{"part": "khong-co"}, {"part": 5}, {"values": None}, {"values": [1]}, {"part": None}],
)
def test_what_is_no_report_is_refused(lan: Person, package: Package, sent: dict[str, Any]) -> None:
    content = {"id": "x", "part": "muc-1", "values": {}, **sent}
    answer = browser_of(lan).post(
        f"/goi/{package.public_id}/bao-cao/", json.dumps(content), content_type="application/json"
    )
    assert answer.status_code == 400
    assert not PackageState.objects.exists()


def test_a_stranger_gets_nothing_and_an_author_leaves_nothing(
    son: Person, hoa: Person, package: Package
) -> None:
    assert browser_of(son).get(f"/goi/{package.public_id}/khoi-dong/").status_code == 404
    assert report(browser_of(son), package, values=PASSED).status_code == 404
    told = boot(browser_of(hoa), package)
    assert not told["keeps"]
    assert report(browser_of(hoa), package, values=PASSED).json() == {"receipt": "refused"}
    assert not PackageState.objects.exists()
    assert not PackageStanding.objects.exists()


def test_a_report_costs_the_same_however_many_parts_and_learners_there_are(
    lan: Person, package: Package, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(lan)
    report(browser, package, "muc-1", values=BOOKMARK)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        report(browser, package, "muc-1", values=BOOKMARK)
    many = tuple((f"Phần {number}", f"chuan-bi/course.html?phan={number}") for number in range(1, 60))
    larger = install(zipped(package_files(parts=many)))
    enrol(learner=lan, edition=edition_of(course_with(larger)), now=NOW)
    for number in range(1, 30):
        report(browser, larger, f"muc-{number}", values=BOOKMARK)
    with django_assert_max_num_queries(MOST_QUERIES) as large:
        report(browser, larger, "muc-1", values=BOOKMARK)
    assert len(large) == len(few)


# --- Files of the frame ----------------------------------------------------------------------------


def test_pages_carry_our_script_and_a_closed_policy(lan: Person, package: Package) -> None:
    told = boot(browser_of(lan), package)
    stranger = Client()
    page = stranger.get(told["media"] + told["parts"][0]["address"])
    assert page.status_code == 200
    body = b"".join(page.streaming_content)  # type: ignore[attr-defined]
    assert body.index(b"API_1484_11") < body.index(b"../shared/run.js")
    policy = page["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms; ")
    assert "allow-same-origin" not in policy
    assert "form-action 'none'" in policy
    assert "http://testserver/tep/" in policy
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Access-Control-Allow-Origin"] == "*"
    assert "X-Frame-Options" not in page
    script = stranger.get(f"{told['media']}shared/run.js")
    assert b"".join(script.streaming_content).startswith(b"//")  # type: ignore[attr-defined]
    assert script["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path", ["khong-co.html", "../1.zip", "shared", "%2e%2e/1.zip", "shared/../../1.zip"]
)
def test_what_is_no_file_of_it_is_not_found(lan: Person, package: Package, path: str) -> None:
    told = boot(browser_of(lan), package)
    assert Client().get(told["media"] + path).status_code == 404


def test_an_address_nobody_signed_is_not_found(package: Package) -> None:
    assert package.current is not None
    address = f"/tep/goi/{package.current.storage_key}/ffffffff-x/chuan-bi/course.html"
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><script>theirs</script></head></html>",
        b'<!DOCTYPE html>\n<HTML lang="vi"><HEAD data-x="1">\n<script>theirs</script>',
        b"<!-- <head> --><html><script>theirs</script></html>",
        b"<!doctype html><p>theirs",
        b"theirs",
        b"\xef\xbb\xbf<html><head><title>theirs</title></head></html>",
        "<html><head><title>theirs</title></head></html>".encode("utf-16"),
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>theirs</title>',
    ],
)
def test_our_script_stands_before_theirs_in_every_page(page: bytes) -> None:
    for version in Version:
        made = with_script(page, version)
        text = made.decode("utf-16" if made.startswith(b"\xff\xfe") else "utf-8")
        assert text.index("CrossFrameAPI") < text.index("theirs")
        if "<!--" in text and "-->" in text:
            assert text.index("-->") < text.index("CrossFrameAPI")
        assert text.count("<script>//<![CDATA[") == 1


def test_a_package_without_a_folder_for_its_parts_plays_too(db: None) -> None:
    package = install(zipped(package_files("2004", xml=manifest("2004"))))
    assert package.kind == "scorm2004"
