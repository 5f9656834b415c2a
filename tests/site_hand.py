"""Management commands of a running site, one after another in one process: Django starts once for all.

Reads a JSON list a line (a command and its words), answers with a line `{"printed": …, "failed": …}`.
"""

import json
import os
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TextIO


def obey(orders: TextIO, answers: TextIO) -> None:
    import django

    django.setup()
    for order in orders:
        printed = StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            failed = _done(json.loads(order))
        answers.write(json.dumps({"printed": printed.getvalue(), "failed": failed}) + "\n")
        answers.flush()


def _done(command: list[str]) -> str:
    """Run the command as a process of its own would: nothing is remembered of what others have changed."""
    from django.core.cache import caches
    from django.core.management import call_command
    from django.db import close_old_connections

    for name in ("default", "unchanging"):
        if "locmem" in type(caches[name]).__module__:
            caches[name].clear()
    try:
        call_command(*command)
    except (Exception, SystemExit):  # noqa: BLE001 (whatever it is, the journey that asked is told)
        return traceback.format_exc()
    finally:
        close_old_connections()
    return ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    obey(sys.stdin, sys.stdout)
