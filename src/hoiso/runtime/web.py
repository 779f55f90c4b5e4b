"""What each process of the web server loads: the application, and a watch on the server's main process."""

import importlib
import os
import threading
import time

SITE = "hoiso.wsgi"  # named, not imported: it stands above this part


def _end_with_parent() -> None:
    """A server killed with kill -9 must not leave processes behind that hold the port."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


threading.Thread(target=_end_with_parent, daemon=True).start()
application = importlib.import_module(os.environ.get("DJANGO_WSGI_MODULE", SITE)).application
