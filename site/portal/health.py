"""Is the site alive, and is it fit to serve? For load balancers and for the operator."""

from collections.abc import Callable
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


class NotReady(Exception):
    """A part the site cannot do without does not answer as it should."""


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every part answers, else 503; a failure is named by its kind, never by its address."""
    found = {name: _outcome(check) for name, check in CHECKS.items()}
    fit = all(outcome == "ok" for outcome in found.values())
    return JsonResponse(found, status=200 if fit else 503)


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception as error:  # noqa: BLE001 (whatever a driver raises, the answer is: not ready)
        return type(error).__name__
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    key = f"ready:{uuid4()}"
    cache.set(key, "1", 10)
    if cache.get(key) != "1":
        raise NotReady("does not keep what it is given")
    cache.delete(key)


def _storage() -> None:
    name = default_storage.save(f"ready/{uuid4()}", ContentFile(b"ok"))
    default_storage.delete(name)


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if pending := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        raise NotReady(f"{pending} pending")


CHECKS = {"database": _database, "cache": _cache, "storage": _storage, "migrations": _migrations}
