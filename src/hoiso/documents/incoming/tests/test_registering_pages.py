"""The main path by its pages: what came is kept, read, confirmed, numbered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.phrases import vn_date
from hoiso.documents.incoming.tests.samples import a_plan_pdf, a_scan_pdf
from hoiso.documents.models import Book, Document, DocumentFile, Event, IncomingDraft, State
from hoiso.units.models import Unit
from hoiso.units.names import folded_names
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def _upload(client: Client, *files: SimpleUploadedFile):
    return client.post(reverse("incoming_register"), {"uploads": list(files), "viec": "tep"})


def _draft() -> IncomingDraft:
    with owner():
        return IncomingDraft.objects.latest("pk")


def _line(**changes: str) -> dict[str, str]:
    today = clock.office_date(clock.now())
    return {
        "symbol": "05/KH-HPN",
        "issued_on": "03/02/2026",
        "issuer": "Hội LHPN xã Cần Giuộc",
        "kind": "KH",
        "subject": "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026",
        "urgency": "0",
        "arrived_on": vn_date(today),
        "viec": "luu",
        **changes,
    }


def test_a_pdf_is_read_confirmed_and_numbered(desk: Client, unit: Unit) -> None:
    answer = _upload(desk, SimpleUploadedFile("ke-hoach.pdf", a_plan_pdf()))
    draft = _draft()
    assert answer.status_code == 302
    assert answer.url == reverse("incoming_confirm", args=[draft.pk])
    shown = desk.get(answer.url).content.decode()
    assert 'value="05/KH-HPN"' in shown
    assert 'value="03/02/2026"' in shown
    assert "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026" in shown
    assert "Đọc ở trang 1" in shown

    done = desk.post(answer.url, _line())
    assert done.status_code == 302
    assert done.url == reverse("incoming_tray")
    with owner():
        document = Document.objects.get()
        assert (document.number, document.suffix, document.state) == (1, "", State.REGISTERED)
        assert (document.symbol, document.code_number, document.code_notation) == (
            "05/KH-HPN",
            "05",
            "KH-HPN",
        )
        assert document.unit == unit
        assert document.kind_name == "Kế hoạch"
        assert document.page_amount is None
        assert [(file.role, file.name) for file in document.files.all()] == [("main", "ke-hoach.pdf")]
        assert Book.objects.get().next_number == 2
        assert [event.kind for event in Event.objects.all()] == ["register"]
        assert IncomingDraft.objects.get().document == document


def test_the_same_form_sent_twice_registers_once(desk: Client) -> None:
    url = _upload(desk, SimpleUploadedFile("scan.pdf", a_scan_pdf())).url
    first = desk.post(url, _line(viec="trinh"))
    with owner():
        document = Document.objects.get()
    assert first.url == reverse("handling_propose", args=[document.pk])
    again = desk.post(url, _line(viec="trinh"))
    assert again.url == reverse("document", args=[document.pk])
    with owner():
        assert Document.objects.count() == 1


def test_photos_are_pages_in_order_and_the_rest_annexes(desk: Client) -> None:
    from hoiso.core.files.tests.samples import a_picture, an_excel_file

    files = [
        SimpleUploadedFile("trang-1.jpg", a_picture("JPEG")),
        SimpleUploadedFile("trang-2.jpg", a_picture("JPEG", size=(41, 30))),
        SimpleUploadedFile("bieu.xlsx", an_excel_file()),
    ]
    url = _upload(desk, *files).url
    desk.post(url, _line())
    with owner():
        rows = list(DocumentFile.objects.values_list("role", "name"))
    assert rows == [("main", "trang-1.jpg"), ("main", "trang-2.jpg"), ("annex", "bieu.xlsx")]


def test_paper_alone_gets_a_number(desk: Client) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    assert desk.post(url, _line()).status_code == 302
    with owner():
        assert Document.objects.get().number == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issued_on": "31/02/2026"}, "Ngày văn bản: tháng 2/2026 chỉ có 28 ngày"),
        ({"issued_on": "5-9"}, "Ngày văn bản phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"),
        ({"issued_on": "01/01/2090"}, "Ngày văn bản phải là hôm nay hoặc trước hôm nay"),
        ({"arrived_on": "01/01/2090"}, "Ngày đến phải là hôm nay hoặc trước hôm nay"),
        ({"subject": "  \x00 "}, "Nhập trích yếu"),
        ({"subject": "x" * 5001}, "Trích yếu dài 5.001 ký tự, chỉ ghi được đến 5.000 ký tự"),
        ({"issuer": ""}, "Nhập cơ quan ban hành"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    desk: Client, changes: dict[str, str], sentence: str
) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    answer = desk.post(url, _line(**changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Chưa lưu được, còn 1 chỗ cần sửa" in page
    again = desk.get(url).content.decode()
    assert 'value="05/KH-HPN"' in again
    with owner():
        assert Document.objects.count() == 0
        assert Book.objects.filter(next_number__gt=1).count() == 0


def test_odd_text_is_stored_composed_and_without_controls(desk: Client) -> None:
    import unicodedata

    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    subject = unicodedata.normalize("NFD", "Về việc thi đua 🌸") + "\x07\u202e"
    desk.post(url, _line(subject=subject, issued_on="3/2/26"))
    with owner():
        document = Document.objects.get()
    assert document.subject == "Về việc thi đua 🌸"
    assert document.issued_on.isoformat() == "2026-02-03"


def test_a_subject_of_5000_characters_is_kept_whole_and_warned_about(desk: Client) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    long = "Kế hoạch " * 555
    refused = desk.post(url, _line(subject=long, issuer=""))
    assert "Trích yếu dài hơn 500 ký tự" in refused.content.decode()
    desk.post(url, _line(subject=long))
    with owner():
        assert Document.objects.get().subject == long.strip()


def test_work_left_is_found_again_by_a_colleague(desk: Client, unit: Unit) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    left = desk.post(url, _line(viec="luu-tam", subject="Đang gõ dở"))
    assert left.url == reverse("incoming_tray")
    colleague = signed_in(Client(), an_officer(Role.OFFICE_HEAD, unit))
    tray = colleague.get(reverse("incoming_tray")).content.decode()
    assert "Đang gõ dở" in tray
    assert "Đang gõ dở" in colleague.get(url).content.decode()


def test_another_units_clerk_finds_no_draft(desk: Client) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    stranger = signed_in(Client(), an_officer(Role.CLERK))
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, _line()).status_code == 404


def test_a_specialist_does_not_register(unit: Unit) -> None:
    client = signed_in(Client(), an_officer(Role.SPECIALIST, unit))
    assert client.get(reverse("incoming_register")).status_code == 403


def test_who_is_clerk_and_leader_is_offered_to_handle_it_herself(
    desk: Client, clerk: Officer, unit: Unit
) -> None:
    from tests.factories.people import a_post

    a_post(clerk, Role.LEADER, unit)
    acting(clerk)
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    assert "Đăng ký và tự xử lý" in desk.get(url).content.decode()
    done = desk.post(url, _line(viec="tu-xu-ly"))
    with owner():
        document = Document.objects.get()
        assert done.url == reverse("document", args=[document.pk])
        assert (document.state, document.holder_id) == (State.IN_WORK, clerk.pk)


def test_an_issuer_printed_in_capitals_is_named_as_the_unit_is(desk: Client) -> None:
    sender = a_unit("xã Cần Giuộc")
    with owner():
        Unit.objects.filter(pk=sender.pk).update(folded=folded_names(sender.name, sender.body_name))
    url = _upload(desk, SimpleUploadedFile("ke-hoach.pdf", a_plan_pdf())).url
    assert 'value="Hội LHPN xã Cần Giuộc"' in desk.get(url).content.decode()
    desk.post(url, _line(issuer="Hội LHPN xã Cần Giuộc"))
    with owner():
        assert Document.objects.get().issuer_unit == sender
