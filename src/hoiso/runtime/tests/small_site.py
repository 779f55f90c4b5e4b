"""The smallest site that the supervisor can run: settings and application of the tests.

Its process is always the owner: rights of the other roles come with migrations that it has not.
"""

import os

from hoiso.runtime import addresses, environment
from hoiso.settings.database import database_from

SECRET_KEY = addresses.secrets().secret_key
SCOPE_KEY = addresses.secrets().scope_key
ALLOWED_HOSTS = ["*"]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "hoiso.runtime.tests.small_app",
]
DATABASES = {"default": database_from(addresses.address("owner"))}
STATIC_URL = "/static/"
STATIC_ROOT = environment.load().data / "static"


def application(environ, start_response):
    """Answers the health address, and elsewhere the worker process's number."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
