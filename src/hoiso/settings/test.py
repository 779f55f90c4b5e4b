"""Settings of the tests: the web's role, quick hashing, no built static files needed."""

from hoiso.settings.base import *  # noqa: F403
from hoiso.settings.base import DATABASES, STORAGES

ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
HELP_PHONE = "0272 3 000 000"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["ENGINE"] = "tests.database"
