"""The pages of figures, without JavaScript, as officers use them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.work.figures import public
from hoiso.work.figures.tests.office import (
    COLUMNS,
    Province,
    a_province,
    a_request,
    hand_in,
    now,
    rows,
    sheet_at,
    soon,
)
from hoiso.work.models import FigureRequest, FigureSheet, Task
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return a_province()


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def _drawn(province: Province, **changes: object) -> dict[str, object]:
    return {
        "title": "Số hội viên quý III", "due_on": soon().strftime("%d/%m/%Y"),
        "rows": "Phụ nữ cao tuổi\nPhụ nữ dân tộc", "column_1": "Số hội viên", "kind_1": "whole",
        "required_1": "on", "summed_1": "on", "note_1": "Đến cuối kỳ", "column_2": "Ghi chú",
        "kind_2": "text", "asked": [province.commune.pk, province.other.pk], **changes,
    }  # fmt: skip


def test_the_whole_way_by_the_pages(client: Client, province: Province) -> None:
    signed_in(client, province.leader)
    page = _page(client, "/so-lieu/moi/")
    assert "Hội LHPN Xã Bình Đức" in page
    assert "data-keep" in page
    bad = client.post("/so-lieu/moi/", _drawn(province, due_on="32/9/2026", column_1=""))
    assert bad.status_code == 422
    assert "Nhập tên cột 1" in bad.content.decode()
    assert 'value="Số hội viên quý III"' in bad.content.decode()
    made = client.post("/so-lieu/moi/", _drawn(province))
    acting(province.leader)
    request = FigureRequest.objects.get()
    assert made["Location"] == f"/so-lieu/{request.pk}/"
    assert "Bảng sẽ gửi" in _page(client, f"/so-lieu/{request.pk}/")
    assert "hạn nộp" in _page(client, f"/so-lieu/{request.pk}/gui/")
    client.post(f"/so-lieu/{request.pk}/gui/")
    assert "0/2 đơn vị đã nộp" in _page(client, f"/so-lieu/{request.pk}/")

    commune = signed_in(Client(), province.alone)
    assert "Số hội viên quý III" in _page(commune, "/so-lieu/")
    acting(province.alone)
    sheet = sheet_at(province.commune)
    task = Task.objects.get()
    assert f'href="/so-lieu/bang/{sheet.pk}/"' in _page(commune, f"/viec/{task.pk}/")
    address = f"/so-lieu/bang/{sheet.pk}/"
    page = _page(commune, address)
    assert "data-keep" in page
    assert 'inputmode="decimal"' in page
    wrong = commune.post(address, {"o_0_0": "mười", "o_1_0": "5", "lan": "0", "viec": "nop"})
    assert wrong.status_code == 422
    assert "Phụ nữ cao tuổi, Số hội viên: phải là số nguyên" in wrong.content.decode()
    assert 'value="mười"' in wrong.content.decode()
    missing = commune.post(address, {"o_0_0": "10", "lan": "0", "viec": "nop"})
    assert missing.status_code == 422
    assert "Phụ nữ dân tộc, Số hội viên: chưa có số liệu" in missing.content.decode()
    assert commune.post(address, {"o_0_0": "10", "lan": "0", "viec": "tam"}).status_code == 302
    assert 'value="10"' in _page(commune, address)
    late = commune.post(address, {"o_0_0": "10", "o_1_0": "5", "lan": "0", "viec": "nop"})
    assert late.status_code == 422
    assert "vừa thay đổi bảng này" in late.content.decode()
    sent = commune.post(address, {"o_0_0": "1.010", "o_1_0": "5", "o_1_1": "Ước", "lan": "1", "viec": "nop"})
    assert sent.status_code == 302
    assert "Sửa và nộp lại" in _page(commune, address)
    assert 'name="o_0_0"' in _page(commune, address + "?sua=1")

    assert "1.010" in _page(client, address)
    back = client.post(f"{address}tra-lai/", {"reason": ""})
    assert back.status_code == 422
    client.post(f"{address}tra-lai/", {"reason": "Dòng hai thiếu"})
    assert "Điều cần sửa: Dòng hai thiếu" in _page(commune, address)
    commune.post(address, {"o_0_0": "1.010", "o_1_0": "6", "lan": "3", "viec": "nop"})
    assert "Bản 2" in _page(client, address)
    assert ">5<" in _page(client, address + "?ban=1")
    client.post(f"{address}nhan/")
    assert (
        "Đã đôn đốc 1 đơn vị chưa nộp."
        in client.post(f"/so-lieu/{request.pk}/don-doc/", follow=True).content.decode()
    )
    assert (
        "Hôm nay đã đôn đốc rồi."
        in client.post(f"/so-lieu/{request.pk}/don-doc/", follow=True).content.decode()
    )
    page = _page(client, f"/so-lieu/{request.pk}/tong-hop/")
    assert "1.016" in page
    assert "Đã tính (1 đơn vị)" in page
    assert "hs-paperhead" in page  # the print head
    assert "Không tính 1 đơn vị" in _page(client, f"/so-lieu/{request.pk}/chot/")
    client.post(f"/so-lieu/{request.pk}/chot/")
    page = _page(client, f"/so-lieu/{request.pk}/")
    assert "Biên bản chốt số liệu" in page
    assert "Hội LHPN Xã Bình Đức" in page
    refused = client.post(f"{address}tra-lai/", {"reason": "Sai"})
    assert refused.status_code == 422
    assert "Số liệu đã chốt" in refused.content.decode()


def test_the_export_has_the_sums_and_each_commune(client: Client, province: Province) -> None:
    request = a_request(province)
    hand_in(province.alone, province.commune, rows())
    hand_in(province.two[0], province.other, rows("7", "8", "0.25"))
    signed_in(client, province.specialist)
    answer = client.get(f"/so-lieu/{request.pk}/xuat/")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Tổng hợp", "Từng đơn vị"]
    whole = book.get_sheet_by_name("Tổng hợp").to_python()
    assert [one for one in whole[-1] if one != ""] == ["Cộng", 30.0, 1.75]
    assert any("Chưa tính: Hội LHPN Xã Cần Giuộc" in str(line[0]) for line in whole)
    assert any("Xuất lúc" in str(line[0]) and "Nguyễn Thị Lệ" in str(line[0]) for line in whole)
    each = book.get_sheet_by_name("Từng đơn vị").to_python()
    lines = [line for line in each if str(line[0]).startswith("Hội LHPN Xã")]
    assert [(line[0], line[1], line[2]) for line in lines] == [
        ("Hội LHPN Xã An Lục Long", "Phụ nữ cao tuổi", 10.0),
        ("Hội LHPN Xã An Lục Long", "'- Phụ nữ dân tộc", 5.0),
        ("Hội LHPN Xã Bình Đức", "Phụ nữ cao tuổi", 7.0),
        ("Hội LHPN Xã Bình Đức", "'- Phụ nữ dân tộc", 8.0),
    ]
    assert "Trần Thị Một" in lines[0]


def test_filled_by_a_file_looked_at_and_then_handed_in(client: Client, province: Province) -> None:
    a_request(province)
    acting(province.alone)
    address = f"/so-lieu/bang/{sheet_at(province.commune).pk}/"
    signed_in(client, province.alone)
    blank = client.get(f"{address}bang-trong/").content
    lines = CalamineWorkbook.from_filelike(BytesIO(blank)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines[-2:]] == ["Phụ nữ cao tuổi", "'- Phụ nữ dân tộc"]
    heads = [SheetColumn("Dòng"), *(SheetColumn(column.heading) for column in COLUMNS)]

    def sent(rows: list[list[object]]) -> str:
        data = write_sheet("Bảng", heads, rows)  # type: ignore[arg-type]
        file = SimpleUploadedFile("bang.xlsx", data)
        answer = client.post(f"{address}tep/", {"file": file})
        assert answer.status_code == (422 if "Lỗi" in answer.content.decode() else 200)
        return answer.content.decode()

    bad = sent([["Phụ nữ cao tuổi", "nhiều", 1.5, 12.5, "", ""], ["- Phụ nữ dân tộc", 5, "", "", "", ""]])
    assert "Ô B4 (Phụ nữ cao tuổi, Số hội viên) phải là số nguyên" in bad
    assert 'value="nhiều"' in bad
    good = sent([["Phụ nữ cao tuổi", 1250, 1.5, 12.5, "", ""], ["- Phụ nữ dân tộc", 5, "", "", "Không", ""]])
    assert "Đã đọc tệp" in good
    assert 'value="1.250"' in good
    acting(province.alone)
    assert FigureSheet.objects.get().version == 0  # nothing is handed in by the file alone
    wrong = client.post(f"{address}tep/", {"file": SimpleUploadedFile("bang.xlsx", b"x" * 50)})
    assert wrong.status_code == 422
    nothing = client.post(f"{address}tep/", {})
    assert "Chọn tệp Excel đã điền" in nothing.content.decode()


def test_lists_and_pages_take_eight_statements_at_most_with_ninety_six_communes(
    client: Client, province: Province
) -> None:
    units = [a_unit(f"Xã {number:02}", under=province.unit) for number in range(93)]
    with owner():
        people = [an_officer("leader", one) for one in units[:20]]
    asked = [province.commune.pk, province.other.pk, province.empty.pk, *(one.pk for one in units)]
    request = a_request(province, asked=asked)
    assert request.sheets.count() == 96
    for officer, unit in zip(people[:5], units, strict=False):
        hand_in(officer, unit, rows())
    signed_in(client, province.leader)
    acting(province.leader)
    sheet = FigureSheet.objects.filter(version=1).first()
    assert sheet is not None
    for address in (
        "/so-lieu/", "/so-lieu/?xem=minh-hoi", "/so-lieu/?xem=da-nop&q=hội", "/so-lieu/moi/",
        f"/so-lieu/{request.pk}/", f"/so-lieu/{request.pk}/?xem=chua-nop&q=xã",
        f"/so-lieu/{request.pk}/tong-hop/", f"/so-lieu/{request.pk}/chot/", f"/so-lieu/{request.pk}/gui/",
        f"/so-lieu/{request.pk}/doi-han/", f"/so-lieu/bang/{sheet.pk}/", f"/so-lieu/{request.pk}/xuat/",
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code == 200
        assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8, address
    page = _page(client, f"/so-lieu/{request.pk}/")
    assert "Đơn vị 1–25 trong 96" in page
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Đơn vị 26–50 trong 96" in _page(
        client, f"/so-lieu/{request.pk}/{following}".replace("&amp;", "&")
    )
    assert public.urge_silent(by=acting(province.leader), request_id=request.pk, at=now()) == 91
