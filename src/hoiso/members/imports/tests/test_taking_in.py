"""A list goes into the register: members with their history, once, whatever is sent again."""

from datetime import date

import pytest

from hoiso.access.models import Officer
from hoiso.members.imports import opening, public
from hoiso.members.imports.tests.conftest import NOON, brought, taken_in, worked
from hoiso.members.imports.tests.lists import Row, a_book, a_commune_list
from hoiso.members.models import (
    CoreSpan,
    CountedFact,
    Member,
    MemberBasis,
    MemberEvent,
    MemberListRow,
    MemberPost,
    MemberSpan,
    Pseudonym,
)
from hoiso.members.sensitive import counted_of
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.people import acting
from tests.roles import owner

pytestmark = pytest.mark.django_db
HEAD: Row = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Điện thoại",
    "Chi hội",
    "Tổ",
    "Ngày vào Hội",
    "Dân tộc",
    "Nòng cốt",
]


def _list(*rows: Row, head: Row = HEAD) -> bytes:
    return a_book(("Sheet1", [head, *rows]))


def test_a_list_goes_in_once(clerk: Officer, branches: list[Unit]) -> None:
    content = _list(
        [1, "NGUYỄN THỊ HOA", "05/09/1972", 912345678, "Ấp 1", 1, "8/3/1999", "Kinh", "x"],
        [2, "Trần Thị Bé", 1966, "", "Chi hội ấp 02", 2, 2001, "Khmer", ""],
        [3, "Trần Thị Bé", 1966, "0987654321", "Chi hội ấp 02", 2, 2001, "Khmer", ""],
    )
    one = brought(clerk, content)
    assert (one.taken, one.again, one.faulty, one.state) == (2, 1, 0, "checked")
    one = taken_in(clerk, one)
    assert (one.taken, one.again, one.faulty, one.state) == (2, 1, 0, "done")
    hoa = Member.objects.get(folded="nguyen thi hoa")
    assert (hoa.full_name, hoa.birth_date, hoa.phone, hoa.joined_on, hoa.core) == (
        "Nguyễn Thị Hoa", date(1972, 9, 5), "0912345678", date(1999, 3, 8), True,
    )  # fmt: skip
    assert (hoa.branch, hoa.commune_id, hoa.state) == (branches[0], one.unit_id, "active")
    assert hoa.group is not None
    assert (hoa.group.name, hoa.group.kind) == ("Tổ 1", "group")
    assert len(hoa.code) == 9
    span = MemberSpan.objects.get(member=hoa)
    assert (span.valid_from, span.valid_to, span.state, span.start_known) == (
        date(1999, 3, 8),
        None,
        "active",
        True,
    )
    assert CoreSpan.objects.get(member=hoa).valid_from == date(2026, 11, 25)
    kinds = MemberEvent.objects.filter(member=hoa).order_by("on").values_list("kind", "by_id")
    assert list(kinds) == [("admitted", clerk.pk), ("entered", clerk.pk)]
    assert MemberBasis.objects.get(member=hoa).ground == "before_2026"
    assert counted_of(hoa.pk).ethnic_group == "Kinh"
    be = MemberSpan.objects.get(member__folded="tran thi be")
    assert (be.valid_from, be.start_known) == (date(2001, 1, 1), False)
    again = taken_in_again(clerk, content)
    assert again == (0, 3)
    with owner():
        assert Member.objects.count() == 2
        assert CountedFact.objects.count() == Pseudonym.objects.count() == 2
        assert Notice.objects.filter(officer_id=clerk.pk).count() == 1


def taken_in_again(clerk: Officer, content: bytes) -> tuple[int, int]:
    one = brought(clerk, content)
    return one.taken, one.again


def test_history_comes_in_and_makes_no_account(clerk: Officer, branches: list[Unit]) -> None:
    head: Row = [
        "Họ và tên", "Năm sinh", "Ngày vào Hội", "Tình trạng", "Ngày ra khỏi Hội", "Lý do", "Chức vụ",
        "Từ năm", "Đến năm", "Chi hội",
    ]  # fmt: skip
    content = _list(
        ["Lê Thị Một", 1950, "8/3/1980", "Đã mất", "1/6/2020", "", "", "", "", "Ấp 1"],
        ["Lê Thị Hai", 1960, "8/3/1990", "Đang sinh hoạt", "", "", "Chi hội trưởng", 2015, 2020, "Ấp 1"],
        ["Lê Thị Ba", 1970, "", "Tạm vắng", "", "", "Hội viên", "", "", "Ấp 1"],
        ["Lê Thị Tư", 1971, "2005", "Chuyển đi", "12/2019", "Theo chồng", "", "", "", "Ấp 2"],
        head=head,
    )
    with owner():
        officers = Officer.objects.count()
    one = taken_in(clerk, brought(clerk, content, as_of=date(2025, 12, 31)))
    assert (one.taken, one.faulty) == (4, 0)
    spans = MemberSpan.objects.filter(member__folded="le thi mot").order_by("valid_from")
    assert [(span.state, span.valid_from, span.valid_to) for span in spans] == [
        ("active", date(1980, 3, 8), date(2020, 5, 31)), ("dead", date(2020, 6, 1), None),
    ]  # fmt: skip
    assert MemberEvent.objects.filter(member__folded="le thi mot", kind="died", on=date(2020, 6, 1)).exists()
    post = MemberPost.objects.get()
    assert (post.member.folded, post.kind, post.unit, post.valid_from, post.valid_to) == (
        "le thi hai", "head", branches[0], date(2015, 1, 1), date(2020, 12, 31),
    )  # fmt: skip
    away = MemberSpan.objects.get(member__folded="le thi ba")
    assert (away.state, away.valid_from, away.start_known) == ("away", date(2025, 12, 31), False)
    moved = Member.objects.get(folded="le thi tu")
    assert moved.state == "moved"
    assert MemberEvent.objects.get(member=moved, kind="moved_out").reason == "Theo chồng"
    on_a_day = MemberSpan.objects.filter(valid_from__lte=date(2019, 6, 1), state="active").exclude(
        valid_to__lt=date(2019, 6, 1)
    )
    assert (
        on_a_day.count() == 2
    )  # Một and Hai; Tư left by the first of 2019, as the list knows her year alone
    with owner():
        assert Officer.objects.count() == officers
        assert set(Notice.objects.values_list("officer_id", flat=True)) == {clerk.pk}


def test_what_contradicts_the_register_is_held_back(clerk: Officer, branches: list[Unit]) -> None:
    head: Row = ["Họ và tên", "Năm sinh", "Số thẻ", "Chi hội"]
    taken_in(clerk, brought(clerk, _list(["Nguyễn Thị Hoa", 1972, "TN-001", "Ấp 1"], head=head)))
    one = brought(
        clerk,
        _list(
            ["Trần Thị Khác", 1980, "TN 001", "Ấp 1"],
            ["Nguyễn Thị Hoa", 1972, "TN-001", "Ấp 2"],
            ["Lê Thị Mới", 1981, "TN-002", "Ấp 1"],
            ["Lê Thị Nữa", 1982, "TN-002", "Ấp 1"],
            ["Lê Thị Xa", 1983, "", "Ấp 9"],
            ["Lê Thị Không Nơi", 1983, "", ""],
            head=head,
        ),
    )
    told = [row.sentence for row in MemberListRow.objects.filter(member_list=one).order_by("row")]
    assert told == [
        "Số thẻ này đã là của hội viên khác ở “Chi hội ấp 1”; xem lại số.",
        "Số thẻ này đã có trong sổ ở “Chi hội ấp 1”; làm chuyển sinh hoạt thay vì nhập mới.",
        "Số thẻ này đã có ở dòng 4 của tệp, với người khác; xem lại một trong hai dòng.",
        "Chưa có chi hội “Ấp 9” trong hệ thống; chọn chi hội ở mục Chi hội của danh sách này.",
        "Ghi chi hội của hội viên này, hoặc chọn chi hội cho cả tệp.",
    ]
    assert (one.taken, one.faulty) == (1, 5)


def test_branches_are_chosen_or_opened(clerk: Officer, branches: list[Unit], commune: Unit) -> None:
    content = _list(
        ["Lê Thị Một", 1950, "Ấp Giồng Cả"], ["Lê Thị Hai", 1960, "Khu Chợ"], ["Lê Thị Ba", 1970, ""],
        head=["Họ và tên", "Năm sinh", "Chi hội"],
    )  # fmt: skip
    one = brought(clerk, content)
    assert one.faulty == 3
    assert [(place["branch"], place["rows"], place["found"]) for place in one.places] == [
        ("Ấp Giồng Cả", 1, ""), ("Khu Chợ", 1, ""),
    ]  # fmt: skip
    one = public.set_places(
        by=acting(clerk),
        list_id=one.pk,
        choices={0: "new", 1: branches[1].pk},
        default=branches[0].pk,
        at=NOON,
    )
    assert (one.taken, one.faulty) == (3, 0)
    taken_in(clerk, one)
    found = dict(Member.objects.values_list("folded", "branch__name"))
    assert found == {
        "le thi mot": "Chi hội ấp Giồng Cả", "le thi hai": "Chi hội ấp 2", "le thi ba": "Chi hội ấp 1",
    }  # fmt: skip
    assert Member.objects.get(folded="le thi mot").commune == commune


def test_it_is_stopped_and_goes_on_where_it_stood(
    clerk: Officer, branches: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BATCH", 10)
    rows: list[Row] = [
        [
            n,
            f"Nguyễn Thị {['Mai', 'Lan', 'Cúc', 'Trúc'][n % 4]}",
            f"{n % 28 + 1}/5/{1950 + n // 28}",
            "",
            "Ấp 1",
        ]
        for n in range(1, 36)
    ]
    one = brought(clerk, _list(*rows))
    assert one.taken == 35
    public.start(by=acting(clerk), list_id=one.pk, at=NOON)
    killed: list[int] = []

    def told(done: int, of: int) -> None:
        killed.append(done)
        if len(killed) == 2:
            raise KeyboardInterrupt

    from hoiso.core import scope
    from tests.roles import worker

    scope.adopt("")
    with worker(), pytest.raises(KeyboardInterrupt):
        public.carry_on(one.pk, told=told)
    acting(clerk)
    one.refresh_from_db()
    assert (one.state, one.taken, one.next_row) == ("running", 20, 22)
    assert Member.objects.count() == 20
    worked(one.pk)
    acting(clerk)
    one.refresh_from_db()
    assert (one.state, one.taken) == ("done", 35)
    assert Member.objects.count() == 35


def test_a_commune_list_with_everything_wrong_goes_in_as_far_as_it_can(
    clerk: Officer, branches: list[Unit]
) -> None:
    one = brought(clerk, a_commune_list())
    assert (one.taken, one.faulty, one.aside) == (3, 5, 8)  # one of an unknown branch
    one = taken_in(clerk, one)
    assert Member.objects.count() == 3
    assert MemberListRow.objects.filter(member_list=one, state="open").count() == 5
    assert MemberListRow.objects.filter(member_list=one, state="aside").count() == 8
