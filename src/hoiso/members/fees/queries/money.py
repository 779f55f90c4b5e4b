"""Receipts, what was handed up, what lies where, sums by unit, and the small book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.members.models import BranchEntry, FeeMovement, FeeRate, FeeSplit
from hoiso.members.register.public import Place

KIND = FeeMovement.Kind
RECEIPT_ORDERS = {
    "moi": Order("moi", ("on", "id"), descending=True),
    "cu": Order("cu", ("on", "id")),
    "nhieu": Order("nhieu", ("amount", "id"), descending=True),
    "it": Order("it", ("amount", "id")),
}
NO_RECEIPT = "Không có phiếu thu này, hoặc phiếu không thuộc nơi đồng chí phụ trách."
NO_TRANSFER = "Không có lần nộp này, hoặc không thuộc nơi đồng chí phụ trách."


def _here(place: Place, branch_id: int | None = None) -> Q:
    if place.is_branch:
        return Q(branch_id=place.unit_id)
    return Q(commune_id=place.unit_id, branch_id=branch_id) if branch_id else Q(commune_id=place.unit_id)


def receipts(place: Place, *, year: int, branch_id: int | None) -> "QuerySet[FeeMovement]":
    """Receipts of a year, those that were undone as well (`is_undone`)."""
    undone = FeeMovement.objects.filter(about=OuterRef("pk"))
    return (
        FeeMovement.objects.filter(_here(place, branch_id), kind=KIND.PAID, year=year)
        .select_related("member", "branch")
        .annotate(is_undone=Exists(undone))
    )


def receipt_page(
    place: Place, *, year: int, branch_id: int | None, order: Order, cursor: str
) -> Page[FeeMovement]:
    """A page of receipts. Two statements."""
    chosen = receipts(place, year=year, branch_id=branch_id)
    total = capped_counts(
        {"all": FeeMovement.objects.filter(_here(place, branch_id), kind=KIND.PAID, year=year)}
    )
    return page_of(chosen, order, cursor=cursor, total=total["all"], make=lambda row: row)


def receipt(movement_id: int) -> FeeMovement:
    """One receipt with its member, branch and what undid it."""
    found = (
        FeeMovement.objects.select_related("member", "branch", "commune", "answer")
        .filter(pk=movement_id, kind=KIND.PAID)
        .first()
    )
    if found is None:
        raise NotThere(NO_RECEIPT)
    return found


def receipts_of(member_id: int) -> list[FeeMovement]:
    """A member's receipts, newest first. One statement."""
    undone = FeeMovement.objects.filter(about=OuterRef("pk"))
    return list(
        FeeMovement.objects.filter(member_id=member_id, kind=KIND.PAID)
        .select_related("branch")
        .annotate(is_undone=Exists(undone))
        .order_by("-on", "-id")[:60]
    )


@dataclass(frozen=True, slots=True)
class Hand:
    """What lies with a unit and what of it is to be handed up; `way` was sent and is not confirmed yet."""

    lies: int
    to_send: int
    way: int


def branch_hand(branch_id: int) -> Hand:
    """Of a branch: all that is not its own goes up. One statement."""
    found = FeeMovement.objects.filter(branch_id=branch_id).aggregate(
        cash=Coalesce(Sum("cash_branch"), 0), own=Coalesce(Sum("own_branch"), 0), way=Coalesce(Sum("way"), 0)
    )
    return Hand(found["cash"], max(found["cash"] - found["own"], 0), found["way"])


def commune_hand(commune_id: int) -> Hand:
    """Of a commune: the province's part of what each branch has handed up. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(b.cash), 0)::bigint, (coalesce(sum(b.cash * b.top / b.up)"
            " FILTER (WHERE b.branch_id IS NOT NULL AND b.up > 0), 0)"
            " + coalesce(sum(b.cash) FILTER (WHERE b.branch_id IS NULL), 0))::bigint,"
            " coalesce(sum(b.way) FILTER (WHERE b.branch_id IS NULL), 0)::bigint"
            " FROM (SELECT branch_id, sum(cash_commune)::bigint AS cash, sum(own_province)::bigint AS top,"
            " sum(own_commune + own_province)::bigint AS up, sum(way)::bigint AS way"
            " FROM members_feemovement WHERE commune_id = %s GROUP BY branch_id) b",
            [commune_id],
        )
        cash, due, way = cursor.fetchone()
    return Hand(cash, max(min(cash, due), 0), way)


TRANSFER_ORDER = Order("moi", ("on", "id"), descending=True)


def transfer_page(place: Place, *, waiting: bool, cursor: str) -> Page[FeeMovement]:
    """What was handed up from here or to here, newest first. Two statements."""
    where = _here(place) | Q(to_unit_id=place.unit_id)
    chosen = FeeMovement.objects.filter(where, kind=KIND.SENT)
    if waiting:
        chosen = chosen.filter(~Exists(FeeMovement.objects.filter(about=OuterRef("pk"))))
    rows = chosen.select_related("branch", "commune", "to_unit", "answer")
    return page_of(
        rows, TRANSFER_ORDER, cursor=cursor, total=capped_counts({"all": chosen})["all"], make=lambda row: row
    )


def transfer(movement_id: int) -> FeeMovement:
    """One handing up, with its answer."""
    found = (
        FeeMovement.objects.select_related("branch", "commune", "to_unit", "answer")
        .filter(pk=movement_id, kind=KIND.SENT)
        .first()
    )
    if found is None:
        raise NotThere(NO_TRANSFER)
    return found


def rate_on(day: date) -> FeeRate | None:
    """The rate of a month's first day."""
    return FeeRate.objects.filter(valid_from__lte=day).order_by("-valid_from", "-id").first()


def split_on(day: date) -> FeeSplit | None:
    """How fees are divided on a day."""
    return FeeSplit.objects.filter(valid_from__lte=day).order_by("-valid_from", "-id").first()


def rates() -> list[FeeRate]:
    """All that was set, newest first."""
    return list(FeeRate.objects.order_by("-valid_from", "-id")[:50])


def splits() -> list[FeeSplit]:
    """All that was set, newest first."""
    return list(FeeSplit.objects.order_by("-valid_from", "-id")[:50])


@dataclass(frozen=True, slots=True)
class FeeSum:
    """Sums of one unit in a year; see `hoiso_fee_sums`."""

    unit_id: int
    name: str
    owed: int
    collected: int
    receipts: int
    own_branch: int
    own_commune: int
    own_province: int
    in_branch: int
    way: int
    in_commune: int
    in_province: int

    @property
    def share(self) -> float | None:
        """Per cent collected of what is owed."""
        return self.collected * 100 / self.owed if self.owed else None


def sums(year: int, commune_id: int | None = None) -> tuple[list[FeeSum], FeeSum]:
    """By unit in the order of names, and all together. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_fee_sums(%s, %s) ORDER BY unit_name", [year, commune_id])
        found = [FeeSum(*row) for row in cursor.fetchall()]
    numbers = [name for name in FeeSum.__dataclass_fields__ if name not in ("unit_id", "name")]
    return found, FeeSum(0, "Cộng", *(sum(getattr(one, name) for one in found) for name in numbers))


BOOK_ORDERS = {
    "moi": Order("moi", ("on", "id"), descending=True),
    "cu": Order("cu", ("on", "id")),
}


def balances(branch_id: int) -> dict[str, int]:
    """What each fund of the branch holds. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fund, sum(amount)::bigint FROM (SELECT fund, amount FROM members_branchentry"
            " WHERE branch_id = %s UNION ALL SELECT %s, own_branch FROM members_feemovement"
            " WHERE branch_id = %s) lines GROUP BY fund",
            [branch_id, str(BranchEntry.Fund.FEE), branch_id],
        )
        return dict.fromkeys(BranchEntry.Fund.values, 0) | dict(cursor.fetchall())


def _lines(branch_id: int, fund: str) -> "QuerySet[BranchEntry]":
    chosen = BranchEntry.objects.filter(branch_id=branch_id)
    return chosen.filter(fund=fund) if fund else chosen


def book_page(branch_id: int, *, fund: str, order: Order, cursor: str) -> Page[BranchEntry]:
    """Lines of the small book. Two statements."""
    chosen = _lines(branch_id, fund)
    return page_of(
        chosen.select_related("answer"), order, cursor=cursor, total=capped_counts({"all": chosen})["all"],
        make=lambda row: row,
    )  # fmt: skip


def book_lines(branch_id: int, *, fund: str) -> Iterator[BranchEntry]:
    """All lines, oldest first."""
    return _lines(branch_id, fund).order_by("on", "id").iterator(chunk_size=1_000)
