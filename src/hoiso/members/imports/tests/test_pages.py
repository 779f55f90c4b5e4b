"""From the file to the register by the pages: columns confirmed, rows mended, a marked copy brought back."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.members.imports import public
from hoiso.members.imports.actions import planning
from hoiso.members.imports.fields import bare
from hoiso.members.imports.remembered import shipped
from hoiso.members.imports.tests.conftest import brought, taken_in, worked
from hoiso.members.imports.tests.lists import Row, a_book, a_commune_list, in_vni
from hoiso.members.models import Member, MemberList, MemberListForm, MemberListRow
from hoiso.units.models import Unit
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
HEAD: Row = ["Họ và tên", "Năm sinh", "Điện thoại", "Chi hội"]


def _upload(content: bytes, name: str = "ds.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _sent(client: Client, content: bytes, **more: str) -> int:
    answer = client.post(
        reverse("member_import_new"), {"file": _upload(content), "branch": "", "as_of": "", **more}
    )
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def _page(client: Client, name: str, *ids: int, query: str = "") -> str:
    return client.get(reverse(name, args=ids) + query).content.decode()


def test_from_the_file_to_the_register(client: Client, clerk: Officer, branches: list[Unit]) -> None:
    signed_in(client, clerk)
    pk = _sent(client, a_commune_list(), as_of="20/9/2025")
    shown = _page(client, "member_import", pk)
    for words in (
        "Đưa 3 hội viên vào sổ", "20/09/2025", "Nguyễn Thị Hoa", "Cột E (Điện thoại)",
        "8 dòng bỏ qua", "1 tên chi hội trong tệp chưa có", "Chọn chi hội",
    ):  # fmt: skip
        assert words in shown
    assert "Tổng cộng: 3 hội viên" in _page(client, "member_import_rows", pk, query="?xem=bo-qua")
    assert "Không ai nhận tin nhắn" in _page(client, "member_import_start", pk)
    started = client.post(reverse("member_import_start", args=[pk]), follow=True).content.decode()
    assert "Đang đưa 3 hội viên vào sổ" in started
    assert "hx-trigger" in started
    worked(pk)
    done = _page(client, "member_import", pk)
    assert "Đã xong" in done
    assert "Sửa các dòng còn lại" in done
    assert client.get(reverse("member_import_progress", args=[pk]))["HX-Refresh"] == "true"
    assert (
        "hoặc đã xong" in client.post(reverse("member_import_start", args=[pk]), follow=True).content.decode()
    )
    assert "ds.xlsx" in _page(client, "member_imports")


def test_a_row_is_mended_in_the_page(client: Client, clerk: Officer, branches: list[Unit]) -> None:
    one = taken_in(clerk, brought(clerk, a_commune_list()))
    signed_in(client, clerk)
    rows = {row.row: row.pk for row in MemberListRow.objects.filter(member_list=one, state="open", sheet=0)}
    phone = reverse("member_import_row", args=[one.pk, rows[8]])
    form = client.get(phone).content.decode()
    assert "Trần Thị Hoà" in form  # typed in .VnTime
    given = {
        "o_full_name": "Trần Thị Hoà",
        "o_birth_female": "5/3/70",
        "o_joined_on": "08/03/1999",
        "branch": "",
    }
    wrong = client.post(phone, {**given, "o_phone": "091234567"})
    assert wrong.status_code == 422
    assert "không đủ 10 số" in wrong.content.decode()
    assert 'value="091234567"' in wrong.content.decode()
    mended = client.post(phone, {**given, "o_phone": "0912345671"})
    assert mended["Location"] == reverse("member_import_row", args=[one.pk, rows[15]])
    worked(one.pk)
    acting(clerk)
    member = Member.objects.get(folded="tran thi hoa")
    assert (member.phone, member.birth_date.isoformat(), member.branch) == (
        "0912345671",
        "1970-03-05",
        branches[0],
    )  # type: ignore[union-attr]
    assert MemberListRow.objects.get(pk=rows[8]).values == {}
    signed_in(client, clerk)
    client.post(reverse("member_import_row_drop", args=[one.pk, rows[15]]))
    nobody = client.post(
        reverse("member_import_row", args=[one.pk, rows[17]]), {"o_full_name": "", "o_birth_female": "1971"}
    )
    assert nobody.status_code == 422
    assert "Ghi họ và tên" in nobody.content.decode()
    acting(clerk)
    one.refresh_from_db()
    assert (one.taken, one.faulty) == (4, 3)


def test_what_the_register_refuses_comes_back_to_its_row(
    client: Client, clerk: Officer, branches: list[Unit]
) -> None:
    head: Row = ["Họ và tên", "Năm sinh", "Số thẻ", "Chi hội"]
    rows: list[Row] = [head, ["Lê Thị Một", 1950, "TN-1", "Ấp 1"], ["Lê Thị Hai", 1951, "TN-1", "Ấp 1"]]
    one = taken_in(clerk, brought(clerk, a_book(("Sheet1", rows))))
    signed_in(client, clerk)
    row = MemberListRow.objects.get(member_list=one, state="open")
    address = reverse("member_import_row", args=[one.pk, row.pk])
    given = {"o_full_name": "Lê Thị Hai", "o_birth": "1951", "branch": str(branches[1].pk)}
    client.post(address, {**given, "o_card_number": "TN-1"})
    worked(one.pk)
    acting(clerk)
    row.refresh_from_db()
    assert row.state == "open"
    assert "Số thẻ này đã là của hội viên khác" in row.sentence
    signed_in(client, clerk)
    client.post(address, {**given, "o_card_number": "TN-2"})
    worked(one.pk)
    acting(clerk)
    assert Member.objects.get(folded="le thi hai").branch == branches[1]


def test_wrong_cells_may_stay_empty(client: Client, clerk: Officer, branches: list[Unit]) -> None:
    rows: list[Row] = [HEAD, ["Lê Thị Một", 1950, "0912", "Ấp 1"], ["Lê Thị Hai", "", "0912", "Ấp 1"]]
    rows.append(["Lê Thị Ba", 1952, "0912345678", "Ấp 1"])
    one = taken_in(clerk, brought(clerk, a_book(("Sheet1", rows))))
    signed_in(client, clerk)
    assert "Để trống các ô sai" in _page(client, "member_import_rows", one.pk)
    told = client.post(reverse("member_import_blank", args=[one.pk]), follow=True).content.decode()
    assert "Đang đưa 1 dòng vào sổ" in told
    worked(one.pk)
    acting(clerk)
    assert Member.objects.get(folded="le thi mot").phone == ""
    assert not Member.objects.filter(folded="le thi hai").exists()


def test_a_marked_copy_comes_back_and_is_sent_again(
    client: Client, clerk: Officer, branches: list[Unit]
) -> None:
    rows: list[Row] = [
        ["DANH SÁCH HỘI VIÊN"], HEAD, [in_vni("Lê Thị Mỹ"), 1950, "0912", "Ấp 1"],
        ["Lê Thị Hai", 1951, "0912345678", "Ấp 1"],
    ]  # fmt: skip
    one = taken_in(clerk, brought(clerk, a_book(("Chi hội", rows))))
    assert (one.taken, one.faulty) == (1, 1)
    signed_in(client, clerk)
    content = client.get(reverse("member_import_file", args=[one.pk])).content
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Chi hội").to_python()
    assert cells[1][:5] == [*HEAD, "Cần sửa"]
    assert cells[2][0] == "Lê Thị Mỹ"
    assert "Cột C (Điện thoại): “0912” không đủ 10 số" in str(cells[2][4])
    assert cells[3][4] == ""
    assert b"FFD6D6" in _part(content, "xl/styles.xml")
    acting(clerk)
    mended = a_book(("Chi hội", [*cells[:2], ["Lê Thị Mỹ", 1950, "0912345670", "Ấp 1", ""], cells[3]]))
    again = brought(clerk, mended)
    assert (again.taken, again.again, again.faulty) == (1, 1, 0)


def _part(content: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def test_columns_are_confirmed_and_remembered(client: Client, clerk: Officer, branches: list[Unit]) -> None:
    rows: list[Row] = [
        ["TT", "Người tham gia", "Tuổi Tây", "Liên hệ", "Cụm"], [1, "Lê Thị Một", 1950, "0912345678", "Ấp 1"],
        [2, "Lê Thị Hai", 1951, "0912345679", "Ấp 2"], [3, "Lê Thị Ba", 1952, "", "Ấp 1"],
    ]  # fmt: skip
    signed_in(client, clerk)
    form = _page(client, "member_import_columns", _sent(client, a_book(("Sheet1", rows))), 0)
    assert "Người tham gia" in form  # by what lies below
    assert form.count("Chưa chắc") >= 3
    rows[0] = ["TT", "Họ tên", "Vào sổ năm", "Năm sinh", "Nơi vận động"]
    rows[1:] = [[1, "Lê Thị Một", 1970, 1950, "Ấp 1"], [2, "Lê Thị Hai", 1971, 1951, "Ấp 2"]]
    pk = _sent(client, a_book(("Sheet1", rows)))
    address = reverse("member_import_columns", args=[pk, 0])
    form = client.get(address).content.decode()
    assert "Vào sổ năm" in form
    assert "1970" in form
    given = {
        "cot_0": "order",
        "cot_1": "full_name",
        "cot_2": "joined_on",
        "cot_3": "birth",
        "cot_4": "branch",
    }
    twice = client.post(address, {**given, "cot_2": "birth", "remember": "on"})
    assert twice.status_code == 422
    assert "được chọn cho hai cột" in twice.content.decode()
    told = client.post(address, {**given, "remember": "on"}, follow=True).content.decode()
    assert "Đưa 2 hội viên vào sổ" in told
    acting(clerk)
    form_kept = MemberListForm.objects.get()
    assert form_kept.fields["noi van dong"] == "branch"
    assert "ds.xlsx" not in form_kept.name  # other units see it
    turned: list[Row] = [[row[4], row[3], row[2], row[1], row[0]] for row in rows]  # type: ignore[index]
    next_one = brought(clerk, a_book(("Sheet1", turned)))
    fields = {column["heading"]: column["field"] for column in next_one.layouts[0]["columns"]}
    assert fields["Nơi vận động"] == "branch"
    assert fields["Vào sổ năm"] == "joined_on"
    assert next_one.taken == 2


def test_the_national_programs_export_is_read_by_its_mapping(clerk: Officer, branches: list[Unit]) -> None:
    (form,) = shipped().values()
    sample = program_sample()
    one = brought(clerk, sample)
    assert one.layouts[0]["form"] == form.name
    fields = {bare(column["heading"]): column["field"] for column in one.layouts[0]["columns"]}
    assert fields == dict(form.fields)
    assert (one.taken, one.faulty) == (2, 0)
    taken_in(clerk, one)
    first = Member.objects.get(folded="nguyen thi hoa")
    assert (first.schooling, first.training, first.core, first.state) == ("upper", "college", True, "active")
    assert "Mã cũ: HV-0001" in first.note


def program_sample() -> bytes:
    """A made-up export of the national program."""
    head = list(_program_headings())
    told: list[dict[str, object]] = [
        {
            "STT": 1, "Mã hội viên": "HV-0001", "Họ và tên": "Nguyễn Thị Hoa", "Ngày sinh": "05/09/1972",
            "Giới tính": "Nữ", "Điện thoại": "0912345678", "Chi hội": "Chi hội ấp 1",
            "Trình độ học vấn": "12/12", "Trình độ chuyên môn": "Cao đẳng", "Hội viên nòng cốt": "x",
            "Trạng thái": "Đang sinh hoạt",
            "Ngày vào Hội": "08/03/1999", "Hội LHPN cơ sở": "Xã Mỹ Yên", "Chức danh": "Hội viên",
        },
        {
            "STT": 2, "Mã hội viên": "HV-0002", "Họ và tên": "Trần Thị Bé", "Ngày sinh": "1966",
            "Giới tính": "Nữ", "Chi hội": "Chi hội ấp 2", "Trạng thái": "Đã chuyển đi",
            "Ngày rời Hội": "01/05/2021", "Ngày vào Hội": "2001",
        },
    ]  # fmt: skip
    return a_book(("Hội viên", [head, *([row.get(name, "") for name in head] for row in told)]))


def _program_headings() -> list[str]:
    import json

    from hoiso.members.imports import remembered

    told = json.loads(remembered._PROGRAM.read_text(encoding="utf-8"))
    return list(told["fields"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Chọn tệp Excel của danh sách"),
        ({"file": ("ds.xlsx", b"")}, "Tệp không có nội dung"),
        ({"as_of": "hôm kia nữa"}, "Danh sách tính đến ngày"),
        ({"branch": "999999"}, "Chọn lại chi hội"),
    ],
)
def test_a_bad_file_is_refused_in_words(
    client: Client, clerk: Officer, data: dict[str, object], sentence: str
) -> None:
    signed_in(client, clerk)
    given = {
        key: _upload(value[1], value[0]) if isinstance(value, tuple) else value for key, value in data.items()
    }
    answer = client.post(reverse("member_import_new"), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_it_is_stopped_and_dropped_and_a_long_one_is_looked_through_by_a_job(
    client: Client, clerk: Officer, branches: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[Row] = [
        HEAD,
        *([f"Lê Thị {['Mai', 'Lan', 'Cúc'][n % 3]}", 1950 + n, "", "Ấp 1"] for n in range(12)),
    ]
    content = a_book(("Sheet1", rows))
    signed_in(client, clerk)
    first = _sent(client, content)
    client.post(reverse("member_import_start", args=[first]))
    stopped = client.post(reverse("member_import_stop", args=[first]), follow=True).content.decode()
    assert "Hội viên đã vào sổ vẫn giữ nguyên" in stopped
    assert "Làm tiếp" in stopped
    second = _sent(client, content)
    assert (
        "không có ai vào sổ"
        in client.post(reverse("member_import_drop", args=[second]), follow=True).content.decode()
    )
    monkeypatch.setattr(planning, "AT_ONCE", 5)
    third = _sent(client, content)
    assert "Đang kiểm tra 12 dòng" in _page(client, "member_import", third)
    with worker():
        public.look_through(third)
    assert "Đưa 12 hội viên vào sổ" in _page(client, "member_import", third)


def test_a_branch_head_brings_her_own_branch_and_others_see_nothing(
    client: Client, branches: list[Unit], commune: Unit
) -> None:
    head = an_officer(Role.BRANCH_HEAD, branches[0])
    rows: list[Row] = [["Họ và tên", "Năm sinh"], ["Lê Thị Một", 1950], ["Lê Thị Hai", 1951]]
    one = taken_in(head, brought(head, a_book(("Sheet1", rows))))
    assert one.taken == 2
    assert set(Member.objects.values_list("branch_id", "commune_id")) == {(branches[0].pk, commune.pk)}
    signed_in(client, an_officer(Role.BRANCH_HEAD, branches[1]))
    assert client.get(reverse("member_import", args=[one.pk])).status_code == 404
    signed_in(client, an_officer(Role.CLERK))
    assert client.get(reverse("member_import", args=[one.pk])).status_code == 404


def test_pages_cost_the_same_at_any_size(client: Client, clerk: Officer, branches: list[Unit]) -> None:
    def faulty(size: int) -> MemberList:
        rows = [[f"Lê Thị {'Mai' if n % 2 else 'Lan'}", 1950, "09", f"Ấp {n}"] for n in range(size)]
        return taken_in(clerk, brought(clerk, a_book(("Sheet1", [HEAD, *rows]))))

    small, large = faulty(2), faulty(60)
    row = {
        one.pk: MemberListRow.objects.filter(member_list=one, state="open").earliest("pk").pk
        for one in (small, large)
    }
    signed_in(client, clerk)
    addresses: list[Callable[[MemberList], str]] = [
        lambda _: reverse("member_imports"),
        lambda one: reverse("member_import", args=[one.pk]),
        lambda one: reverse("member_import_rows", args=[one.pk]),
        lambda one: reverse("member_import_row", args=[one.pk, row[one.pk]]),
        lambda one: reverse("member_import_columns", args=[one.pk, 0]),
        lambda one: reverse("member_import_places", args=[one.pk]),
        lambda one: reverse("member_import_file", args=[one.pk]),
    ]
    for address in addresses:
        counted = []
        for one in (small, large):
            with CaptureQueriesContext(
                connection,
            ) as statements:
                assert client.get(address(one)).status_code == 200
            counted.append(
                len([each for each in statements if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])
            )
        assert counted[0] == counted[1], address(small)
        assert counted[0] <= 8, (address(small), counted)
    with owner():
        assert MemberList.objects.count() == 2
