"""Words of taking over old registers."""

from datetime import date

from hoiso.core.phrases import vn_date

NO_NUMBER = "ghi số đến"
NO_NUMBER_IN_SYMBOL = "ghi số của văn bản, ví dụ 12/KH-BTV"
NO_DAY = "ghi ngày, ví dụ 20/09/2023"
NO_SUBJECT = "ghi trích yếu; số bỏ không dùng thì ghi “Huỷ” và lý do ở cột Ghi chú"
MARKED_LINE = "văn bản mật không đưa lên hệ thống này; bỏ dòng khỏi tệp, giữ ở sổ giấy riêng"
VOID = "Huỷ trong sổ cũ"
NOT_READABLE = "Không đọc được tệp này. Lưu sổ thành tệp Excel (.xlsx) rồi chọn lại"
NO_LINES = "Dưới dòng tiêu đề chưa có dòng nào của sổ"
NOT_THERE = "Không có lần tiếp quản này, hoặc đồng chí không được giao xem."
STATE_KINDS = {
    "checking": "new", "checked": "soon", "running": "new", "stopped": "late", "done": "done",
    "dropped": "calm",
}  # fmt: skip
NO_DOCUMENT = "Tên tệp không có số văn bản. Đặt tên tệp theo số trong sổ, ví dụ 118.pdf hoặc 2023-118.pdf."


def too_long(longest: int) -> str:
    return f"dài quá {longest} ký tự, rút ngắn lại"


def not_a_number(text: str) -> str:
    return f"“{text[:40]}” không phải là số; ghi số như 118 hoặc 12a"


def not_a_day(text: str) -> str:
    return f"“{text[:40]}” không phải là ngày; ghi đủ ngày, tháng, năm, ví dụ 20/09/2023"


def no_such_day(text: str) -> str:
    return f"không có ngày {text[:40]}; xem lại ngày và tháng"


def no_year(text: str) -> str:
    return f"ngày {text[:40]} thiếu năm; chọn năm của sổ, hoặc ghi đủ năm"


def other_year(day: date, year: int) -> str:
    return f"ngày {vn_date(day)} không thuộc năm {year} của sổ"


def ahead(day: date) -> str:
    return f"ngày {vn_date(day)} chưa đến"


def after_arrival(day: date, arrived: date) -> str:
    return f"ngày văn bản {vn_date(day)} sau ngày đến {vn_date(arrived)}"


def not_an_amount(text: str) -> str:
    return f"“{text[:40]}” không phải là số lượng; ghi bằng chữ số"


def twice(number: str, row: int) -> str:
    return (
        f"Số {number} đã có ở dòng {row} của tệp với nội dung khác."
        f" Xem lại số, hoặc thêm chữ, ví dụ {number}a."
    )


def taken_by_other(number: str, book: str, subject: str) -> str:
    return f"Số {number} trong “{book}” đã là văn bản khác: {subject[:120]}. Xem lại số của dòng này."


def used(number: str, book: str) -> str:
    return f"Số {number} trong “{book}” đã dùng. Xem lại số của dòng này."


def not_yet(number: str, book: str, last: int) -> str:
    return f"“{book}” đang cấp số trên hệ thống và mới đến số {last}; số {number} chưa được cấp."


def closed(book: str) -> str:
    return f"“{book}” đã khoá nên không ghi thêm được."


def no_line(number: str, year: int | None) -> str:
    when = f" năm {year}" if year else ""
    return f"Không có văn bản số {number}{when} trong sổ vừa tiếp quản."


def several(number: str, told: str) -> str:
    return (
        f"Có nhiều văn bản số {number} ({told}). Thêm năm hoặc ký hiệu vào tên tệp,"
        f" ví dụ 2023-{number}-KH.pdf."
    )


def begun(name: str) -> str:
    return f"Đã đọc tệp {name}. Xem lại các cột và số dòng dưới đây rồi bấm Đưa vào sổ."


def started(count: int) -> str:
    return f"Đang đưa {count} dòng vào sổ. Đồng chí có thể làm việc khác trong lúc chờ."


def finished(name: str, taken: int, faulty: int) -> str:
    more = f" Còn {faulty} dòng cần sửa." if faulty else ""
    return f"Đã tiếp quản sổ {name}: {taken} dòng vào sổ.{more}"


ROW_HEADING = "Dòng trong tệp cũ"
MEND_HEADING = "Cần sửa"
FAULTS_TITLE = "Các dòng của sổ cũ cần sửa"


def of_file(name: str) -> str:
    return f"Từ tệp {name}"


def how_to_mend() -> str:
    return "Sửa ngay trong tệp này rồi gửi lại ở trang Tiếp quản sổ cũ. Hai cột cuối không cần xoá."


def unnamed(place: int) -> str:
    return f"Cột {place + 1}"


def starts_at(name: str, number: int) -> str:
    return f"{name}: số tiếp theo là {number}"


def scans_brought(count: int, sent: int) -> str:
    less = f" {sent - count} tệp không nhận, xem lý do bên dưới." if count < sent else ""
    return f"Đã nhận {count} tệp, đang ghép theo số.{less}"


def matched_again(count: int) -> str:
    return f"Đang ghép lại {count} bản quét." if count else "Không có bản quét nào cần ghép lại."


def taken(row: int) -> str:
    """The line of the timeline."""
    return f"Tiếp quản từ sổ cũ, dòng {row}"
