"""A person's own machine: `make run` and `make dev`. Everything has a default, nothing is secret."""

from secrets import token_urlsafe

from portal.environment import read_environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import settings_from

_environment = read_environment(production=False)


def _kept_secret_key() -> str:
    """A key of this machine's own, made once: a fixed one would be a secret in the repository."""
    path = _environment.var / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


globals().update(settings_from(_environment))
SECRET_KEY = _environment.secret_key or _kept_secret_key()
if DEBUG:  # noqa: F405
    STORAGES["staticfiles"] = {  # noqa: F405
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    WHITENOISE_USE_FINDERS = True
