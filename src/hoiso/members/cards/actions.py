"""Printing for members of a place: each print is on the trail, with how many it held."""

from collections.abc import Callable
from datetime import date, datetime

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import NotAllowed
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.documents.layouts.member_sheets import MemberSheets, SheetKind, SheetPerson, render_member_sheets
from hoiso.members.cards.choosing import KEPT, MOST, SHEETS, Kept, Sheet
from hoiso.members.cards.codes import token_of
from hoiso.members.cards.errors import NothingToPrint
from hoiso.members.cards.meeting import Meeting
from hoiso.members.cards.queries import chosen
from hoiso.members.keys import code_written
from hoiso.members.models import Member
from hoiso.members.register.public import Place, keeps_at
from hoiso.units.public import setting

_SHEETS: dict[Sheet, SheetKind] = {
    Sheet.CARDS: "cards",
    Sheet.LABELS: "labels",
    Sheet.INVITATIONS: "invitations",
}
_COLUMNS = {
    Sheet.LIST: (
        ListColumn("TT", 1, right=True), ListColumn("Họ và tên", 5), ListColumn("Năm sinh", 2),
        ListColumn("Điện thoại", 3), ListColumn("Nơi ở", 5), ListColumn("Tổ", 3),
    ),
    Sheet.ATTENDANCE: (
        ListColumn("TT", 1, right=True), ListColumn("Họ và tên", 5), ListColumn("Năm sinh", 2),
        ListColumn("Tổ", 3), ListColumn("Ký tên", 4), ListColumn("Ghi chú", 3),
    ),
    Sheet.VOTES: (
        ListColumn("TT", 1, right=True), ListColumn("Họ và tên", 5), ListColumn("Năm sinh", 2),
        ListColumn("Tán thành", 2), ListColumn("Không tán thành", 3), ListColumn("Ý kiến khác", 3),
    ),
}  # fmt: skip


def print_for(
    *,
    by: Actor,
    place: Place,
    kept: Kept,
    branch_id: int | None,
    sheet: Sheet,
    meeting: Meeting,
    address: Callable[[str], str],
    at: datetime,
) -> bytes:
    """The PDF. `address` gives the whole address of the check page for a token.

    Who has no vote is on no voting list. Raises `NothingToPrint`, also where there are more than `MOST`.
    """
    if not keeps_at(by, place):
        raise NotAllowed("Đồng chí không giữ danh sách hội viên ở đây nên không in được.")
    if sheet == Sheet.VOTES:
        kept = Kept.VOTING if kept == Kept.ALL else kept
    found = chosen(place, kept=kept, branch_id=branch_id, on=by.on)
    if sheet == Sheet.VOTES:
        found = found.filter(honorary=False, state="active")
    members = list(found[: MOST + 1])
    if not members:
        raise NothingToPrint("Không có hội viên nào hợp với lựa chọn này. Chọn lại danh sách.", field="kept")
    if len(members) > MOST:
        raise NothingToPrint(f"Có hơn {MOST} người. Chọn từng chi hội để in.", field="branch")
    _refuse_many(sheet, len(members), place, on=by.on)
    audit.record(
        "member_print", "unit", place.unit_id, at=at, actor_id=by.officer_id, unit_id=place.unit_id,
        what=sheet.value, rows=len(members),
    )  # fmt: skip
    if sheet in _SHEETS:
        return _sheets(_SHEETS[sheet], SHEETS[sheet], place, members, meeting, address, on=by.on)
    lines = [place.title, KEPT[kept], *meeting.lines]
    printed = PrintedList(
        title=SHEETS[sheet], unit=place.title, unit_lines=(place.title,), lines=tuple(lines),
        columns=_COLUMNS[sheet], rows=[_row(sheet, number, one) for number, one in enumerate(members, 1)],
        after=(f"Danh sách có {len(members)} người.",), signing=(("Người lập danh sách", ""),),
        printed_by=by.full_name, printed_at=at,
    )  # fmt: skip
    return render_list(printed)


def _refuse_many(sheet: Sheet, rows: int, place: Place, *, on: date) -> None:
    """Phones and homes of many leave the system by an export alone, which a second person approves."""
    limit = int(str(setting(place.unit_id, "export_limit", on)))
    if sheet in (Sheet.LIST, Sheet.LABELS) and rows > limit:
        raise NothingToPrint(
            f"Bản in có điện thoại, nơi ở của hơn {limit} người phải có người thứ hai duyệt."
            " Chọn từng chi hội, hoặc mở danh sách hội viên, bấm “Xuất hoặc in danh sách”.",
            field="branch",
        )


def _row(sheet: Sheet, number: int, one: Member) -> tuple[str, ...]:
    head = (str(number), one.full_name, str(one.birth_year))
    group = one.group.name if one.group else ""
    tails = {
        Sheet.LIST: (one.phone, _home(one), group),
        Sheet.ATTENDANCE: (group, "", ""),
        Sheet.VOTES: ("", "", ""),
    }
    return head + tails[sheet]


def _sheets(
    kind: SheetKind, title: str, place: Place, members: list[Member], meeting: Meeting,
    address: Callable[[str], str], *, on: date,
) -> bytes:  # fmt: skip
    people = [
        SheetPerson(
            name=one.full_name, born=one.birth_written, branch=one.branch.name, home=_home(one),
            joined=f"{one.joined_on:%d/%m/%Y}" if one.joined_on else "", card=one.card_number or "…………",
            member=code_written(one.code),
            address=address(token_of(one.pk, one.card_key)) if kind == "cards" else "",
        )
        for one in members
    ]  # fmt: skip
    return render_member_sheets(
        MemberSheets(
            kind=kind, title=title, unit=place.title, people=people, what=meeting.what, time=meeting.time,
            place=meeting.place, signer=meeting.signer,
        ),
        dated=on,
    )  # fmt: skip


def _home(one: Member) -> str:
    return ", ".join(part for part in (one.address, one.hamlet) if part)
