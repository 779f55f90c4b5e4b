"""Registers by period, the six outputs, the postal and the kept-copy register, slips, envelopes, counts."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.handling import public as handling
from hoiso.documents.layouts.tests.measuring import measured, text_of
from hoiso.documents.models import CopyLoan, Document, Event, Recipient
from hoiso.documents.registers import public
from hoiso.documents.registers.periods import Period, month_of, period_from, year_of
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.outgoing import Office, an_issued, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)
MONTH = month_of(TODAY).query
Get = Callable[[str], bytes]


@pytest.fixture(autouse=True)
def file_store(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Xã Mỹ Yên"))


@pytest.fixture
def get(client: Client, office: Office) -> Get:
    def opened(address: str) -> bytes:
        signed_in(client, office.clerk)
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content

    return opened


def words(content: bytes) -> str:
    return " ".join(text_of(content).split())


def cells(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def arrived(office: Office, on: date, **fields: object) -> Document:
    document = a_registered(office.clerk, office.unit, **fields)
    with owner():
        Document.objects.filter(pk=document.pk).update(arrived_on=on)
    return document


# Periods


def test_a_period_is_told_in_words() -> None:
    assert Period(date(2026, 9, 20), date(2026, 9, 20)).words == "ngày 20/09/2026"
    assert month_of(date(2026, 2, 5)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert month_of(date(2026, 9, 5)).words == "tháng 9/2026"
    assert year_of(date(2026, 9, 5)).words == "năm 2026"
    assert Period(date(2026, 9, 5), date(2026, 10, 4)).words == "từ 05/09/2026 đến 04/10/2026"
    assert period_from("2026-09-05", "2026-09-04") is None
    assert period_from("hôm qua", "2026-09-04") is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ngay", {"Hôm nay"}),
        ("thang", {"Hôm nay", "Trong tháng"}),
        ("nam", {"Hôm nay", "Trong tháng", "Trong năm"}),
    ],
)
def test_a_register_is_printed_by_day_month_and_year(
    client: Client, office: Office, kind: str, expected: set[str]
) -> None:
    first = TODAY.replace(day=1)
    other = first if first != TODAY else TODAY + timedelta(days=1)
    far = date(TODAY.year, 2 if TODAY.month > 6 else 9, 10)
    days = {"Hôm nay": TODAY, "Trong tháng": other, "Trong năm": far, "Năm trước": date(TODAY.year - 1, 5, 5)}
    documents = [arrived(office, on, subject=subject) for subject, on in days.items()]
    signed_in(client, office.clerk)
    base = f"/so-van-ban/{documents[0].book_id}"
    asked = {"ky": kind, "ngay": f"{TODAY:%d/%m/%Y}"}
    printed = client.get(f"{base}/theo-ky/", {**asked, "viec": "in"}, follow=True).content
    told = words(printed)
    assert {subject for subject in days if subject in told} == expected
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in told
    sheet = client.get(f"{base}/theo-ky/", {**asked, "viec": "xuat"}, follow=True).content
    assert {row[5] for row in cells(sheet)} & set(days) == expected


def test_the_period_form_tells_what_is_wrong(client: Client, office: Office) -> None:
    book = arrived(office, TODAY).book_id
    signed_in(client, office.clerk)
    wrong = client.get(f"/so-van-ban/{book}/theo-ky/", {"ky": "khoang", "ngay": "20/09/2026"})
    assert (wrong.status_code, "Nhập đến ngày" in wrong.content.decode()) == (422, True)
    order = {"ky": "khoang", "ngay": "20/09/2026", "den": "19/09/2026"}
    assert "phải từ ngày bắt đầu" in client.get(f"/so-van-ban/{book}/theo-ky/", order).content.decode()


# The six outputs


def test_the_six_outputs_stand_under_the_laws_names(get: Get) -> None:
    shown = get("/so-van-ban/bao-cao/").decode()
    for name in (
        "Sổ đăng ký văn bản đến", "Báo cáo tình hình giải quyết văn bản đến", "Sổ đăng ký văn bản đi",
        "Báo cáo tình hình giải quyết văn bản đi", "Mục lục văn bản trong hồ sơ", "Mục lục hồ sơ",
    ):  # fmt: skip
        assert name in shown, name


def test_the_registers_of_a_period_gather_all_books(office: Office, get: Get) -> None:
    arrived(office, TODAY, subject="Văn bản trong kỳ", symbol="7/KH-BTV")
    made = an_issued(office, subject="Thông báo kết quả", to=to_units(a_unit("Xã Tân Lân")))
    came = words(get(f"/so-van-ban/bao-cao/tai/?mau=so-den&{MONTH}"))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in came
    assert "7/KH-BTV" in came
    assert f"người in: {office.clerk.full_name}" in came
    went = words(get(f"/so-van-ban/bao-cao/tai/?mau=so-di&{MONTH}"))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in went
    assert str(made.symbol) in went
    rows = cells(get(f"/so-van-ban/bao-cao/tai/?mau=so-di&dang=xlsx&{MONTH}"))
    assert made.symbol in [row[0] for row in rows]


def test_the_report_on_incoming_tells_who_how_far_and_the_answer(office: Office, get: Get) -> None:
    document = arrived(office, TODAY, subject="Đề nghị báo cáo", symbol="9/CV-UBND")
    handling.instruct(
        by=acting(office.leader), document_id=document.pk, text="Báo cáo",
        receivers=handling.Receivers(lead=office.specialist.pk), due_on=TODAY, at=NOW,
    )  # fmt: skip
    told = words(get(f"/so-van-ban/bao-cao/tai/?mau=giai-quyet-den&{MONTH}"))
    assert "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" in told
    assert office.specialist.full_name in told
    acting(office.clerk)
    (row,) = public.handled(unit_id=office.unit.pk, first=TODAY, last=TODAY)
    assert (row.receivers, row.due_on, row.progress) == (office.specialist.full_name, TODAY, "Đang xử lý")
    with owner():
        Document.objects.filter(pk=document.pk).update(
            state="done", finished_on=TODAY, due_on=TODAY - timedelta(days=1)
        )
    acting(office.clerk)
    (row,) = public.handled(unit_id=office.unit.pk, first=TODAY, last=TODAY)
    assert row.progress == f"Đã xong ngày {TODAY:%d/%m/%Y}, quá hạn"
    sheet = cells(get(f"/so-van-ban/bao-cao/tai/?mau=giai-quyet-den&dang=xlsx&{MONTH}"))
    assert ["Số đến", "Văn bản"] in [row[:2] for row in sheet]


def test_the_report_on_outgoing_tells_what_became_of_it(office: Office, get: Get) -> None:
    receiver = a_unit("Xã Tân Lân")
    made = an_issued(office, subject="Thông báo kết quả", to=to_units(receiver))
    acting(office.clerk)
    (row,) = public.sent(unit_id=office.unit.pk, first=TODAY, last=TODAY)
    assert (row.symbol, row.receivers, row.received, row.waiting) == (made.symbol, 1, 0, receiver.title)
    told = words(get(f"/so-van-ban/bao-cao/tai/?mau=giai-quyet-di&{MONTH}"))
    assert "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐI" in told
    assert "1 văn bản, 0 lượt đã vào sổ" in told
    assert f"người in: {office.clerk.full_name}" in told


def test_the_postal_register_has_the_laws_columns(office: Office, get: Get) -> None:
    made = an_issued(office, subject="Giấy mời", to=to_units(a_unit("Xã Tân Lân")))
    with owner():
        Recipient.objects.create(
            document=made, name="Bưu điện huyện cũ", line="paper", paper_copies=3, paper_sent_on=TODAY
        )
    told = words(get(f"/so-van-ban/bao-cao/tai/?mau=buu-dien&{MONTH}"))
    for name in ("SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", "Số lượng bì", "Ký nhận và dấu bưu điện", "Bưu điện huyện cũ"):
        assert name in told, name
    (line,) = [
        row
        for row in cells(get(f"/so-van-ban/bao-cao/tai/?mau=buu-dien&dang=xlsx&{MONTH}"))
        if made.symbol in row
    ]
    assert line[1:6] == [made.symbol, "Bưu điện huyện cũ", 1.0, "", "3 bản"]


def test_what_is_printed_is_counted_in_the_trail_and_a_wrong_address_leads_back(
    client: Client, office: Office
) -> None:
    arrived(office, TODAY)
    signed_in(client, office.clerk)
    client.get(f"/so-van-ban/bao-cao/tai/?mau=so-den&{MONTH}")
    client.get(f"/so-van-ban/thong-ke/tai/?dang=xlsx&{MONTH}")
    with owner():
        told = Entry.objects.filter(subject__in=("report", "statistics")).order_by("id")
        assert [(one.action, one.subject, one.details["rows"]) for one in told] == [
            ("print", "report", 1), ("export", "statistics", 1),
        ]  # fmt: skip
    for wrong in ("mau=khong-co", "mau=so-den&tu=x&den=y"):
        assert client.get(f"/so-van-ban/bao-cao/tai/?{wrong}")["Location"] == "/so-van-ban/bao-cao/"


# Counts


def test_documents_are_counted_by_kind_unit_person_urgency_and_month(office: Office, get: Get) -> None:
    for number in range(2):
        arrived(office, TODAY, subject=f"Báo cáo {number}", kind_name="Báo cáo", issuer="Ban Dân vận")
    urgent = arrived(office, TODAY, subject="Khẩn", kind_name="Công điện", issuer="UBND tỉnh", urgency=3)
    with owner():
        Document.objects.filter(pk=urgent.pk).update(due_on=TODAY - timedelta(days=1))
    acting(office.clerk)
    asked = {"unit_id": office.unit.pk, "first": TODAY, "last": TODAY, "on": TODAY}
    kinds = public.counted(by="loai", **asked)
    assert [(row.label, row.incoming, row.late) for row in kinds] == [("Báo cáo", 2, 0), ("Công điện", 1, 1)]
    units = public.counted(by="don-vi", **asked)
    assert [(row.label, row.incoming) for row in units] == [("Ban Dân vận", 2), ("UBND tỉnh", 1)]
    urgencies = public.counted(by="do-khan", **asked)
    assert [(row.label, row.incoming) for row in urgencies] == [("Hoả tốc", 1), ("Thường", 2)]
    months = public.counted(by="thang", **asked)
    assert [(row.label, row.incoming) for row in months] == [(f"{TODAY:%m/%Y}", 3)]
    assert sum(row.incoming for row in public.counted(by="nguoi", **asked)) == 3
    for by in public.HEADINGS:
        assert "Thống kê văn bản" in get(f"/so-van-ban/thong-ke/?theo={by}").decode()
        assert "Cộng 3 0 0 1" in words(get(f"/so-van-ban/thong-ke/tai/?theo={by}&dang=pdf&{MONTH}"))
    rows = cells(get(f"/so-van-ban/thong-ke/tai/?theo=loai&dang=xlsx&{MONTH}"))
    assert ["Báo cáo", 2.0, 0.0, 0.0, 0.0] in rows


def test_another_unit_counts_nothing_of_ours(client: Client, office: Office) -> None:
    arrived(office, TODAY, kind_name="Báo cáo riêng")
    signed_in(client, an_officer(Role.CLERK, a_unit()))
    assert "Báo cáo riêng" not in client.get("/so-van-ban/thong-ke/").content.decode()
    signed_in(client, office.specialist)
    assert client.get("/so-van-ban/thong-ke/").status_code == 403


# Kept copies


def _lent(office: Office, document: Document, by: Officer | None = None) -> CopyLoan:
    return public.lend_copy(
        by=acting(by or office.clerk), document_id=document.pk, user_name="Trần Thị Hoa",
        permitted_by="Lê Thị Thu Hà", lent_on=TODAY, note="Xem tại chỗ", at=NOW,
    )  # fmt: skip


def test_a_kept_copy_is_lent_and_comes_back(office: Office, get: Get) -> None:
    document = arrived(office, TODAY, subject="Quyết định cũ", symbol="3/QĐ-BTV")
    loan = _lent(office, document)
    for _ in range(2):
        assert public.return_copy(by=acting(office.clerk), loan_id=loan.pk, at=NOW).returned_on == TODAY
    said = Event.objects.filter(document=document).order_by("pk").values_list("text", flat=True)
    assert list(said)[-2:] == ["Cho Trần Thị Hoa mượn bản lưu", "Trần Thị Hoa trả bản lưu"]
    with pytest.raises(NotAllowed):
        _lent(office, document, office.leader)
    with pytest.raises(DomainError, match="hôm nay hoặc trước"):
        public.lend_copy(
            by=acting(office.clerk), document_id=document.pk, user_name="x", permitted_by="y",
            lent_on=TODAY + timedelta(days=1), note="", at=NOW,
        )  # fmt: skip
    told = words(get(f"/so-van-ban/bao-cao/tai/?mau=ban-luu&{MONTH}"))
    for name in ("SỔ SỬ DỤNG BẢN LƯU", "Người cho phép sử dụng", "Trần Thị Hoa", "Quyết định cũ"):
        assert name in told, name


def test_the_pages_of_kept_copies(client: Client, office: Office) -> None:
    document = arrived(office, TODAY, subject="Quyết định cũ")
    signed_in(client, office.clerk)
    address = f"/so-van-ban/ban-luu/{document.pk}/muon/"
    assert client.post(address, {"note": "x"}).status_code == 422
    facts = {"user_name": "Hoa", "permitted_by": "Hà", "lent_on": f"{TODAY:%d/%m/%Y}"}
    assert "Đang mượn" in client.post(address, facts, follow=True).content.decode()
    with owner():
        loan = CopyLoan.objects.get()
    assert "Đã trả" in client.post(f"/so-van-ban/ban-luu/{loan.pk}/tra/", follow=True).content.decode()
    signed_in(client, an_officer(Role.CLERK, a_unit()))
    assert client.get(address).status_code == 404
    assert client.post(f"/so-van-ban/ban-luu/{loan.pk}/tra/").status_code == 404


# Slip and envelopes


def test_the_handling_slip_holds_what_was_said(office: Office, get: Get) -> None:
    document = arrived(office, TODAY, subject="Đề nghị báo cáo", symbol="9/CV-UBND")
    empty = measured(get(f"/so-van-ban/phieu/{document.pk}/"))
    assert len([rule for rule in empty[0].rules if rule.width > 160]) == 15  # three opinions to write by hand
    handling.instruct(
        by=acting(office.leader), document_id=document.pk, text="Báo cáo trước thứ Sáu",
        receivers=handling.Receivers(lead=office.specialist.pk), due_on=TODAY, at=NOW,
    )  # fmt: skip
    assert f'href="/so-van-ban/phieu/{document.pk}/"' in get(f"/van-ban/{document.pk}/").decode()
    told = words(get(f"/so-van-ban/phieu/{document.pk}/"))
    for said in (
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "Báo cáo trước thứ Sáu", f"{office.specialist.full_name} (chủ trì",
        office.leader.full_name, "9/CV-UBND", f"người in: {office.clerk.full_name}",
    ):  # fmt: skip
        assert said in told, said


@pytest.mark.parametrize(("size", "width", "height"), [("c5", 229, 162), ("a5", 210, 148)])
def test_envelopes_bear_the_receivers_address(
    office: Office, get: Get, size: str, width: int, height: int
) -> None:
    receivers = [a_unit("Xã Tân Lân"), a_unit("Xã Cần Đước")]
    made = an_issued(office, subject="Giấy mời", to=to_units(*receivers))
    with owner():
        Unit.objects.filter(pk=receivers[0].pk).update(address="12 Nguyễn Huệ, Tây Ninh")
        Unit.objects.filter(pk=office.unit.pk).update(address="5 Trần Phú", phone="0272 3 111 222")
        Document.objects.filter(pk=made.pk).update(urgency=3)
    assert f"/so-van-ban/bi-thu/{made.pk}/?kho={size}" in get(f"/van-ban/{made.pk}/").decode()
    content = get(f"/so-van-ban/bi-thu/{made.pk}/?kho={size}")
    pages = measured(content)
    assert [(round(page.width), round(page.height)) for page in pages] == [(width, height)] * 2
    told = words(content)
    for said in (
        receivers[0].title, "12 Nguyễn Huệ, Tây Ninh", receivers[1].title, "5 Trần Phú", "0272 3 111 222",
        f"Số: {made.symbol}", "HOẢ TỐC",
    ):  # fmt: skip
        assert said in told, said


def test_papers_of_a_document_are_not_there_for_strangers(client: Client, office: Office) -> None:
    document = arrived(office, TODAY)
    signed_in(client, office.clerk)
    assert client.get(f"/so-van-ban/bi-thu/{document.pk}/").status_code == 404  # it has no receivers
    signed_in(client, an_officer(Role.CLERK, a_unit()))
    assert client.get(f"/so-van-ban/phieu/{document.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["bao-cao/", "thong-ke/", "ban-luu/", f"bao-cao/tai/?mau=so-den&{MONTH}",
                                  "phieu/{document}/"])  # fmt: skip
def test_pages_cost_at_most_eight_statements(client: Client, office: Office, path: str) -> None:
    documents = [arrived(office, TODAY) for _ in range(10)]
    for one in documents:
        _lent(office, one)
    signed_in(client, office.clerk)
    address = f"/so-van-ban/{path.format(document=documents[0].pk)}"
    client.get(address)
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8
