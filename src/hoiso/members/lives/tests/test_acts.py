"""Acts on memberships: what may follow what, on which day, taken back, for many; transfers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.members import sensitive
from hoiso.members.lives import public
from hoiso.members.lives.errors import ActRefused, NotTheLast
from hoiso.members.lives.public import ACTS, Doing, Move
from hoiso.members.models import CountedFact, Member, MemberEvent, MemberSpan, MemberTransfer
from hoiso.members.states import State
from tests.factories.members import a_branch, a_group, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)
WEEK_AGO, MONTH_AGO = TODAY - timedelta(days=7), TODAY - timedelta(days=30)
FULL = {"paper": "Biên bản họp chi hội", "reason": "Theo đơn"}


@pytest.fixture
def commune():
    return a_unit("Xã Thử Nghiệm")


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


@pytest.fixture
def clerk(commune):
    return an_officer(Role.SPECIALIST, commune)


def _do(clerk, member, code, on=TODAY, **more):
    given = {**FULL, **more}
    return public.do(
        by=acting(clerk), member_id=member.pk, doing=Doing(act=ACTS[code], on=on, **given), at=NOW
    )


def _spans(member):
    with owner():
        return list(
            MemberSpan.objects.filter(member=member, primary=True)
            .order_by("valid_from")
            .values_list("branch_id", "group_id", "state", "valid_from", "valid_to")
        )


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        (State.WAITING, "ket-nap", State.ACTIVE),
        (State.WAITING, "khong-cong-nhan", State.REFUSED),
        (State.ACTIVE, "tam-vang", State.AWAY),
        (State.AWAY, "tro-lai", State.ACTIVE),
        (State.ACTIVE, "tam-dung", State.SUSPENDED),
        (State.ACTIVE, "thoi", State.LEFT),
        (State.ACTIVE, "chuyen-di", State.MOVED),
        (State.SUSPENDED, "qua-doi", State.DEAD),
        (State.ACTIVE, "xoa-ten", State.STRUCK_OFF),
        (State.ACTIVE, "khai-tru", State.EXPELLED),
        (State.LEFT, "ket-nap-lai", State.ACTIVE),
        (State.STRUCK_OFF, "xin-vao-lai", State.WAITING),
    ],
)
def test_each_act_is_a_dated_line_and_is_taken_back_whole(branch, clerk, before, code, after):
    member = a_member(branch, state=before)
    spans = _spans(member)
    event = _do(clerk, member, code, on=WEEK_AGO)
    member.refresh_from_db()
    assert member.state == after
    assert _spans(member)[-1] == (branch.pk, None, after, WEEK_AGO, None)
    assert _spans(member)[-2][4] == WEEK_AGO - timedelta(days=1)
    assert (event.kind, event.on, event.paper) == (ACTS[code].kind, WEEK_AGO, FULL["paper"])
    public.undo_last(by=acting(clerk), member_id=member.pk, event_id=event.pk, at=NOW)
    member.refresh_from_db()
    assert (member.state, _spans(member), member.joined_on) == (before, spans, None)
    assert not MemberEvent.objects.filter(pk=event.pk).exists()
    assert "Hoàn tác" in MemberEvent.objects.get(member=member, kind="corrected").reason


def test_impossible_orders_are_refused_in_words(branch, clerk):
    member = a_member(branch)
    with pytest.raises(ActRefused, match="hôm nay hoặc trước"):
        _do(clerk, member, "thoi", on=TODAY + timedelta(days=1))
    _do(clerk, member, "tam-vang", on=WEEK_AGO)
    with pytest.raises(ActRefused, match="Việc ghi gần nhất có ngày"):
        _do(clerk, member, "tro-lai", on=MONTH_AGO)
    with pytest.raises(ActRefused, match="Ghi số quyết định"):
        _do(clerk, member, "khai-tru", paper="")
    with pytest.raises(ActRefused, match=r"Tạm vắng.*không ghi được.*Kết nạp"):
        _do(clerk, member, "ket-nap")
    _do(clerk, member, "qua-doi")
    with pytest.raises(ActRefused, match="Đã mất"):
        _do(clerk, member, "ket-nap-lai")
    other = a_member(a_branch("Chi hội khác", under=branch.placements.get().parent))
    with pytest.raises(ActRefused, match="không thuộc chi hội"):
        _do(clerk, other, "doi-to", group_id=a_group(under=branch).pk)


def test_only_the_last_act_is_taken_back_and_not_when_something_was_built_on_it(branch, clerk):
    member = a_member(branch)
    first = _do(clerk, member, "tam-vang", on=MONTH_AGO)
    card = _do(clerk, member, "cap-the", on=WEEK_AGO, card="TN-77/HV")
    with pytest.raises(NotTheLast):
        public.undo_last(by=acting(clerk), member_id=member.pk, event_id=first.pk, at=NOW)
    member.refresh_from_db()
    assert (member.card_number, member.card_key, member.card_given_on) == ("TN-77/HV", "tn77hv", WEEK_AGO)
    public.undo_last(by=acting(clerk), member_id=member.pk, event_id=card.pk, at=NOW)
    member.refresh_from_db()
    assert member.card_number == ""
    with owner():
        MemberSpan.objects.filter(member=member, valid_to=None).update(group=a_group(under=branch))
    with pytest.raises(NotTheLast, match="sửa sau đó"):
        public.undo_last(by=acting(clerk), member_id=member.pk, event_id=first.pk, at=NOW)


def test_many_are_admitted_at_once_from_the_list_on_the_pages(client, branch, clerk):
    waiting = [a_member(branch, name=f"Lê Thị Chờ {letter}", state=State.WAITING) for letter in "ABC"]
    client = signed_in(client, clerk)
    with CaptureQueriesContext(connection) as seen:
        text = client.get(reverse("member_many")).content.decode()
    assert "Lê Thị Chờ A" in text
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 8
    ids = [one.pk for one in waiting[:2]]
    sent = {"xem": "cho", "viec": "ket-nap", "chon": ids}
    assert "Kết nạp: 2 hội viên" in client.post(reverse("member_many"), sent).content.decode()
    refused = client.post(reverse("member_many"), {**sent, "on": "31/02/2026", "paper": ""})
    assert refused.status_code == 422
    assert "31/02/2026" in refused.content.decode()
    done = client.post(reverse("member_many"), {**sent, "on": f"{TODAY:%d/%m/%Y}", "paper": "05/QĐ-BTV"})
    assert done.status_code == 302
    with owner():
        states = dict(Member.objects.filter(branch=branch).values_list("pk", "state"))
        joined = Member.objects.get(pk=ids[0]).joined_on
    assert [states[one.pk] for one in waiting] == [State.ACTIVE, State.ACTIVE, State.WAITING]
    assert joined == TODAY


def test_the_act_the_timeline_and_the_undo_on_the_pages(client, branch, clerk):
    member = a_member(branch, name="Lê Thị Trang")
    client = signed_in(client, clerk)
    act, life = (reverse(name, args=[member.pk]) for name in ("member_act", "member_life"))
    assert "Tạm vắng" in client.get(act).content.decode()
    assert client.get(act, {"viec": "tam-vang"}).status_code == 200
    bad = client.post(act, {"viec": "thoi", "on": "1/1/2999", "reason": ""})
    assert bad.status_code == 422
    assert "Ghi lý do" in bad.content.decode()
    assert client.post(act, {"viec": "tam-vang", "on": f"{TODAY:%d/%m/%Y}"}).status_code == 302
    with CaptureQueriesContext(connection) as seen:
        text = client.get(life).content.decode()
    assert "Tạm vắng" in text
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 8
    with owner():
        event = MemberEvent.objects.get(member=member)
    undo = f"{reverse('member_undo', args=[member.pk])}?viec={event.pk}"
    assert undo in text
    assert client.get(undo).status_code == 200
    assert client.post(undo).status_code == 302
    acting(clerk)
    member.refresh_from_db()
    assert member.state == State.ACTIVE


def test_a_transfer_is_asked_by_one_and_agreed_by_the_other(client, commune, branch, clerk):
    there = a_unit("Xã Bên Kia")
    to_branch = a_branch("Chi hội ấp Đông", under=there)
    receiver = an_officer(Role.BRANCH_HEAD, to_branch)
    members = [a_member(branch, name=f"Lê Thị Dời {letter}") for letter in "AB"]
    by = acting(clerk)
    sensitive.keep_counted(members[0], sensitive.Counted(religion="Cao Đài"), since=MONTH_AGO)
    moved = public.ask_transfer(
        by=by,
        member_ids=[one.pk for one in members],
        move=Move(to_branch_id=to_branch.pk, on=WEEK_AGO),
        at=NOW,
    )
    assert (moved.at_once, moved.asked) == (0, 2)
    with pytest.raises(ActRefused, match="đang chờ nơi khác nhận"):
        public.ask_transfer(
            by=by, member_ids=[members[0].pk], move=Move(to_branch_id=to_branch.pk, on=TODAY), at=NOW
        )
    client = signed_in(client, receiver)
    text = client.get(reverse("member_transfer_list")).content.decode()
    assert "Lê Thị Dời A" in text
    assert client.get(reverse("member", args=[members[0].pk])).status_code == 404  # not hers yet
    with owner():
        asked = list(MemberTransfer.objects.order_by("pk").values_list("pk", flat=True))
    sent = {"chon": asked, "on": f"{WEEK_AGO:%d/%m/%Y}"}
    assert client.post(reverse("member_transfer_receive"), sent).status_code == 302
    acting(receiver)
    member = Member.objects.get(pk=members[0].pk)
    assert (member.branch_id, member.commune_id) == (to_branch.pk, there.pk)
    assert [row[0] for row in _spans(member)] == [branch.pk, to_branch.pk]
    with owner():
        assert list(CountedFact.objects.order_by("valid_from").values_list("branch_id", "valid_from")) == [
            (branch.pk, MONTH_AGO), (to_branch.pk, WEEK_AGO),
        ]  # fmt: skip
    acting(clerk)
    assert not Member.objects.filter(pk=member.pk).exists()
    event = public.undoable(Member(pk=member.pk))
    assert event is None  # the one who gave her away takes nothing back
    by = acting(receiver)
    event = public.undoable(member)
    public.undo_last(by=by, member_id=member.pk, event_id=event.pk, at=NOW)
    acting(clerk)
    assert Member.objects.get(pk=member.pk).branch_id == branch.pk


def test_a_transfer_is_refused_or_withdrawn_and_at_once_between_own_branches(commune, branch, clerk):
    to_branch = a_branch("Chi hội ấp Đông", under=a_unit("Xã Bên Kia"))
    one, other = a_member(branch), a_member(branch)
    move = Move(to_branch_id=to_branch.pk, on=TODAY)
    public.ask_transfer(by=acting(clerk), member_ids=[one.pk, other.pk], move=move, at=NOW)
    first, second = MemberTransfer.objects.order_by("member_id")
    receiver = an_officer(Role.LEADER, to_branch.placements.get().parent)
    with pytest.raises(ActRefused, match="vì sao"):
        public.refuse_transfer(by=acting(receiver), transfer_id=first.pk, words="", at=NOW)
    public.refuse_transfer(by=acting(receiver), transfer_id=first.pk, words="Chưa đến ở", at=NOW)
    public.withdraw_transfer(by=acting(clerk), transfer_id=second.pk, at=NOW)
    assert set(MemberTransfer.objects.values_list("state", flat=True)) == {"refused", "withdrawn"}
    own = a_branch("Chi hội ấp Tây", under=commune)
    moved = public.ask_transfer(
        by=acting(clerk), member_ids=[one.pk], move=Move(to_branch_id=own.pk, on=TODAY), at=NOW
    )
    assert moved.at_once == 1
    assert Member.objects.get(pk=one.pk).branch_id == own.pk


def test_nobody_else_writes_into_her_history(branch):
    member = a_member(branch)
    stranger = an_officer(Role.SPECIALIST, a_unit("Xã Người Ta"))
    with pytest.raises(Exception, match="Không có hội viên này"):
        _do(stranger, member, "thoi")


def test_a_member_goes_to_another_province_as_a_file_read_only_unchanged(client, commune, branch, clerk):
    member = a_member(branch, name="Lê Thị Xa", born=1980, phone="0912345678", citizen="072180001234")
    _do(clerk, member, "chuyen-di", on=WEEK_AGO, reason="Về Cà Mau")
    client = signed_in(client, clerk)
    answer = client.post(reverse("member_slip", args=[member.pk]))
    content = answer.content
    assert "Lê Thị Xa" in content.decode()
    assert b"072180001234" not in content
    there = a_branch("Chi hội ấp Mũi", under=a_unit("Xã Đất Mũi"))
    receiver = an_officer(Role.BRANCH_HEAD, there)
    page = reverse("member_slip_in")
    client = signed_in(client, receiver)
    assert client.get(page).status_code == 200
    sent = {"branch": there.pk, "on": f"{TODAY:%d/%m/%Y}"}

    def send(told, **more):
        return client.post(page, {**sent, **more, "tep": SimpleUploadedFile("x.json", told)})

    changed = send(content.replace("Lê Thị Xa".encode(), "Lê Thị Gần".encode()))
    assert changed.status_code == 422
    assert "Tệp đã bị sửa" in changed.content.decode()
    for bad in (b"", b"x", b"[]", b'{"format": "hoiso-chuyen-sinh-hoat"}', b"\xff\xfe", b"[" * 90_000):
        assert send(bad).status_code == 422
    early = send(content, on=f"{MONTH_AGO:%d/%m/%Y}")
    assert "Hội viên rời nơi cũ ngày" in early.content.decode()
    assert send(content).status_code == 302
    with owner():
        taken = Member.objects.get(branch=there)
        assert (taken.full_name, taken.birth_year, taken.phone) == ("Lê Thị Xa", 1980, "0912345678")
        assert taken.spans.get().valid_from == TODAY
        assert "Xã Thử Nghiệm" in MemberEvent.objects.get(member=taken, kind="transferred").reason
