"""Documents laid out for tests: made by the actions that make them in service."""

import uuid
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count

from hoiso.access.models import Officer
from hoiso.core import clock
from hoiso.documents import filing
from hoiso.documents.incoming.actions.drafts import Upload
from hoiso.documents.incoming.actions.registering import register
from hoiso.documents.incoming.entry import Entry, NewFile, typed_symbol
from hoiso.documents.models import Delivery, Direction, Document, DocumentFile, Recipient, State
from hoiso.units.models import Unit
from tests.factories.people import acting
from tests.roles import owner

_serial = count(1)


def an_entry(*, symbol: str = "", arrived_on: date | None = None, **changes: object) -> Entry:
    """A line for the register; every one has a symbol of its own unless told otherwise."""
    given: dict[str, object] = {
        "subject": "Về việc phối hợp tuyên truyền phòng, chống bạo lực gia đình",
        "issuer": "UBND xã Mỹ Yên",
        "issued_on": date(2026, 9, 20),
        "arrived_on": arrived_on or clock.office_date(clock.now()),
        **typed_symbol(symbol or f"{next(_serial)}/UBND-VX"),
        **changes,
    }
    return Entry(**given)  # type: ignore[arg-type]


def a_registered(
    officer: Officer,
    unit: Unit,
    *,
    at: datetime | None = None,
    files: tuple[NewFile, ...] = (),
    **fields: object,
) -> Document:
    """An incoming document in the unit's book, registered by the officer; her scope stays in force."""
    entry = an_entry(**fields)  # type: ignore[arg-type]
    done = register(
        by=acting(officer), unit_id=unit.pk, entry=entry, files=files, form_key=uuid.uuid4(),
        at=at or clock.now(),
    )  # fmt: skip
    return done.document


def many_registered(officer: Officer, unit: Unit, how_many: int, *, until: date | None = None) -> None:
    """Many incoming documents at once, laid down by the owner, for questions of speed and paging."""
    last = until or clock.office_date(clock.now())
    now = clock.now()
    with owner():
        Document.objects.bulk_create(
            [
                Document(
                    unit=unit,
                    direction=Direction.INCOMING,
                    state=(State.REGISTERED, State.PROPOSED, State.IN_WORK, State.DONE)[place % 4],
                    number=place + 1,
                    symbol=f"{place + 1}/KH-BTV",
                    symbol_key=f"{place + 1}/kh-btv",
                    code_number=str(place + 1),
                    subject=f"Kế hoạch công tác Hội số {place + 1}",
                    issuer="Hội LHPN tỉnh",
                    issued_on=last - timedelta(days=place % 300 + 1),
                    arrived_on=last - timedelta(days=place % 300),
                    due_on=last + timedelta(days=place % 20 - 5) if place % 3 else None,
                    created_by=officer.pk,
                    created_at=now,
                    changed_at=now,
                )
                for place in range(how_many)
            ],
            batch_size=1000,
        )


def a_stored(content: bytes, name: str = "van-ban.pdf", *, role: str = DocumentFile.Role.MAIN) -> NewFile:
    """A file in the store, in the scope in force."""
    filed = filing.take_in(BytesIO(content), name, at=clock.now())
    return NewFile(filed.stored, filed.name, role)


def an_upload(content: bytes, name: str) -> Upload:
    """A file as it comes to the desk."""
    return Upload(BytesIO(content), name)


def a_delivery(sender: Unit, receiver: Unit, **header: object) -> Delivery:
    """A document that `sender` has issued to `receiver`, arrived and not opened."""
    now = clock.now()
    number = next(_serial)
    told = {
        **typed_symbol(f"{number}/HD-BTV"),
        "subject": "Hướng dẫn tổ chức Đại hội đại biểu phụ nữ cấp xã",
        "issuer": sender.title,
        "issued_on": "2026-09-20",
        "kind": "HD",
        "kind_name": "Hướng dẫn",
        **header,
    }
    with owner():
        document = Document.objects.create(
            unit=sender, direction=Direction.OUTGOING, state=State.ISSUED, subject=str(told["subject"]),
            symbol=str(told["symbol"]), created_at=now, changed_at=now,
        )  # fmt: skip
        return Delivery.objects.create(
            document=document, unit=sender, to_unit=receiver, to_name=receiver.title,
            line=Recipient.Line.HERE, state=Delivery.State.ARRIVED, header=told, files=[], sent_at=now,
        )  # fmt: skip
