"""Fees of the demo: a rate, shares, receipts, money handed up, a small book. All invented."""

from collections.abc import Sequence
from datetime import date, timedelta

from hoiso.demo.chance import chance_of
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.members.fees.months import divided
from hoiso.members.models import BranchEntry, FeeExemption, FeeMovement, FeeRate, FeeSplit, Member, MemberSpan
from hoiso.members.states import State

_RATE, _COMMUNE, _PROVINCE = 2_000, 25, 15
_KIND = FeeMovement.Kind
_BOOK = (
    (BranchEntry.Fund.VISITS, 300_000, "Hội viên góp quỹ thăm hỏi đầu năm"),
    (BranchEntry.Fund.VISITS, -100_000, "Thăm một hội viên nằm viện"),
    (BranchEntry.Fund.SAVINGS, 1_200_000, "Tiền góp tổ tiết kiệm quý 1"),
    (BranchEntry.Fund.SAVINGS, -800_000, "Cho một hội viên vay mua con giống"),
    (BranchEntry.Fund.FEE, -50_000, "Mua nước uống họp chi hội"),
)


def fees(offices: Offices, year: Year) -> None:
    """In the demo's communes most have paid up to now; one branch has handed up, another waits."""
    start = date(year.today.year, 1, 1)
    FeeRate.objects.create(
        valid_from=date(2025, 7, 1), amount=_RATE, paper="Mức ví dụ", set_by_name="Tỉnh Hội", set_at=year.now
    )
    FeeSplit.objects.create(
        valid_from=date(2025, 7, 1), branch=100 - _COMMUNE - _PROVINCE, commune=_COMMUNE, province=_PROVINCE,
        paper="Tỷ lệ ví dụ", set_by_name="Tỉnh Hội", set_at=year.now,
    )  # fmt: skip
    alone = next(office for office in offices.communes if office.is_one_person)
    since = dict(
        MemberSpan.objects.filter(primary=True, state=State.ACTIVE, valid_to=None).values_list(
            "member_id", "valid_from"
        )
    )
    by_branch: dict[int, list[Member]] = {}
    for member in Member.objects.filter(state=State.ACTIVE, merged_into=None, honorary=False).order_by("pk"):
        if since.get(member.pk, year.today) <= start:
            by_branch.setdefault(member.branch_id, []).append(member)
    taken = {branch: _taken(people, year, start) for branch, people in by_branch.items() if len(people) > 1}
    FeeMovement.objects.bulk_create([one for found in taken.values() for one in found], batch_size=2_000)
    here = [branch for branch, found in taken.items() if found and found[0].commune_id == alone.unit.pk]
    for place, branch in enumerate(here[:3]):
        _hand_up(taken[branch], year, confirmed=place == 0)
    if here:
        _small_book(alone.unit.pk, here[0], year, start)
        one = by_branch[here[0]][-1]
        FeeExemption.objects.create(
            member=one, valid_from=start, valid_to=date(start.year, 12, 31), reason="Hoàn cảnh khó khăn",
            paper="Biên bản họp chi hội", at=year.now,
        )  # fmt: skip


def _taken(people: Sequence[Member], year: Year, start: date) -> list[FeeMovement]:
    """Four of five have paid, for the months up to now or a quarter less."""
    chance = chance_of(f"fees {people[0].branch_id}")
    made: list[FeeMovement] = []
    for member in people[:-1]:
        if chance.random() > 0.8:
            continue
        months = max(year.today.month - chance.choice((0, 0, 0, 3)), 1)
        money = months * _RATE
        shares = divided(money, commune=_COMMUNE, province=_PROVINCE)
        made.append(
            FeeMovement(
                kind=_KIND.PAID, commune_id=member.commune_id, branch_id=member.branch_id,
                on=max(year.today - timedelta(days=20), start), year=year.today.year, number=len(made) + 1,
                member=member, for_year=start.year,
                months=[start.year * 12 + place for place in range(months)], amount=money,
                cash_branch=money, own_branch=shares.branch, own_commune=shares.commune,
                own_province=shares.province, by_name="Chi hội trưởng", at=year.now,
            )
        )  # fmt: skip
    return made


def _hand_up(taken: Sequence[FeeMovement], year: Year, *, confirmed: bool) -> None:
    money = sum(one.own_commune + one.own_province for one in taken)
    here = {
        "commune_id": taken[0].commune_id, "branch_id": taken[0].branch_id, "to_unit_id": taken[0].commune_id,
        "on": year.today, "amount": money, "by_name": "Chi hội trưởng", "at": year.now,
    }  # fmt: skip
    sent = FeeMovement.objects.create(kind=_KIND.SENT, cash_branch=-money, way=money, **here)
    if confirmed:
        FeeMovement.objects.create(
            kind=_KIND.RECEIVED, way=-money, cash_commune=money, about=sent, **here | {"by_name": "Hội xã"}
        )


def _small_book(commune_id: int, branch_id: int, year: Year, start: date) -> None:
    BranchEntry.objects.bulk_create(
        BranchEntry(
            branch_id=branch_id, commune_id=commune_id, fund=fund, on=start + timedelta(days=3 * place),
            amount=amount, reason=reason, by_name="Chi hội trưởng", at=year.now,
        )
        for place, (fund, amount, reason) in enumerate(_BOOK)
    )  # fmt: skip
