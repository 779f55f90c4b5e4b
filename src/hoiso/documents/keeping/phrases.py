"""Words of keeping that stand in no template."""

WHY = {
    "post": "do chức vụ",
    "creator": "là người đăng ký hoặc soạn văn bản",
    "drafter": "là người soạn",
    "reviewer": "là người duyệt",
    "lead": "được giao chủ trì",
    "coordinate": "được giao phối hợp",
    "informed": "nhận để biết",
    "named": "được cho xem riêng",
    "unit_lead": "đơn vị được giao chủ trì",
    "unit_coordinate": "đơn vị được giao phối hợp",
    "unit_informed": "đơn vị nhận để biết",
}
DOSSIER_CREATOR = "là người lập hồ sơ"
DELEGATED = "làm thay theo uỷ quyền"
CHANGES = {
    "restrict": "Giới hạn người xem",
    "open": "Bỏ giới hạn, mọi người có quyền theo chức vụ đều xem được",
    "add": "Thêm người xem",
    "remove": "Bớt người xem",
}
ASKED = (
    "Đề nghị đã vào danh sách chờ xác nhận. Quyền xem chưa thay đổi cho đến khi có người thứ hai xác nhận."
)
AGREED = "Đã xác nhận. Quyền xem đã thay đổi."
REFUSED = "Đã ghi “không đồng ý”. Quyền xem giữ như cũ."
NOTE_KEPT = "Đã lưu ghi chú. Chỉ đồng chí đọc được ghi chú này."
NOTE_DROPPED = "Đã xoá ghi chú."
FOLDER_MADE = "Đã tạo thư mục."
FOLDER_NAMED = "Đã đổi tên thư mục."
FOLDER_GONE = "Đã xoá thư mục. Các văn bản trong đó vẫn còn."
FOLDERS_SAVED = "Đã xếp văn bản vào thư mục."
TAKEN_FROM_FOLDER = "Đã bỏ khỏi thư mục."
SEARCH_GONE = "Đã xoá tìm kiếm đã lưu."
DOSSIER_OPENED = "Đã mở hồ sơ."
DOSSIER_CHANGED = "Đã lưu thông tin hồ sơ."
DOSSIER_CLOSED = "Đã đóng hồ sơ."
DOSSIER_REOPENED = "Đã mở lại hồ sơ."
PUT_IN = "Đã đưa văn bản vào hồ sơ {code}."
TAKEN_OUT = "Đã đưa {count} văn bản ra khỏi hồ sơ."
MOVED = "Đã chuyển {count} văn bản sang hồ sơ {code}."
PLAN_DRAWN = "Đã lập danh mục hồ sơ. Sửa các dòng cho đúng năm nay rồi trình lãnh đạo duyệt."
PLAN_WRITTEN = "Đã lưu danh mục hồ sơ."
PLAN_APPROVED = "Đã duyệt danh mục hồ sơ. Từ bây giờ mở hồ sơ theo danh mục được."
PLAN_REOPENED = "Đã mở lại danh mục để sửa. Sửa xong phải duyệt lại."
BY_KEEPER = "người lập hồ sơ đã xử lý"
LINKED_INSIDE = "có văn bản liên quan trong hồ sơ"
PUT_IN_MANY = "Đã đưa {count} văn bản vào hồ sơ."
HELD = "Đã giữ hồ sơ lại. Hồ sơ không thay đổi, không nộp, không huỷ được cho đến khi bỏ giữ."
HOLD_LIFTED = "Đã bỏ giữ hồ sơ."
TRANSFER_PREPARED = "Đã lập danh sách nộp lưu trữ. In mục lục và biên bản, ký hai bên rồi ghi ngày giao."
TRANSFER_SENT = "Đã ghi việc giao hồ sơ cho lưu trữ."
TRANSFER_RECEIVED = "Đã ghi lưu trữ nhận hồ sơ."
TRANSFER_RETURNED = "Đã trả lại. Các hồ sơ trong đợt này nộp lại được."
DISPOSAL_PROPOSED = "Đã lập danh mục hồ sơ hết thời hạn. Chọn hội đồng để xin ý kiến."
COMMITTEE_ASKED = "Đã gửi danh mục cho hội đồng."
OPINION_GIVEN = "Đã ghi ý kiến."
KEPT_AFTER_ALL = "Đã bỏ hồ sơ khỏi danh mục huỷ, hồ sơ được giữ."
DISPOSAL_DECIDED = "Đã ghi quyết định huỷ."
DISPOSAL_STOPPED = "Đã dừng đợt huỷ này. Không có gì bị xoá."
DISPOSAL_DONE = "Đã huỷ nội dung {count} văn bản. Biên bản ở trang này."
PACKAGE_TAKEN = "Đã nhập gói hồ sơ. Thông tin và tệp giống hệt nơi xuất."
NOTHING_TICKED = "Đánh dấu ít nhất một văn bản trong danh sách"


LEAD_SET = "Đã ghi người chủ trì và hạn."
SUPPORT_SET = "Đã giao phần phối hợp."
PART_DONE = "Đã ghi xong phần phối hợp."
PART_ON = "Đã chuyển phần phối hợp."
PART_OFF = "Đã cho thôi phối hợp."
ASKED_OPINIONS = "Đã gửi câu hỏi."
ANSWERED = "Đã gửi ý kiến."
NOTED = "Đã ghi vào quá trình."
PAUSED = "Đã tạm dừng. Các hạn không tính cho đến khi tiếp tục."
RESUMED = "Đã tiếp tục giải quyết."
CANCELLED = "Đã huỷ công việc. Văn bản trong hồ sơ vẫn được giữ."
EMPTY_CASES = {
    "cua-toi": "Đồng chí không chủ trì hồ sơ nào đang mở.",
    "phoi-hop": "Không có phần phối hợp nào đang chờ.",
    "y-kien": "Không ai đang hỏi ý kiến đồng chí.",
    "qua-han": "Không có hồ sơ nào quá hạn.",
    "tam-dung": "Không có hồ sơ nào tạm dừng.",
    "don-vi": "Đơn vị chưa có hồ sơ nào đang mở.",
}


def part_of(code: str, title: str, *, hidden: bool) -> str:
    """What is said where a sub-dossier is opened."""
    open_to_all = " Hồ sơ con chưa giới hạn người xem như hồ sơ này." if hidden else ""
    return f"Thuộc hồ sơ {code}: {title}.{open_to_all}"


def confirm_notice(about: str, asker: str) -> str:
    return f"{asker} đề nghị thay đổi người xem: {about}. Cần người thứ hai xác nhận."


def decided_notice(about: str, *, agreed: bool) -> str:
    return f"Đề nghị thay đổi người xem {about} {'đã được xác nhận' if agreed else 'không được đồng ý'}."


def reader_notice(about: str) -> str:
    return f"Đồng chí được cho xem riêng: {about}."


def asked_line(changes: str, reason: str) -> str:
    return f"Đề nghị: {changes}. Lý do: {reason}"


def decided_line(changes: str, *, agreed: bool) -> str:
    return f"{'Xác nhận' if agreed else 'Không đồng ý'}: {changes}"


def document_about(direction: str, number: str, symbol: str) -> str:
    """A document by its number alone, for those who may not read its subject."""
    name = {"in": "văn bản đến", "out": "văn bản đi"}.get(direction, "văn bản nội bộ")
    if number and direction == "in":
        return f"{name} số {number}"
    return f"{name} {symbol}" if symbol else f"{name} chưa có số"


def accession_notice(code: str, year: int) -> str:
    return f"Hồ sơ {code} năm {year} sắp đến hạn nộp lưu trữ."


def disposal_notice(code: str, year: int) -> str:
    return f"Hồ sơ {code} năm {year} sắp hết thời hạn bảo quản."


def linked_to(symbol: str) -> str:
    return f"liên quan đến {symbol or 'một văn bản'} trong hồ sơ"


def shared_words(words: list[str]) -> str:
    return f"cùng nói về “{'”, “'.join(words)}”"


def same_kind(kind: str, issuer: str) -> str:
    return f"cùng loại {kind.lower()} của {issuer}"


def dossier_about(code: str, year: int) -> str:
    return f"hồ sơ {code} năm {year}"


def heads(*labels: str, numbers: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """Heads of a table; `numbers` are those whose column is aligned right."""
    return [{"label": label, "num": label in numbers} for label in labels]


WHO_HEADS = heads("Người xem được", "Vì sao")
DECIDED_HEADS = heads("Kết quả", "Thay đổi", "Đề nghị", "Quyết định lúc")
DOSSIER_HEADS = heads(
    "Tình trạng", "Hồ sơ", "Bảo quản", "Văn bản", "Trang", "Nộp lưu trữ trước", numbers=("Văn bản", "Trang")
)
DOSSIER_LIST_HEADS = heads(
    "STT", "Số, ký hiệu", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản", "Số văn bản",
    "Số trang", "Người lập", "Ghi chú", numbers=("Số văn bản", "Số trang"),
)  # fmt: skip
ENTRY_HEADS = heads("STT", "Văn bản", "Ngày văn bản", "Số trang", numbers=("STT", "Số trang"))
CONTENTS_HEADS = heads(
    "STT", "Số, ký hiệu", "Ngày, tháng", "Tên loại và trích yếu nội dung", "Tác giả", "Số trang", "Ghi chú",
    numbers=("Số trang",),
)  # fmt: skip
FILED_HEADS = heads("Văn bản", "Xếp vào lúc")
PLAN_HEADS = heads("Tình trạng", "Danh mục", "Số dòng", "Đã mở", numbers=("Số dòng", "Đã mở"))
PLAN_LINE_HEADS = heads("Hồ sơ", "Số, ký hiệu", "Tiêu đề hồ sơ", "Thời hạn bảo quản", "Người lập", "Ghi chú")
PLAN_EDIT_HEADS = heads("Số, ký hiệu", "Tiêu đề hồ sơ", "Đề mục", "Thời hạn bảo quản", "Người lập", "Ghi chú")
SUGGESTED_HEADS = heads("Văn bản", "Vì sao", "Ngày văn bản")
READY_HEADS = heads(
    "Hồ sơ", "Bảo quản", "Ngày kết thúc", "Văn bản", "Trang", "Nộp trước", numbers=("Văn bản", "Trang")
)
OVER_HEADS = heads(
    "Hồ sơ", "Bảo quản", "Ngày kết thúc", "Văn bản", "Trang", "Hết hạn", numbers=("Văn bản", "Trang")
)
TRANSFER_HEADS = heads("Tình trạng", "Nơi nhận", "Hồ sơ", "Ngày giao", "Ngày nhận", numbers=("Hồ sơ",))
TRANSFERRED_HEADS = heads("STT", "Hồ sơ", "Bảo quản", "Văn bản", "Trang", numbers=("STT", "Văn bản", "Trang"))
DISPOSAL_HEADS = heads("Tình trạng", "Đợt huỷ", "Hồ sơ", "Ý kiến", numbers=("Hồ sơ",))
DISPOSED_HEADS = heads("Hồ sơ", "Bảo quản", "Ngày kết thúc", "Văn bản", "Lý do", numbers=("Văn bản",))
COMMITTEE_HEADS = heads("Người", "Phần việc", "Ý kiến", "Lúc")
