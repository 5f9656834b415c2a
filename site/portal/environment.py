"""The environment, read in one typed place.

Every setting that differs between machines is a variable named here; each can also come from a
file named by the same variable with `_FILE` behind it (a container's secret). A wrong or missing
value stops the start with one sentence a variable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import EnvError, EnvValidationError, FileAwareEnv
from marshmallow.validate import OneOf

ROOT = Path(__file__).resolve().parents[2]


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
    trusted_proxies: int
    log_level: str


def read_environment(*, production: bool) -> Environment:
    """Read and check every variable; in production what guards the site has no default.

    Raises BadEnvironment with a sentence for each variable that is wrong or missing.
    """
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    try:
        environment = _read(env, production=production)
        env.seal()
    except EnvValidationError as error:
        raise BadEnvironment(_sentences(error.error_messages)) from None
    except (EnvError, ValueError) as error:
        raise BadEnvironment(f"The environment cannot be used: {error}") from None
    return environment


def _read(env: FileAwareEnv, *, production: bool) -> Environment:
    var = env.path("VAR_DIR", ROOT / "var")
    required: dict[str, Any] = {} if production else {"default": ""}
    email = env.dj_email_url("EMAIL_URL", default="console:")
    return Environment(
        secret_key=env.str("SECRET_KEY", **required, validate=_long_secret if production else None),
        debug=env.bool("DEBUG", False),
        demo=env.bool("DEMO", False),
        site_url=env.str("SITE_URL", **({} if production else {"default": "http://127.0.0.1:8000"})),
        hosts=env.list("ALLOWED_HOSTS", **({} if production else {"default": ["*"]})),
        var=var,
        database=env.dj_db_url("DATABASE_URL", default=f"sqlite:///{var / 'lop-chi-bo.sqlite3'}"),
        cache=env.dj_cache_url("CACHE_URL", default="locmem://"),
        email=email or {},
        sender=env.str("EMAIL_SENDER", "Lớp Chi bộ <khong-tra-loi@localhost>"),
        bucket=_bucket(env),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0),
        log_level=env.str("LOG_LEVEL", "INFO", validate=OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])),
    )


def _bucket(env: FileAwareEnv) -> Bucket | None:
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


def _long_secret(value: str) -> None:
    if len(value) < 50:
        raise EnvError("must be at least 50 characters long")


def _sentences(messages: Any) -> str:
    lines = [
        f"  {name}: {' '.join(problems if isinstance(problems, list) else [str(problems)])}"
        for name, problems in dict(messages).items()
    ]
    return "The environment cannot be used. Set or correct:\n" + "\n".join(sorted(lines))
