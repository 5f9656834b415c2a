"""One file with everything that is kept of Lan: for her to read, and for machines."""

import io
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from courses.progress.models import Evidence
from organisations.privacy.gathering.export import SCHEMA_VERSION, zip_of
from organisations.privacy.requests.models import DataRequest
from tests.makers import edition_of, make_course
from tests.organisations.conftest import World
from tests.organisations.privacy.conftest import NOW


def downloaded(browser: Client) -> zipfile.ZipFile:
    answer = browser.post(reverse("privacy:export"))
    assert answer["Content-Type"] == "application/zip"
    content = b"".join(cast(Iterable[bytes], answer.streaming_content))  # type: ignore[attr-defined]
    return zipfile.ZipFile(io.BytesIO(content))


def told(file: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read("du-lieu.json"))
    return found


def test_the_file_holds_a_page_and_the_same_for_machines(lans_phone: Client, world: World) -> None:
    file = downloaded(lans_phone)
    assert file.testzip() is None
    assert file.namelist() == ["du-lieu.json", "du-lieu.html"]
    data = told(file)
    assert (data["schema"], data["schema_version"]) == ("lop-chi-bo/personal-data", SCHEMA_VERSION)
    assert data["person"] == str(world.lan.public_id)
    assert data["sections"]["person"]["rows"] == [
        {"full_name": "Vũ Thị Lan", "phone": "0912 345 678", "email": ""}
    ]
    [post] = data["sections"]["posts"]["rows"]
    assert post == {
        "post": "secretary",
        "organisation": "Chi bộ thôn 1",
        "began": "2020-01-01",
        "ended": None,
        "decision": "",
    }


def test_every_section_says_what_its_keys_mean(lans_phone: Client, lans_correction: DataRequest) -> None:
    for section in told(downloaded(lans_phone))["sections"].values():
        assert section["title"]
        assert section["why"]
        assert section["how_long"]
        for row in section["rows"]:
            assert row.keys() == section["columns"].keys()


def test_times_are_those_of_vietnam(lans_phone: Client, lans_correction: DataRequest) -> None:
    rows = told(downloaded(lans_phone))["sections"]["requests"]["rows"]
    assert "2026-11-23T12:00:00+07:00" in [row["asked_at"] for row in rows]


def test_the_page_stands_alone(lans_phone: Client, world: World, lans_correction: DataRequest) -> None:
    world.lan.full_name = "Vũ <b>Thị</b> Lan"
    world.lan.save()
    page = downloaded(lans_phone).read("du-lieu.html").decode()
    assert 'lang="vi"' in page
    assert not re.search(r"<script|<link|src=|https?://|\son\w+=", page)
    assert "Vũ &lt;b&gt;" in page
    assert "0912 345 678" in page
    assert "Số điện thoại cũ" in page
    assert page.count("<table>") == page.count("</table>")
    assert page.endswith("</html>\n")


def test_taking_it_along_is_noted_as_a_request_that_was_met(lans_phone: Client, world: World) -> None:
    downloaded(lans_phone)
    asked = DataRequest.objects.get(person=world.lan)
    assert (asked.kind, asked.state) == ("access", "done")


def test_opening_the_address_makes_nothing(lans_phone: Client, sons_browser: Client) -> None:
    assert lans_phone.get(reverse("privacy:export")).status_code == 405
    assert not DataRequest.objects.exists()


def test_ten_years_of_learning_are_sent_piece_by_piece(world: World) -> None:
    lesson = edition_of(make_course()).lessons.select_related("version").first()
    assert lesson is not None
    Evidence.objects.bulk_create(
        Evidence(
            id=uuid4(),
            learner=world.lan,
            lesson_id=lesson.lesson_id,
            version=lesson.version,
            kind="read",
            happened_at=NOW - timedelta(minutes=number),
            received_at=NOW,
        )
        for number in range(20_000)
    )
    pieces = [len(piece) for piece in zip_of(world.lan, NOW)]
    assert max(pieces) < 100_000
    assert sum(pieces) < 3_000_000
