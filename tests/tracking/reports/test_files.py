"""Reports as files: at once while they are short, by a worker when they are long, to their owner alone."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from organisations.oversight.models import Grant
from organisations.privacy.signals import erasing_person, purging_personal_data
from tests.organisations.conftest import World
from tests.tracking.reports.conftest import NAMES
from tracking.reports.actions import (
    ROWS_BETWEEN_WORDS,
    CannotBeginAgain,
    TooManyFiles,
    ask_for_file,
    begin_again,
    make_file,
    throw_away,
)
from tracking.reports.delivering import deliver
from tracking.reports.kinds import NoSuchReport, NotHers
from tracking.reports.models import ReportFile
from tracking.reports.queries import files_of
from tracking.reports.rules import KEPT_FOR, MOST_FILES
from tracking.reports.writing.formats import FORMATS, TooManyRows

NOW = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
State = ReportFile.State
pytestmark = pytest.mark.django_db


def ask(
    by: User, *, form: str = "xlsx", more: int = 3, within: str = "A", now: datetime = NOW, **wish: Any
) -> ReportFile:
    return ask_for_file(
        kind=NAMES, wish={"within": within, "more": more, **wish}, form=FORMATS[form], by=by, now=now
    )


def make(file: ReportFile, *, now: datetime = NOW) -> ReportFile:
    make_file(file=ReportFile.objects.get(pk=file.pk), now=now)
    file.refresh_from_db()
    return file


def names_in(content: bytes) -> list[Any]:
    page = load_workbook(BytesIO(content)).worksheets[0]
    return [row[0].value for row in page.iter_rows(min_row=4) if row[0].value]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def asking(by: User) -> HttpRequest:
    request = RequestFactory().get("/theo-doi/")
    request.user = by
    SessionMiddleware(lambda _request: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _request: HttpResponse()).process_request(request)
    return request


def delivered(by: User, form: str, *, more: int = 3, within: str = "A") -> HttpResponseBase:
    wish = {"within": within, "more": more}
    return deliver(asking(by), kind=NAMES, wish=wish, form=form, by=by, now=NOW, back="/theo-doi/")


# At once, or later


def test_minh_gets_a_short_report_at_once(world: World) -> None:
    answer = delivered(world.minh, "xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="danh-sach-a.xlsx"'
    assert answer["Cache-Control"] == "private, no-store"
    assert names_in(body(answer))[:2] == ["Vũ Thị Lan", "Lò Thị Ngoãn 1"]
    assert not ReportFile.objects.exists()


def test_a_long_report_is_made_by_a_worker_and_waits_for_minh(
    world: World, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = delivered(world.minh, "pdf", more=600)
    file = ReportFile.objects.get()
    assert isinstance(answer, HttpResponseRedirect)
    assert answer.url == reverse("tracking:file", args=[file.public_id])
    assert (file.state, file.percent, file.name) == (State.READY, 100, "danh-sach-a.pdf")
    assert file.size == file.file.size


def test_a_report_too_long_for_paper_is_refused_with_what_to_do(world: World) -> None:
    request = asking(world.minh)
    wish = {"within": "A", "more": 2000}
    answer = deliver(request, kind=NAMES, wish=wish, form="pdf", by=world.minh, now=NOW, back="/theo-doi/")
    assert isinstance(answer, HttpResponseRedirect)
    assert answer.url == "/theo-doi/"
    (told,) = [str(message) for message in request._messages]  # type: ignore[attr-defined]
    assert told == (
        "PDF (để in) chỉ chứa được tối đa 2.000 dòng, báo cáo này dài hơn. "
        "Đồng chí hãy lấy tệp Excel, hoặc chọn phạm vi nhỏ hơn."
    )
    assert not ReportFile.objects.exists()


def test_who_asks_twice_has_asked_once(world: World) -> None:
    first = ask(world.minh)
    assert ask(world.minh) == first
    assert ask(world.minh, form="csv") != first
    make(first)
    assert ask(world.minh) != first, "what is ready may be out of date"


def test_nobody_hoards_files(world: World) -> None:
    for number in range(MOST_FILES):
        ask(world.minh, more=number)
    with pytest.raises(TooManyFiles):
        ask(world.minh, more=99)
    ask(world.tu, within="B")
    ask(world.minh, more=99, now=NOW + KEPT_FOR)


def test_what_does_not_exist_is_not_told_from_what_is_not_hers(world: World) -> None:
    for within in ("B", "không có"):
        with pytest.raises(NotHers):
            ask(world.minh, within=within)
    with pytest.raises(NoSuchReport):
        ask_for_file(kind="không có", wish={}, form=FORMATS["csv"], by=world.minh, now=NOW)
    with pytest.raises(TooManyRows):
        ask(world.minh, form="docx", more=5000)


# Making


def test_a_worker_tells_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    file = ask(world.minh, form="csv", more=3 * ROWS_BETWEEN_WORDS)
    real = ReportFile.objects.filter

    def looking(*args: Any, **kwargs: Any) -> Any:
        told.append(real(pk=file.pk).values_list("rows_done", flat=True)[0])
        return real(*args, **kwargs)

    monkeypatch.setattr(ReportFile.objects, "filter", looking)
    make_file(file=file, now=NOW)
    assert told[-1] == 3 * ROWS_BETWEEN_WORDS
    assert sorted(set(told)) == [0, ROWS_BETWEEN_WORDS, 2 * ROWS_BETWEEN_WORDS, 3 * ROWS_BETWEEN_WORDS]


def test_two_workers_make_one_file(world: World) -> None:
    file = make(ask(world.minh))
    first = file.file.name
    make(file)
    assert file.file.name == first


def test_what_breaks_says_so_and_can_begin_again(world: World) -> None:
    file = ask(world.minh, breaks=False)
    ReportFile.objects.update(wish={"within": "A", "more": 1, "breaks": True})
    with pytest.raises(ZeroDivisionError):
        make(file)
    file.refresh_from_db()
    assert (file.state, file.reason) == (State.BROKEN, ReportFile.Reason.FAULT)
    ReportFile.objects.update(wish={"within": "A", "more": 1})
    file.refresh_from_db()
    begin_again(file=file, now=NOW)
    assert make(file).state == State.READY
    with pytest.raises(CannotBeginAgain):
        begin_again(file=file, now=NOW)


def test_a_file_whose_worker_died_can_begin_again_after_a_while(world: World) -> None:
    file = ask(world.minh)
    ReportFile.objects.update(state=State.MAKING)
    file.refresh_from_db()
    with pytest.raises(CannotBeginAgain):
        begin_again(file=file, now=NOW + timedelta(minutes=14))
    begin_again(file=file, now=NOW + timedelta(minutes=16))
    assert make(file).state == State.READY


def test_what_minh_may_no_longer_see_is_not_made_for_him(world: World) -> None:
    file = ask(world.minh)
    Grant.objects.filter(person__account=world.minh).update(ended=date(2026, 1, 1))
    make(file)
    assert (file.state, file.reason, file.file.name) == (State.BROKEN, ReportFile.Reason.NOT_HERS, "")
    with pytest.raises(CannotBeginAgain):
        begin_again(file=file, now=NOW)


def test_a_file_thrown_away_while_it_is_made_leaves_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ask(world.minh)
    storage = file.file.storage
    kept: list[str] = []
    save = storage.save

    def saving(name: str, *args: Any, **kwargs: Any) -> str:
        ReportFile.objects.filter(pk=file.pk).delete()
        kept.append(save(name, *args, **kwargs))
        return kept[-1]

    monkeypatch.setattr(storage, "save", saving)
    make_file(file=file, now=NOW)
    assert [storage.exists(name) for name in kept] == [False]


# Fetching


@pytest.fixture
def ready(world: World) -> ReportFile:
    now = datetime.now(UTC)
    return make(ask(world.minh, now=now), now=now)


def test_minh_fetches_his_file(world: World, client: Client, ready: ReportFile) -> None:
    client.force_login(world.minh)
    page = client.get(reverse("tracking:file", args=[ready.public_id]))
    assert "Tải tệp về" in page.content.decode()
    assert "Refresh" not in page
    answer = client.get(reverse("tracking:fetch", args=[ready.public_id]))
    assert answer["Content-Disposition"] == 'attachment; filename="danh-sach-a.xlsx"'
    assert names_in(body(answer))[0] == "Vũ Thị Lan"


def test_a_file_under_way_is_looked_at_again_by_itself(world: World, client: Client) -> None:
    file = ask(world.minh, now=datetime.now(UTC))
    ReportFile.objects.update(state=State.MAKING, rows_done=2, rows_total=5)
    client.force_login(world.minh)
    page = client.get(reverse("tracking:file", args=[file.public_id]))
    assert "Đang làm … 40%" in page.content.decode()
    assert page["Refresh"] == "3"
    fetched = client.get(reverse("tracking:fetch", args=[file.public_id]))
    assert fetched.status_code == 302, "there is nothing to fetch yet"


def test_nobody_else_finds_it(world: World, client: Client, ready: ReportFile) -> None:
    for other in (world.tu, world.son):
        client.force_login(other)
        for name in ("file", "fetch"):
            assert client.get(reverse(f"tracking:{name}", args=[ready.public_id])).status_code == 404
        for name in ("file_again", "discard_file"):
            assert client.post(reverse(f"tracking:{name}", args=[ready.public_id])).status_code == 404
        assert ready.title not in client.get(reverse("tracking:files")).content.decode()


def test_a_file_is_not_handed_out_once_its_owner_oversees_something_else(
    world: World, client: Client, ready: ReportFile
) -> None:
    Grant.objects.filter(person__account=world.minh).update(organisation=world.b)
    client.force_login(world.minh)
    assert client.get(reverse("tracking:fetch", args=[ready.public_id])).status_code == 302
    page = client.get(reverse("tracking:file", args=[ready.public_id])).content.decode()
    assert "Phạm vi đồng chí phụ trách đã thay đổi" in page
    assert "Tải tệp về" not in page


def test_minh_throws_his_file_away(
    world: World, client: Client, ready: ReportFile, django_capture_on_commit_callbacks: Any
) -> None:
    name, storage = str(ready.file.name), ready.file.storage
    client.force_login(world.minh)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("tracking:discard_file", args=[ready.public_id]))
    assert not storage.exists(name)
    assert "Đồng chí chưa có tệp nào" in client.get(reverse("tracking:files")).content.decode()


def test_the_list_of_files_costs_the_same_for_any_number(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.minh)
    now = datetime.now(UTC)
    counts = []
    for most in (1, 10):
        for number in range(most):
            ask(world.minh, more=number, now=now)
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("tracking:files"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Letting go


def test_a_file_runs_out_after_a_week(world: World, django_capture_on_commit_callbacks: Any) -> None:
    file = make(ask(world.minh))
    name, storage = str(file.file.name), file.file.storage
    assert list(files_of(world.minh, now=NOW + KEPT_FOR)) == []
    for later, dry_run, told in ((6, False, 0), (7, True, 1), (7, False, 1), (7, False, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            answers: Any = purging_personal_data.send(
                sender=World, now=NOW + timedelta(days=later), dry_run=dry_run
            )
        assert {"report files": told} in [answer for _receiver, answer in answers]
    assert not storage.exists(name)


def test_files_are_thrown_away_when_somebody_is_erased(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    file = make(ask(world.minh))
    name, storage = str(file.file.name), file.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        erasing_person.send(sender=World, person=world.lan, now=NOW)
    assert not storage.exists(name)
    assert not ReportFile.objects.exists()


def test_throwing_away_and_taking_it_back_keeps_the_file(world: World) -> None:
    file = make(ask(world.minh))
    name, storage = str(file.file.name), file.file.storage
    throw_away(file=file)
    assert storage.exists(name), "nothing is thrown away before it is certain"
