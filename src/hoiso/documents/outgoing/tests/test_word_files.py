"""A Word file looked over, and turned into a draft."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from hoiso.core.clock import now
from hoiso.core.models import StoredFile
from hoiso.documents.checking.tests.word_files import BODY, FOOT, HEAD, a_word_file, para
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import Document
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, content_of
from tests.factories.people import a_unit, acting, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/van-ban-di/kiem-tra-tep/"


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def sent(office: Office, content: bytes, what: str, *, name: str = "ke hoach.docx", **more: Any) -> Any:
    file = BytesIO(content)
    file.name = name
    return signed_in(Client(), office.specialist).post(PAGE, {"file": file, "viec": what, **more})


def test_a_file_in_form_and_one_out_of_form(office: Office) -> None:
    answer = sent(office, a_word_file(), "kiem-tra")
    assert answer.status_code == 200
    assert "đúng thể thức" in answer.content.decode()
    answer = sent(office, a_word_file(margins=(20, 20, 20, 20), font="Arial"), "kiem-tra")
    text = answer.content.decode()
    assert "Lề trái 20 mm, theo thể thức là 30–35 mm." in text
    assert "phông Arial" in text
    answer = sent(office, render(a_plan()), "kiem-tra", name="ke-hoach.pdf")
    assert "đúng thể thức" in answer.content.decode()


def test_a_word_file_becomes_a_draft_with_its_components(office: Office) -> None:
    key = "0b1f2a3c-0000-4000-8000-000000000001"
    answer = sent(office, a_word_file(), "du-thao", form_key=key)
    acting(office.specialist)
    document = Document.objects.order_by("-pk")[0]
    assert answer["Location"] == f"/van-ban-di/{document.pk}/soan/"
    content = content_of(document)
    assert (content.kind, content.subject) == ("plan", "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026")
    assert (content.notation, content.place) == ("KH-HPN", "Cần Giuộc")
    assert content.signer == "Trần Thị Hoa"
    assert content.signer_id == office.leader.pk
    assert [one.name for one in content.recipients] == ["Hội LHPN tỉnh", "Các chi hội"]
    assert content.body.splitlines() == [
        "Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;",
        "Hội LHPN xã Cần Giuộc xây dựng kế hoạch tổ chức ngày hội như sau để các chi hội thực hiện:",
        "1. Mục đích",
        "a) Nâng cao nhận thức của hội viên;",
        "b) Tạo điều kiện giao lưu.",
        "2. Tổ chức thực hiện",
        "- Các chi hội vận động hội viên tham gia.",
        "| STT | Việc | Hạn |",
        "| 1 | Chuẩn bị sân khấu | 01/12/2026 |",
        "Đề nghị các chi hội nghiêm túc thực hiện.",
    ]
    made = public.preview(by=acting(office.specialist), document_id=document.pk, at=now())
    printed = " ".join(text_of(made).split())
    assert "Chuẩn bị sân khấu" in printed
    assert "thực hiện./." in printed
    sent(office, a_word_file(), "du-thao", form_key=key)
    acting(office.specialist)
    assert Document.objects.filter(subject=content.subject).count() == 1


def test_a_word_letter_without_tables(office: Office) -> None:
    body = "".join(
        map(
            para,
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "HỘI LHPN XÃ MỸ YÊN",
                "Số: 12/CV-HPN", "Mỹ Yên, ngày 12 tháng 11 năm 2026", "V/v báo cáo kết quả quý III",
                "Kính gửi:", "- Các chi hội;", "- Các tổ phụ nữ.",
                "Hội đề nghị các chi hội báo cáo.", "• Kết quả;", "Trân trọng.", "Nơi nhận:", "- Như trên;",
                "- Lưu: VT.", "CHỦ TỊCH", "Trần Thị Hoa",
            ),
        )
    )  # fmt: skip
    sent(office, a_word_file(body), "du-thao")
    acting(office.specialist)
    content = content_of(Document.objects.order_by("-pk")[0])
    assert (content.kind, content.subject) == ("letter", "báo cáo kết quả quý III")
    assert content.body.splitlines() == ["Hội đề nghị các chi hội báo cáo.", "- Kết quả;", "Trân trọng."]


def test_a_secret_file_a_picture_and_a_pdf_do_not_become_drafts(office: Office) -> None:
    before = Document.objects.count()
    secret = para("MẬT", bold=True) + HEAD + BODY + FOOT
    answer = sent(office, a_word_file(secret), "du-thao")
    assert answer.status_code == 422
    assert "Văn bản mật không đưa lên" in answer.content.decode()
    answer = sent(office, render(a_plan()), "du-thao", name="a.pdf")
    assert "Chỉ tệp Word" in answer.content.decode()
    answer = sent(office, b"GIF89a", "kiem-tra", name="a.gif")
    assert answer.status_code == 422
    acting(office.specialist)
    assert Document.objects.count() == before


def test_the_file_itself_is_not_kept(office: Office) -> None:
    before = StoredFile.objects.count()
    sent(office, a_word_file(), "du-thao")
    acting(office.specialist)
    assert StoredFile.objects.count() == before
