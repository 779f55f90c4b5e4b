"""Words of bringing lists of members in."""

from datetime import date

from hoiso.core.phrases import vn_date

NOT_READABLE = "Không đọc được tệp này. Lưu danh sách thành tệp Excel (.xlsx) rồi chọn lại"
NO_HEAD = (
    "Không thấy dòng ghi tên các cột. Tệp cần một dòng có “Họ và tên” và “Năm sinh” (hoặc “Ngày sinh”)"
    " ở trên các hội viên"
)
NO_ROWS = "Tệp chưa có dòng hội viên nào dưới dòng ghi tên các cột"
NOT_THERE = "Không có danh sách này, hoặc đồng chí không được giao xem."
NO_NAME = "ghi họ và tên"
NO_BIRTH = "ghi ngày sinh hoặc năm sinh, ví dụ 1972"
NO_BRANCH = "ghi chi hội của hội viên này, hoặc chọn chi hội cho cả tệp"
IS_MAN = "cột giới tính ghi nam; nam chỉ có thể là hội viên danh dự, ghi “x” ở cột Hội viên danh dự"
ROUNDED = "Excel đã rút gọn số này nên mất số cuối; đặt cột thành kiểu Text rồi gõ lại đủ 12 số"
MORE_PHONES = "có thêm số điện thoại"
ID_YEAR = "số CCCD cho biết năm sinh khác cột năm sinh; xem lại một trong hai"
ID_MAN = "số CCCD này là của nam giới; xem lại số"


def not_a_day(text: str) -> str:
    return f"“{text[:40]}” không phải là ngày; ghi như 20/09/1972, hoặc chỉ ghi năm 1972"


def no_such_day(text: str) -> str:
    return f"không có ngày {text[:40]}; xem lại ngày và tháng"


def ahead(day: date | int) -> str:
    return f"{day if isinstance(day, int) else vn_date(day)} là ngày chưa đến; xem lại"


def too_young(age: int) -> str:
    return f"theo ngày sinh thì mới {age} tuổi; hội viên từ đủ 18 tuổi, xem lại năm sinh"


def too_old(age: int) -> str:
    return f"theo ngày sinh thì đã {age} tuổi; xem lại năm sinh"


def joined_too_early(year: int) -> str:
    return f"vào Hội năm {year} là trước khi đủ 10 tuổi; xem lại ngày sinh hoặc ngày vào Hội"


def left_before(day: date) -> str:
    return f"ra khỏi Hội ngày {vn_date(day)} là trước ngày vào Hội; xem lại hai ngày"


def not_a_phone(text: str) -> str:
    return f"“{text[:30]}” không đủ 10 số; xem lại số điện thoại, hoặc để trống"


def not_an_id(text: str, count: int) -> str:
    return f"“{text[:30]}” có {count} số; CCCD có 12 số, CMND cũ có 9 số. Xem lại, hoặc để trống"


def not_citizens(text: str) -> str:
    return f"“{text[:30]}” không phải là số CCCD (12 số, bắt đầu bằng 0); xem lại, hoặc để trống"


def not_a_name(text: str) -> str:
    return f"“{text[:40]}” không phải là họ tên; ghi họ và tên bằng chữ"


def not_yes_or_no(text: str) -> str:
    return f"“{text[:30]}” chưa rõ là có hay không; ghi “x” nếu có, để trống nếu không"


def not_a_sex(text: str) -> str:
    return f"“{text[:30]}” không phải là giới tính; ghi Nữ hoặc Nam"


def not_a_state(text: str) -> str:
    return (
        f"“{text[:40]}” chưa rõ tình trạng; ghi Đang sinh hoạt, Tạm vắng, Đã chuyển, Ra khỏi Hội hoặc Đã mất"
    )


def too_long(longest: int) -> str:
    return f"dài quá {longest} ký tự; rút ngắn lại"


def twice(label: str, row: int) -> str:
    return f"{label} này đã có ở dòng {row} của tệp, với người khác; xem lại một trong hai dòng"


def too_many_rows(most: int) -> str:
    return f"Tệp dài quá {most} dòng. Chia thành nhiều tệp"


def unknown_branch(name: str) -> str:
    return f"chưa có chi hội “{name[:60]}” trong hệ thống; chọn chi hội ở mục Chi hội của danh sách này"


def several_branches(name: str) -> str:
    return f"có nhiều chi hội tên “{name[:60]}”; chọn chi hội ở mục Chi hội của danh sách này"


def taken_by_other(label: str, branch: str, *, same_name: bool) -> str:
    where = f"“{branch}”" if branch else "nơi khác"
    if same_name:
        return f"{label} này đã có trong sổ ở {where}; làm chuyển sinh hoạt thay vì nhập mới"
    return f"{label} này đã là của hội viên khác ở {where}; xem lại số"


def paper(list_id: int, row: int) -> str:
    """What a member's history names as its source."""
    return f"Danh sách nhập số {list_id}, dòng {row}"


def finished(taken: int, faulty: int) -> str:
    more = f" Còn {faulty} dòng cần sửa." if faulty else ""
    return f"Đã đưa {taken} hội viên từ danh sách vào sổ.{more}"


MEND_HEADING = "Cần sửa"
NOTHING_TO_MEND = "Không có dòng nào cần sửa."
STATE_KINDS = {
    "checking": "new", "checked": "soon", "running": "new", "stopped": "late", "done": "done",
    "dropped": "calm",
}  # fmt: skip


def begun(rows: int) -> str:
    return f"Đã đọc {rows} dòng. Xem lại các cột và các dòng dưới đây rồi bấm Đưa vào sổ."


def started(count: int) -> str:
    return f"Đang đưa {count} hội viên vào sổ. Đồng chí có thể làm việc khác trong lúc chờ."


def blanked(count: int) -> str:
    if not count:
        return "Không dòng nào chỉ sai ở ô có thể để trống. Sửa từng dòng bên dưới."
    return f"Đang đưa {count} dòng vào sổ, các ô sai để trống."


def chosen_on(day: date) -> str:
    """What a remembered way to read is called: other units see it, so it names no file."""
    return f"chọn ngày {vn_date(day)}"
