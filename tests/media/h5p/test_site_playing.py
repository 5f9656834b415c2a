"""Lan plays H5P in a lesson: what her page is given, what it brings back; a stranger gets nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.progress.models import LessonProgress
from media.h5p.bundles import remove_outdated
from media.h5p.core.format.json_values import JsonObject
from media.h5p.models import H5PBundle
from media.h5p.shelf import h5p_site
from media.packages.models import Package, PackageAttempt, PackageStanding, PackageState
from media.statements.models import Statement
from organisations.people.models import Person
from tests.makers import account_of, make_person
from tests.media.h5p.makers import PNG, library_files, manifest, package_files
from tests.media.h5p.packages import (
    NOW,
    author,
    course_with,
    follows,
    install,
    own_storage,
    with_note,
    with_strangers,
    xapi,
)

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> Any:
    return own_storage(monkeypatch)


@pytest.fixture
def package() -> Package:
    return install().package


@pytest.fixture
def lan(package: Package) -> Person:
    course = course_with(package, completion="played", least_percent=60)
    return follows(make_person("Vũ Thị Lan", username="lan"), course)


@pytest.fixture
def hers(lan: Person) -> Client:
    return signed_in(lan)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend=BACKEND)
    return client


def at(name: str, package: Package) -> str:
    return reverse(f"packages:{name}", args=[package.public_id])


def boot(browser: Client, package: Package) -> dict[str, Any]:
    answer = browser.get(at("boot", package))
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def content_in(told: dict[str, Any]) -> JsonObject:
    [content] = told["integration"]["contents"].values()
    described: JsonObject = content
    return described


def post(browser: Client, where: str, sent: object) -> Any:
    return browser.post(where, json.dumps(sent), content_type="application/json")


def report(browser: Client, package: Package, statement: object, **more: Any) -> Any:
    sent = {"id": str(uuid4()), "statement": statement, "happened_at": timezone.now().isoformat(), **more}
    return post(browser, at("report", package), sent)


def save(browser: Client, package: Package, data: object, **more: Any) -> Any:
    return post(browser, at("state", package), {"part": "", "data_type": "state", "data": data, **more})


# --- Who may -----------------------------------------------------------------------------------


def test_strangers_learners_of_other_courses_and_nobody_at_all_get_nothing(
    package: Package, lan: Person
) -> None:
    son = signed_in(make_person("Đinh Văn Sơn", username="son"))
    for name, do in (("boot", son.get), ("state", son.post), ("report", son.post)):
        assert do(at(name, package)).status_code == 404
        nobody: Any = Client()
        ask = nobody.get if name == "boot" else nobody.post
        assert ask(at(name, package)).status_code == 401
    assert signed_in(lan).get(at("boot", package)).status_code == 200
    unknown = reverse("packages:boot", args=[uuid4()])
    assert signed_in(lan).get(unknown).status_code == 404


def test_an_author_plays_it_and_nothing_of_that_is_kept(package: Package) -> None:
    hoa = Client()
    hoa.force_login(author("view_package"), backend=BACKEND)
    told = boot(hoa, package)
    assert told["keeps"] is False
    assert told["integration"]["saveFreq"] is False
    assert save(hoa, package, '{"path":[1]}').json() == {"success": True}
    assert report(hoa, package, xapi()).json() == {"receipt": "refused"}
    assert not PackageState.objects.exists()
    assert not Statement.objects.exists()


# --- What a page is given ----------------------------------------------------------------------


def test_a_page_is_given_all_that_it_needs_to_start(package: Package, hers: Client) -> None:
    told = boot(hers, package)
    assert (told["kind"], told["title"], told["revision"], told["keeps"]) == (
        "h5p",
        "Kỳ họp tháng ba",
        1,
        True,
    )
    assert told["content"] == {"library": "LCB.CellMeeting 1.2", "id": str(package.public_id)}
    assert list(told["integration"]["contents"]) == [f"cid-{package.pk}"]
    content = content_in(told)
    assert content["contentUrl"] == told["media"].removesuffix("/")
    assert json.loads(str(content["jsonContent"]))["situations"]
    assert told["integration"]["user"] == {"name": "", "mail": "", "id": ""}
    assert told["weight"] > 0
    assert told["state"] == at("state", package)
    assert "Vũ Thị Lan" not in json.dumps(told, ensure_ascii=False)


def test_what_has_not_changed_is_not_sent_again(package: Package, hers: Client) -> None:
    first = hers.get(at("boot", package))
    assert first["Cache-Control"] == "private, no-cache"

    def again() -> int:
        return hers.get(at("boot", package), headers={"If-None-Match": first["ETag"]}).status_code

    assert again() == 304
    save(hers, package, '{"path":[1]}')
    assert again() == 200


@pytest.mark.parametrize("change", ["title", "newer library", "revision"])
def test_what_has_changed_is_sent(package: Package, hers: Client, change: str) -> None:
    before = hers.get(at("boot", package))["ETag"]
    if change == "title":
        Package.objects.filter(pk=package.pk).update(title="Kỳ họp khác")
    elif change == "newer library":
        install(with_note(5))
    else:
        install(package_files(h5p=manifest(title="Bản mới")), replaces=package)
    assert hers.get(at("boot", package), headers={"If-None-Match": before}).status_code == 200


def test_code_comes_as_one_file_that_is_asked_for_once(package: Package, hers: Client) -> None:
    told = boot(hers, package)
    assert len(told["scripts"]) == 1
    plain = hers.get(told["scripts"][0])
    assert plain["Cache-Control"] == "private, max-age=31536000, immutable"
    assert plain["Content-Security-Policy"] == "sandbox"
    assert plain["X-Content-Type-Options"] == "nosniff"
    code = b"".join(plain)
    assert code.index(b"LCB.Note") < code.index(b"LCB.CellMeeting = ")
    for accepted, coding, opened in (
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br", "br", brotli.decompress),
    ):
        packed = hers.get(told["scripts"][0], headers={"Accept-Encoding": accepted})
        assert packed["Content-Encoding"] == coding
        assert opened(b"".join(packed)) == code
    assert Client().get(told["scripts"][0]).status_code == 401
    assert hers.get(reverse("packages:bundle", args=["0" * 40 + ".js"])).status_code == 404


def test_a_large_font_is_a_file_of_its_own_and_goes_with_the_last_styles_that_name_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    font, drawn = b"wOF2" + bytes(20_000), package_files()
    drawn["LCB.CellMeeting-1.2/icons.woff2"] = font
    drawn["LCB.CellMeeting-1.2/cell-meeting.css"] += b"@font-face{font-family:icons;src:url(icons.woff2)}"
    package = install(drawn).package
    hers = signed_in(follows(make_person("Vũ Thị Lan", username="lan"), course_with(package)))
    [told] = boot(hers, package)["fonts"]
    assert (told["family"], told["how"]) == ("icons", {})
    answer = hers.get(told["address"])
    assert (answer["Content-Type"], b"".join(answer)) == ("font/woff2", font)
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    H5PBundle.objects.update(used_at=NOW - timedelta(days=91))
    with django_capture_on_commit_callbacks(execute=True):
        remove_outdated(h5p_site(), now=NOW)
    assert hers.get(told["address"]).status_code == 404


def test_two_contents_of_the_same_libraries_share_their_code(package: Package, hers: Client) -> None:
    other = install(package_files(h5p=manifest(title="Kỳ họp tháng tư"))).package
    bundles = H5PBundle.objects.count()
    follows(Person.objects.get(), course_with(other))
    assert boot(hers, other)["scripts"] == boot(hers, package)["scripts"]
    assert H5PBundle.objects.count() == bundles


def test_a_picture_is_asked_for_under_a_signed_address_without_a_session(
    package: Package, hers: Client
) -> None:
    media = boot(hers, package)["media"]
    answer = Client().get(f"{media}images/hop.png")
    assert b"".join(answer) == PNG
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Access-Control-Allow-Origin"] == "*"
    for path in (
        "images/gone.png",
        "../content.json",
        "content.json",
        "_lib/LCB.Note-1.0.4/gone.js",
        "_lib/x",
    ):
        assert Client().get(f"{media}{path}").status_code == 404
    forged = media.replace("/tep/goi/", "/tep/goi/0")
    assert Client().get(f"{forged}images/hop.png").status_code == 404


def test_a_script_in_the_frame_may_ask_with_headers_of_its_own_for_what_it_may_read(
    package: Package, hers: Client
) -> None:
    """The content type Timeline does, by jQuery; the browser asks beforehand."""
    media = boot(hers, package)["media"]
    asked = {"Origin": "null", "Access-Control-Request-Headers": "x-requested-with"}
    answer = Client().options(f"{media}images/hop.png", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Headers"] == "x-requested-with"
    assert "Access-Control-Allow-Credentials" not in answer
    assert Client().options(f"{media}images/gone.png", headers=asked).status_code == 404


def test_files_of_the_libraries_it_needs_lie_beside_its_own_and_no_others(
    package: Package, hers: Client
) -> None:
    install(package_files(libraries=None) | library_files("LCB.Extra-1.0.0", changes={"runnable": 1}))
    told = boot(hers, package)
    libraries = told["integration"]["urlLibraries"]
    assert libraries.startswith(told["media"])
    folder = told["integration"]["libraryDirectories"]["LCB.Note-1.0"]
    assert Client().get(f"{libraries}/{folder}/note.js")["Content-Type"] == "text/javascript"
    assert Client().get(f"{libraries}/LCB.Extra-1.0.0/library.json").status_code == 404


def test_a_start_costs_the_same_however_many_libraries_there_are(package: Package, hers: Client) -> None:
    def queries() -> int:
        boot(hers, package)
        with CaptureQueriesContext(connection) as asked:
            boot(hers, package)
        return len(asked)

    few = queries()
    install(with_strangers(30))
    assert queries() == few
    assert few <= 14


def test_a_first_start_after_a_change_costs_a_few_more_whatever_their_number(
    package: Package, hers: Client
) -> None:
    install(with_strangers(30))
    with CaptureQueriesContext(connection) as asked:
        boot(hers, package)
    assert len(asked) <= 26


# --- What is kept ------------------------------------------------------------------------------


def test_lan_goes_on_where_she_stopped_on_another_device(package: Package, lan: Person, hers: Client) -> None:
    assert save(hers, package, '{"path":[1]}').status_code == 200
    assert save(hers, package, '"of a part"', part="ab-12").status_code == 200
    told = content_in(boot(signed_in(lan), package))["contentUserData"]
    assert told == {"0": {"state": '{"path":[1]}'}, "ab-12": {"state": '"of a part"'}}
    save(hers, package, None)
    assert content_in(boot(hers, package))["contentUserData"] == {"0": {}, "ab-12": {"state": '"of a part"'}}


def test_what_asks_for_it_is_dropped_by_a_new_version_and_the_rest_stays(
    package: Package, hers: Client
) -> None:
    save(hers, package, '{"path":[1]}')
    save(hers, package, '{"path":[2]}', part="ab-12", invalidate=True)
    install(package_files(h5p=manifest(title="Bản mới")), replaces=package)
    kept: Any = content_in(boot(hers, package))["contentUserData"]
    assert kept["0"] == {"state": '{"path":[1]}'}
    assert kept.get("ab-12", {}).get("state", "RESET") == "RESET"


def test_another_kind_of_content_is_not_given_what_it_cannot_read(package: Package, hers: Client) -> None:
    save(hers, package, '{"path":[1]}')
    h5p = manifest(mainLibrary="LCB.Note", title="Ghi nhớ")
    install(package_files(h5p=h5p, params={"text": "<p>Một điều.</p>"}), replaces=package)
    assert content_in(boot(hers, package))["contentUserData"] == {"0": {}}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": '"' + "x" * (256 * 1024) + '"'}, 413),
        ({"data": "no json"}, 400),
        ({"data": {"a": 1}}, 400),
        ({"data": "1", "part": "../x"}, 400),
        ({"data": "1", "data_type": "x" * 200}, 200),
        ({"data": "1", "data_type": "a b"}, 400),
        ({"data": '"\\ud800"'}, 400),
        ({"data": "[" * 5_000 + "]" * 5_000}, 400),
        ({"data": '"\\u0000"'}, 200),
    ],
)
def test_a_state_is_kept_within_bounds(
    package: Package, hers: Client, sent: dict[str, Any], status: int
) -> None:
    answer = post(hers, at("state", package), {"part": "", "data_type": "state", **sent})
    assert answer.status_code == status
    assert PackageState.objects.exists() == (status == 200)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100_000, b'"x"', b"\xff"])
def test_what_is_no_message_of_ours_is_refused(package: Package, hers: Client, body: bytes) -> None:
    for name in ("state", "report"):
        answer = hers.post(at(name, package), body, content_type="application/json")
        assert answer.status_code == 400
    assert not Statement.objects.exists()


def test_a_message_that_is_too_long_is_not_even_read(package: Package, hers: Client) -> None:
    for name in ("state", "report"):
        body = b'{"data": "' + b"x" * 700_000 + b'"}'
        assert hers.post(at(name, package), body, content_type="application/json").status_code == 413


# --- What is said ------------------------------------------------------------------------------


def test_lan_completes_the_package_and_with_it_the_lesson(
    package: Package, lan: Person, hers: Client
) -> None:
    answer = report(hers, package, xapi(score=(8, 10), success=True))
    assert answer.json() == {"receipt": "saved"}
    statement = Statement.objects.get()
    assert statement.learner == lan
    assert statement.activity == f"urn:lop-chi-bo:package:{package.public_id}"
    assert (statement.scaled, statement.completion, statement.seconds) == (0.8, True, 12.3)
    assert statement.body["actor"]["account"]["name"] == str(lan.public_id)
    standing = PackageStanding.objects.get(learner=lan, package=package)
    assert standing.share == 0.8
    assert standing.completed_at is not None
    assert LessonProgress.objects.filter(learner=lan, done_at__isnull=False).count() == 1


def test_wrong_answers_do_not_finish_a_lesson_that_asks_for_most_points(
    package: Package, lan: Person, hers: Client
) -> None:
    report(hers, package, xapi(score=(2, 10)))
    assert PackageStanding.objects.get().share == 0.2
    assert not LessonProgress.objects.filter(learner=lan, done_at__isnull=False).exists()
    report(hers, package, xapi(score=(9, 10)))
    assert LessonProgress.objects.filter(learner=lan, done_at__isnull=False).exists()
    assert PackageAttempt.objects.count() == 2


def test_a_part_never_completes_what_holds_it(package: Package, hers: Client) -> None:
    assert report(hers, package, xapi(score=(10, 10), part="ab-12")).json() == {"receipt": "saved"}
    assert Statement.objects.get().activity.endswith("#ab-12")
    assert not PackageStanding.objects.exists()


def test_a_score_beyond_its_bounds_is_cut(package: Package, hers: Client) -> None:
    report(hers, package, xapi(score=(1e6, 10)))
    assert PackageStanding.objects.get().share == 1.0
    assert Statement.objects.get().scaled == 1.0


def test_the_same_report_twice_counts_once_and_is_nobody_elses(
    package: Package, lan: Person, hers: Client
) -> None:
    one = str(uuid4())
    assert report(hers, package, xapi(), id=one).json() == {"receipt": "saved"}
    assert report(hers, package, xapi(), id=one).json() == {"receipt": "known"}
    assert PackageAttempt.objects.count() == 1
    thu = follows(make_person("Lò Thị Thu", username="thu"), course_with(package))
    assert report(signed_in(thu), package, xapi(), id=one).json() == {"receipt": "saved"}


def test_the_better_of_two_devices_counts(package: Package, lan: Person, hers: Client) -> None:
    phone, desktop = hers, signed_in(lan)
    report(phone, package, xapi("attempted", score=None, completion=None))
    report(desktop, package, xapi("attempted", score=None, completion=None))
    assert PackageAttempt.objects.count() == 1
    report(phone, package, xapi(score=(9, 10)))
    report(desktop, package, xapi(score=(4, 10)))
    assert PackageStanding.objects.get().share == 0.9


def test_the_hour_by_her_device_is_kept_and_never_lies_ahead(package: Package, hers: Client) -> None:
    early = timezone.now() - timedelta(hours=2)
    report(hers, package, xapi(), happened_at=early.isoformat())
    report(hers, package, xapi(), happened_at=(early + timedelta(days=9)).isoformat())
    report(hers, package, xapi(), happened_at="2026-99-99T99:99")
    told = list(Statement.objects.order_by("timestamp"))
    assert told[0].timestamp == early
    assert all(one.timestamp <= one.stored for one in told)


def hostile() -> Iterator[object]:
    yield None
    yield []
    yield {}
    yield {**xapi(), "verb": {"id": "http://adlnet.gov/expapi/verbs/conquered"}}
    yield {**xapi(), "verb": {"id": ["completed"]}}
    yield {**xapi(), "verb": {"id": "javascript:alert(1)"}}
    yield {**xapi(), "result": {"score": {"raw": "ten", "max": 10}}}
    yield {**xapi(), "result": {"score": {"raw": 1, "max": 1e300}}}
    yield {**xapi(), "result": {"duration": "P" + "1" * 1_000 + "D"}}
    yield {**xapi(), "result": {"response": "x" * 100_000}}
    yield {**xapi(), "object": {"definition": {"extensions": {"http://h5p.org/x-api/h5p-subContentId": "'"}}}}
    yield {**xapi(), "context": {"x": "y" * 300_000}}
    yield {**xapi(), "object": {"id": "\ud800"}}


@pytest.mark.parametrize("statement", list(hostile()), ids=lambda value: repr(value)[:40])
def test_a_hostile_statement_is_refused_and_leaves_nothing(
    package: Package, hers: Client, statement: object
) -> None:
    answer = report(hers, package, statement)
    assert answer.status_code in {400, 413}
    assert answer.json()["receipt"] == "refused"
    assert not Statement.objects.exists()
    assert not PackageStanding.objects.exists()


def test_what_no_database_can_hold_is_left_out(package: Package, hers: Client) -> None:
    statement = xapi(response="a\0b")
    statement["object"]["definition"]["name"]["x\0"] = "\0"
    assert report(hers, package, statement).json() == {"receipt": "saved"}
    assert Statement.objects.get().body["result"]["response"] == "ab"


def test_a_frame_that_floods_is_held_back_for_a_minute(
    package: Package, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.packages.views.MOST_REPORTS", 3)
    answers = [report(hers, package, xapi("interacted", score=None)).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert Statement.objects.count() == 3


def test_a_report_costs_the_same_however_often_the_package_is_used(package: Package, hers: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            report(hers, package, xapi("interacted", score=None))
        return len(asked)

    few = queries()
    for _ in range(20):
        report(hers, package, xapi())
    assert queries() == few


def test_nothing_is_taken_without_the_token_of_the_form(package: Package, lan: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account_of(lan), backend=BACKEND)
    assert report(browser, package, xapi()).status_code == 403
