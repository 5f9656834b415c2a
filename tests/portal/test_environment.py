"""The environment: what it may say, and the sentences it is answered with when it is wrong."""

import re
from datetime import time
from pathlib import Path

import pytest

from portal.environment import KNOWN_PUSH_SERVICES, ROOT, BadEnvironment, Bucket, read_environment

LONG_SECRET = "a secret that nobody will guess, as long as it must be, and a bit"
VARIABLES = [
    "ALLOWED_HOSTS",
    "ANSWER_FILES_KEPT_DAYS",
    "CACHE_URL",
    "CREDENTIAL_KEY",
    "DATABASE_URL",
    "DATA_REQUESTS_KEPT_DAYS",
    "DATA_REQUEST_ANSWER_WORKING_DAYS",
    "DATA_REQUEST_FINISH_DAYS",
    "DEBUG",
    "DEMO",
    "DIGEST_DAY",
    "EMAIL_SENDER",
    "EMAIL_URL",
    "IMPORTED_LISTS_KEPT_DAYS",
    "LOG_LEVEL",
    "NOTICES_KEPT_DAYS",
    "PUBLIC_HOLIDAYS",
    "PUSH_KEY",
    "PUSH_SERVICES",
    "QUIET_HOURS",
    "READINGS_KEPT_DAYS",
    "S3_ACCESS_KEY",
    "S3_BUCKET",
    "S3_ENDPOINT_URL",
    "S3_REGION",
    "S3_SECRET_KEY",
    "SECOND_FACTOR",
    "SECRET_KEY",
    "SIGN_IN_CARD_DAYS",
    "SITE_URL",
    "STATEMENTS_KEPT_DAYS",
    "TEXT_MESSAGE_GATEWAY",
    "TRUSTED_PROXIES",
    "VAR_DIR",
]


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with everything that production needs."""
    monkeypatch.setenv("SECRET_KEY", LONG_SECRET)
    monkeypatch.setenv("SITE_URL", "https://lopchibo.example")
    monkeypatch.setenv("ALLOWED_HOSTS", "lopchibo.example,10.0.0.5")
    return monkeypatch


def test_a_persons_own_machine_needs_nothing_set(tmp_path: Path) -> None:
    found = read_environment(production=False)
    assert found.debug is False
    assert found.demo is False
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert found.database["NAME"] == str(tmp_path / "var" / "lop-chi-bo.sqlite3")
    assert found.cache["BACKEND"].endswith("LocMemCache")
    assert found.bucket is None
    assert found.var.is_dir()


def test_production_names_everything_it_misses() -> None:
    with pytest.raises(BadEnvironment) as refusal:
        read_environment(production=True)
    said = str(refusal.value)
    for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS"):
        assert f"{name}: Environment variable not set." in said


def test_production_starts_with_what_it_needs(server: pytest.MonkeyPatch) -> None:
    found = read_environment(production=True)
    assert found.secret_key == LONG_SECRET
    assert found.hosts == ["lopchibo.example", "10.0.0.5"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY: Must be at least 50 characters long."),
        ("SITE_URL", "http://lopchibo.example", "SITE_URL: Must be an address that begins with https://"),
        ("SITE_URL", "lopchibo.example", "SITE_URL: Must be an address that begins with https://"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS: Environment variable not set."),
        ("DEBUG", "perhaps", "DEBUG: Not a valid boolean."),
        ("DATABASE_URL", "oracle-of-delphi", "DATABASE_URL: Not a valid database URL."),
        ("CACHE_URL", "memory-palace://x", "CACHE_URL: Unknown backend"),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL: Must begin with smtp://"),
        ("TRUSTED_PROXIES", "two", "TRUSTED_PROXIES: Not a valid integer."),
        ("DATA_REQUEST_FINISH_DAYS", "0", "DATA_REQUEST_FINISH_DAYS: Must be at least 1."),
        ("PUBLIC_HOLIDAYS", "2027-02-05, Tết", "PUBLIC_HOLIDAYS: Must be days such as"),
        (
            "SECOND_FACTOR",
            "offered",
            "SECOND_FACTOR: Must be required; only a demonstration may say offered.",
        ),
        ("SIGN_IN_CARD_DAYS", "0", "SIGN_IN_CARD_DAYS: Must be between 1 and 366 days."),
        (
            "TEXT_MESSAGE_GATEWAY",
            "an sms, please",
            "TEXT_MESSAGE_GATEWAY: Must be console, none, or the dotted",
        ),
        ("QUIET_HOURS", "nine to five", "QUIET_HOURS: Must be two hours such as 21:00-06:30."),
        ("DIGEST_DAY", "someday", "DIGEST_DAY: Must be a day of the week in English."),
        ("PUSH_KEY", "secret", "PUSH_KEY: Must be a key that manage.py make_push_key has printed."),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: Must be one of: DEBUG, INFO, WARNING, ERROR."),
        ("SECRET_KEY_FILE", "/nowhere/to/be/found", "SECRET_KEY_FILE must be a readable file path"),
        ("VAR_DIR", "/dev/null/var", "VAR_DIR: /dev/null/var cannot be made"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence_that_names_it(
    server: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    server.setenv(name, value)
    with pytest.raises(BadEnvironment) as refusal:
        read_environment(production=True)
    assert sentence in str(refusal.value)


def test_two_wrong_values_are_both_named(server: pytest.MonkeyPatch) -> None:
    server.setenv("DEBUG", "perhaps")
    server.setenv("TRUSTED_PROXIES", "two")
    with pytest.raises(BadEnvironment, match=r"DEBUG: [^\n]+\n +TRUSTED_PROXIES: "):
        read_environment(production=True)


def test_a_secret_can_come_from_a_file(server: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{LONG_SECRET} from a file\n")
    server.setenv("SECRET_KEY_FILE", str(secret))
    assert read_environment(production=True).secret_key == f"{LONG_SECRET} from a file"


def test_an_address_of_a_database_can_come_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = tmp_path / "database"
    address.write_text("postgres://lan:bí mật@db.example:5433/lopchibo\n")
    monkeypatch.setenv("DATABASE_URL_FILE", str(address))
    database = read_environment(production=False).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", 5433, "bí mật")


def test_an_empty_variable_counts_as_one_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEBUG", "DATABASE_URL", "CACHE_URL", "EMAIL_URL", "S3_BUCKET", "TRUSTED_PROXIES"):
        monkeypatch.setenv(name, "")
    found = read_environment(production=False)
    assert found.debug is False
    assert found.bucket is None


def test_a_relative_folder_lies_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", "var/of-a-test")
    try:
        assert read_environment(production=False).var == ROOT / "var" / "of-a-test"
    finally:
        (ROOT / "var" / "of-a-test").rmdir()


def test_a_folder_may_have_spaces_and_signs_in_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "dữ liệu 100% #1?"
    monkeypatch.setenv("VAR_DIR", str(folder))
    assert read_environment(production=False).database["NAME"] == str(folder / "lop-chi-bo.sqlite3")


def test_telephones_are_silent_at_night_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    telling = read_environment(production=False).telling
    assert telling.quiet_hours == (time(21), time(6, 30))
    assert (telling.digest_weekday, telling.push_key) == (0, "")
    assert telling.push_services == list(KNOWN_PUSH_SERVICES)
    monkeypatch.setenv("QUIET_HOURS", "22:30-05:00")
    monkeypatch.setenv("DIGEST_DAY", "friday")
    monkeypatch.setenv("PUSH_SERVICES", "push.example, .others.example")
    telling = read_environment(production=False).telling
    assert (telling.quiet_hours, telling.digest_weekday) == ((time(22, 30), time(5)), 4)
    assert telling.push_services == ["push.example", ".others.example"]


def test_a_bucket_needs_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_BUCKET", "lop-chi-bo")
    with pytest.raises(BadEnvironment) as refusal:
        read_environment(production=False)
    assert "S3_ACCESS_KEY" in str(refusal.value)
    assert "S3_SECRET_KEY" in str(refusal.value)

    monkeypatch.setenv("S3_ACCESS_KEY", "key")
    monkeypatch.setenv("S3_SECRET_KEY", "secret")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://s3.example")
    assert read_environment(production=False).bucket == Bucket(
        name="lop-chi-bo", endpoint="https://s3.example", region="", access_key="key", secret_key="secret"
    )


def test_production_always_asks_for_a_second_factor(server: pytest.MonkeyPatch) -> None:
    server.setenv("DEMO", "1")
    assert read_environment(production=True).second_factor_required


@pytest.mark.parametrize(
    ("demo", "said", "required"),
    [("0", "", True), ("1", "", False), ("1", "required", True), ("0", "offered", False)],
)
def test_a_demonstration_leaves_it_to_each_person_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, demo: str, said: str, required: bool
) -> None:
    monkeypatch.setenv("DEMO", demo)
    monkeypatch.setenv("SECOND_FACTOR", said)
    assert read_environment(production=False).second_factor_required == required


def test_in_production_nothing_is_sent_to_a_console(server: pytest.MonkeyPatch) -> None:
    found = read_environment(production=True)
    assert (found.text_message_gateway, found.letters_leave) == ("none", False)
    server.setenv("EMAIL_URL", "submission://user:password@mail.example:587")
    server.setenv("TEXT_MESSAGE_GATEWAY", "office_gateway.Gateway")
    found = read_environment(production=True)
    assert (found.text_message_gateway, found.letters_leave) == ("office_gateway.Gateway", True)


def test_the_guide_for_operators_lists_exactly_the_variables_that_are_read() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text()
    environment = guide.split("## Environment")[1].split("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \|", environment, re.MULTILINE)
    assert sorted(table) == VARIABLES


def test_the_list_above_is_what_the_code_reads() -> None:
    source = (ROOT / "site" / "portal" / "environment.py").read_text()
    assert sorted(set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", source))) == VARIABLES
