"""Which list an address asks for: `loai`, with the filter of the page that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from hoiso.core.errors import NotThere
from hoiso.core.forms import id_from
from hoiso.core.phrases import vn_date
from hoiso.members.exports.lists import BookList, DayList, FeeList, Listed, ReceiptList, RegisterList
from hoiso.members.fees import public as fees
from hoiso.members.filtering import FilterForm, filter_words, list_address, typed_in
from hoiso.members.lives.public import DAY_SORTS, DAY_STATES
from hoiso.members.models import BranchEntry
from hoiso.members.register.public import Branches, Place

_NO_LIST = "Không có danh sách này. Mở lại trang có danh sách rồi bấm xuất."


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list, its filter in words, and the page it comes from."""

    listed: Listed
    words: str
    back_url: str
    back: str = "Hội viên"


def chosen(given: Mapping[str, str], place: Place, branches: Branches, *, today: date) -> Chosen:
    """The list that an address asks for: the register's where it names none."""
    kind = given.get("loai", "")
    if not kind:
        wanted = FilterForm(given, branches=branches).wanted(typed_in(given))
        listed = RegisterList(wanted, given.get("tim", ""))
        return Chosen(listed, filter_words(place, wanted, branches), list_address(given))
    if kind == "ngay":
        return _day(given, today)
    year = id_from(given.get("nam", ""))
    year = year if year in fees.years(today) else today.year
    branch_id = _branch(given, branches)
    name = [branches.name_of(branch_id)] if branch_id else []
    if kind == "hoi-phi":
        view = given.get("xem", "")
        view = view if view in fees.VIEWS else "thieu"
        period = fees.period_of(given.get("ky", ""), year) or fees.periods(year, today)[0]
        words = ", ".join([f"Hội phí, {fees.VIEWS[view].lower()}", period.name, *name])
        return Chosen(FeeList(view, year, period.key, branch_id), words, _back("fee_list", given), "Hội phí")
    if kind == "phieu-thu":
        words = ", ".join([f"Phiếu thu năm {year}", *name])
        return Chosen(ReceiptList(year, branch_id), words, _back("fee_receipts", given), "Phiếu thu hội phí")
    branch_id = place.unit_id if place.is_branch else branch_id
    if kind != "so-quy" or branch_id is None:
        raise NotThere(_NO_LIST)
    fund = given.get("quy", "")
    fund = fund if fund in BranchEntry.Fund.values else ""
    words = f"Sổ quỹ, {BranchEntry.Fund(fund).label if fund else 'các quỹ'}, {branches.name_of(branch_id)}"
    return Chosen(BookList(branch_id, fund), words, _back("branch_book", given), "Sổ quỹ chi hội")


def _branch(given: Mapping[str, str], branches: Branches) -> int | None:
    asked = id_from(given.get("chi_hoi", ""))
    return asked if asked in {one.id for one in branches.branches} else None


def _day(given: Mapping[str, str], today: date) -> Chosen:
    try:
        day = date.fromisoformat(given.get("luc", ""))
    except ValueError:
        raise NotThere(_NO_LIST) from None
    if day > today:
        raise NotThere(_NO_LIST)
    state, sort, now_units = given.get("tinh_trang", ""), given.get("xep", ""), given.get("don_vi") == "moi"
    listed = DayList(
        day, now_units, state if state in DAY_STATES else "", sort if sort in DAY_SORTS else "ten"
    )
    words = f"Hội viên ngày {vn_date(day)}, theo đơn vị {'hiện nay' if now_units else 'khi đó'}"
    return Chosen(listed, words, _back("member_day", given), "Danh sách theo ngày")


def _back(name: str, given: Mapping[str, str]) -> str:
    kept = {key: value for key, value in given.items() if key not in ("loai", "luc") and value}
    return f"{reverse(name)}?{urlencode(kept)}"
