"""Pages of units: who sees what, in how many statements, and what the forms do."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Post
from hoiso.core.clock import now, office_date
from hoiso.units import public as units
from hoiso.units.models import Holiday, IdentityCode, OfficeSetting, Placement, Succession, Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = office_date(now())
MOST = 8


@pytest.fixture
def province() -> Unit:
    return a_unit("Tỉnh Tây Ninh", kind="province")


@pytest.fixture
def keeper(client: Client, province: Unit) -> Client:
    return signed_in(client, an_officer("province_admin", province))


@pytest.fixture
def clerk(client: Client, province: Unit) -> Client:
    return signed_in(client, an_officer("clerk", a_unit("Xã Mỹ Yên", under=province)))


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    asked = [one["sql"] for one in seen.captured_queries]
    return len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))])


def test_every_page_keeps_to_its_statements_at_few_and_at_many_units(keeper: Client, province: Unit) -> None:
    commune = a_unit("Xã Đầu", under=province)
    with owner():
        Unit.objects.filter(pk=province.pk).update(official_code="80")
    addresses = [
        "/don-vi/", "/don-vi/?q=xa", f"/don-vi/{commune.pk}/", f"/don-vi/{province.pk}/truc-thuoc/",
        "/don-vi/danh-sach/", "/don-vi/danh-sach/?q=xa&loai=commune&xep=-code", "/don-vi/ban-do/",
        "/don-vi/tra-cuu/?code=80&on=01/07/2025", "/don-vi/goi-y/?q=xa", "/don-vi/cho-chia/", "/don-vi/them/",
        "/ma-dinh-danh/?q=H53.01", "/thiet-lap/", "/thiet-lap/layout/", "/ngay-nghi/", "/don-vi/nhap/",
        f"/don-vi/{commune.pk}/lien-he/",
        f"/don-vi/{commune.pk}/sap-xep/", f"/don-vi/{commune.pk}/ma-dinh-danh/",
    ]  # fmt: skip
    few = {address: statements(keeper, address) for address in addresses}
    with owner():
        units.load_shipped(at=now())
        others = [a_unit(f"Xã Thêm {number}", under=province) for number in range(40)]
        Succession.objects.create(before=others[0], after=commune, on=TODAY, share="whole")
    many = {address: statements(keeper, address) for address in addresses}
    assert {address: count for address, count in many.items() if count > MOST} == {}
    assert many == few


def test_search_puts_exact_accents_first(clerk: Client, province: Unit) -> None:
    for name in ("Xã Tân Hoa", "Xã Tân Hòa", "Xã Tân Hoà Đông"):
        a_unit(name, under=province)
    body = clerk.get("/don-vi/", {"q": "tân hòa"}).content.decode()
    assert body.index(">Xã Tân Hòa<") < body.index(">Xã Tân Hoa<")
    assert ">Xã Tân Hoà Đông<" in clerk.get("/don-vi/", {"q": "tan hoa dong"}).content.decode()
    assert "Không có đơn vị nào" in clerk.get("/don-vi/", {"q": "100%_x"}).content.decode()


def test_the_tree_opens_by_parent(clerk: Client, province: Unit) -> None:
    lonely = a_unit("Tỉnh Khác", kind="province")
    a_unit("Xã Ẩn", under=lonely)
    body = clerk.get("/don-vi/").content.decode()
    assert "Xã Mỹ Yên" in body
    assert "Xã Ẩn" not in body
    assert f'hx-get="/don-vi/{lonely.pk}/truc-thuoc/"' in body
    assert "Xã Ẩn" in clerk.get(f"/don-vi/?mo={lonely.pk}").content.decode()
    assert "Xã Ẩn" in clerk.get(f"/don-vi/{lonely.pk}/truc-thuoc/").content.decode()


def test_a_unit_page_draws_its_history(clerk: Client, province: Unit) -> None:
    with owner():
        units.load_shipped(at=now())
    old = units_named("Phường 3", "25459")
    body = clerk.get(f"/don-vi/{old.pk}/").content.decode()
    assert "Phường 3 kết thúc ngày 30/06/2025." in body
    assert "Nay là <a" in body
    assert body.count("<rect") == 2
    divided = units_named("", "25462")
    assert clerk.get(f"/don-vi/{divided.pk}/").content.decode().count("Chờ chia") == 1


def units_named(name: str, code: str) -> Unit:
    with owner():
        found = Unit.objects.filter(official_code=code, valid_to=date(2025, 6, 30))
        return found.get(name=name) if name else found.get()


def test_the_map_links_every_commune(clerk: Client) -> None:
    with owner():
        units.load_country(at=now())
    body = clerk.get("/don-vi/ban-do/").content.decode()
    assert body.count("<path d=") >= 96
    assert body.count('tabindex="-1"><path') == 96
    assert "14 phường" in body
    assert "82 xã" in body
    assert len(body) < 120_000


def test_a_list_is_filtered_sorted_and_exported_so_that_it_loads_again(
    keeper: Client, province: Unit
) -> None:
    with owner():
        units.load_country(at=now())
    body = keeper.get("/don-vi/danh-sach/?loai=commune&q=tan+ninh&xep=-code").content.decode()
    assert body.index("Phường Tân Ninh") > 0
    exported = keeper.get("/don-vi/danh-sach/?loai=commune&xuat=csv")
    assert exported["Content-Type"] == "text/csv; charset=utf-8"
    assert exported.content.decode("utf-8-sig").count("\r\n") == 3322
    with owner():
        report = units.import_units(exported.content, at=now(), only_check=True)
    assert (report.new, report.same, report.faults) == (0, 3321, ())


def test_the_page_of_a_day_tells_which_unit_had_the_code(clerk: Client) -> None:
    with owner():
        units.load_shipped(at=now())
    before = clerk.get("/don-vi/tra-cuu/?code=25459&on=30/06/2025").content.decode()
    assert "Phường 3, mã 25459" in before
    assert "Phường Tân Ninh" in before
    unknown = clerk.get("/don-vi/tra-cuu/?code=00004&on=30/06/2025").content.decode()
    assert "chưa có dữ liệu" in unknown
    assert clerk.get("/don-vi/tra-cuu/?code=25459&on=31/02/2025").status_code == 422


KEEPING = (
    "/don-vi/them/", "/don-vi/nhap/", "/don-vi/cho-chia/", "/don-vi/{0}/lien-he/",
    "/don-vi/{0}/ma-dinh-danh/",
    "/don-vi/{0}/sap-xep/",
)  # fmt: skip


@pytest.mark.parametrize("address", KEEPING)
def test_a_clerk_may_not_keep_units(clerk: Client, province: Unit, address: str) -> None:
    assert clerk.get(address.format(province.pk)).status_code == 403
    assert clerk.post(address.format(province.pk), {"kind": "commune", "name": "Xã Lén"}).status_code == 403
    assert "Thêm đơn vị" not in clerk.get("/don-vi/").content.decode()


def test_the_keeper_adds_a_unit_and_gives_and_closes_its_code(keeper: Client, province: Unit) -> None:
    typed = {
        "kind": "commune", "name": "Xã Mới", "parent": "tinh tay ninh", "valid_from": "hôm nay",
        "official_code": "99001", "body_name": "", "phone": "0272 3 111 222",
    }  # fmt: skip
    answer = keeper.post("/don-vi/them/", typed)
    assert answer.status_code == 302, answer.content.decode()
    again = keeper.post("/don-vi/them/", typed)
    assert again.status_code == 422
    assert "Mã 99001 đang là của Xã Mới" in again.content.decode()
    with owner():
        unit = Unit.objects.get(official_code="99001")
        assert Placement.objects.get(unit=unit).parent_id == province.pk
    given = {"code": "h53.08.01", "valid_from": "hôm nay"}
    assert keeper.post(f"/don-vi/{unit.pk}/ma-dinh-danh/", given).status_code == 302
    assert "H53.08.01" in keeper.get(f"/don-vi/{unit.pk}/").content.decode()
    with owner():
        code = IdentityCode.objects.get(code="H53.08.01")
    assert keeper.post(f"/ma-dinh-danh/{code.pk}/dong/", {"last_day": "hôm nay"}).status_code == 302
    refused = keeper.post(f"/don-vi/{unit.pk}/ma-dinh-danh/", given)
    assert (refused.status_code, "không được cấp lại" in refused.content.decode()) == (422, True)


def test_an_equal_path_is_offered_as_an_alias_for_a_person_to_confirm(keeper: Client, province: Unit) -> None:
    with owner():
        units.give_code(unit=province, text="H29.17", valid_from=date(2025, 7, 1), at=now())
    body = keeper.get("/ma-dinh-danh/?q=000.00.17.H29").content.decode()
    assert "Xác nhận làm mã phụ của" in body
    typed = {"code": "000.00.17.H29", "valid_from": "01/09/2025", "alias": "on"}
    assert keeper.post(f"/don-vi/{province.pk}/ma-dinh-danh/", typed).status_code == 302
    assert "là của Hội LHPN" in keeper.get("/ma-dinh-danh/?q=000.00.17.H29").content.decode()


def test_a_list_with_a_fault_loads_nothing_and_names_line_and_column(keeper: Client, province: Unit) -> None:
    with owner():
        Unit.objects.filter(pk=province.pk).update(official_code="80")
    content = b"level,code,name,parent_code\ncommune,99101,X\xc3\xa3 A,80\ncommune,99102,,80\n"

    def post(**more: str) -> tuple[int, str]:
        file = SimpleUploadedFile("xa.csv", content)
        answer = keeper.post("/don-vi/nhap/", {"file": file, "since": "01/09/2025", "viec": "nhap", **more})
        return answer.status_code, answer.content.decode()

    status, body = post()
    assert (status, "phải có tên đơn vị" in body, "Chưa nhập gì" in body) == (422, True, True)
    with owner():
        assert not Unit.objects.filter(official_code="99101").exists()
    status, body = post(skip_bad="on")
    assert "Đã nhập 1 đơn vị mới" in body
    with owner():
        assert Unit.objects.filter(official_code="99101").exists()


def test_a_part_is_settled_by_a_person(keeper: Client, province: Unit) -> None:
    old = a_unit("Xã Cũ", under=province, valid_from=date(2025, 7, 1), valid_to=date(2026, 5, 31))
    main, second = a_unit("Xã Chính", under=province), a_unit("Xã Phụ", under=province)
    branch = a_unit("Chi hội ấp 1", kind="branch", under=main)
    on = date(2026, 6, 1)
    with owner():
        Succession.objects.create(before=old, after=main, on=on, share="part-main")
        part = Succession.objects.create(before=old, after=second, on=on, share="part", settled=False)
    assert "Xã Cũ" in keeper.get("/don-vi/cho-chia/").content.decode()
    address = f"/don-vi/cho-chia/{part.pk}/"
    assert keeper.post(address, {"branches": [branch.pk], "note": ""}).status_code == 422
    assert keeper.post(address, {"branches": [branch.pk], "note": "Ấp 1 về Xã Phụ"}).status_code == 302
    assert f'href="{address}"' not in keeper.get("/don-vi/cho-chia/").content.decode()
    assert "Ấp 1 về Xã Phụ" in keeper.get("/don-vi/cho-chia/?xong=1").content.decode()
    with owner():
        assert second.pk in units.units_above(branch.pk, on=on)
        assert main.pk in units.units_above(branch.pk, on=on - timedelta(days=1))


def test_a_setting_is_decided_from_a_day_on(keeper: Client, province: Unit) -> None:
    later = TODAY + timedelta(days=10)
    typed = {"value": "B", "valid_from": later.strftime("%d/%m/%Y")}
    assert keeper.post("/thiet-lap/layout/", typed).status_code == 302
    with owner():
        assert units.setting(province.pk, "layout", TODAY) == "A"
        assert units.setting(province.pk, "layout", later) == "B"
    assert keeper.post("/thiet-lap/layout/", {"value": "C", "valid_from": "hôm nay"}).status_code == 422
    assert (
        keeper.post("/thiet-lap/seal_diameter/", {"value": "5", "valid_from": "hôm nay"}).status_code == 422
    )
    assert keeper.get("/thiet-lap/khong-co/").status_code == 404


def test_a_unit_administrator_decides_for_her_unit_only(client: Client, province: Unit) -> None:
    commune = a_unit(under=province)
    admin = signed_in(client, an_officer("unit_admin", commune))
    assert (
        admin.post("/thiet-lap/layout/", {"value": "B", "valid_from": "hôm nay", "whole": "1"}).status_code
        == 302
    )
    with owner():
        assert list(OfficeSetting.objects.values_list("unit_id", "value")) == [(commune.pk, "B")]
        assert units.setting(province.pk, "layout", TODAY) == "A"


def test_what_holds_for_all_is_decided_by_the_province_alone(
    client: Client, keeper: Client, province: Unit
) -> None:
    address = "/thiet-lap/secret_register_line/"
    admin = signed_in(Client(), an_officer("unit_admin", a_unit(under=province)))
    shown = admin.get(address).content.decode()
    assert "do quản trị tỉnh đặt chung" in shown
    assert "Lưu thiết lập" not in shown
    assert admin.post(address, {"value": "1", "valid_from": "hôm nay"}).status_code == 422
    with owner():
        assert not OfficeSetting.objects.exists()
    assert keeper.post(address, {"value": "1", "valid_from": "hôm nay"}).status_code == 302
    with owner():
        assert list(OfficeSetting.objects.values_list("unit_id", "value")) == [(None, True)]
    assert "Hiện nay: <b>Có</b>" in admin.get(address).content.decode()


def test_the_keeper_keeps_the_calendar(keeper: Client) -> None:
    assert keeper.post("/ngay-nghi/bat-dau-nam/", {"nam": "2027"}).status_code == 302
    body = keeper.get("/ngay-nghi/?nam=2027").content.decode()
    assert "Quốc khánh" in body
    assert "chưa ghi ngày nghỉ Tết Nguyên đán" in body
    assert keeper.post("/ngay-nghi/", {"day": "08/02/2027", "name": "Tết Nguyên đán"}).status_code == 302
    assert "chưa ghi ngày nghỉ Tết" not in keeper.get("/ngay-nghi/?nam=2027").content.decode()
    assert keeper.post("/ngay-nghi/bo/", {"ngay": "08/02/2027"}).status_code == 302
    with owner():
        assert not Holiday.objects.filter(day=date(2027, 2, 8)).exists()


def test_a_clerk_does_not_keep_the_calendar(clerk: Client) -> None:
    assert clerk.post("/ngay-nghi/", {"day": "08/02/2027", "name": "Nghỉ thêm"}).status_code == 422
    assert clerk.post("/ngay-nghi/bo/", {"ngay": "08/02/2027"}).status_code == 403
    with owner():
        assert not Holiday.objects.exists()


def test_a_unit_is_renamed_after_a_look_at_what_will_happen(keeper: Client, province: Unit) -> None:
    commune = a_unit("Xã Cũ", under=province)
    clerk = an_officer("clerk", commune)
    with owner():
        units.give_code(unit=commune, text="H53.08.02", valid_from=date(2025, 7, 1), at=now())
    address = f"/don-vi/{commune.pk}/sap-xep/"
    typed = {"kind": "rename", "on": "hôm nay", "name": "Xã Mới Tên"}
    shown = keeper.post(address, typed).content.decode()
    assert "1 chức vụ kết thúc" in shown
    assert "số chạy tiếp" in shown
    with owner():
        assert Unit.objects.filter(name="Xã Mới Tên").count() == 0
    assert keeper.post(address, {**typed, "sure": "1"}).status_code == 302
    with owner():
        renamed = Unit.objects.get(name="Xã Mới Tên")
        assert Unit.objects.get(pk=commune.pk).valid_to == TODAY - timedelta(days=1)
        assert Post.objects.get(officer=Officer.objects.get(pk=clerk.pk), valid_to=None).unit_id == renamed.pk
        assert IdentityCode.objects.get(code="H53.08.02").unit_id == renamed.pk
        assert IdentityCode.objects.get(code="H53.08.02").valid_to is None
    assert "H53.08.02" in keeper.get(f"/don-vi/{commune.pk}/").content.decode()


def test_a_unit_with_units_below_does_not_close_without_an_heir(keeper: Client, province: Unit) -> None:
    commune = a_unit("Xã Có Chi Hội", under=province)
    a_unit("Chi hội ấp 1", kind="branch", under=commune)
    typed = {"kind": "close", "on": "hôm nay", "sure": "1"}
    answer = keeper.post(f"/don-vi/{commune.pk}/sap-xep/", typed)
    assert (answer.status_code, "còn đơn vị trực thuộc" in answer.content.decode()) == (422, True)
    with owner():
        assert Unit.objects.get(pk=commune.pk).valid_to is None
