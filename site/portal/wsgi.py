"""The WSGI entry: `gunicorn portal.wsgi` with `site/` and the project's root on the path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
