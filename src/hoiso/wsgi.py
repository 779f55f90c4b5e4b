"""The web process: what Granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoiso.settings.base")
application = get_wsgi_application()
