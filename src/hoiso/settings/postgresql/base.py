"""Django's PostgreSQL, but whether a kept connection still stands is asked of its socket.

`CONN_HEALTH_CHECKS` sends a statement before each request, a twentieth of a list's page. A server that
ended or was restarted has closed its end, which the socket knows.
"""

import select

from django.db.backends.postgresql import base
from psycopg import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that sends nothing to learn that it is open."""

    def is_usable(self) -> bool:
        """Whether statements can be sent; asks the server only after an error or when it has spoken."""
        if self.errors_occurred or self._has_spoken():
            return super().is_usable()
        return True

    def _has_spoken(self) -> bool:
        """Words of the server that nobody waits for: mostly its farewell."""
        try:
            waiting = select.poll()
            waiting.register(self.connection.pgconn.socket, select.POLLIN)
            return bool(waiting.poll(0))
        except OperationalError:  # closed on our side: there is no socket
            return True
