"""Keeping officers: who may, what is refused, what the pages cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access import public
from hoiso.access.errors import AccountRefused
from hoiso.access.models import Delegation, FailedSignIn, Officer, Post, ResetSlip, Role, SignIn
from hoiso.access.public import NewOfficer
from hoiso.audit.models import Entry
from hoiso.core.clock import now, office_date
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.units.models import Unit
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = office_date(now())


def new(unit: Unit, **given: object) -> NewOfficer:
    plain = {
        "full_name": "Trần Thị Mỹ Lệ",
        "username": "lettm.myyen",
        "unit_id": unit.pk,
        "role": Role.CLERK,
        "title": "Văn thư",
        "since": TODAY,
    }
    return NewOfficer(**(plain | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("full_name", "unit", "expected"),
    [
        ("Trần Thị Mỹ Lệ", "Xã Mỹ Yên", "lettm.myyen"),
        ("Nguyễn Thị Ngọc Đào", "Phường Tân Ninh", "daontn.tanninh"),
        ("Lê Hoà", "Hội LHPN tỉnh Tây Ninh", "hoal.tayninh"),
        ("Y", "", "yxx"),
    ],
)
def test_names_are_proposed_without_accents(full_name: str, unit: str, expected: str) -> None:
    assert public.suggested_username(full_name, unit) == expected


def test_a_taken_name_is_numbered() -> None:
    taken = {"lettm.myyen", "lettm.myyen2"}
    assert public.suggested_username("Trần Thị Mỹ Lệ", "Xã Mỹ Yên", taken=taken) == "lettm.myyen3"


def test_an_administrator_adds_an_officer_with_her_first_post() -> None:
    unit = a_unit()
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    added = public.add_officer(by=by, new=new(unit, phone="0912 345 678"), at=now())
    assert (added.username, added.phone, added.name_key) == ("lettm.myyen", "0912345678", "le tran thi my")
    assert [(post.role, post.unit_id) for post in added.posts.all()] == [(Role.CLERK, unit.pk)]
    acts = Entry.objects.filter(subject_id=added.pk).order_by("id").values_list("action", flat=True)
    assert list(acts) == ["officer_added", "post_given"]


def test_names_and_numbers_of_officers_out_of_sight_are_refused_too() -> None:
    other = an_officer(unit=a_unit())
    with owner():
        Officer.objects.filter(pk=other.pk).update(username="lettm.myyen", phone="0912345678")
    unit = a_unit()
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(AccountRefused) as refusal:
        public.add_officer(by=by, new=new(unit), at=now())
    assert refusal.value.field == "username"
    with pytest.raises(AccountRefused) as refusal:
        public.add_officer(by=by, new=new(unit, username="khac.myyen", phone="0912345678"), at=now())
    assert refusal.value.field == "phone"


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.AUDITOR])
def test_nobody_else_adds_officers(role: str) -> None:
    unit = a_unit()
    by = acting(an_officer(role, unit))
    with pytest.raises(NotAllowed):
        public.add_officer(by=by, new=new(unit), at=now())


def test_an_administrator_keeps_to_her_units_and_her_rank() -> None:
    unit, elsewhere = a_unit(), a_unit()
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(NotAllowed):
        public.add_officer(by=by, new=new(elsewhere), at=now())
    with pytest.raises(NotAllowed):
        public.add_officer(by=by, new=new(unit, role=Role.PROVINCE_ADMIN), at=now())


def test_nobody_gives_or_lends_a_post_to_herself() -> None:
    unit = a_unit()
    leader, admin = an_officer(Role.LEADER, unit), an_officer(Role.UNIT_ADMIN, unit)
    by = acting(admin)
    with pytest.raises(NotAllowed):
        public.give_post(
            by=by,
            officer_id=admin.pk,
            unit_id=unit.pk,
            role=Role.LEADER,
            title="",
            since=TODAY,
            until=None,
            at=now(),
        )
    with pytest.raises(AccountRefused):
        public.delegate(
            by=by,
            post_id=leader.posts.get().pk,
            officer_id=admin.pk,
            content="x",
            since=TODAY,
            until=TODAY,
            at=now(),
        )
    with pytest.raises(Exception, match="row-level security"):
        Delegation.objects.create(
            post=leader.posts.get(),
            officer=admin,
            content="x",
            valid_from=TODAY,
            valid_to=TODAY,
            given_by=admin.pk,
        )


def test_the_provinces_administrator_post_is_not_lent_by_a_units_administrator() -> None:
    unit = a_unit()
    chief, friend = an_officer(Role.PROVINCE_ADMIN, unit), an_officer(Role.CLERK, unit)
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(NotAllowed):
        public.delegate(
            by=by,
            post_id=chief.posts.get().pk,
            officer_id=friend.pk,
            content="x",
            since=TODAY,
            until=TODAY,
            at=now(),
        )
    with pytest.raises(Exception, match="row-level security"):
        Delegation.objects.create(
            post=chief.posts.get(),
            officer=friend,
            content="x",
            valid_from=TODAY,
            valid_to=TODAY,
            given_by=by.officer_id,
        )


def test_moving_ends_one_post_and_begins_another_the_next_day() -> None:
    province = a_unit(kind=Unit.Kind.PROVINCE)
    first, second = a_unit(under=province), a_unit(under=province)
    officer = an_officer(Role.CLERK, first)
    by = acting(an_officer(Role.UNIT_ADMIN, province))
    public.move_post(
        by=by,
        post_id=officer.posts.get().pk,
        unit_id=second.pk,
        role=Role.LEADER,
        title="Chủ tịch",
        on=TODAY,
        at=now(),
    )
    posts = list(Post.objects.filter(officer=officer).order_by("valid_from"))
    assert [(post.unit_id, post.role, post.valid_to) for post in posts] == [
        (first.pk, Role.CLERK, TODAY - timedelta(days=1)),
        (second.pk, Role.LEADER, None),
    ]


def test_work_that_is_done_is_not_taken_back() -> None:
    unit = a_unit()
    officer = an_officer(Role.CLERK, unit)
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(AccountRefused):
        public.end_post(by=by, post_id=officer.posts.get().pk, last_day=TODAY - timedelta(days=2), at=now())
    public.end_post(by=by, post_id=officer.posts.get().pk, last_day=TODAY, at=now())


def test_retiring_closes_the_door_at_once_and_keeps_the_name() -> None:
    unit = a_unit()
    officer = an_officer(Role.CLERK, unit)
    client = signed_in(Client(), officer)
    assert client.get(reverse("profile")).status_code == 200
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    public.retire_officer(by=by, officer_id=officer.pk, on=TODAY, at=now())
    assert client.get(reverse("profile")).status_code == 302
    with owner():
        assert SignIn.objects.get().ended_at is not None
        assert Post.objects.get(officer=officer).valid_to == TODAY - timedelta(days=1)


def test_who_also_serves_elsewhere_is_neither_retired_nor_given_a_slip_by_one_unit() -> None:
    unit, province = a_unit(), a_unit(kind=Unit.Kind.PROVINCE)
    officer = an_officer(Role.CLERK, unit)
    a_post(officer, Role.PROVINCE_ADMIN, province)
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(AccountRefused):
        public.retire_officer(by=by, officer_id=officer.pk, on=TODAY, at=now())
    with pytest.raises(AccountRefused):
        public.make_slip(by=by, officer_id=officer.pk, at=now())
    with pytest.raises(Exception, match="row-level security"):
        ResetSlip.objects.create(
            officer=officer, code_hash="x", made_by=by.officer_id, made_at=now(), expires_at=now()
        )


def test_a_lent_post_of_another_unit_also_shuts_the_slip() -> None:
    unit, other = a_unit(), a_unit()
    officer, leader = an_officer(Role.CLERK, unit), an_officer(Role.LEADER, other)
    with owner():
        Delegation.objects.create(
            post=leader.posts.get(),
            officer=officer,
            content="x",
            valid_from=TODAY,
            valid_to=TODAY,
            given_by=leader.pk,
        )
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    with pytest.raises(AccountRefused):
        public.make_slip(by=by, officer_id=officer.pk, at=now())


def test_lifting_a_lock() -> None:
    unit = a_unit()
    officer = an_officer(Role.CLERK, unit)
    with owner():
        FailedSignIn.objects.create(
            name_hash="h", officer=officer, count=5, last_at=now(), locked_until=now() + timedelta(minutes=15)
        )
    by = acting(an_officer(Role.UNIT_ADMIN, a_unit()))
    with pytest.raises(NotThere):
        public.lift_lock(by=by, officer_id=officer.pk, at=now())
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    public.lift_lock(by=by, officer_id=officer.pk, at=now())
    with owner():
        assert FailedSignIn.objects.get().locked_until is None


def test_a_holder_lends_her_post_for_days_and_takes_it_back() -> None:
    unit = a_unit()
    leader, deputy = an_officer(Role.LEADER, unit), an_officer(Role.SPECIALIST, unit)
    by = acting(leader)
    lent = public.delegate(
        by=by,
        post_id=leader.posts.get().pk,
        officer_id=deputy.pk,
        content="Ký thay khi đi công tác",
        since=TODAY,
        until=TODAY + timedelta(days=3),
        at=now(),
    )
    assert [post.role for post in acting(deputy).posts] == [Role.SPECIALIST, Role.LEADER]
    with pytest.raises(NotAllowed):  # what is lent is not lent on
        public.delegate(
            by=acting(deputy),
            post_id=leader.posts.get().pk,
            officer_id=an_officer(Role.CLERK, unit).pk,
            content="x",
            since=TODAY,
            until=TODAY,
            at=now(),
        )
    public.end_delegation(by=acting(leader), delegation_id=lent.pk, at=now())
    assert [post.role for post in acting(deputy).posts] == [Role.SPECIALIST]


def test_adding_by_the_page_leads_to_the_slip(client: Client) -> None:
    unit = a_unit("Xã Mỹ Yên")
    signed_in(client, an_officer(Role.UNIT_ADMIN, unit))
    answer = client.post(
        reverse("officer_add"),
        {
            "full_name": "Trần Thị Mỹ Lệ",
            "unit": "mỹ yên",
            "role": Role.CLERK,
            "since": "hôm nay",
            "phone": "0912 345 678",
        },
    )
    with owner():
        added = Officer.objects.get(full_name="Trần Thị Mỹ Lệ")
    assert answer.headers["Location"] == reverse("officer_slip", args=[added.pk])
    assert added.username == "lettm.myyen"
    slip = client.post(answer.headers["Location"], {})
    code = slip.context["slips"][0]["slip"].code
    assert slip.content.decode().count(code) >= 1
    assert "data:image/svg+xml" in slip.content.decode()
    client.cookies.clear()
    door = client.post(
        reverse("reset_slip"),
        {
            "code": code.lower().replace("-", " "),
            "password": "hoa sen nở sớm mai",
            "again": "hoa sen nở sớm mai",
        },
    )
    assert door.headers["Location"] == "/"
    assert client.get(reverse("profile")).status_code == 200


def test_a_bad_form_keeps_what_was_typed(client: Client) -> None:
    signed_in(client, an_officer(Role.UNIT_ADMIN, a_unit("Xã Mỹ Yên")))
    answer = client.post(
        reverse("officer_add"),
        {"full_name": "Trần Thị Mỹ Lệ", "unit": "không có xã này", "role": Role.CLERK, "since": "31/02/2026"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "tháng 2/2026 chỉ có 28 ngày" in text
    assert 'value="không có xã này"' in text


def test_the_list_is_sorted_by_given_name_and_found_without_accents(client: Client) -> None:
    unit = a_unit("Xã Mỹ Yên")
    admin = an_officer(Role.UNIT_ADMIN, unit, name="Đỗ Văn Út")
    for name in ("Nguyễn Thị Lan", "Trần Thị Ánh", "Lê Thị Hoa"):
        an_officer(Role.CLERK, unit, name=name)
    signed_in(client, admin)
    rows = client.get(reverse("officer_list")).context["rows"].rows
    assert [row.full_name for row in rows] == ["Trần Thị Ánh", "Lê Thị Hoa", "Nguyễn Thị Lan", "Đỗ Văn Út"]
    found = client.get(reverse("officer_list"), {"q": "hoa my yen"}).context["rows"].rows
    assert [row.full_name for row in found] == ["Lê Thị Hoa"]


@pytest.mark.parametrize("count", [3, 60])
def test_pages_cost_eight_statements_at_most_however_many_rows(client: Client, count: int) -> None:
    unit = a_unit()
    admin = an_officer(Role.UNIT_ADMIN, unit)
    people = [an_officer(Role.CLERK, unit) for _ in range(count)]
    signed_in(client, admin)
    costs = {}
    for name, args in (
        ("officer_list", []),
        ("officers_print", []),
        ("officer_add", []),
        ("officer", [people[0].pk]),
        ("officer_change", [people[0].pk]),
        ("officer_slip", [people[0].pk]),
        ("delegations", []),
        ("delegation_add", []),
        ("trail", []),
        ("profile", []),
        ("posts", []),
        ("password", []),
        ("pin", []),
        ("code", []),
        ("passkey", []),
        ("own_trail", []),
        ("change_person", []),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(name, args=args)).status_code == 200
        costs[name] = len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])
    assert {name: cost for name, cost in costs.items() if cost > 8} == {}


def test_the_export_holds_the_list_and_can_be_read_again(client: Client) -> None:
    unit = a_unit("Xã Mỹ Yên")
    an_officer(Role.CLERK, unit, name="Lê Thị Hoa", title="Văn thư")
    signed_in(client, an_officer(Role.UNIT_ADMIN, unit, name="Đỗ Văn Út"))
    answer = client.get(reverse("officers_export"))
    from io import BytesIO

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any(row[0] == "Lê Thị Hoa" and row[2] == "Văn thư" for row in rows)
    with owner():
        assert Entry.objects.filter(action="officers_exported", details={"rows": 2}).exists()
