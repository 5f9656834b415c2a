"""The School certifies who has finished; Hòa issues for the province, Sơn must see nothing of it."""

from pathlib import Path

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.certificates.models import Certificate, CertificateTemplate
from organisations.appointments.actions import appoint
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.courses.conftest import NOW, browser_of
from tests.makers import (
    LONG_AGO,
    finish_course,
    make_cell,
    make_certificate_settings,
    make_grant,
    make_organisation,
    make_person,
)


@pytest.fixture(autouse=True)
def key_of_its_own(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """No test makes or reads the key of the machine it runs on."""
    settings.CREDENTIAL_KEY_PATH = tmp_path / "credential-key.pem"  # type: ignore[attr-defined]


@pytest.fixture
def commune(db: None) -> Organisation:
    return make_organisation("Đảng bộ xã Thượng Lâm")


@pytest.fixture
def cell(commune: Organisation, lan: Person) -> Organisation:
    """Lan's cell."""
    made = make_cell("Chi bộ thôn Nà Chang", commune)
    appoint(person=lan, organisation=made, post="secretary", began=LONG_AGO)
    return made


@pytest.fixture
def by_itself(db: None) -> CertificateTemplate:
    return make_certificate_settings()


@pytest.fixture
def by_decision(db: None) -> CertificateTemplate:
    return make_certificate_settings(issuing=CertificateTemplate.Issuing.BY_DECISION)


@pytest.fixture
def lans_certificate(
    lan: Person, cell: Organisation, course: CoursePage, by_itself: CertificateTemplate
) -> Certificate:
    finish_course(lan, course, at=NOW)
    return Certificate.objects.get()


@pytest.fixture
def hoa(commune: Organisation) -> Person:
    """Reviews what is taught, and issues certificates in Lan's commune."""
    made = make_person("Chu Văn Hòa", username="hoa")
    make_grant(made, commune, "reviewer")
    return made


@pytest.fixture
def hoas_browser(hoa: Person) -> Client:
    return browser_of(hoa)
