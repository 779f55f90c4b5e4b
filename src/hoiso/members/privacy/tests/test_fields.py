"""The province sets which fields are asked of members, what for, on what basis, from which day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.members.fields import FIELDS, fields_on
from hoiso.members.models import Member, MemberField
from tests.factories.members import a_branch
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

TODAY = clock.office_date(clock.now())


@pytest.fixture
def province():
    return a_unit("Tỉnh Thử", kind="province")


@pytest.fixture
def keeper(client, province):
    return signed_in(client, an_officer(Role.PROVINCE_ADMIN, province))


def _typed(**more):
    return {
        "asked": "khong", "purpose": "Liên hệ khi cần", "basis": "Đồng ý của hội viên",
        "valid_from": f"{TODAY:%d/%m/%Y}", **more,
    }  # fmt: skip


def _decided():
    with owner():
        return list(MemberField.objects.order_by("pk"))


def test_the_province_sets_a_field_with_purpose_and_basis_and_the_form_follows(client, province, keeper):
    address = reverse("member_field", args=["phone"])
    assert client.post(address, _typed())["Location"] == reverse("member_fields")
    text = client.get(reverse("member_fields")).content.decode()
    assert "Liên hệ khi cần" in text
    assert "Liên hệ khi cần" in client.get(address).content.decode()
    (row,) = _decided()
    assert (row.field, row.asked, row.basis) == ("phone", False, "Đồng ý của hội viên")
    with owner():
        entry = Entry.objects.get(action="member_field_set")
        assert (entry.unit_id, entry.details["field"]) == (province.pk, "phone")
    head = an_officer(Role.BRANCH_HEAD, a_branch(under=a_unit(under=province)))
    assert 'name="phone"' not in signed_in(client, head).get(reverse("member_new")).content.decode()


def test_it_holds_from_its_day_the_last_word_on_a_day_counts_and_who_sees_it_stays(client, keeper):
    later = TODAY + timedelta(days=10)
    address = reverse("member_field", args=["religion"])
    client.post(address, _typed(valid_from=f"{later:%d/%m/%Y}"))
    client.post(address, _typed(valid_from=f"{later:%d/%m/%Y}", purpose="Thống kê"))
    assert len(_decided()) == 1
    with owner():
        assert fields_on(TODAY)["religion"] == FIELDS["religion"]
        decided = fields_on(later)["religion"]
    assert (decided.asked, decided.purpose) == (False, "Thống kê")
    assert decided.seen_by == FIELDS["religion"].seen_by
    assert f"Từ {later:%d/%m/%Y}" in client.get(reverse("member_fields")).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"purpose": ""}, "Nhập mục đích"),
        ({"basis": " "}, "Nhập căn cứ"),
        ({"asked": ""}, "Chọn có hỏi hay không"),
        ({"valid_from": "32/1/2026"}, "chỉ có 31 ngày"),
        ({"valid_from": "1/1/2026"}, "phải từ hôm nay"),
        ({"basis": "a" * 301}, "chỉ ghi được đến 300 ký tự"),
    ],
)
def test_bad_input_is_kept_and_said(client, keeper, given, sentence):
    typed = _typed(purpose="Mời họp chi hội", basis="Điều lệ Hội") | given
    answer = client.post(reverse("member_field", args=["phone"]), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    kept = ("purpose", "basis", "valid_from")
    assert all(typed[name].strip() in text for name in kept)
    assert _decided() == []


def test_only_the_provinces_administrator_sets_fields(client, province):
    commune = a_unit(under=province)
    for role, unit in (
        (Role.LEADER, province), (Role.UNIT_ADMIN, province), (Role.UNIT_ADMIN, commune),
        (Role.BRANCH_HEAD, a_branch(under=commune)),
    ):  # fmt: skip
        client = signed_in(client, an_officer(role, unit))
        assert client.get(reverse("member_fields")).status_code == 403
        assert client.post(reverse("member_field", args=["phone"]), _typed()).status_code == 403
    assert _decided() == []


def test_name_birth_year_and_branch_alone_are_required(client, keeper):
    assert not {"full_name", "birth_year", "branch"} & set(FIELDS)
    for name in ("full_name", "birth_year", "branch", "x"):
        assert client.post(reverse("member_field", args=[name]), _typed(asked="co")).status_code == 404
    client.post(reverse("member_field", args=["citizen_id"]), _typed(asked="bat-buoc"))
    assert _decided() == []
    with owner():
        MemberField.objects.bulk_create(
            MemberField(field=name, asked=True, purpose="m", basis="c", valid_from=TODAY) for name in FIELDS
        )
    branch = a_branch(under=a_unit())
    client = signed_in(client, an_officer(Role.BRANCH_HEAD, branch))
    assert 'name="citizen_id"' in client.get(reverse("member_new")).content.decode()
    typed = {"full_name": "Nguyễn Thị Lan", "birth": "1975", "branch": branch.pk}
    assert client.post(reverse("member_new"), typed).status_code == 302
    with owner():
        assert Member.objects.get().branch == branch


def test_the_list_takes_eight_statements(client, keeper):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse("member_fields")).status_code == 200
    asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 8, [one[:90] for one in asked]
