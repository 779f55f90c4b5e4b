"""Lists taken out: purpose, trail, a second person above the limit, the unseen mark."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.members.exports.marks import found_in, hidden, new_mark
from hoiso.members.models import MemberExport
from hoiso.notices.models import Notice
from hoiso.units.models import OfficeSetting
from tests.factories.members import a_branch, a_member
from tests.factories.people import LONG_AGO, a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return a_unit()


@pytest.fixture
def branch(commune):
    made = a_branch(under=commune)
    a_member(made, name="Trần Thị Bông", phone="0912345678")
    a_member(made, name="=Lê Thị An", core=True)
    a_member(made, name="Phạm Thị Đi", state="left")
    return made


def _limit(rows):
    with owner():
        OfficeSetting.objects.create(unit=None, key="export_limit", value=rows, valid_from=LONG_AGO)


def _ask(client, **more):
    return client.post(reverse("member_export_new"), {"purpose": "meeting", "file_format": "xlsx", **more})


def _file(client, export):
    return client.post(reverse("member_export_file", args=[export.pk]))


def _one():
    with owner():
        return MemberExport.objects.get()


def test_a_short_list_comes_at_once_with_its_purpose_on_the_trail_and_the_mark_inside(client, branch):
    head = an_officer(Role.BRANCH_HEAD, branch)
    client = signed_in(client, head)
    assert client.get(reverse("member_export_new")).status_code == 200
    assert _ask(client).status_code == 302
    export = _one()
    answer = _file(client, export)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    text = "\n".join(" | ".join(str(cell) for cell in row) for row in rows)
    assert text.index("'=Lê Thị An") < text.index("Trần Thị Bông | 1975 | 0912345678")
    assert "Phạm Thị Đi" not in text
    assert export.mark not in text
    assert found_in(text) == export.mark
    with owner():
        entry = Entry.objects.get(action="member_exported")
        assert (entry.details["rows"], entry.details["purpose"]) == (2, "meeting")
        assert entry.details["sha256"] == MemberExport.objects.get().sha256
        assert "Bông" not in str(entry.details)


def test_above_the_limit_a_second_person_approves(client, commune, branch):
    _limit(1)
    asker, leader = an_officer(Role.LEADER, commune), an_officer(Role.LEADER, commune)
    client = signed_in(client, asker)
    _ask(client)
    export = _one()
    assert export.state == "waiting"
    assert _file(client, export).status_code == 422
    address = reverse("member_export", args=[export.pk])
    assert client.post(address, {"viec": "duyet"}).status_code == 422  # not by herself
    with owner():
        assert set(Notice.objects.values_list("officer_id", flat=True)) == {leader.pk}

    client = signed_in(client, leader)
    assert client.post(address, {"viec": "khong"}).status_code == 422  # a reason is asked
    assert client.post(address, {"viec": "duyet"}).status_code == 302
    assert _file(client, export).status_code == 404  # approved for the other one
    client = signed_in(client, asker)
    assert _file(client, export).status_code == 200

    a_member(branch)
    assert _file(client, export).status_code == 422  # more than was approved


def test_where_one_person_is_the_whole_office_the_province_approves_without_seeing_members(client):
    _limit(1)
    province = a_unit(kind="province")
    commune = a_unit(under=province)
    branch = a_branch(under=commune)
    a_member(branch, name="Trần Thị Bông")
    a_member(branch)
    alone, above = an_officer(Role.LEADER, commune), an_officer(Role.LEADER, province)
    _ask(signed_in(client, alone))
    with owner():
        assert Notice.objects.get().officer_id == above.pk
    client = signed_in(client, above)
    address = reverse("member_export", args=[_one().pk])
    assert "Bông" not in client.get(address).content.decode()
    assert client.post(address, {"viec": "duyet"}).status_code == 302
    assert _one().state == "ready"


def test_others_see_nothing_of_it(client, commune, branch):
    _ask(signed_in(client, an_officer(Role.CLERK, commune)))
    address = reverse("member_export", args=[_one().pk])
    assert signed_in(client, an_officer(Role.LEADER)).get(address).status_code == 404
    assert signed_in(client, an_officer(Role.BRANCH_HEAD, branch)).get(address).status_code == 404


def test_what_was_filtered_and_searched_is_what_comes(client, commune, branch):
    client = signed_in(client, an_officer(Role.CLERK, commune))
    found = client.post(reverse("member_find"), {"q": "bong"})["Location"]
    asked = f"{reverse('member_export_new')}?{found.partition('?')[2]}"
    client.post(asked, {"purpose": "report", "file_format": "csv"})
    assert "bong" not in str(_one().asked).lower()
    text = _file(client, _one()).content.decode("utf-8-sig")
    assert "Trần Thị Bông" in text
    assert "Lê Thị An" not in text
    assert found_in(text) == _one().mark


def test_a_file_that_was_found_tells_who_made_it(client, commune, branch):
    officer = an_officer(Role.CLERK, commune, name="Lê Thị Xuất")
    client = signed_in(client, officer)
    _ask(client)
    content = _file(client, _one()).content

    def told(file):
        sent = SimpleUploadedFile("a.xlsx", file)
        return client.post(reverse("member_exports"), {"tep": sent}).content.decode()

    assert "Tệp này do Lê Thị Xuất xuất lúc" in told(content)
    assert "Không thấy dấu" in told(b"PK not a file")
    assert client.post(reverse("member_exports"), {}).status_code == 422


def test_printing_and_bad_input(client, branch):
    client = signed_in(client, an_officer(Role.BRANCH_HEAD, branch))
    assert _ask(client, purpose="").status_code == 422
    assert "Ghi rõ việc khác" in _ask(client, purpose="other").content.decode()
    _ask(client, file_format="pdf")
    assert _file(client, _one()).content.startswith(b"%PDF")


def test_every_mark_comes_back_out():
    for _ in range(50):
        mark = new_mark()
        assert found_in(f"Danh sách{hidden(mark)} hội viên") == mark
    assert found_in("Danh sách hội viên") == ""
