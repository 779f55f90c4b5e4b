"""What is owed, taken, divided, handed up and set right again; the two sides always agree."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.members.fees import public
from hoiso.members.fees.errors import BelowZero, ChangedMeanwhile, DoesNotFit
from hoiso.members.fees.months import dong, last_day, month_of, months_for, months_words, period_of
from hoiso.members.models import BranchEntry, FeeMovement, FeeRate, FeeSplit
from hoiso.members.spans import change
from hoiso.members.states import State
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)
YEAR = TODAY.year
JANUARY = date(YEAR, 1, 1)
ALL = period_of("nam", YEAR)
SUM = ("cash_branch", "cash_commune", "cash_province", "way", "own_branch", "own_commune", "own_province")


@pytest.fixture
def province():
    with owner():
        FeeRate.objects.create(valid_from=JANUARY, amount=2_000, set_by_name="Tỉnh", set_at=NOW)
        FeeSplit.objects.create(
            valid_from=date(YEAR - 1, 1, 1),
            branch=60,
            commune=25,
            province=15,
            set_by_name="Tỉnh",
            set_at=NOW,
        )
    return a_unit("Tỉnh Thử", kind="province")


@pytest.fixture
def commune(province):
    return a_unit("Xã Thử Nghiệm", under=province)


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


@pytest.fixture
def head(branch):
    return an_officer(Role.BRANCH_HEAD, branch)


def _owed(member, period=ALL):
    return public.due_of([member.pk], months=period.months)[member.pk]


def _pay(by, member, money, period=ALL):
    return public.take_from_member(
        by=by, member_id=member.pk, period=period, year_months=ALL.months, money=money, on=TODAY, at=NOW
    )


def _whole(by, branch, commune, period=ALL):
    place = public.fee_place(by)
    rows = public.all_due(place, months=period.months, view="thieu", branch_id=branch.pk)
    return public.take_from_branch(
        by=by,
        commune_id=commune.pk,
        branch_id=branch.pk,
        shown={row.id: row.unpaid for row in rows},
        period=period,
        on=TODAY,
        at=NOW,
    )


def test_she_owes_for_months_on_whose_first_day_she_takes_part(branch, head):
    whole = a_member(branch, since=date(YEAR - 1, 7, 1))
    joined = a_member(branch, since=date(YEAR, 3, 15))  # from April on
    left = a_member(branch, since=date(YEAR - 1, 7, 1))
    acting(head)
    change(left, on=date(YEAR, 5, 10), today=TODAY, state=State.LEFT)  # May still
    assert _owed(whole).unpaid == 24_000
    assert _owed(joined).months == tuple(YEAR * 12 + n for n in range(3, 12))
    assert _owed(left).unpaid == 5 * 2_000


def test_a_rate_holds_from_its_month_and_exempt_months_and_honorary_members_owe_nothing(
    branch, head, province
):
    member, honoured = a_member(branch, since=date(YEAR - 1, 7, 1)), a_member(branch, honorary=True)
    public.set_rate(
        by=acting(an_officer(Role.LEADER, province)),
        valid_from=date(YEAR, 7, 1),
        amount=3_000,
        paper="",
        at=NOW,
    )
    by = acting(head)
    assert _owed(member).unpaid == 6 * 2_000 + 6 * 3_000
    made = public.exempt(
        by=by,
        member_id=member.pk,
        valid_from=date(YEAR, 6, 1),
        valid_to=date(YEAR, 8, 31),
        reason="Ốm đau",
        paper="QĐ 01",
        at=NOW,
    )
    assert _owed(member).unpaid == 5 * 2_000 + 4 * 3_000
    assert _owed(honoured).unpaid == 0
    total = public.sums(YEAR)[1].owed
    assert total == 5 * 2_000 + 4 * 3_000
    with pytest.raises(DomainError, match="đã được miễn"):
        public.exempt(
            by=by,
            member_id=member.pk,
            valid_from=date(YEAR, 8, 1),
            valid_to=None,
            reason="Nữa",
            paper="",
            at=NOW,
        )
    public.withdraw_exemption(by=by, member_id=member.pk, exemption_id=made.pk, at=NOW)
    assert _owed(member).unpaid == 6 * 2_000 + 6 * 3_000


def test_money_that_does_not_fit_is_refused_with_what_would(branch, head):
    member = a_member(branch, since=date(YEAR - 1, 7, 1))
    by = acting(head)
    with pytest.raises(DoesNotFit, match="quý 1") as refused:
        _pay(by, member, 5_000, period_of("quy-1", YEAR))
    assert dong(6_000) in refused.value.sentence
    with pytest.raises(DoesNotFit, match="tròn tháng"):
        _pay(by, member, 5_000, None)
    assert _pay(by, member, 6_000, period_of("quy-1", YEAR)).months == [
        YEAR * 12,
        YEAR * 12 + 1,
        YEAR * 12 + 2,
    ]
    assert _pay(by, member, 4_000, None).months == [YEAR * 12 + 3, YEAR * 12 + 4]
    assert _owed(member).unpaid == 14_000


def test_the_whole_branch_pays_with_receipts_without_gaps_divided_as_set(branch, commune, head):
    members = [a_member(branch, since=date(YEAR - 1, 7, 1)) for _ in range(40)]
    by = acting(head)
    taken = _whole(by, branch, commune)
    assert taken.total == 960_000
    assert [one.number for one in taken.receipts] == list(range(1, 41))
    one = public.sums(YEAR)[0][0]
    assert (one.owed, one.collected, one.receipts) == (960_000, 960_000, 40)
    assert (one.own_branch, one.own_commune, one.own_province) == (576_000, 240_000, 144_000)
    with pytest.raises(ChangedMeanwhile):
        public.take_from_branch(
            by=by,
            commune_id=commune.pk,
            branch_id=branch.pk,
            shown={members[0].pk: 24_000},
            period=ALL,
            on=TODAY,
            at=NOW,
        )
    public.undo_receipt(by=by, movement_id=taken.receipts[3].pk, reason="Ghi nhầm người", at=NOW)
    again = _pay(by, taken.receipts[3].member, 24_000)
    assert again.number == 41  # a number that was used is never given again
    assert public.sums(YEAR)[1].collected == 960_000


def test_what_is_handed_up_is_confirmed_by_another_at_the_receiver(branch, commune, province, head):
    a_member(branch, since=date(YEAR - 1, 7, 1))
    by = acting(head)
    _whole(by, branch, commune)
    assert public.branch_hand(branch.pk).to_send == 9_600
    send = {"commune_id": commune.pk, "branch_id": branch.pk, "on": TODAY, "note": "", "at": NOW}
    with pytest.raises(DoesNotFit, match="chỉ còn"):
        public.send_from_branch(by=by, money=9_601, **send)
    sent = public.send_from_branch(by=by, money=9_600, **send)
    with pytest.raises(NotAllowed):
        public.confirm(by=by, movement_id=sent.pk, at=NOW)
    clerk = acting(an_officer(Role.CLERK, commune))
    assert public.commune_hand(commune.pk).to_send == 0
    public.send_back(by=clerk, movement_id=sent.pk, reason="Chưa thấy tiền", at=NOW)
    by = acting(head)
    assert public.branch_hand(branch.pk).to_send == 9_600
    sent = public.send_from_branch(by=by, money=9_600, **send)
    clerk = acting(an_officer(Role.CLERK, commune))
    public.confirm(by=clerk, movement_id=sent.pk, at=NOW)
    _pay(clerk, a_member(a_branch(under=commune), since=date(YEAR - 1, 7, 1)), 24_000)
    assert public.commune_hand(commune.pk).to_send == 3_600  # of what has come in, not of what was taken
    up = public.send_from_commune(
        by=clerk, commune_id=commune.pk, province_id=province.pk, money=3_600, on=TODAY, note="", at=NOW
    )
    top = acting(an_officer(Role.SPECIALIST, province))
    public.confirm(by=top, movement_id=up.pk, at=NOW)
    one = public.sums(YEAR)[0][0]
    assert (one.name, one.in_branch, one.in_commune, one.in_province, one.way) == (
        commune.name,
        38_400,
        6_000,
        3_600,
        0,
    )
    assert (
        FeeMovement.objects.filter(member__isnull=False).count() == 0
    )  # the province sees sums, not members


def test_a_movement_is_balanced_never_changed_and_a_month_paid_once(branch, commune, head):
    member = a_member(branch, since=date(YEAR - 1, 7, 1))
    by = acting(head)
    first = _pay(by, member, 2_000, period_of("thang-1", YEAR))
    copy = {
        "kind": "paid",
        "commune": commune,
        "branch": branch,
        "on": TODAY,
        "year": YEAR,
        "number": 2,
        "member": member,
        "for_year": YEAR,
        "months": [YEAR * 12 + 1],
        "amount": 2_000,
        "cash_branch": 2_000,
        "own_branch": 2_000,
        "by_id": by.officer_id,
        "by_name": "Ai",
        "at": NOW,
    }
    for wrong, said in (
        ({"own_branch": 1_999}, "balanced"),
        ({"months": first.months}, "does not fit"),
        ({"number": 1}, "number"),
        ({"months": [YEAR * 12 + 12]}, "does not fit"),
    ):
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            FeeMovement.objects.create(**copy | wrong)
    with owner(), pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        FeeMovement.objects.filter(pk=first.pk).update(amount=1, cash_branch=1, own_branch=1)
    with owner(), pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        FeeMovement.objects.filter(pk=first.pk).delete()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(("pay", "undo", "send", "confirm", "back")), st.integers(0, 11)),
        max_size=14,
    ),
    up=st.integers(0, 60),
    top=st.integers(0, 40),
    rate=st.integers(1, 3_333),
)
def test_sums_agree_after_whatever_is_done(branch, commune, head, acts, up, top, rate):
    with transaction.atomic():
        with owner():
            FeeRate.objects.create(valid_from=JANUARY, amount=rate, set_by_name="Tỉnh", set_at=NOW)
            FeeSplit.objects.create(
                valid_from=JANUARY,
                branch=100 - up - top,
                commune=up,
                province=top,
                set_by_name="T",
                set_at=NOW,
            )
        member = a_member(branch, since=date(YEAR - 1, 7, 1))
        clerk = an_officer(Role.CLERK, commune)
        for act, number in acts:
            try:
                with transaction.atomic():
                    _act(act, number, branch, commune, head, clerk, member)
            except DomainError:
                continue
        acting(head)
        found = FeeMovement.objects.filter(branch=branch).aggregate(**{name: Sum(name) for name in SUM})
        total = {name: value or 0 for name, value in found.items()}
        assert sum(total[name] for name in SUM[:4]) == sum(total[name] for name in SUM[4:])
        assert all(value >= 0 for value in total.values())
        one = public.sums(YEAR)[1]
        assert one.collected == 12 * rate - _owed(member).unpaid
        assert one.own_branch + one.own_commune + one.own_province == one.collected
        transaction.set_rollback(True)


def _act(act, number, branch, commune, head, clerk, member):
    rows = FeeMovement.objects.filter(branch=branch)
    if act == "pay":
        by, period = acting(head), period_of(f"thang-{number + 1}", YEAR)
        _pay(by, member, _owed(member, period).unpaid, period)
    elif act == "undo":
        by = acting(head)
        public.undo_receipt(
            by=by,
            movement_id=getattr(rows.filter(kind="paid", number=number).first(), "pk", 0),
            reason="x",
            at=NOW,
        )
    elif act == "send":
        by = acting(head)
        money = max(public.branch_hand(branch.pk).to_send - number, 1)
        public.send_from_branch(
            by=by, commune_id=commune.pk, branch_id=branch.pk, money=money, on=TODAY, note="", at=NOW
        )
    else:
        by = acting(clerk)
        sent = getattr(rows.filter(kind="sent", answer=None).first(), "pk", 0)
        if act == "confirm":
            public.confirm(by=by, movement_id=sent, at=NOW)
        else:
            public.send_back(by=by, movement_id=sent, reason="x", at=NOW)


def test_the_small_book_never_falls_below_zero_unless_said_so(branch, commune, head):
    a_member(branch, since=date(YEAR - 1, 7, 1))
    by = acting(head)
    _whole(by, branch, commune)
    assert public.balances(branch.pk)["fee"] == 14_400
    line = {
        "by": by,
        "commune_id": commune.pk,
        "branch_id": branch.pk,
        "on": TODAY,
        "reason": "Thăm ốm",
        "at": NOW,
    }
    with pytest.raises(BelowZero, match="âm"):
        public.write_entry(fund="fee", amount=-20_000, below_zero=False, **line)
    spent = public.write_entry(fund="fee", amount=-10_000, below_zero=False, **line)
    public.write_entry(fund="visits", amount=-5_000, below_zero=True, **line)
    assert public.balances(branch.pk) == {"fee": 4_400, "savings": 0, "visits": -5_000}
    public.undo_entry(by=by, entry_id=spent.pk, at=NOW)
    assert public.balances(branch.pk)["fee"] == 14_400
    with owner(), pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        BranchEntry.objects.filter(pk=spent.pk).update(amount=-1)


def test_only_the_province_sets_rates_and_shares_sum_to_a_hundred(commune, province):
    by = acting(an_officer(Role.LEADER, commune))
    with pytest.raises(NotAllowed):
        public.set_rate(by=by, valid_from=JANUARY, amount=1, paper="", at=NOW)
    by = acting(an_officer(Role.LEADER, province))
    with pytest.raises(DomainError, match="100"):
        public.set_split(by=by, valid_from=JANUARY, branch=60, commune=25, province=16, paper="", at=NOW)
    with owner(), pytest.raises(IntegrityError, match="whole"), transaction.atomic():
        FeeSplit.objects.create(
            valid_from=JANUARY, branch=60, commune=25, province=16, set_by_name="", set_at=NOW
        )


def test_months_in_words_and_money_in_whole_months():
    january = YEAR * 12
    assert months_words([january, january + 1, january + 2, january + 4]) == f"tháng 1–3, 5/{YEAR}"
    assert last_day(month_of(date(2028, 2, 3))) == date(2028, 2, 29)
    assert months_for(5_000, [(2, 3_000), (1, 2_000)]) == (1, 2)
    assert months_for(4_000, [(2, 3_000), (1, 2_000)]) is None
