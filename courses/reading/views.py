"""The pages a learner meets: the catalogue, a course, a lesson, the end of a course, her own courses."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import User
from accounts.queries import who_enter_the_authoring_site
from courses.catalogue.addresses import outline_or_404
from courses.catalogue.outline import Outline, OutlineLesson
from courses.catalogue.queries import current_editions, outline_of, place_taught_now
from courses.certificates.queries import certificate_for
from courses.owing.queries import assigned_in, edition_with_assignment
from courses.progress.actions import turn_to
from courses.progress.addresses import lesson_address
from courses.progress.queries import outline_followed, progress_by_course, way_through
from courses.reading.completion import completion_of, course_on_screen, own_courses
from courses.reading.queries import desk_of, final_tests, finished_course, lesson_on_screen
from courses.renewal.queries import renewing
from media.packages.frame import let_frames_in
from organisations.people.middleware import PersonRequest
from quizzes.attempts.glances import pressing_attempts


@login_required
def index(request: PersonRequest) -> HttpResponse:
    followed = progress_by_course(request.person)
    courses = [(edition, followed.get(edition.course_id)) for edition in current_editions()]
    return render(request, "courses/index.html", {"place": "courses", "courses": courses})


@login_required
def course(request: PersonRequest, course: str) -> HttpResponse:
    today = timezone.localdate()
    edition = edition_with_assignment(course, request.person, today)
    if edition is None:
        raise Http404
    screen = course_on_screen(edition, learner=request.person, now=timezone.now())
    way, assigned = screen.way, assigned_in(edition, today)
    is_owed_anew = assigned and assigned.is_open and way.progress and way.progress.finished_at
    context = {
        "place": "courses",
        "edition": edition,
        "way": way,
        "screen": screen,
        "assigned": assigned,
        "anew": renewing(way.outline, request.person, assigned.began) if assigned and is_owed_anew else None,
    }
    return render(request, "courses/course.html", context)


@login_required
def module(request: PersonRequest, course: str, module: str) -> HttpResponse:
    """A module has no page of its own: it is a part of its course's."""
    if not any(lesson.module_slug == module for lesson in outline_or_404(course).lessons):
        raise Http404
    return _redirect_to_part("courses:course", course, part=module)


@login_required
@lesson_address
def lesson(request: PersonRequest, outline: Outline, lesson: OutlineLesson) -> HttpResponse:
    way = way_through(outline, request.person)
    if way.progress and not _is_prefetch(request):
        turn_to(progress=way.progress, lesson=lesson, now=timezone.now())
    # The page's own script asks for the end alone, once something has been saved.
    template = "courses/_end.html" if request.headers.get("X-Part") == "end" else "courses/lesson.html"
    screen = lesson_on_screen(way, lesson, learner=request.person, now=timezone.now())
    answer = render(request, template, {"place": "courses", "screen": screen})
    return let_frames_in(request, answer) if screen.packages else answer


@login_required
def read_again(request: PersonRequest, pk: int) -> HttpResponse:
    """From a lesson's page, as questions know it, to where the lesson stands today."""
    place = place_taught_now(pk)
    if place is None:
        raise Http404
    return redirect("courses:lesson", place.edition.slug, place.module_slug, place.slug)


@login_required
def resume(request: PersonRequest, course: str) -> HttpResponse:
    """On to the very place she left, in whichever lesson that is."""
    way = way_through(outline_followed(outline_or_404(course), request.person), request.person)
    stop = way.next_stop
    if way.progress and way.progress.finished_at:
        return redirect("courses:finished", course)
    if way.is_all_done:
        return _redirect_to_part("courses:course", course, part="hoan-thanh")
    if stop is None:
        return redirect("courses:course", course)
    return _redirect_to_part("courses:lesson", course, stop.module_slug, stop.slug, part=way.anchor)


@login_required
def finished(request: PersonRequest, course: str) -> HttpResponse:
    """The end of a course: what was learnt, and what is next. Not finished leads back to the course."""
    progress = finished_course(request.person, course)
    if progress is None:
        return redirect("courses:course", course)
    now = timezone.now()
    context = {
        "place": "courses",
        "progress": progress,
        "certificate": certificate_for(request.person, progress.edition.course_id),
        "completion": completion_of(progress),
        "desk": desk_of(request.person, now),
        "tests": final_tests(outline_of(progress.edition), request.person, now),
    }
    return render(request, "courses/finished.html", context)


@login_required
def mine(request: PersonRequest) -> HttpResponse:
    context = {
        "place": "me",
        "courses": own_courses(request.person),
        "pressing": pressing_attempts(request.person, timezone.now()),
        "may_write": bool(who_enter_the_authoring_site([cast(User, request.user)])),
    }
    return render(request, "courses/mine.html", context)


def _redirect_to_part(name: str, *address: str, part: str) -> HttpResponse:
    response = redirect(name, *address)
    if part:
        response["Location"] += f"#{part}"
    return response


def _is_prefetch(request: PersonRequest) -> bool:
    """A browser that fetches ahead has not opened anything (Fetch standard, `Sec-Purpose`)."""
    return "prefetch" in request.headers.get("Sec-Purpose", "")
