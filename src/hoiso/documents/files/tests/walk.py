"""Documents with a file, and the roles of the walk."""

from typing import Any

from hoiso.access.models import Officer, Role
from hoiso.documents.models import Document
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, a_stored
from tests.factories.people import acting

# Every role, and whether it reads the unrestricted documents of its own unit.
ROLES = [
    (Role.CLERK, True),
    (Role.LEADER, True),
    (Role.OFFICE_HEAD, True),
    (Role.SPECIALIST, False),
    (Role.BRANCH_HEAD, False),
    (Role.UNIT_ADMIN, False),
    (Role.PROVINCE_ADMIN, False),
    (Role.AUDITOR, False),
]


def a_document_with(officer: Officer, unit: Unit, content: bytes, name: str) -> Document:
    """A registered document with one file."""
    acting(officer)
    return a_registered(officer, unit, files=(a_stored(content, name),))


def body(answer: Any) -> bytes:
    """All bytes of an answer, streamed or not; the client closes a stream at its end."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
