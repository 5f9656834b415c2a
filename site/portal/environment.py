"""The environment, read in one typed place.

Every setting that differs between machines is a variable named here; each can also come from a
file named by the same variable with `_FILE` behind it (a container's secret). A wrong or missing
value stops the start with one sentence a variable.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_email_url
from environs import EnvError, EnvValidationError, FileAwareEnv
from marshmallow import ValidationError
from marshmallow.validate import URL, Length, OneOf, Range, Regexp

ROOT = Path(__file__).resolve().parents[2]

KNOWN_HOLIDAYS = (
    date(2026, 1, 1),
    *(date(2026, 2, day) for day in range(16, 21)),  # Tết
    date(2026, 4, 27),  # Hùng Kings, in lieu of Sunday the 26th
    date(2026, 4, 30),
    date(2026, 5, 1),
    date(2026, 9, 1),
    date(2026, 9, 2),
    date(2027, 1, 1),
    date(2027, 4, 30),
    date(2027, 9, 2),
)
"""Weekdays on which offices rest. Those by the moon, and those given in lieu, are announced each year."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KNOWN_PUSH_SERVICES = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
)
"""Of Chrome and its kin, Firefox, Safari, Edge. One that begins with a dot means all hosts beneath."""


class BadEnvironment(SystemExit):
    """The environment cannot be used; the message names each variable and says what it needs."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """An S3-compatible store for uploads; `endpoint` is empty for Amazon's own."""

    name: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """How fast requests about personal data are handled, and how long what is kept of people lasts."""

    answer_working_days: int
    finish_days: int
    holidays: list[date]
    readings_kept_days: int
    requests_kept_days: int
    lists_kept_days: int
    answer_files_kept_days: int
    statements_kept_days: int
    notices_kept_days: int


@dataclass(frozen=True, slots=True)
class Telling:
    """How people are told of things outside of the site's pages."""

    quiet_hours: tuple[time, time]
    digest_weekday: int
    push_key: str
    push_services: list[str]


@dataclass(frozen=True, slots=True)
class Environment:
    """What a machine decides; everything else stands in the settings."""

    secret_key: str
    debug: bool
    demo: bool
    site_url: str
    hosts: list[str]
    var: Path
    database: dict[str, Any]
    cache: dict[str, Any]
    email: Mapping[str, Any]
    sender: str
    bucket: Bucket | None
    letters_leave: bool
    text_message_gateway: str
    second_factor_required: bool
    sign_in_card_days: int
    credential_key: str
    trusted_proxies: int
    personal_data: PersonalData
    telling: Telling
    log_level: str


class _Variables(FileAwareEnv):
    """An empty variable counts as one not set: container files hand on empty ones."""

    def _get_value(self, env_key: str, default: Any) -> Any:
        value = super()._get_value(env_key, default)
        return default if value == "" else value


def read_environment(*, production: bool) -> Environment:
    """Read and check every variable; in production what guards the site has no default.

    Raises BadEnvironment with a sentence for each variable that is wrong or missing.
    """
    env = _Variables(eager=False, strip_whitespace=True)
    try:
        environment = _read(env, production=production)
        env.seal()
    except EnvValidationError as error:
        raise BadEnvironment(_sentences(error.error_messages)) from None
    except (EnvError, ValueError) as error:
        raise BadEnvironment(f"The environment cannot be used: {error}") from None
    _make_folder(environment.var)
    return environment


def _make_folder(var: Path) -> None:
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadEnvironment(_sentences({"VAR_DIR": f"{var} cannot be made: {error.strerror}."})) from None


def _read(env: _Variables, *, production: bool) -> Environment:
    var = ROOT / env.path("VAR_DIR", Path("var"))
    demo = env.bool("DEMO", False)
    email = _email(env)
    return Environment(
        **(_guards(env) if production else _open_to_all(env)),
        debug=env.bool("DEBUG", False),
        demo=demo,
        var=var,
        database=env.dj_db_url("DATABASE_URL", default=f"sqlite:///{quote(str(var))}/lop-chi-bo.sqlite3"),
        cache=env.dj_cache_url("CACHE_URL", default="locmem://"),
        email=email,
        sender=env.str("EMAIL_SENDER", "Lớp Chi bộ <khong-tra-loi@localhost>"),
        bucket=_bucket(env),
        letters_leave=not production or not email["EMAIL_BACKEND"].endswith(".console.EmailBackend"),
        text_message_gateway=_gateway(env, production=production),
        second_factor_required=_second_factor(env, production=production, demo=demo),
        sign_in_card_days=env.int(
            "SIGN_IN_CARD_DAYS", 30, validate=Range(1, 366, error="Must be between 1 and 366 days.")
        ),
        credential_key=env.str("CREDENTIAL_KEY", ""),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0),
        personal_data=_personal_data(env),
        telling=_telling(env),
        log_level=env.str("LOG_LEVEL", "INFO", validate=OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])),
    )


def _guards(env: _Variables) -> dict[str, Any]:
    """What guards a server people rely on: nothing is taken for granted."""
    return {
        "secret_key": env.str(
            "SECRET_KEY", validate=Length(min=50, error="Must be at least 50 characters long.")
        ),
        "site_url": env.str("SITE_URL", validate=_address({"https"})),
        "hosts": env.list("ALLOWED_HOSTS", validate=Length(min=1, error="Must name at least one host.")),
    }


def _open_to_all(env: _Variables) -> dict[str, Any]:
    """The same on a person's own machine, where everything has a default."""
    return {
        "secret_key": env.str("SECRET_KEY", ""),
        "site_url": env.str("SITE_URL", "http://127.0.0.1:8000", validate=_address({"http", "https"})),
        "hosts": env.list("ALLOWED_HOSTS", default=["*"]),
    }


def _address(schemes: set[str]) -> URL:
    names = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
    return URL(schemes=schemes, require_tld=False, error=f"Must be an address that begins with {names}")


def _email(env: _Variables) -> Mapping[str, Any]:
    known = Regexp(
        "(console|file|smtp|smtps|submission):", error="Must begin with smtp://, submission:// or console:"
    )
    parsed: dict[str, Any] = dj_email_url.parse(
        env.str("EMAIL_URL", "console:", validate=known) or "console:"
    )
    return parsed


def _personal_data(env: _Variables) -> PersonalData:
    days = Range(min=1, error="Must be at least 1.")
    return PersonalData(
        answer_working_days=env.int("DATA_REQUEST_ANSWER_WORKING_DAYS", 2, validate=days),
        finish_days=env.int("DATA_REQUEST_FINISH_DAYS", 20, validate=days),
        holidays=_holidays(env),
        readings_kept_days=env.int("READINGS_KEPT_DAYS", 2 * 365, validate=days),
        requests_kept_days=env.int("DATA_REQUESTS_KEPT_DAYS", 5 * 365, validate=days),
        lists_kept_days=env.int("IMPORTED_LISTS_KEPT_DAYS", 180, validate=days),
        answer_files_kept_days=env.int("ANSWER_FILES_KEPT_DAYS", 2 * 365, validate=days),
        statements_kept_days=env.int("STATEMENTS_KEPT_DAYS", 5 * 365, validate=days),
        notices_kept_days=env.int("NOTICES_KEPT_DAYS", 180, validate=days),
    )


def _telling(env: _Variables) -> Telling:
    hours = env.str("QUIET_HOURS", "21:00-06:30", validate=_are_hours)
    weekday = env.str(
        "DIGEST_DAY", "monday", validate=OneOf(WEEKDAYS, error="Must be a day of the week in English.")
    )
    begin, end = _hours_in(hours or "00:00-00:00")
    return Telling(
        quiet_hours=(begin, end),
        digest_weekday=WEEKDAYS.index(weekday or "monday"),
        push_key=env.str("PUSH_KEY", "", validate=_is_push_key),
        push_services=[
            service.strip() for service in env.list("PUSH_SERVICES", list(KNOWN_PUSH_SERVICES)) or []
        ],
    )


def _hours_in(text: str) -> tuple[time, time]:
    begin, _, end = text.partition("-")
    return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())


def _are_hours(text: str) -> None:
    try:
        _hours_in(text)
    except ValueError:
        raise ValidationError("Must be two hours such as 21:00-06:30.") from None


def _is_push_key(text: str) -> None:
    """32 octets in base64 for addresses, as `manage.py make_push_key` prints them."""
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{43}", text):
        raise ValidationError("Must be a key that manage.py make_push_key has printed.")


def _holidays(env: _Variables) -> list[date]:
    days: list[str] | None = env.list("PUBLIC_HOLIDAYS", None, validate=_are_days)
    return list(KNOWN_HOLIDAYS) if days is None else [date.fromisoformat(day.strip()) for day in days]


def _are_days(texts: list[str]) -> None:
    try:
        for text in texts:
            date.fromisoformat(text.strip())
    except ValueError:
        raise ValidationError("Must be days such as 2027-01-01, with commas.") from None


def _gateway(env: _Variables, *, production: bool) -> str:
    known = Regexp(
        r"(console|none|\w+(\.\w+)+)$", error="Must be console, none, or the dotted path of a class."
    )
    return str(env.str("TEXT_MESSAGE_GATEWAY", "none" if production else "console", validate=known))


def _second_factor(env: _Variables, *, production: bool, demo: bool) -> bool:
    """Only a demonstration, or somebody's own machine, may leave it to each person."""
    choices = ["required"] if production else ["required", "offered"]
    said = "Must be required; only a demonstration may say offered." if production else None
    default = "offered" if demo and not production else "required"
    return bool(env.str("SECOND_FACTOR", default, validate=OneOf(choices, error=said)) == "required")


def _bucket(env: _Variables) -> Bucket | None:
    name = env.str("S3_BUCKET", "")
    if not name:
        return None
    return Bucket(
        name=name,
        endpoint=env.str("S3_ENDPOINT_URL", ""),
        region=env.str("S3_REGION", ""),
        access_key=env.str("S3_ACCESS_KEY"),
        secret_key=env.str("S3_SECRET_KEY"),
    )


def _sentences(messages: Any) -> str:
    lines = [
        f"  {name}: {' '.join(problems if isinstance(problems, list) else [str(problems)])}"
        for name, problems in dict(messages).items()
    ]
    return "The environment cannot be used. Set or correct:\n" + "\n".join(sorted(lines))
