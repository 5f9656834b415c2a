"""A server people rely on: no default guards it, everything is sent over HTTPS, logs are JSON."""

from portal.environment import read_environment
from portal.logs import logging_settings
from portal.settings.base import *  # noqa: F403
from portal.settings.base import settings_from

_environment = read_environment(production=True)

globals().update(settings_from(_environment))
DEBUG = False
DEMO = False
CSRF_TRUSTED_ORIGINS = [_environment.site_url.rstrip("/")]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the editor previews pages in a frame of the same site
    "security.W021",  # preloading is for whoever owns the whole domain to decide
]
LOGGING = logging_settings(_environment.log_level)
