"""The test suite: the database and cache come from the environment, everything slow is off."""

import os
from urllib.parse import urlsplit

from portal.environment import read_environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import settings_from

globals().update(settings_from(read_environment(production=False)))
SECRET_KEY = "a key that guards nothing, for tests alone"  # noqa: S105
DEBUG = False
PRIVACY_NOTICE_IS_SHOWN = False  # pages are tested for what they are; the notice has its own tests
SECOND_FACTOR_REQUIRED = False  # tests of the second factor turn it on
SEND_BEHIND_THE_PAGE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405
TASKS["default"] = {"BACKEND": "tests.tasks.AtOnceButForIndexes"}  # noqa: F405
TASKS["background"] = {"BACKEND": "tests.tasks.AtOnceOrLater"}  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
_cache = CACHES["default"]  # noqa: F405
if "Redis" in _cache["BACKEND"]:
    # The suite's workers run side by side: emptying one's cache must not empty another's.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    _cache["LOCATION"] = urlsplit(_cache["LOCATION"])._replace(path=f"/{_worker}").geturl()
