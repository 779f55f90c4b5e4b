"""What goes out with a letter: the slip that passes it on, the notices to who wrote."""

from datetime import date, datetime

from hoiso.core.errors import NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.layouts.lists import PrintedList, render_list
from hoiso.documents.tables.petition import Petition, PetitionContent

_BLANK = "................................"
NAMES = {
    "phieu-chuyen": "Phiếu chuyển đơn",
    "thu-ly": "Thông báo thụ lý đơn",
    "khong-thu-ly": "Thông báo không thụ lý đơn",
    "tra-loi": "Thông báo kết quả giải quyết đơn",
}
_WHEN = {
    "phieu-chuyen": Petition.State.FORWARDED,
    "khong-thu-ly": Petition.State.REFUSED,
    "tra-loi": Petition.State.DONE,
}


def letter_kinds(petition: Petition) -> tuple[str, ...]:
    """Which papers can be printed now; nobody can be told where no name stands under the letter."""
    kinds = [kind for kind, state in _WHEN.items() if petition.state == state]
    if petition.accepted_on is not None:
        kinds.insert(0, "thu-ly")
    return tuple(kind for kind in kinds if kind == "phieu-chuyen" or not petition.anonymous)


def letter(
    kind: str, petition: Petition, content: PetitionContent, *, printed_by: str, at: datetime
) -> bytes:
    """The paper as PDF. Raises `NotThere` for one that the letter's state does not give."""
    if kind not in letter_kinds(petition):
        raise NotThere("Đơn này chưa có giấy này để in.")
    unit = petition.unit.title
    day = petition.accepted_on if kind == "thu-ly" else petition.ended_on
    return render_list(
        PrintedList(
            title=NAMES[kind],
            unit=unit,
            unit_lines=(unit,),
            number_line=f"Số: {petition.letter_symbol or '        '}",
            lines=(f"Ngày {vn_date(day)}",) if day else (),
            before=_text(kind, petition, content, unit),
            signing=(("Nơi nhận", ""), ("Người ký", "")),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def _text(kind: str, petition: Petition, content: PetitionContent, unit: str) -> tuple[str, ...]:
    kind_name = petition.get_kind_display().lower()
    who = content.sender_name or "không ghi tên"
    where = f", địa chỉ: {content.sender_address}" if content.sender_address else ""
    came = (
        f"Ngày {vn_date(petition.received_on)}, {unit} nhận được đơn {kind_name} của ông (bà): {who}{where}"
        f" (đơn số {petition.number_written})."
    )
    about = (f"Về người, cơ quan: {content.about}.",) if content.about else ()
    matter = f"Nội dung đơn: {content.summary}"
    if kind == "phieu-chuyen":
        return (
            f"Kính gửi: {petition.forwarded_to}.", came, *about, matter, f"Lý do chuyển: {content.reason}",
            f"{unit} chuyển đơn để xem xét, giải quyết theo thẩm quyền và thông báo kết quả cho người gửi.",
        )  # fmt: skip
    to = f"Kính gửi: ông (bà) {who}{where}."
    if kind == "thu-ly":
        due = _due(petition.due_on)
        return (to, came, matter, f"{unit} thụ lý giải quyết đơn từ ngày {_day(petition.accepted_on)}{due}.")
    if kind == "khong-thu-ly":
        return (
            to, came, matter, f"{unit} không thụ lý giải quyết đơn. Lý do: {content.reason}",
            f"{unit} thông báo để ông (bà) biết.",
        )  # fmt: skip
    outcome = Petition.Outcome(petition.outcome).label if petition.outcome else _BLANK
    return (
        to, came, matter, f"Kết quả giải quyết: {outcome}. {content.result}",
        f"{unit} thông báo để ông (bà) biết.",
    )  # fmt: skip


def _day(day: date | None) -> str:
    return vn_date(day) if day else _BLANK


def _due(day: date | None) -> str:
    return f", hạn giải quyết ngày {vn_date(day)}" if day else ""
