"""The site as on a person's own machine, but that a password is compared at once.

By rights that takes half a second of a core, and every story begins with it.
"""

from portal.settings.dev import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
