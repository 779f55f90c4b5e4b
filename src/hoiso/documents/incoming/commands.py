"""Arrivals without a clerk: files handed over on the command line."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hoiso.access.public import Actor, HeldPost
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.actions.drafts import Upload
from hoiso.documents.incoming.actions.importing import Result, Taken, import_message
from hoiso.documents.incoming.closed_codes import Closed, closed_code
from hoiso.documents.incoming.errors import ForSuccessor, NoSuccessor
from hoiso.documents.incoming.queries.desk import desk_officers
from hoiso.documents.tables.incoming import ClosedCode
from hoiso.notices.public import tell
from hoiso.units.models import IdentityCode, Unit

NOBODY = 0  # in the trail: done by a command on the server, by no officer


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file."""

    file: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class Addressee:
    """The desk to which files are brought, and the closed code by which, if it was one."""

    unit: Unit
    closed: Closed | None = None


def addressee(code: str, *, at: datetime) -> Addressee:
    """To whom `--unit CODE` brings files: the unit of the code, or the successor of a closed one.

    Raises `NoSuccessor` for a closed code that nobody follows yet.
    """
    closed = closed_code(code, ClosedCode.Side.TO, on=office_date(at))
    if isinstance(closed, Closed):
        return Addressee(Unit.objects.get(pk=closed.successor_id), closed)
    if closed:
        raise NoSuccessor(closed)
    return Addressee(unit_of_code(code, at=at))


def unit_of_code(code: str, *, at: datetime) -> Unit:
    """The unit of an identity code, or of a statistics code on the day. Refuses what is unknown."""
    today = office_date(at)
    known = IdentityCode.objects.filter(code=code).select_related("unit").first()
    if known is not None:
        return known.unit
    standing = Unit.objects.filter(official_code=code).exclude(official_code="")
    found = [unit for unit in standing if unit.stands_on(today)]
    if len(found) != 1:
        raise DomainError(f"Không có đơn vị mang mã “{code}”. Xem mã bằng lệnh “hoiso units export”.")
    return found[0]


def import_files(
    files: Iterable[Path], *, unit: Unit, at: datetime, closed: Closed | None = None
) -> Iterator[ImportedFile]:
    """Take edXML files in, each in a transaction of its own under the system's scope.

    A refused file is told and stops nothing. A file that names a closed code waits at the desk of
    the successor; `closed` is the one by which all of them were brought.
    """
    for path in files:
        try:
            try:
                taken = _import(path, unit, at, closed)
            except ForSuccessor as elsewhere:
                taken = _import(path, Unit(pk=elsewhere.successor_id), at, None)
        except DomainError as refusal:
            taken = Taken(Result.REFUSED, said=refusal.sentence)
        except OSError as error:
            taken = Taken(Result.REFUSED, said=f"Không đọc được tệp: {os.strerror(error.errno or 0)}.")
        yield ImportedFile(str(path), taken)


def _import(path: Path, unit: Unit, at: datetime, closed: Closed | None) -> Taken:
    with scope.transaction_as(scope.system_token(office_date(at))), path.open("rb") as content:
        return import_message(
            by=command_actor(unit, at=at), unit_id=unit.pk, upload=Upload(content, path.name), at=at,
            addressed=closed,
        )  # fmt: skip


def command_actor(unit: Unit, *, at: datetime) -> Actor:
    """The command as an actor: the unit's desk, in nobody's name."""
    return desk_actor(unit, officer_id=NOBODY, name=phrases.IMPORT_ACTOR, at=at)


def desk_actor(unit: Unit, *, officer_id: int, name: str, at: datetime) -> Actor:
    """The unit's desk at work behind the pages, in the name of whoever has asked for it."""
    post = HeldPost(NOBODY, unit.pk, unit.title, unit.kind, "clerk", "", delegated=False)
    return Actor(officer_id, name, "", "", (post,), post, office_date(at))


def tell_desk(unit_id: int, said: str, *, at: datetime) -> None:
    """Tell everybody who registers at the unit of something that came by itself. In the system's scope."""
    tell(desk_officers(unit_id, on=office_date(at)), said, address="/van-ban-den/", at=at, by=None)
