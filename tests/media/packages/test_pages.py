"""Where interactive content stands: its card in a lesson, its page, the document of its frame."""

import gzip
import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from media.packages import front_end
from media.packages.actions import record_claim
from media.packages.content_types import kind_in_words
from media.packages.frame import policy_of_frame
from media.packages.models import Package
from media.packages.rules import Claim
from organisations.people.models import Person
from tests.courses.conftest import browser_of
from tests.house.tree import ROOT
from tests.makers import make_course, make_person, outline_for, paragraph
from tests.package_makers import make_follower, make_lecturer, make_package

NOW = timezone.now()
MOST_QUERIES = 8
MOST_SHELL = 2048
MOST_SCRIPT = 22_000


@pytest.fixture
def package(db: None) -> Package:
    return make_package("Kỳ họp tháng ba")


@pytest.fixture
def course(package: Package) -> CoursePage:
    block = {
        "type": "package",
        "value": {"package": package.pk},
        "id": "abcdef01-0000-4000-8000-000000000000",
    }
    body = [paragraph(), block]
    return make_course("Bài tương tác", "Bài hai", body=body, completion="played", least_percent=60)


@pytest.fixture
def lan(course: CoursePage) -> Person:
    return make_follower(course, now=NOW)


@pytest.fixture
def son(course: CoursePage) -> Person:
    return make_person("Đinh Văn Sơn")


@pytest.fixture
def hoa(course: CoursePage) -> Person:
    return make_lecturer()


def page_of(package: Package) -> str:
    return reverse("packages:play", args=[package.public_id])


def lesson_of(course: CoursePage, number: int = 0) -> str:
    lesson = outline_for(course).lessons[number]
    return reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])


def seen(browser: Client, address: str, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- In a lesson -------------------------------------------------------------------------------


def test_a_lesson_says_what_it_is_how_large_and_where_she_stands(
    lan: Person, course: CoursePage, package: Package
) -> None:
    text = seen(browser_of(lan), lesson_of(course))
    assert "Một câu hỏi" in text
    assert "Kỳ họp tháng ba" in text
    assert "Chưa làm" in text
    assert re.search(r"Mở · 175,8\sKB", text)
    assert f'href="{page_of(package)}"' in text
    assert f'data-learner="{lan.public_id}"' in text


def test_what_she_reached_is_told_in_words(lan: Person, course: CoursePage, package: Package) -> None:
    record_claim(learner=lan, package=package, claim=Claim(raw=8, most=10), now=NOW)
    assert "Đang làm" in seen(browser_of(lan), lesson_of(course))
    record_claim(learner=lan, package=package, claim=Claim(raw=9, most=10, is_complete=True), now=NOW)
    text = seen(browser_of(lan), lesson_of(course))
    assert "Đã làm xong" in text
    assert "90%" in text
    assert "Mở lại" in text


def test_who_does_not_follow_the_course_is_told_to_enrol(son: Person, course: CoursePage) -> None:
    text = seen(browser_of(son), lesson_of(course))
    assert "Đăng ký khóa học để làm phần này" in text
    assert "data-package" not in text


def test_only_a_lesson_that_holds_it_lets_frames_in_and_loads_a_player(
    lan: Person, course: CoursePage
) -> None:
    browser = browser_of(lan)
    with_it, without = (browser.get(lesson_of(course, number)) for number in (0, 1))
    assert "frame-src http://testserver/goi/khung/" in with_it["Content-Security-Policy"]
    assert "frame-src" not in without["Content-Security-Policy"]
    assert b"media/packages/host.js" in with_it.content
    assert b"media/packages" not in without.content


def test_a_lesson_with_it_costs_no_more_queries_than_others(
    lan: Person, course: CoursePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(lan)
    browser.get(lesson_of(course))
    with django_assert_max_num_queries(MOST_QUERIES + 2):  # two for what it holds
        browser.get(lesson_of(course))


def test_an_author_previews_a_lesson_that_holds_it(
    admin_client: Client, course: CoursePage, package: Package
) -> None:
    lesson = course.get_children().get().get_children().first()
    text = seen(admin_client, reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert "Kỳ họp tháng ba" in text
    assert f'href="{page_of(package)}"' in text
    assert "data-package" not in text


# --- Alone -------------------------------------------------------------------------------------


def test_its_page_is_hers_and_no_strangers(lan: Person, son: Person, package: Package) -> None:
    text = seen(browser_of(lan), page_of(package))
    assert "<h1>Kỳ họp tháng ba</h1>" in text
    assert "trình duyệt cần JavaScript" in text
    assert browser_of(son).get(page_of(package)).status_code == 404
    assert Client().get(page_of(package)).status_code == 302


def test_a_lecturer_is_told_that_nothing_of_hers_is_kept(hoa: Person, package: Package) -> None:
    text = seen(browser_of(hoa), page_of(package))
    assert "không được lưu" in text
    assert "data-learner" not in text
    assert "data-standing" not in text


def test_its_script_asks_for_the_standing_alone(lan: Person, package: Package) -> None:
    record_claim(learner=lan, package=package, claim=Claim(share=0.7, is_complete=True), now=NOW)
    text = seen(browser_of(lan), page_of(package), **{"X-Part": "standing"})
    assert text.startswith("<p")
    assert "70%" in text


def test_content_that_nobody_named_is_interactive_content() -> None:
    assert str(kind_in_words("LCB.CellMeeting 1.2")) == "Nội dung tương tác"
    assert str(kind_in_words("")) == "Nội dung tương tác"


# --- The frame -----------------------------------------------------------------------------------


def test_the_document_of_the_frame_is_the_same_for_everybody(db: None, lan: Person) -> None:
    plain, hers = (browser.get(reverse("packages:shell")) for browser in (Client(), browser_of(lan)))
    assert plain.content == hers.content
    assert "Set-Cookie" not in hers
    assert hers["Cache-Control"].startswith("public")
    assert hers["Referrer-Policy"] == "no-referrer"


def test_its_policy_closes_what_a_sandbox_leaves_open(client: Client) -> None:
    answer = client.get(reverse("packages:shell"))
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["sandbox"] == "allow-scripts allow-forms"
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    fetched = {
        source
        for name in ("img-src", "connect-src", "media-src", "font-src")
        for source in policy[name].split()
    }
    assert fetched == {"data:", "blob:", "http://testserver/tep/"}
    for way_out in ("same-origin", "popups", "top-navigation", "modals", "downloads"):
        assert f"allow-{way_out}" not in answer["Content-Security-Policy"]


def test_behind_a_proxy_its_files_are_where_the_site_is() -> None:
    assert "img-src data: blob: https://lop.example/tep/" in policy_of_frame("https://lop.example")


def test_its_script_is_small() -> None:
    script = ROOT / "media/templates/media/packages/frame/shell.js"
    assert len(gzip.compress(script.read_bytes())) <= MOST_SHELL


def test_the_scripts_of_a_lesson_with_a_player_are_small() -> None:
    names = [
        *("site/portal/static/portal/js/site.js", "site/portal/static/portal/js/outbox.js"),
        *(f"courses/static/courses/js/{name}.js" for name in ("lesson", "outbox")),
        *(f"media/static/media/packages/{name}.js" for name in ("host", "h5p", "reports")),
    ]
    assert sum(len(gzip.compress((ROOT / name).read_bytes())) for name in names) <= MOST_SCRIPT


# --- H5P's own front end ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [*front_end.H5P_SCRIPTS, *front_end.H5P_STYLES, *dict(front_end.H5P_FONTS).values()]
)
def test_the_player_of_h5p_is_a_static_file(name: str) -> None:
    found = finders.find(name)
    assert found
    assert Path(found).stat().st_size > 10_000
    listed = [path for path, _ in front_end.FrontEndFinder().list([])]
    assert name in listed


def test_its_style_sheet_needs_no_other_file_and_brings_no_face_of_text() -> None:
    text = Path(str(finders.find(front_end.H5P_STYLES[0]))).read_text()
    assert re.findall(r"url\((?!data:)[^)]*\)", text) == []
    faces = re.findall(r"@font-face\{font-family:([^;]+);src:([^}]+)\}", text)
    assert faces == [(family, front_end.COMES_LATER) for family in ("h5p", "h5p-theme")]
    assert text.count("@font-face") == 2


def test_before_npm_has_been_there_nothing_is_found(tmp_path: Path) -> None:
    with override_settings(FRONT_END=tmp_path, FRONT_END_MADE=tmp_path / "made"):
        finder = front_end.FrontEndFinder()
        assert list(finder.list([])) == []
        assert finder.find("h5p/h5p.css") is None
        assert finder.find("h5p/h5p.css", find_all=True) == []


def test_a_newer_source_is_made_anew(tmp_path: Path) -> None:
    source = tmp_path / "h5p-standalone/dist/frame.bundle.js"
    source.parent.mkdir(parents=True)
    source.write_text("one();\n//# sourceMappingURL=frame.bundle.js.map\n")
    with override_settings(FRONT_END=tmp_path, FRONT_END_MADE=tmp_path / "made"):
        made = Path(str(front_end.FrontEndFinder().find("h5p/frame.bundle.js")))
        assert made.read_text() == "one();\n\n"
        source.write_text("two();\n")
        later = made.stat().st_mtime + 10
        os.utime(source, (later, later))
        assert Path(str(front_end.FrontEndFinder().find("h5p/frame.bundle.js"))).read_text() == "two();\n"
