"""Drafts, numbered and issued documents of a unit, by the actions themselves."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents import filing
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.content import DraftContent, from_json
from hoiso.documents.outgoing.public import RecipientChoice
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion
from hoiso.units.models import Unit
from tests.factories.people import acting, an_officer
from tests.roles import owner, worker

TEXT = "Thực hiện chương trình công tác năm, Ban Thường vụ đề nghị các đơn vị báo cáo kết quả quý III."


class Office:
    """The people of one unit who take an outgoing document from draft to issue."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.clerk: Officer = an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")
        self.leader: Officer = an_officer(Role.LEADER, unit, name="Trần Thị Hoa", title="Chủ tịch")
        self.specialist: Officer = an_officer(Role.SPECIALIST, unit, name="Lê Thị Thu")


def content_of(document: Document) -> DraftContent:
    """The newest version's content."""
    return from_json(document.versions.order_by("-number")[0].content)


def to_units(*units: Unit, addressee: bool = False) -> tuple[RecipientChoice, ...]:
    """Units as recipients on this installation."""
    return tuple(
        RecipientChoice(name=unit.title, unit_id=unit.pk, line="here", addressee=addressee) for unit in units
    )


def a_word_template(
    by: Officer, unit: Unit, *, name: str = "Kế hoạch năm", kind: str = "plan", content: bytes | None = None
) -> OwnTemplate:
    """A Word template in use at the unit, put there without the check of its file; the scope is hers."""
    acting(by)
    at = clock.now()
    stored = filing.take_in(BytesIO(content or public.starter()), "mau.docx", at=at).stored
    with owner():
        template = OwnTemplate.objects.create(
            unit=unit, name=name, kind=kind, made_by=by.pk, made_by_name=by.full_name, changed_at=at
        )
        OwnTemplateVersion.objects.create(
            template=template, number=1, stored=stored, file_name="mau.docx",
            fields=["so_ky_hieu", "trich_yeu", "noi_dung", "noi_nhan", "nguoi_ky"], by_id=by.pk,
            by_name=by.full_name, at=at,
        )  # fmt: skip
    return template


def a_draft(
    by: Officer,
    unit: Unit,
    *,
    subject: str = "báo cáo kết quả quý III năm 2026",
    kind: str = "letter",
    to: tuple[RecipientChoice, ...] = (),
    at: datetime | None = None,
    **changes: Any,
) -> Document:
    """A draft with subject and text, saved once; the scope stays hers."""
    actor, at = acting(by), at or clock.now()
    document = public.begin_draft(by=actor, unit_id=unit.pk, at=at, kind_key=kind)
    content = replace(content_of(document), subject=subject, body=TEXT, recipients=to, **changes)
    return public.save_draft(
        by=actor, document_id=document.pk, version=document.version, content=content, at=at
    )


def an_approved(office: Office, *, at: datetime | None = None, **changes: Any) -> Document:
    """A draft of the specialist, submitted to and approved by the leader."""
    at = at or clock.now()
    document = a_draft(office.specialist, office.unit, at=at, **changes)
    public.submit(
        by=acting(office.specialist), document_id=document.pk, version=document.version,
        reviewer_id=office.leader.pk, at=at,
    )  # fmt: skip
    leader = acting(office.leader)
    version = Document.objects.values_list("version", flat=True).get(pk=document.pk)
    return public.approve(by=leader, document_id=document.pk, version=version, at=at)


def a_numbered(office: Office, *, on: date | None = None, made: bool = True, **changes: Any) -> Document:
    """An approved document with number and file; the scope stays the clerk's."""
    document = an_approved(office, **changes)
    at = clock.now()
    clerk = acting(office.clerk)
    document = public.give_number(
        by=clerk, document_id=document.pk, version=document.version, on=on or clock.office_date(at), at=at
    )
    if made:
        public.make_file(document.pk, at=at, by_id=office.clerk.pk)
    return document


def an_issued(office: Office, **changes: Any) -> Document:
    """A document that went out; the scope stays the clerk's."""
    document = a_numbered(office, **changes)
    return public.issue(by=acting(office.clerk), document_id=document.pk, at=clock.now())


def after_the_wait() -> None:
    """What waits in the outbox goes out, as the worker sends it thirty seconds later."""
    with worker():
        public.send_due(at=clock.now() + public.HOLD)
