"""Production: it refuses to start without what guards it, and then sends everything over HTTPS."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.http import HttpRequest

from portal.environment import ROOT
from portal.logs import JsonFormatter

ASK = """
import json, sys
import django
django.setup()
from django.test import Client
answers = []
for path, secure in json.loads(sys.argv[1]):
    response = Client(headers={"host": "lopchibo.example"}).get(path, secure=secure)
    answers.append([response.status_code, dict(response.headers)])
print(json.dumps(answers))
"""
SETTINGS = """
import json
import django
django.setup()
from django.conf import settings
names = ["DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
print(json.dumps([getattr(settings, name) for name in names]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A server's environment with nothing of this machine's but the path."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "a secret that nobody will guess, as long as it must be, and a bit",
        "SITE_URL": "https://lopchibo.example",
        "ALLOWED_HOSTS": "lopchibo.example",
    }


def python(environment: Mapping[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS"])
def test_it_does_not_start_without_what_guards_it(environment: dict[str, str], name: str) -> None:
    del environment[name]
    done = python(environment, "manage.py", "check")
    assert done.returncode == 1
    assert f"{name}: Environment variable not set." in done.stderr
    assert "Traceback" not in done.stderr


def test_gunicorn_does_not_start_without_them_either(environment: dict[str, str]) -> None:
    del environment["SECRET_KEY"]
    done = python(environment, "-m", "gunicorn", "--check-config", "portal.wsgi")
    assert done.returncode != 0
    assert "SECRET_KEY: Environment variable not set." in done.stderr


def test_django_has_nothing_to_object_to(environment: dict[str, str]) -> None:
    done = python(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_debug_and_demo_stay_off_whatever_the_environment_says(environment: dict[str, str]) -> None:
    done = python({**environment, "DEBUG": "1", "DEMO": "1"}, "-c", SETTINGS)
    assert json.loads(done.stdout) == [False, False, True, True, True]


def test_everything_goes_over_https_with_its_guards(environment: dict[str, str]) -> None:
    asked = [["/healthz", False], ["/khoa-hoc/", False], ["/healthz", True]]
    done = python(environment, "-c", ASK, json.dumps(asked))
    assert done.returncode == 0, done.stderr
    (health, _), (plain, to_https), (secure, headers) = json.loads(done.stdout)
    assert health == 200
    assert (plain, to_https["Location"]) == (301, "https://lopchibo.example/khoa-hoc/")
    assert secure == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


def record(**more: object) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not found: %s", ("/đâu",), None)
    made.__dict__.update(more)
    return made


def test_a_log_entry_is_one_line_of_json() -> None:
    request = HttpRequest()
    request.method, request.path = "GET", "/đâu"
    entry = json.loads(JsonFormatter().format(record(request=request, status_code=404)))
    assert entry.pop("time")
    assert entry == {
        "level": "WARNING",
        "logger": "django.request",
        "message": "Not found: /đâu",
        "method": "GET",
        "path": "/đâu",
        "status": 404,
    }


def test_a_trace_stays_in_its_line() -> None:
    try:
        raise LookupError("nơi sinh hoạt")
    except LookupError as error:
        line = JsonFormatter().format(record(exc_info=(LookupError, error, error.__traceback__)))
    assert "\n" not in line
    assert "LookupError: nơi sinh hoạt" in json.loads(line)["trace"]
