"""The page of one document: what it tells, to whom, at what cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.core.errors import DomainError
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents import timeline
from hoiso.documents.handling import public as handling
from hoiso.documents.models import Assignment, Correction, Event, Link, Message
from hoiso.documents.sheet import public
from tests.factories.documents import a_registered, a_stored
from tests.factories.outgoing import Office, a_draft, an_issued, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

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


def test_opening_is_counted_and_told(client: Client) -> None:
    unit = a_unit()
    clerk, leader = an_officer(Role.CLERK, unit), an_officer(Role.LEADER, unit)
    document = a_registered(clerk, unit)
    address = f"/van-ban/{document.pk}/"
    assert "Đã xem" not in signed_in(client, clerk).get(address).content.decode()
    signed_in(client, leader).get(address)
    assert "Đã xem 2 lần, 2 người." in client.get(address).content.decode()
    assert client.get(f"{address}in/").status_code == 200
    assert "Đã xem 4 lần, 2 người." in client.get(address).content.decode()


def test_a_specialist_without_a_task_does_not_find_it_and_with_one_marks_it_opened(client: Client) -> None:
    unit = a_unit()
    clerk, leader = an_officer(Role.CLERK, unit), an_officer(Role.LEADER, unit)
    specialist = an_officer(Role.SPECIALIST, unit)
    document = a_registered(clerk, unit)
    address = f"/van-ban/{document.pk}/"
    assert signed_in(client, specialist).get(address).status_code == 404
    handling.instruct(
        by=acting(leader), document_id=document.pk, text="Nghiên cứu, tham mưu.", due_on=None,
        receivers=handling.Receivers(specialist.pk), at=clock.now(),
    )  # fmt: skip
    shown = client.get(address).content.decode()
    assert "Nhận việc" in shown
    assert "Chưa mở" not in shown
    with owner():
        task = Assignment.objects.get(document=document)
        opened = task.opened_at
        assert (task.state, opened is None) == ("opened", False)
    client.get(address)
    with owner():
        task.refresh_from_db()
        assert task.opened_at == opened


def test_it_costs_eight_statements_at_most_however_much_hangs_on_it(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    document = a_registered(clerk, unit)
    address = f"/van-ban/{document.pk}/"
    signed_in(client, clerk).get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    others = [a_registered(clerk, unit) for _ in range(3)]
    by, at = acting(clerk), clock.now()
    with owner():
        for number in range(60):
            timeline.note(by, document, "report", at=at, text=f"Báo cáo lần {number}")
            Correction.objects.create(
                document=document, field="subject", before="a", after=f"b{number}", reason="c",
                by_id=by.officer_id, by_name=by.full_name, at=at,
            )  # fmt: skip
        for other in others:
            Link.objects.create(document=document, other=other, kind="answers", made_by=1, made_at=at)
    with CaptureQueriesContext(connection) as many:
        content = client.get(address).content.decode()
    assert "49 bước trước đó" in content
    assert len(_statements(many)) == len(_statements(few))
    assert len(_statements(many)) <= 8, _statements(many)


def test_what_comes_from_outside_is_written_and_never_run(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    bad = "<script>alert(1)</script>"
    document = a_registered(clerk, unit, subject=bad, issuer=bad, signer=bad, description=bad)
    with owner():
        Event.objects.create(document=document, at=clock.now(), kind="x", text=bad, actor_name=bad)
    for path in ("", "in/", "ai-xem-duoc/", "lien-ket/", "ghi-chu/"):
        content = signed_in(client, clerk).get(f"/van-ban/{document.pk}/{path}").content.decode()
        assert bad not in content, path
        assert "&lt;script&gt;alert(1)" in content, path


def test_corrections_and_messages_are_shown_with_their_reasons(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    document = a_registered(clerk, unit)
    stored = a_stored(a_pdf()).stored
    with owner():
        Correction.objects.create(
            document=document, field="issuer", before="UBND xa", after="UBND xã", reason="Gõ thiếu dấu",
            by_id=clerk.pk, by_name="Nguyễn Thị Lệ", at=clock.now(),
        )  # fmt: skip
        Message.objects.create(
            unit=unit, document=document, stored=stored, kind="revoke", sender_code="000.00.00.H10",
            remarks=["Thiếu ngày ban hành"], received_at=clock.now(),
        )  # fmt: skip
    content = signed_in(client, clerk).get(f"/van-ban/{document.pk}/").content.decode()
    for words in ("Trước: UBND xa", "Sau: UBND xã", "Gõ thiếu dấu", "000.00.00.H10", "Thiếu ngày ban hành"):
        assert words in content, words


# Links


def test_documents_are_linked_by_number_and_in_doubt_by_choice(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    asked = a_registered(clerk, unit, symbol="118/KH-BTV")
    first, second = (a_registered(clerk, unit, subject=f"Kế hoạch Đại hội {n}") for n in (1, 2))
    address = f"/van-ban/{first.pk}/lien-ket/"
    signed_in(client, clerk)
    assert "Nhập số, ký hiệu" in client.post(address, {"kind": "answers"}).content.decode()
    none = client.post(address, {"kind": "answers", "words": "không có đâu"})
    assert "Không tìm thấy văn bản nào" in none.content.decode()
    assert client.post(address, {"kind": "answers", "words": "118/kh-btv"}).status_code == 302
    doubt = client.post(address, {"kind": "based_on", "words": "Về việc"})
    assert doubt.status_code == 302  # one other document alone has these words
    many = client.post(address, {"kind": "sent_with", "words": "h"})
    assert many.status_code == 422
    assert "Có nhiều văn bản phù hợp" in many.content.decode()
    chosen = client.post(address, {"kind": "sent_with", "words": "h", "chon": second.pk})
    assert chosen.status_code == 302
    shown = client.get(f"/van-ban/{first.pk}/").content.decode()
    assert "Trả lời văn bản" in shown
    assert "Gửi kèm văn bản" in shown
    assert "Được trả lời bằng văn bản" in client.get(f"/van-ban/{asked.pk}/").content.decode()
    client.post(f"{address}bo/", {"van-ban": asked.pk, "quan-he": "answers"})
    assert "Được trả lời bằng văn bản" not in client.get(f"/van-ban/{asked.pk}/").content.decode()


def test_a_document_of_another_unit_is_neither_found_nor_linked(client: Client) -> None:
    unit, other = a_unit(), a_unit()
    clerk = an_officer(Role.CLERK, unit)
    theirs = a_registered(an_officer(Role.CLERK, other), other, subject="Bí mật của xã bên")
    mine = a_registered(clerk, unit)
    address = f"/van-ban/{mine.pk}/lien-ket/"
    found = signed_in(client, clerk).post(address, {"kind": "answers", "words": "Bí mật"})
    assert "Bí mật của xã bên" not in found.content.decode()
    guessed = client.post(address, {"kind": "answers", "words": "x", "chon": theirs.pk})
    assert "Không có văn bản này" in guessed.content.decode()
    with owner():
        assert not Link.objects.exists()


def test_linking_twice_is_once(client: Client) -> None:
    unit = a_unit()
    clerk = an_officer(Role.CLERK, unit)
    one, two = a_registered(clerk, unit), a_registered(clerk, unit)
    by = acting(clerk)
    for _ in range(2):
        public.link_documents(by=by, document_id=one.pk, other_id=two.pk, kind="replaces", at=clock.now())
    assert Link.objects.count() == 1
    with pytest.raises(DomainError, match="không phải chính"):
        public.link_documents(by=by, document_id=one.pk, other_id=one.pk, kind="replaces", at=clock.now())


# Outgoing documents


def test_an_issued_document_shows_its_recipients_and_what_became_of_it(client: Client) -> None:
    office = Office(a_unit())
    commune = a_unit("Xã Cần Giuộc")
    an_officer(Role.CLERK, commune)
    document = an_issued(office, to=to_units(commune))
    content = signed_in(client, office.clerk).get(f"/van-ban/{document.pk}/").content.decode()
    for words in ("Xã Cần Giuộc", "Đã đến, chưa mở", "Đã gửi 1 nơi nhận, 1 nơi chưa mở.", "Bản 1"):
        assert words in content, words
    assert "Văn bản đi" in content
    assert (
        signed_in(client, an_officer(Role.CLERK, commune)).get(f"/van-ban/{document.pk}/").status_code == 404
    )


def test_a_draft_is_seen_by_its_drafter_before_it_has_a_file(client: Client) -> None:
    office = Office(a_unit())
    document = a_draft(office.specialist, office.unit)
    content = signed_in(client, office.specialist).get(f"/van-ban/{document.pk}/").content.decode()
    assert "Đang soạn" in content
    assert "Chưa có tệp" in content
    assert content.count("hs-btn--main") == 1
