"""What the document's page offers, state by state and role by role."""

import pytest

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now, office_date
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.offers import offers
from hoiso.documents.sheet.public import sheet
from hoiso.documents.tables.document import Document
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.outgoing import Office, a_draft, a_numbered, an_approved, an_issued
from tests.factories.people import a_post, a_unit, acting, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def offered(document: Document, officer: Officer) -> list[str]:
    """Labels of what is offered, the main one marked."""
    actor = acting(officer)
    found = offers(sheet(document.pk, officer_id=officer.pk), actor, office_date(now()))
    return [f"{one.label}!" if one.main else one.label for one in found]


def test_an_incoming_document_may_be_answered(office: Office) -> None:
    document = a_registered(office.clerk, office.unit)
    assert offered(document, office.clerk) == ["Soạn văn bản trả lời", "Sao văn bản"]


def test_the_steps_of_an_outgoing_document(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    assert offered(draft, office.specialist) == ["Soạn tiếp!", "Trình duyệt", "Các bản dự thảo"]
    assert offered(draft, office.leader) == ["Soạn tiếp!", "Xem lại và duyệt", "Các bản dự thảo"]
    public.submit(
        by=acting(office.specialist), document_id=draft.pk, version=draft.version,
        reviewer_id=office.leader.pk, at=now(),
    )  # fmt: skip
    assert offered(draft, office.specialist) == ["Rút về để sửa", "Các bản dự thảo"]
    assert offered(draft, office.leader) == ["Xem và duyệt!", "Các bản dự thảo"]
    approved, numbered, issued = an_approved(office), a_numbered(office), an_issued(office)
    assert offered(approved, office.clerk) == ["Cấp số!", "Sửa dự thảo", "Các bản dự thảo"]
    assert offered(approved, office.leader) == ["Sửa dự thảo", "Các bản dự thảo"]
    assert offered(numbered, office.clerk) == ["Phát hành!", "Các bản dự thảo"]
    assert offered(issued, office.clerk) == [
        "Theo dõi nơi nhận!", "Thu hồi", "Sao văn bản", "Soạn lại từ bản này", "Các bản dự thảo",
    ]  # fmt: skip


def test_clerk_and_leader_in_one_person_is_offered_one_page(office: Office) -> None:
    alone = an_officer(Role.LEADER, office.unit)
    a_post(alone, Role.CLERK, office.unit)
    draft = a_draft(alone, office.unit)
    assert "Duyệt, cấp số và phát hành" in offered(draft, alone)
