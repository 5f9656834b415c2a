"""Interactive content for the journeys, made within the running site's database: run by `manage.py shell`."""

import time
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import CoursePage, EditionLesson
from courses.enrolment.actions import enrol
from media.h5p.actions import prepare
from media.h5p.core.format.json_values import JsonObject
from media.packages.actions import record_claim
from media.packages.installing import install_file
from media.packages.models import Package
from media.packages.rules import Claim
from organisations.people.models import Person
from tests.makers import edition_of, make_course, make_person, paragraph
from tests.media.h5p.makers import (
    Files,
    as_json,
    library_files,
    manifest,
    meeting_params,
    package_files,
    zipped,
)

MEETING = "Kỳ họp tháng ba"
HOSTILE = "Bài của kẻ lạ"
COURSE = "Bài tương tác"
PAO, MAY, XUYEN = "pao", "may", "xuyen"
"""The secretaries of these journeys: no other journey meets them or Páo's courses."""
SAMPLE = "Tập kết luận một buổi sinh hoạt"
"""The sample's own content, in one of its lessons."""

QUESTIONS = (
    "Hai đồng chí đến muộn. Xử lý thế nào?",
    "Có ý kiến trái nhau. Làm gì?",
    "Hết giờ mà chưa quyết?",
)


def situations() -> list[Any]:
    choices: list[Any] = [{"text": "Chưa đúng", "points": 0}, {"text": "Đúng", "points": 10}]
    return [{"question": f"<p>{question}</p>", "choices": choices} for question in QUESTIONS]


# Everything that code of a stranger might try; each outcome is written where the test reads it.
SCRIPT = """
var LCB = LCB || {};
LCB.Hostile = function () { H5P.EventDispatcher.call(this); };
LCB.Hostile.prototype = Object.create(H5P.EventDispatcher.prototype);
LCB.Hostile.prototype.attach = function ($container) {
  var told = {}, box = $container[0];
  var show = function () {
    box.innerHTML = '<pre id="told"></pre>' +
      '<a href="https://example.org/ra-ngoai">Xem thêm</a> <button>Đi</button>';
    box.querySelector('pre').textContent = JSON.stringify(told);
    box.querySelector('button').onclick = function () { location.href = '/quan-tri/'; };
  };
  var attempt = function (name, deed) {
    try { told[name] = String(deed()); } catch (stopped) { told[name] = 'stopped'; }
  };
  var wait = function (name, deed) {
    try {
      deed().then(function (got) { told[name] = 'got ' + got; show(); },
                  function () { told[name] = 'stopped'; show(); });
    } catch (stopped) { told[name] = 'stopped'; }
  };
  attempt('origin', function () { return self.origin; });
  attempt('parent', function () { return parent.document.title; });
  attempt('parent_storage', function () { return parent.localStorage.length; });
  attempt('token', function () { return parent.document.cookie; });
  attempt('cookie', function () {
    return Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').get.call(document);
  });
  attempt('inner_storage', function () {
    var inner = document.createElement('iframe');
    document.body.append(inner);
    return inner.contentWindow.localStorage.length;
  });
  attempt('top', function () { top.location.href = '/quan-tri/'; return 'went'; });
  attempt('parent_location', function () { parent.location = '/quan-tri/'; return 'went'; });
  attempt('popup', function () {
    return document.querySelector('iframe').contentWindow.open('/quan-tri/') ? 'opened' : 'stopped';
  });
  attempt('form', function () {
    var form = document.createElement('form');
    form.method = 'post'; form.action = '/tai-khoan/dang-xuat/'; form.target = '_top';
    document.body.append(form); form.submit(); return 'sent';
  });
  attempt('beacon', function () {
    return navigator.sendBeacon('/toi/bang-chung/', 'x') ? 'queued' : 'stopped';
  });
  attempt('worker', function () { return navigator.serviceWorker.controller; });
  wait('database', function () {
    return new Promise(function (yes, no) {
      var ask = indexedDB.open('x'); ask.onsuccess = yes; ask.onerror = no;
    });
  });
  wait('caches', function () { return caches.keys(); });
  wait('fetch', function () {
    return fetch('/quan-tri/', {credentials: 'include'}).then(function (a) { return a.status; });
  });
  wait('own_data', function () {
    return fetch('/toi/', {credentials: 'include', mode: 'no-cors'}).then(function (a) { return a.type; });
  });
  wait('image', function () {
    return new Promise(function (yes, no) {
      var seen = new Image();
      seen.onload = yes; seen.onerror = no; seen.src = '/quan-tri/?a=' + Math.random();
    });
  });
  parent.postMessage({package: 'here'}, '*');
  parent.postMessage({statement: {verb: {id: 'http://adlnet.gov/expapi/verbs/completed'}}}, '*');
  show();
};
"""


def hostile_files() -> Files:
    library = library_files(
        "LCB.Hostile-1.0.0",
        semantics=[],
        changes={"runnable": 1, "preloadedJs": [{"path": "hostile.js"}]},
    )
    dependency: JsonObject = {"machineName": "LCB.Hostile", "majorVersion": 1, "minorVersion": 0}
    made = manifest(title=HOSTILE, mainLibrary="LCB.Hostile", preloadedDependencies=[dependency])
    return {
        "h5p.json": as_json(made),
        "content/content.json": b"{}",
        **library,
        "LCB.Hostile-1.0/hostile.js": SCRIPT.encode(),
    }


def new_code_files() -> Files:
    """Content of a type that nobody has brought in yet."""
    library = library_files(
        "LCB.Later-1.0.0",
        semantics=[],
        changes={"runnable": 1, "preloadedJs": [{"path": "later.js"}]},
    )
    dependency: JsonObject = {"machineName": "LCB.Later", "majorVersion": 1, "minorVersion": 0}
    made = manifest(title="Bài có mã mới", mainLibrary="LCB.Later", preloadedDependencies=[dependency])
    script = "var LCB = LCB || {}; LCB.Later = function () {}; LCB.Later.prototype.attach = function () {};"
    return {
        "h5p.json": as_json(made),
        "content/content.json": b"{}",
        **library,
        "LCB.Later-1.0/later.js": script.encode(),
    }


def install(files: Files, title: str) -> Package:
    return install_file(
        content=zipped(files), name="bai.h5p", title=title, is_sample=True, now=timezone.now()
    ).package


def build() -> None:
    """Lessons that hold a meeting to chair, copies of it, and a stranger's content; Páo follows them."""
    if CoursePage.objects.filter(title=COURSE).exists():
        return
    pao = make_person("Nông Thị Páo", username=PAO)
    meeting = package_files(params=meeting_params(situations=situations()))
    for number, title in enumerate((MEETING, f"{MEETING} (đường truyền)", f"{MEETING} (cân nặng)")):
        add(install(meeting, title), f"Bài {number + 1}", pao)
    add(install(hostile_files(), HOSTILE), "Bài lạ", pao)


def add(package: Package, lesson: str, learner: Person) -> None:
    """A course of one lesson that asks for the package; its address is the package's title, as a slug."""
    block = {
        "type": "package",
        "value": {"package": package.pk},
        "id": "abcdef01-0000-4000-8000-000000000000",
    }
    course = make_course(
        lesson,
        title=COURSE if package.title == MEETING else f"{COURSE}: {package.title}",
        body=[paragraph("Mời đồng chí chủ trì."), block, paragraph("Hết bài.")],
        completion="played",
        least_percent=60,
    )
    enrol(learner=learner, edition=edition_of(course), now=timezone.now())


def let_follow(name: str, username: str) -> None:
    """Somebody else follows the course of the meeting too."""
    course = CoursePage.objects.get(title=COURSE)
    enrol(learner=make_person(name, username=username), edition=edition_of(course), now=timezone.now())


def address_of(title: str) -> str:
    """Where the lesson stands that holds a package, and where the package stands alone."""
    course = CoursePage.objects.get(title=COURSE if title == MEETING else f"{COURSE}: {title}")
    module = course.get_children().get()
    lesson = module.get_children().get()
    package = Package.objects.get(title=title)
    return f"/khoa-hoc/{course.slug}/{module.slug}/{lesson.slug}/ /goi/{package.public_id}/"


def build_sample() -> None:
    """A secretary follows the sample's course, in which its own content has a lesson."""
    if not User.objects.filter(username=MAY).exists():
        enrol(learner=make_person("Lò Thị Mây", username=MAY), edition=_sample().edition, now=timezone.now())


def sample_lesson() -> str:
    lesson = _sample()
    return f"/khoa-hoc/{lesson.edition.slug}/{lesson.module_slug}/{lesson.slug}/"


def _sample() -> EditionLesson:
    package = Package.objects.get(is_sample=True, title=SAMPLE)
    lessons = EditionLesson.objects.filter(edition__is_current=True).select_related("edition", "version")
    return next(lesson for lesson in lessons if package.pk in lesson.version.packages)


def put_into_a_lesson(title: str) -> None:
    """What a lecturer has brought in stands in a lesson, and somebody has gone through it."""
    package = Package.objects.get(title=title)
    add(package, "Bài của giảng viên", person := make_person("Sùng Thị Xia"))
    record_claim(learner=person, package=package, claim=Claim(share=0.95, ends=True), now=timezone.now())


def install_slowly(title: str) -> None:
    """Install and take half a minute over it; say when the files are being unpacked."""

    def slowly(*args: Any, **how: Any) -> Any:
        print("unpacking", flush=True)
        time.sleep(30)
        return prepare(*args, **how)

    with patch("media.h5p.installing.prepare", slowly):
        install(package_files(params=meeting_params(situations=situations())), title)
