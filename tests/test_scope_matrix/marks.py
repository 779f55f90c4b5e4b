"""Which marks an officer of the own unit may meet, and what an answer shows of all of them."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pypdfium2

from hoiso.access.models import Role
from tests.test_scope_matrix.world import ABOVE, BELOW, BESIDE, CLOSED, FOREIGN, OWN, World

_READS_TRAY = {Role.CLERK, Role.LEADER, Role.OFFICE_HEAD}
# Administrators see the people whom they administer, and what belongs to their accounts.
_ADMINISTERS = {Role.UNIT_ADMIN: (BELOW,), Role.PROVINCE_ADMIN: (BELOW, BESIDE, ABOVE)}


def forbidden(world: World, role: str) -> re.Pattern[str]:
    """A pattern of the marks that no answer to her may show."""
    marks = [mark for place in FOREIGN for mark in world.places[place].marks]
    for place in _ADMINISTERS.get(Role(role), ()):
        marks = [mark for mark in marks if mark not in world.places[place].marks[1:]]
    if role == Role.AUDITOR:
        # She reads the trail of the units below, which names who acted.
        marks.remove(world.places[BELOW].unit_mark)
    marks.append(world.places[CLOSED].desk_mark)
    if role not in _READS_TRAY:
        marks.append(world.places[OWN].desk_mark)
    return re.compile("|".join(sorted(marks)))


def shown(answer: Any) -> str:
    """All that an answer says: its text, the cells of a workbook, the words of a PDF, and its headers."""
    body = answer.getvalue() if answer.streaming else bytes(answer.content)
    said = [f"{name}: {value}" for name, value in answer.headers.items()]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as book:
            said += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    elif body.startswith(b"%PDF"):
        said += _pages(body)
    else:
        said.append(body.decode("utf-8", "replace"))
    return "\n".join(said)


def _pages(body: bytes) -> Iterable[str]:
    pdf = pypdfium2.PdfDocument(body)
    try:
        for page in pdf:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        pdf.close()
