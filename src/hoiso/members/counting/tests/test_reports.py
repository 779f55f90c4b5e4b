"""The periodic report through three levels: drawn, corrected, signed off, closed, compared, made anew."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.members.counting import public
from hoiso.members.counting.errors import ReportClosed
from hoiso.members.models import MemberReport
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

HALF = {"period": "half", "first": "1/1/2026", "last": "30/6/2026"}


@pytest.fixture
def province():
    return a_unit("Tỉnh Thử", kind="province")


@pytest.fixture
def commune(province):
    return a_unit("Xã Thử Nghiệm", under=province)


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


def _post(client, officer, report=None, **data):
    address = reverse("member_report", args=[report]) if report else reverse("member_report_new")
    return signed_in(client, officer).post(address, data)


def _drawn(client, officer, **data):
    answer = _post(client, officer, **{**HALF, **data})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return int(answer["Location"].rstrip("/").split("/")[-1])


def test_a_report_is_drawn_corrected_signed_off_by_three_levels_and_frozen(client, province, commune, branch):
    for _ in range(6):
        a_member(branch)
    head = an_officer(Role.BRANCH_HEAD, branch)
    commune_leader = an_officer(Role.LEADER, commune)
    province_leader = an_officer(Role.LEADER, province)

    first = _drawn(client, head)
    assert _post(client, head, first, viec="sua", code="members", value="8", reason="").status_code == 422
    wrong = _post(
        client, head, first, viec="sua", code="members", value="tám", reason="Hai người chưa ghi sổ"
    )
    assert wrong.status_code == 422
    assert "tám" in wrong.content.decode()  # nothing typed is lost
    given = {"viec": "sua", "code": "members", "value": "8", "reason": "Hai người chưa ghi sổ"}
    assert _post(client, head, first, **given).status_code == 302
    assert _post(client, head, first, viec="ky").status_code == 302
    assert _post(client, head, first, **given).status_code == 422  # signed off
    assert _post(client, commune_leader, first, viec="chot").status_code == 302

    second = _drawn(client, commune_leader)
    text = signed_in(client, commune_leader).get(reverse("member_report", args=[second])).content.decode()
    assert "Số đếm từ danh sách: 1 trên 1 chi hội có danh sách" in text  # which of the two numbers it shows
    with owner():
        report = MemberReport.objects.get(pk=second)
        assert (report.figures["members"], report.below) == (6, {"members": 2})
        assert public.value_of(report, "members") == 8
    refused = _post(client, an_officer(Role.SPECIALIST, commune), second, viec="ky")
    assert refused.status_code == 422
    assert "lãnh đạo ký báo cáo của xã, phường" in refused.content.decode()
    assert _post(client, commune_leader, second, viec="ky").status_code == 302
    assert _post(client, province_leader, second, viec="chot").status_code == 302

    third = _drawn(client, province_leader)
    assert _post(client, province_leader, third, viec="ky").status_code == 302
    a_member(branch, since=date(2026, 2, 1))  # the register goes on, the closed numbers do not
    with owner():
        closed = MemberReport.objects.get(pk=third)
        assert (closed.state, public.value_of(closed, "members")) == ("closed", 8)
        acts = list(Entry.objects.filter(subject="member_report").values_list("action", flat=True))
    assert acts.count("member_report_closed") == 3


def test_after_closing_a_correction_is_a_new_version_with_its_reason(client, province):
    leader = an_officer(Role.LEADER, province)
    first = _drawn(client, leader)
    _post(client, leader, first, viec="ky")
    refused = _post(client, leader, **HALF)
    assert refused.status_code == 422
    assert "Ghi lý do lập bản sửa" in refused.content.decode()
    second = _drawn(client, leader, why="Xã nộp lại số")
    with owner():
        versions = MemberReport.objects.order_by("version").values_list("pk", "version", "state")
        assert list(versions) == [(first, 1, "closed"), (second, 2, "draft")]
    by = acting(leader)
    with pytest.raises(ReportClosed):
        public.change_report(by=by, report_id=first, code="members", value=1, reason="Sai", at=by_now())


def by_now():
    from hoiso.core import clock

    return clock.now()


def test_the_last_period_stands_beside_and_both_files_hold_the_form(client, province, commune, branch):
    for _ in range(5):
        a_member(branch, since=date(2025, 8, 1))
    leader = an_officer(Role.LEADER, province)
    before = _drawn(client, leader, first="1/7/2025", last="31/12/2025")
    _post(client, leader, before, viec="ky")
    a_member(branch, since=date(2026, 3, 1))
    now = _drawn(client, leader)
    client = signed_in(client, leader)
    book = client.get(reverse("member_report", args=[now]), {"tep": "xlsx"})
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content)))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert next(row for row in rows if row[0] == "Hội viên cuối kỳ") == ["Hội viên cuối kỳ", 6, "5", 1]
    pdf = client.get(reverse("member_report", args=[now]), {"tep": "pdf"})
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_the_unit_above_gives_a_report_back_and_strangers_do_not_see_it(client, province, commune, branch):
    head = an_officer(Role.BRANCH_HEAD, branch)
    report = _drawn(client, head)
    _post(client, head, report, viec="ky")
    stranger = an_officer(Role.LEADER, a_unit("Xã Khác", under=province))
    assert _post(client, stranger, report, viec="chot").status_code == 404
    specialist = an_officer(Role.SPECIALIST, commune)
    assert _post(client, specialist, report, viec="tra", reason="").status_code == 422
    assert _post(client, specialist, report, viec="tra", reason="Thiếu ấp Mới").status_code == 302
    text = signed_in(client, head).get(reverse("member_report", args=[report])).content.decode()
    assert "Trả lại: Thiếu ấp Mới" in text
    lists = signed_in(client, specialist).get(reverse("member_reports")).content.decode()
    assert "Chưa có báo cáo nào gửi lên" in lists
