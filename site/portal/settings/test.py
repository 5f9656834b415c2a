"""The test suite: the database and cache come from the environment, everything slow is off."""

from portal.environment import read_environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import settings_from

globals().update(settings_from(read_environment(production=False)))
SECRET_KEY = "a key that guards nothing, for tests alone"  # noqa: S105
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # type: ignore[name-defined]  # noqa: F405
STORAGES["staticfiles"] = {  # type: ignore[name-defined]  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
