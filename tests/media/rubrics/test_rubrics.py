"""A lecturer keeps the rubrics by which meetings are judged; what is handed on is data of that moment."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.roles import LECTURERS
from media.rubrics.models import Rubric, RubricBand, RubricCriterion
from tests.makers import account_of, make_person


@pytest.fixture
def hoa(db: None) -> Client:
    account = account_of(make_person("Lê Thị Hoa", username="hoa"))
    account.groups.set(Group.objects.filter(name=LECTURERS))
    client = Client()
    client.force_login(account)
    return client


def rows(prefix: str, *entries: dict[str, str]) -> dict[str, str]:
    """An inline panel's part of a form."""
    form = {
        f"{prefix}-TOTAL_FORMS": str(len(entries)),
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "1000",
    }
    for number, entry in enumerate(entries):
        given = {"id": "", "ORDER": str(number + 1), "DELETE": "", **entry}
        form |= {f"{prefix}-{number}-{name}": value for name, value in given.items()}
    return form


def a_form(**changes: Any) -> dict[str, str]:
    return {
        "code": "sinh-hoat",
        "title": "Phiếu chấm buổi sinh hoạt",
        "note": "",
        "source": "",
        **rows(
            "criteria",
            {
                "code": "C1",
                "title": "Chuẩn bị",
                "most_points": "25",
                "indicators": "Họp trước\n\nĐúng nội dung",
            },
            {"code": "C2", "title": "Điều hành", "most_points": "35", "indicators": ""},
        ),
        **rows("bands", {"least_percent": "0", "title": "Kém"}, {"least_percent": "90", "title": "Tốt"}),
        **changes,
    }


def test_a_lecturer_makes_a_rubric(hoa: Client) -> None:
    answer = hoa.post(reverse("wagtailsnippets_media_rubric:add"), a_form())

    assert answer.status_code == 302
    assert Rubric.objects.get().frozen() == {
        "title": "Phiếu chấm buổi sinh hoạt",
        "note": "",
        "criteria": [
            {"code": "C1", "title": "Chuẩn bị", "most": 25, "indicators": ["Họp trước", "Đúng nội dung"]},
            {"code": "C2", "title": "Điều hành", "most": 35, "indicators": []},
        ],
        "bands": [{"least": 90, "title": "Tốt"}, {"least": 0, "title": "Kém"}],
    }


@pytest.mark.parametrize("change", [{"criteria-0-most_points": "0"}, {"bands-0-least_percent": "101"}])
def test_points_and_shares_out_of_bounds_are_refused(hoa: Client, change: dict[str, str]) -> None:
    answer = hoa.post(reverse("wagtailsnippets_media_rubric:add"), a_form(**change))

    assert answer.status_code == 200
    assert not Rubric.objects.exists()
    assert "Phiếu chấm buổi sinh hoạt" in answer.content.decode()


def test_a_later_change_leaves_what_was_handed_on(db: None) -> None:
    rubric = Rubric(code="r", title="Phiếu")
    rubric.criteria = [RubricCriterion(code="C1", title="Chuẩn bị", most_points=10)]
    rubric.bands = [RubricBand(least_percent=50, title="Đạt")]
    rubric.save()
    before = rubric.frozen()

    RubricCriterion.objects.update(title="Khác")

    assert before["criteria"][0]["title"] == "Chuẩn bị"
    assert Rubric.objects.get().frozen()["criteria"][0]["title"] == "Khác"
