"""Makes a fresh database ready with a clerk who is signed in; run as a process of its own.

Prints the session's token. `HOISO_DATA` names the installation.
"""

import sys

from hoiso.runtime.django_start import set_up


def main() -> None:
    """Migrate as the owner, lay out, tell the token."""
    set_up("owner")
    from django.conf import settings
    from django.test import Client

    from hoiso.access.models import Role
    from hoiso.core.upgrade import migrate_database
    from tests.factories.people import a_unit, an_officer, signed_in

    migrate_database()
    client = signed_in(Client(), an_officer(Role.CLERK, a_unit("Xã Mỹ Yên")))
    sys.stdout.write(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main()
