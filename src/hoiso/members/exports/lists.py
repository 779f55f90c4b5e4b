"""The lists that are taken out: what each is called, its columns, its rows on the day the file is made."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import ClassVar, Protocol

from hoiso.core.sheets import Cell
from hoiso.members.fees import public as fees
from hoiso.members.lives.public import DayAsked, day_page, day_rows
from hoiso.members.models import BranchEntry
from hoiso.members.register.public import MemberFilter, Place, all_lines, branches_at, how_many, question

Columns = tuple[tuple[str, float, int], ...]
_PLAIN = ("view", "branch_id", "group_id", "core", "age_from", "age_to")


class Listed(Protocol):
    """One list. `columns`: name, share of a printed page, width in Excel; the number comes before them."""

    file_name: ClassVar[str]
    columns: ClassVar[Columns]

    @property
    def title(self) -> str:
        """What stands above the list."""
        ...

    def kept(self) -> dict[str, object]:
        """As it is kept with an export, see `read`."""
        ...

    def count(self, place: Place, *, today: date) -> int:
        """How many rows it has."""
        ...

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        """Its rows, in the order of `columns`."""
        ...


@dataclass(frozen=True, slots=True)
class RegisterList:
    """The register's list as it is filtered; `typed_box` is what was searched, sealed."""

    file_name: ClassVar = "danh-sach-hoi-vien"
    columns: ClassVar[Columns] = (
        ("Họ và tên", 4.0, 28), ("Ngày sinh", 1.8, 12), ("Điện thoại", 2.2, 14), ("Ấp, khu phố", 2.2, 18),
        ("Chi hội", 3.0, 26), ("Tổ phụ nữ", 2.0, 18), ("Tình trạng", 2.2, 18), ("Nòng cốt", 1.2, 10),
        ("Ngày vào Hội", 1.8, 12), ("Số thẻ", 2.2, 16), ("Mã hội viên", 1.8, 12),
    )  # fmt: skip
    wanted: MemberFilter
    typed_box: str = ""

    @property
    def title(self) -> str:
        return "Danh sách hội viên"

    def kept(self) -> dict[str, object]:
        plain = {name: value for name, value in asdict(self.wanted).items() if name in _PLAIN}
        return {**plain, "typed": self.typed_box}

    def count(self, place: Place, *, today: date) -> int:
        return how_many(place, self.wanted, today=today)

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        for row in all_lines(place, self.wanted, today=today, most=most):
            yield (
                row.full_name, row.birth, row.phone, row.hamlet, row.branch, row.group, row.state_name,
                "x" if row.core else "", row.joined_on, row.card_number, row.code,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeeList:
    """Who owes, who has paid, who is exempt, for a period; `period` as `fees.months` keeps its key."""

    file_name: ClassVar = "hoi-phi"
    columns: ClassVar[Columns] = (
        ("Họ và tên", 4.0, 28), ("Năm sinh", 1.4, 10), ("Chi hội", 3.0, 24), ("Tình trạng", 2.4, 18),
        ("Còn thiếu tháng", 3.6, 30), ("Còn thiếu (đồng)", 2.2, 16),
    )  # fmt: skip
    view: str
    year: int
    period: str
    branch_id: int | None

    @property
    def title(self) -> str:
        return f"Hội phí: {fees.VIEWS[self.view].lower()}"

    def kept(self) -> dict[str, object]:
        return {"list": "fees", **asdict(self)}

    def count(self, place: Place, *, today: date) -> int:
        return len(self._rows(place))

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        branches = branches_at(place, on=today)
        for row in self._rows(place)[:most]:
            yield (
                row.full_name, row.birth_year, branches.name_of(row.branch_id), row.state_name,
                fees.months_words(row.months), row.unpaid,
            )  # fmt: skip

    def _rows(self, place: Place) -> list[fees.DueRow]:
        period = fees.period_of(self.period, self.year)
        months = period.months if period else ()
        return fees.all_due(place, months=months, view=self.view, branch_id=self.branch_id)


@dataclass(frozen=True, slots=True)
class ReceiptList:
    """Receipts of a year, undone ones as well."""

    file_name: ClassVar = "phieu-thu-hoi-phi"
    columns: ClassVar[Columns] = (
        ("Chi hội", 3.0, 24), ("Số", 1.0, 8), ("Ngày", 1.6, 12), ("Họ và tên", 4.0, 28),
        ("Cho tháng", 3.2, 26), ("Số tiền (đồng)", 2.2, 14), ("Ghi chú", 1.6, 14),
    )  # fmt: skip
    year: int
    branch_id: int | None

    @property
    def title(self) -> str:
        return f"Phiếu thu hội phí năm {self.year}"

    def kept(self) -> dict[str, object]:
        return {"list": "receipts", **asdict(self)}

    def count(self, place: Place, *, today: date) -> int:
        return fees.receipts(place, year=self.year, branch_id=self.branch_id).count()

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        found = fees.receipts(place, year=self.year, branch_id=self.branch_id)
        for one in found.order_by("branch_id", "number")[:most]:
            yield (
                one.branch.name if one.branch else "", one.number or 0, one.on,
                one.member.full_name if one.member else "", fees.months_words(one.months), one.amount,
                "Đã huỷ" if getattr(one, "is_undone", False) else "",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookList:
    """A branch's small book, of one fund or of all: what money was for may name people."""

    file_name: ClassVar = "so-quy-chi-hoi"
    columns: ClassVar[Columns] = (
        ("Ngày", 1.6, 12), ("Quỹ", 2.4, 18), ("Nội dung", 5.0, 44), ("Thu", 1.8, 14), ("Chi", 1.8, 14),
        ("Người ghi", 3.0, 24),
    )  # fmt: skip
    branch_id: int
    fund: str

    @property
    def title(self) -> str:
        return "Sổ quỹ chi hội"

    def kept(self) -> dict[str, object]:
        return {"list": "book", **asdict(self)}

    def count(self, place: Place, *, today: date) -> int:
        return sum(1 for _ in fees.book_lines(self.branch_id, fund=self.fund))

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        lines = zip(range(most), fees.book_lines(self.branch_id, fund=self.fund), strict=False)
        for _, one in lines:
            yield (
                one.on, BranchEntry.Fund(one.fund).label, one.reason, max(one.amount, 0) or None,
                max(-one.amount, 0) or None, one.by_name,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayList:
    """Members as they were on a day, under the units of then or of today."""

    file_name: ClassVar = "hoi-vien-theo-ngay"
    columns: ClassVar[Columns] = (
        ("Họ và tên", 4.0, 28), ("Ngày sinh", 1.8, 12), ("Tình trạng", 2.2, 18), ("Chi hội khi đó", 3.0, 26),
        ("Tổ khi đó", 2.0, 18), ("Xã, phường khi đó", 2.6, 24), ("Nay là chi hội", 3.0, 26),
        ("Nay thuộc xã, phường", 2.6, 24),
    )  # fmt: skip
    day: date
    now_units: bool
    state: str
    sort: str

    @property
    def title(self) -> str:
        return f"Danh sách hội viên ngày {self.day:%d/%m/%Y}"

    def kept(self) -> dict[str, object]:
        return {"list": "day", **asdict(self), "day": self.day.isoformat()}

    def count(self, place: Place, *, today: date) -> int:
        return day_page(self._asked(place, today), number=1).total

    def cells(self, place: Place, *, today: date, most: int) -> Iterable[tuple[Cell, ...]]:
        for row in day_rows(self._asked(place, today), most=most):
            yield (
                row.full_name, row.birth, row.state_name, row.branch, row.group, row.commune,
                row.new_branch, row.new_commune,
            )  # fmt: skip

    def _asked(self, place: Place, today: date) -> DayAsked:
        return DayAsked(
            place_id=place.unit_id, day=self.day, today=today, now_units=self.now_units, state=self.state,
            sort=self.sort,
        )  # fmt: skip


_OTHERS: Mapping[object, type[FeeList | ReceiptList | BookList | DayList]] = {
    "fees": FeeList, "receipts": ReceiptList, "book": BookList, "day": DayList,
}  # fmt: skip


def read(kept: dict[str, object], *, typed: str) -> Listed:
    """A kept list again; `typed` is what was searched, opened."""
    other = _OTHERS.get(kept.get("list"))
    if other is None:
        plain = {name: kept[name] for name in _PLAIN if name in kept}
        wanted = MemberFilter(**plain, asked=question(typed) if typed else None)  # type: ignore[arg-type]
        return RegisterList(wanted, str(kept.get("typed", "")))
    given = {name: value for name, value in kept.items() if name != "list"}
    if other is DayList:
        given["day"] = date.fromisoformat(str(given["day"]))
    return other(**given)  # type: ignore[arg-type]
