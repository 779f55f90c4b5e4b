"""The settings of service, but without the built static files that `make install` makes."""

from hoiso.settings.base import *  # noqa: F403
from hoiso.settings.base import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
