"""The page of one document: what it tells, to whom, at what cost."""

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Role
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, an_officer, signed_in

pytestmark = pytest.mark.django_db
SUBJECT = "Về việc phối hợp tuyên truyền phòng, chống bạo lực gia đình"


def _statements(context: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in context if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_the_clerk_reads_the_whole_document(client: Client) -> None:
    unit = a_unit("Xã Mỹ Yên")
    clerk = an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")
    document = a_registered(clerk, unit, symbol="2041/UBND-VX")
    content = signed_in(client, clerk).get(f"/van-ban/{document.pk}/").content.decode()
    assert f"<h1>{SUBJECT}</h1>" in content
    assert "Số 2041/UBND-VX." in content
    assert "Chờ trình" in content
    assert "Nguyễn Thị Mỹ Lệ đang giữ từ" in content
    assert "Trình bút phê" in content
    assert content.count("hs-btn--main") == 1


def test_a_document_of_another_unit_is_not_there(client: Client) -> None:
    unit = a_unit()
    document = a_registered(an_officer(Role.CLERK, unit), unit)
    stranger = signed_in(client, an_officer(Role.CLERK, a_unit()))
    for path in ("", "in/", "ai-xem-duoc/", "ghi-chu/", "thu-muc/", "ho-so/", "nguoi-xem/", "lien-ket/"):
        assert stranger.get(f"/van-ban/{document.pk}/{path}").status_code == 404, path
